"""The definition of formulas: what tells a fault of the lowering from a fault of a printer."""

from __future__ import annotations

from collections.abc import Sequence

from convention_dsl.calculator.plan.interpret import run
from convention_dsl.calculator.plan.plan import Plan
from tests.agreement.backends import Case, Values, names_wanted


class Backend:
    """Calculates plans with `plan.interpret`."""

    name = "interpreter"
    limit = 10**4000

    def available(self) -> str | None:
        return None

    def run(self, plan: Plan, cases: Sequence[Case]) -> list[Values]:
        wanted = names_wanted(plan)
        found = (run(plan, columns, lists) for columns, lists in cases)
        return [{name: values[name] for name in wanted} for values in found]
