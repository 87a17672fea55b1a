"""The solver: the only module that calls z3, which it imports when it is first needed.

Each session has a context of its own, so that a verdict does not depend on what was asked before.
`rlimit` counts the solver's own steps and stops at the same point on every machine; the time-out is
there for safety only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from time import monotonic
from typing import TYPE_CHECKING, Any

from convention_dsl.proof.limits import Limits
from convention_dsl.proof.smt import Bool, boolean
from convention_dsl.proof.symbolic import OutsideMethod

if TYPE_CHECKING:
    from types import ModuleType


_SIMPLEX = 2
"""The arithmetic that is quicker on linear questions of our size, and worse at any others."""


class Outcome(StrEnum):
    """The answer to a check."""

    SAT = "sat"
    UNSAT = "unsat"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Assigned:
    """A symbol to read from a model, and whether it is a boolean."""

    symbol: str
    is_boolean: bool


def _z3() -> ModuleType:
    import z3

    return z3  # type: ignore[no-any-return]


class Session:
    """A solver with a script, asked several questions.

    `linear`: no two unknowns are multiplied, so that what is weak at products may answer.
    """

    def __init__(self, text: str, limits: Limits, deadline: float, *, linear: bool = False) -> None:
        z3 = _z3()
        self._limits = limits
        self._deadline = deadline
        self._context = z3.Context()
        self._solver = z3.SimpleSolver(ctx=self._context)
        self._configure(linear=linear)
        self._safely(lambda: self._solver.from_string(text))
        self._constants: dict[str, Any] = {}
        self.last_unknown = ""

    def _configure(self, *, linear: bool) -> None:
        settings: dict[str, object] = {
            "random_seed": self._limits.seed,
            "rlimit": self._limits.steps_per_question,
            "max_memory": self._limits.megabytes,
            "phase_selection": 0,
            "arith.propagation_mode": 0,
        }
        if linear:
            settings["arith.solver"] = _SIMPLEX
        self._solver.set(*(part for setting in settings.items() for part in setting))

    def until(self, deadline: float) -> None:
        """Answer questions until another moment of the monotonic clock."""
        self._deadline = deadline

    def allow(self, steps: int) -> None:
        """Let each question take at most so many steps, and no more than the limits say."""
        self._solver.set("rlimit", min(steps, self._limits.steps_per_question))

    def check(self, assumptions: Sequence[str] = ()) -> Outcome:
        """Return whether the script and the assumptions (names of booleans) can all hold."""
        z3 = _z3()
        left = self._deadline - monotonic()
        if left <= 0:
            self.last_unknown = "time"
            return Outcome.UNKNOWN
        self._solver.set("timeout", max(1, int(left * 1000)))
        try:
            answer = self._answer(assumptions)
        except z3.Z3Exception as error:
            self.last_unknown = _cause(str(error))
            return Outcome.UNKNOWN
        if answer == z3.Z3_L_UNDEF:
            self.last_unknown = _cause(self._solver.reason_unknown())
            return Outcome.UNKNOWN
        return Outcome.SAT if answer == z3.Z3_L_TRUE else Outcome.UNSAT

    def _answer(self, assumptions: Sequence[str]) -> int:
        """Ask through the C interface: z3's Python wrapper converts every assumption each time."""
        z3 = _z3()
        terms = (z3.Ast * len(assumptions))()
        for position, name in enumerate(assumptions):
            terms[position] = self._boolean(name).as_ast()
        solver = self._solver.solver
        answer: int = z3.Z3_solver_check_assumptions(
            self._context.ref(), solver, len(assumptions), terms
        )
        return answer

    def core(self) -> frozenset[str]:
        """Return assumptions of the last check that cannot all hold."""
        return frozenset(literal.decl().name() for literal in self._solver.unsat_core())

    def values(self, wanted: Mapping[Any, Assigned]) -> dict[Any, int]:
        """Return the integers (0 or 1 for booleans) of the last model, by the keys of `wanted`."""
        z3 = _z3()
        context, model = self._context.ref(), self._solver.model().model
        found = {}
        value = (z3.Ast * 1)()
        for key, assigned in wanted.items():
            term = self._constant(assigned).as_ast()
            if not z3.Z3_model_eval(context, model, term, True, value):
                raise OutsideMethod("internal")
            z3.Z3_inc_ref(context, value[0])
            if assigned.is_boolean:
                found[key] = int(z3.Z3_get_bool_value(context, value[0]) == z3.Z3_L_TRUE)
            else:
                found[key] = int(z3.Z3_get_numeral_string(context, value[0]))
            z3.Z3_dec_ref(context, value[0])
        return found

    def fractions(self, symbols: Iterable[str]) -> dict[str, Fraction]:
        """Return the rational numbers of the last model for constants of sort Real."""
        z3 = _z3()
        context, model = self._context.ref(), self._solver.model().model
        found = {}
        value = (z3.Ast * 1)()
        for symbol in symbols:
            term = self._real(symbol).as_ast()
            if not z3.Z3_model_eval(context, model, term, True, value):
                raise OutsideMethod("internal")
            z3.Z3_inc_ref(context, value[0])
            found[symbol] = Fraction(z3.Z3_get_numeral_string(context, value[0]))
            z3.Z3_dec_ref(context, value[0])
        return found

    def require(self, terms: Iterable[Bool]) -> None:
        """Assert more terms over the constants that the script declares."""
        text = "\n".join(f"(assert {boolean(term)})" for term in terms)
        self._safely(lambda: self._solver.from_string(text))

    def push(self) -> None:
        """Remember the assertions."""
        self._safely(self._solver.push)

    def pop(self) -> None:
        """Go back to the assertions last remembered."""
        self._safely(self._solver.pop)

    def _safely(self, action: Callable[[], object]) -> None:
        """Make a failure of the solver, out of memory mostly, a reason for not knowing."""
        try:
            action()
        except _z3().Z3Exception as error:
            reason = "memory" if _cause(str(error)) == "memory" else "solver"
            raise OutsideMethod(reason) from error

    def _boolean(self, name: str) -> Any:  # noqa: ANN401 - z3 has no types
        known = self._constants.get(name)
        return self._constant(Assigned(name, True)) if known is None else known

    def _real(self, symbol: str) -> Any:  # noqa: ANN401 - z3 has no types
        known = self._constants.get(symbol)
        if known is None:
            known = self._constants[symbol] = _z3().Real(symbol, self._context)
        return known

    def _constant(self, assigned: Assigned) -> Any:  # noqa: ANN401 - z3 has no types
        known = self._constants.get(assigned.symbol)
        if known is None:
            z3 = _z3()
            make = z3.Bool if assigned.is_boolean else z3.Int
            known = self._constants[assigned.symbol] = make(assigned.symbol, self._context)
        return known


def _cause(reason: str) -> str:
    """Return the key of the reason for an unknown answer."""
    if "memory" in reason or "memout" in reason:
        return "memory"
    return "non-linear" if "incomplete" in reason else "time"
