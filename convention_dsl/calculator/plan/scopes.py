"""Where definitions go: to the plan, or to the elements of the list that they read."""

from __future__ import annotations

from convention_dsl.calculator.plan.formula import Compare, Const, Fold, Formula, Not, Ref
from convention_dsl.calculator.plan.naming import Names
from convention_dsl.calculator.plan.plan import Definition, Origin
from convention_dsl.calculator.plan.traverse import children
from convention_dsl.core.provenance import NO_PROVENANCE, Provenance
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.source import NOWHERE, Span

NOT_TOGETHER = Wording(
    "a condition or an amount that compares the elements of a list with one another",
    "une condition ou un montant qui compare les éléments d'une liste entre eux",
)


class UnsupportedError(Exception):
    """A construct that plans do not have; `construct` says it in words, `span` where it is."""

    def __init__(self, construct: Wording, span: Span) -> None:
        super().__init__(construct.en)
        self.construct = construct
        self.span = span


def is_short(formula: Formula) -> bool:
    """Return whether a formula costs no more than its name: a name, or a test of one."""
    match formula:
        case Const() | Ref():
            return True
        case Not(part):
            return is_short(part)
        case Compare(left=left, right=right):
            return isinstance(left, Const | Ref) and isinstance(right, Const | Ref)
        case _:
            return False


class Scopes:
    """The definitions made so far, of the plan and of each list's elements."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.plan: list[Definition] = []
        self.elements: dict[str, list[Definition]] = {}
        self._lists: dict[str, str | None] = {}
        self._known: dict[Formula, Ref] = {}
        self._found: dict[int, tuple[Formula, str | None]] = {}

    def declare(self, name: str, over: str | None) -> None:
        """Note a column: of the elements of the list `over`, or of the plan."""
        self._lists[name] = over

    def list_of(self, formula: Formula, span: Span = NOWHERE) -> str | None:
        """Return the list whose elements a formula reads; raises where there are two."""
        found = self._found.get(id(formula))
        if found is None:
            found = (formula, self._list_of(formula, span))
            self._found[id(formula)] = found  # keeps the formula alive, so that its id stays
        return found[1]

    def _list_of(self, formula: Formula, span: Span) -> str | None:
        if isinstance(formula, Ref):
            return self._lists.get(formula.name)
        inside = {self.list_of(part, span) for part in children(formula)} - {None}
        if isinstance(formula, Fold):
            inside.discard(formula.over)
        if len(inside) > 1:
            raise UnsupportedError(NOT_TOGETHER, span)
        return inside.pop() if inside else None

    def share(
        self, formula: Formula, wanted: str, *, scale: int = 1, span: Span = NOWHERE
    ) -> Formula:
        """Return a formula that may be written several times: a name for what is not short."""
        if is_short(formula):
            return formula
        known = self._known.get(formula)
        return known or self.define(formula, wanted, scale=scale, span=span)

    def named(self, formula: Formula, wanted: str, *, scale: int = 1, span: Span = NOWHERE) -> str:
        """Return the name of a formula: its own, or that of a definition."""
        if isinstance(formula, Ref):
            return formula.name
        known = self._known.get(formula)
        return (known or self.define(formula, wanted, scale=scale, span=span)).name

    def define(
        self,
        formula: Formula,
        wanted: str,
        *,
        scale: int = 1,
        origin: Origin = Origin.STEP,
        label: str = "",
        provenance: Provenance = NO_PROVENANCE,
        span: Span = NOWHERE,
    ) -> Ref:
        """Return the name of a new definition."""
        over = self.list_of(formula, span)
        formula = self._known.get(formula, formula)
        name = self.names.unique(wanted)
        definition = Definition(name, formula, scale, origin, label, provenance, span)
        (self.plan if over is None else self.elements.setdefault(over, [])).append(definition)
        self._lists[name] = over
        ref = Ref(formula.kind, name)
        self._known.setdefault(formula, ref)
        return ref
