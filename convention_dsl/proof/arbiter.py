"""The engine as `check` uses it: many small questions, each bounded, and all of them together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from time import monotonic
from typing import TYPE_CHECKING

from convention_dsl.core.program import Program
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.total import TotalCases

if TYPE_CHECKING:
    from convention_dsl.proof.verdict import Verdict

LIMITS = Limits(seconds=10, steps=20_000_000, minimal_grounds=False)
"""For one question: those of `check` are small, and a proof's grounds are not shown."""

SECONDS = 120.0
"""For all the questions about one book; what is left then is said to be undecided."""


@dataclass
class Arbiter:
    """Decides obligations; what is known of a program's cases is kept for the next question."""

    deadline: float = field(default_factory=lambda: monotonic() + SECONDS)
    known: tuple[Program, TotalCases] | None = None

    def __call__(self, program: Program, obligation: Obligation) -> Verdict:
        """Return the verdict on `obligation`."""
        from convention_dsl.proof.engine import decide, unknown

        left = self.deadline - monotonic()
        if left <= 0:
            return unknown("time")
        if self.known is None or self.known[0] is not program:
            self.known = program, TotalCases(program)
        limits = replace(LIMITS, seconds=min(left, LIMITS.seconds))
        return decide(program, obligation, limits, self.known[1])
