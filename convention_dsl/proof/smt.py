"""Terms and scripts in SMT-LIB: what the encoding writes and a solver reads.

A term is a constant of Python (`bool`, `int`) or the text of an SMT-LIB term; the functions here
fold constants, so that what is known stays out of the script. Texts are the cheapest terms there
are: they are hashed and compared by value (common subterms get one name), they need no solver to be
built, and one parse of the whole script costs less than a call per node.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

Bool = bool | str
Int = int | str

_LONG = 40
"""Terms longer than this get a name of their own when they are used again."""


def integer(value: Int) -> str:
    """Return the text of an integer term."""
    if isinstance(value, str):
        return value
    return str(value) if value >= 0 else f"(- {-value})"


def boolean(value: Bool) -> str:
    """Return the text of a boolean term."""
    if isinstance(value, str):
        return value
    return "true" if value else "false"


def negation(value: Bool) -> Bool:
    """Return the opposite of `value`."""
    if isinstance(value, bool):
        return not value
    if value.startswith("(not "):
        return value[5:-1]
    return f"(not {value})"


def conjunction(values: Iterable[Bool]) -> Bool:
    """Return whether all of `values` hold."""
    kept: list[str] = []
    for value in values:
        if value is False:
            return False
        if isinstance(value, str):
            kept.append(value)
    if not kept:
        return True
    return kept[0] if len(kept) == 1 else f"(and {' '.join(kept)})"


def disjunction(values: Iterable[Bool]) -> Bool:
    """Return whether one of `values` holds."""
    kept: list[str] = []
    for value in values:
        if value is True:
            return True
        if isinstance(value, str):
            kept.append(value)
    if not kept:
        return False
    return kept[0] if len(kept) == 1 else f"(or {' '.join(kept)})"


def implication(premise: Bool, conclusion: Bool) -> Bool:
    """Return whether `conclusion` holds wherever `premise` does."""
    if premise is True or conclusion is True:
        return conclusion
    if premise is False:
        return True
    if conclusion is False:
        return negation(premise)
    return f"(=> {premise} {conclusion})"


def same(first: Bool, second: Bool) -> Bool:
    """Return whether two booleans are equal."""
    if isinstance(first, bool):
        return second if first else negation(second)
    if isinstance(second, bool):
        return first if second else negation(first)
    return first == second or f"(= {first} {second})"


def choice(condition: Bool, then: Int, otherwise: Int) -> Int:
    """Return one of two integers."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    if then == otherwise:
        return then
    return f"(ite {condition} {integer(then)} {integer(otherwise)})"


def bool_choice(condition: Bool, then: Bool, otherwise: Bool) -> Bool:
    """Return one of two booleans."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    if then is True:
        return disjunction((condition, otherwise))
    if then is False:
        return conjunction((negation(condition), otherwise))
    if otherwise is False:
        return conjunction((condition, then))
    if otherwise is True:
        return disjunction((negation(condition), then))
    return then if then == otherwise else f"(ite {condition} {then} {otherwise})"


def plus(*values: Int) -> Int:
    """Return a sum."""
    constant = 0
    kept: list[str] = []
    for value in values:
        if isinstance(value, str):
            kept.append(value)
        else:
            constant += value
    if not kept:
        return constant
    if constant:
        kept.append(integer(constant))
    return kept[0] if len(kept) == 1 else f"(+ {' '.join(kept)})"


def times(factor: int, value: Int) -> Int:
    """Return a constant multiple."""
    if isinstance(value, int):
        return factor * value
    if factor == 0:
        return 0
    return value if factor == 1 else f"(* {integer(factor)} {value})"


def minus(first: Int, second: Int) -> Int:
    """Return a difference."""
    return plus(first, times(-1, second))


def at_most(first: Int, second: Int) -> Bool:
    """Return whether `first` ≤ `second`."""
    if isinstance(first, int) and isinstance(second, int):
        return first <= second
    return first == second or f"(<= {integer(first)} {integer(second)})"


def below(first: Int, second: Int) -> Bool:
    """Return whether `first` < `second`."""
    if isinstance(first, int) and isinstance(second, int):
        return first < second
    if first == second:
        return False
    return f"(< {integer(first)} {integer(second)})"


def equal(first: Int, second: Int) -> Bool:
    """Return whether two integers are equal."""
    if isinstance(first, int) and isinstance(second, int):
        return first == second
    return first == second or f"(= {integer(first)} {integer(second)})"


def few(values: Iterable[Bool], bound: int) -> Bool:
    """Return whether at most `bound` of `values` hold."""
    kept: list[str] = []
    for value in values:
        if isinstance(value, str):
            kept.append(value)
        else:
            bound -= value
    if bound < 0:
        return False
    if bound == 0:
        return conjunction(map(negation, kept))
    return bound >= len(kept) or f"((_ at-most {bound}) {' '.join(kept)})"


def quotient(value: Int, divisor: int) -> Int:
    """Return the quotient by a positive constant, rounded towards minus infinity."""
    if isinstance(value, int):
        return value // divisor
    return value if divisor == 1 else f"(div {value} {divisor})"


def remainder(value: Int, divisor: int) -> Int:
    """Return what `quotient` leaves."""
    if isinstance(value, int):
        return value % divisor
    return 0 if divisor == 1 else f"(mod {value} {divisor})"


@dataclass(slots=True)
class Script:
    """An SMT-LIB script under construction: declarations, definitions and assertions in order."""

    lines: list[str] = field(default_factory=list)
    non_linear: bool = False
    """Whether a product of two variables was written: what the solver may not decide."""
    uses_values: bool = True
    """Whether terms may be simplified by the values that numbers are known to have.

    Not where rows stand under assumptions: what a row contributes has to be lost with it.
    """
    _count: int = 0
    _names: dict[str, str] = field(default_factory=dict)

    def fresh(self, sort: str, hint: str = "v") -> str:
        """Declare a new constant and return its name."""
        self._count += 1
        name = f"{hint}{self._count}"
        self.lines.append(f"(declare-const {name} {sort})")
        return name

    def boolean(self, term: Bool) -> Bool:
        """Return a short term equal to `term`: itself, or a name defined as it."""
        return self._named(term, "Bool") if isinstance(term, str) else term

    def integer(self, term: Int) -> Int:
        """Return a short term equal to `term`: itself, or a name defined as it."""
        return self._named(term, "Int") if isinstance(term, str) else term

    def real(self, term: str) -> str:
        """Return a short term equal to the real `term`."""
        return self._named(term, "Real")

    def require(self, term: Bool) -> None:
        """Assert `term`."""
        if term is not True:
            self.lines.append(f"(assert {boolean(term)})")

    def _named(self, term: str, sort: str) -> str:
        if len(term) <= _LONG:
            return term
        name = self._names.get(term)
        if name is None:
            self._count += 1
            name = self._names[term] = f"t{self._count}"
            self.lines.append(f"(define-fun {name} () {sort} {term})")
        return name

    @property
    def text(self) -> str:
        """The whole script."""
        return "\n".join(self.lines)
