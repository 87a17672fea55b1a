"""The places of the clauses that a clause reaches, and the goals at each of them.

Nothing is decided here: a goal may be one that no input reaches.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import assert_never

from convention_dsl.core.nodes import (
    Aggregate,
    AggregateKind,
    Apply,
    Call,
    Cases,
    CasesOrigin,
    ClauseRef,
    Construct,
    Dated,
    Expr,
    Field,
    If,
    Let,
    Literal,
    ParameterRef,
    Round,
    RoundingMode,
    Total,
    Variable,
)
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program
from convention_dsl.core.traverse import walk
from convention_dsl.proof.vectors import sets
from convention_dsl.proof.vectors.goals import Goal, Kind
from convention_dsl.proof.vectors.steps import compared, is_constant
from convention_dsl.proof.vectors.watches import (
    Alone,
    Common,
    Compared,
    Contents,
    Holding,
    Item,
    Knowledge,
    Length,
    Listed,
    Passing,
    Reached,
    Rounding,
    Truth,
    Watches,
)
from convention_dsl.source import Span
from convention_dsl.types import BooleanType, ListType, OptionalType, SetType

_ROWS = {
    CasesOrigin.GRID: (Kind.ROW, Kind.OTHERWISE),
    CasesOrigin.CASES: (Kind.CASE, Kind.OTHERWISE),
    CasesOrigin.EXCEPTIONS: (Kind.EXCEPTION, Kind.GENERAL_RULE),
}
_COMPARISONS = frozenset(
    {
        Operator.LESS,
        Operator.LESS_EQUAL,
        Operator.EQUAL,
        Operator.MINIMUM,
        Operator.MAXIMUM,
    }
)
_CONNECTIVES = frozenset({Operator.AND, Operator.OR, Operator.NOT})
_TIES = (RoundingMode.HALF_AWAY, RoundingMode.HALF_EVEN)


def places(program: Program, root: ClauseRef) -> Watches:
    """Return what to watch in the clauses that `root` reaches, itself first."""
    watches = Watches()
    waiting, known = [root], {root}
    while waiting:
        ref = waiting.pop(0)
        body = program.clauses[ref].body
        _Places(program, root, ref, watches).clause(body)
        for node in walk(body):
            if isinstance(node, Call) and node.clause not in known:
                known.add(node.clause)
                waiting.append(node.clause)
    return watches


@dataclass(frozen=True, slots=True)
class _Owner:
    """The row, term or clause that holds a place; conditions are numbered in it."""

    id: str
    label: str


@dataclass
class _Places:
    """The places of one clause."""

    program: Program
    root: ClauseRef
    ref: ClauseRef
    watches: Watches
    counts: dict[str, int] = field(default_factory=dict)

    def clause(self, body: Expr) -> None:
        definition = self.program.clauses[self.ref].definition
        owner = _Owner(self.ref.name, definition.label or self.ref.name)
        kind = Kind.RESULT if self.ref == self.root else Kind.CALLED
        self.watches.called[self.ref] = self._goal(
            kind, body, owner, place=owner.id, span=definition.span
        )
        self._visit(body, owner, isinstance(body.type, BooleanType))

    # Goals --------------------------------------------------------------------------------------

    def _place(self, owner: _Owner) -> str:
        """Return the name of the next condition or value of `owner`."""
        self.counts[owner.id] = self.counts.get(owner.id, 0) + 1
        return f"{owner.id}#{self.counts[owner.id]}"

    def _goal(
        self,
        kind: Kind,
        expr: Expr,
        owner: _Owner,
        *,
        place: str,
        label: str = "",
        item: Item | None = None,
        span: Span | None = None,
        bare: bool = False,
    ) -> Goal:
        """Return a goal, known from now on by its id; `bare`: the place's name is enough."""
        same_book = self.ref.book == self.root.book and self.ref.pin is None
        prefix = "" if same_book and not self.ref.as_signed else f"{self.ref}:"
        last = kind.value if item is None else f"{kind.value}-{item}"
        id_ = prefix + (place if bare else f"{place}:{last}")
        while id_ in self.watches.goals:
            id_ += "'"
        goal = Goal(
            id_, kind, self.ref, expr, label, owner.label, item, prefix + place, span or expr.span
        )
        self.watches.goals[id_] = goal
        return goal

    def _items(
        self, kind: Kind, expr: Expr, owner: _Owner, place: str, items: Iterable[Item]
    ) -> dict[Item, Goal]:
        return {item: self._goal(kind, expr, owner, place=place, item=item) for item in items}

    def _truth(
        self, expr: Expr, owner: _Owner, place: str, kinds: tuple[Kind, Kind], label: str = ""
    ) -> None:
        yes, no = (self._goal(k, expr, owner, place=place, label=label) for k in kinds)
        self.watches.add(self.ref, expr, Truth(yes, no))

    # Visiting -----------------------------------------------------------------------------------

    def _visit(self, expr: Expr, owner: _Owner, condition: bool, whole: bool = False) -> None:
        """Note the places of `expr`, from the outside in.

        `condition`: its truth decides something; `whole`: by itself, which is noted already.
        """
        match expr:
            case Literal() | ParameterRef() | Variable() | Field() | Call():
                self._leaf(expr, owner, condition and not whole)
            case Apply():
                self._apply(expr, owner, condition, whole)
            case If():
                self._choice(expr, owner, condition)
            case Cases():
                self._cases(expr, owner, condition)
            case Let():
                self._visit(expr.value, owner, isinstance(expr.value.type, BooleanType))
                self._visit(expr.body, owner, condition, whole)
            case Total():
                self._total(expr, owner)
            case Construct():
                self._each(expr.parts, owner)
            case Aggregate():
                self._aggregate(expr, owner, condition and not whole)
            case Round():
                self._round(expr, owner)
            case Dated():
                raise ValueError("an expression is linked before it is looked at")
            case _:
                assert_never(expr)

    def _each(self, parts: Iterable[Expr], owner: _Owner) -> None:
        for part in parts:
            self._visit(part, owner, False)

    def _leaf(
        self,
        expr: Literal | ParameterRef | Variable | Field | Call,
        owner: _Owner,
        condition: bool,
    ) -> None:
        """Note a condition that is not made of others."""
        is_open = not isinstance(expr, Literal | ParameterRef)
        if condition and is_open and isinstance(expr.type, BooleanType):
            self._truth(expr, owner, self._place(owner), (Kind.TRUE, Kind.FALSE))
        match expr:
            case Field():
                self._visit(expr.record, owner, False)
            case Call():
                self._each(expr.arguments, owner)
            case _:
                pass

    def _choice(self, expr: If, owner: _Owner, condition: bool) -> None:
        place = self._place(owner)
        self._truth(expr.condition, owner, place, (Kind.THEN, Kind.ELSE), expr.label)
        self._visit(expr.condition, owner, True, whole=True)
        self._visit(expr.then, owner, condition)
        self._visit(expr.otherwise, owner, condition)

    def _cases(self, expr: Cases, owner: _Owner, condition: bool) -> None:
        kind, rest = _ROWS[expr.origin]
        silenced = {id_ for row in expr.rows for id_ in row.prevails_over}
        for row in expr.rows:
            inside = _Owner(row.id, row.label or row.id)
            goal = self._goal(
                kind, row.value, owner, place=row.id, label=row.label, span=row.span, bare=True
            )
            self.watches.rows[self.ref, id(row)] = goal
            self.watches.guards[goal.id] = row.guard
            if row.id in silenced:
                self.watches.silenceable.append(goal.id)
                self.watches.add(self.ref, row.guard, Holding(goal.id))
            self._visit(row.guard, inside, True, whole=True)
            self._visit(row.value, inside, condition)
        if expr.otherwise is not None:
            goal = self._goal(rest, expr.otherwise, owner, place=self._place(owner))
            self.watches.add(self.ref, expr.otherwise, Reached(goal))
            self._visit(expr.otherwise, owner, condition)

    def _total(self, expr: Total, owner: _Owner) -> None:
        for term in expr.terms:
            inside = _Owner(term.id, term.label or owner.label)
            if term.condition is not None:
                kinds = (Kind.PRESENT, Kind.ABSENT)
                self._truth(term.condition, inside, term.id, kinds, term.label)
                self._visit(term.condition, inside, True, whole=True)
            self._visit(term.value, inside, False)

    def _round(self, expr: Round, owner: _Owner) -> None:
        place = self._place(owner)
        up, down, exact = (
            self._goal(kind, expr, owner, place=place) for kind in (Kind.UP, Kind.DOWN, Kind.EXACT)
        )
        tie = self._goal(Kind.TIE, expr, owner, place=place) if expr.mode in _TIES else None
        self.watches.add(self.ref, expr, Rounding(up, down, exact, tie))
        self._visit(expr.value, owner, False)

    # Operators ----------------------------------------------------------------------------------

    def _apply(self, expr: Apply, owner: _Owner, condition: bool, whole: bool) -> None:
        match expr.operator:
            case Operator.AND | Operator.OR:
                goals = [
                    self._goal(Kind.ALONE, part, owner, place=self._place(owner))
                    for part in expr.arguments
                ]
                self.watches.add(self.ref, expr, Alone(tuple(goals)))
                for part in expr.arguments:
                    self._visit(part, owner, True)
                return
            case Operator.NOT:
                self._negation(expr, owner, condition, whole)
                return
            case Operator.OR_ELSE:
                self._or_else(expr, owner)
            case _:
                self._operands(expr, owner, condition and not whole)
        self._each(expr.arguments, owner)

    def _negation(self, expr: Apply, owner: _Owner, condition: bool, whole: bool) -> None:
        """Note the opposite of a condition as one itself: texts say it in one word."""
        negated = expr.arguments[0]
        is_joined = isinstance(negated, Apply) and negated.operator in _CONNECTIVES
        if condition and not whole and not is_joined and not is_constant(expr):
            self._truth(expr, owner, self._place(owner), (Kind.TRUE, Kind.FALSE))
        self._visit(negated, owner, condition, whole or not is_joined)

    def _operands(self, expr: Apply, owner: _Owner, condition: bool) -> None:
        """Note what meets in a comparison or a question about sets."""
        if is_constant(expr):
            return
        place = self._place(owner)
        if condition and isinstance(expr.type, BooleanType):
            self._truth(expr, owner, place, (Kind.TRUE, Kind.FALSE))
        if expr.operator in _COMPARISONS:
            self._compared(expr, owner, place)
        elif expr.operator is Operator.INTERSECTION:
            self._common(expr, owner, place)
        elif expr.operator is Operator.CONTAINS:
            items = sets.looked_for(expr)
            if items:
                goals = {
                    item: self._goal(
                        Kind.AMONG if is_listed else Kind.BESIDE,
                        expr.arguments[1],
                        owner,
                        place=place,
                        item=item,
                    )
                    for item, is_listed in items.items()
                }
                self.watches.add(self.ref, expr, Listed(goals))

    def _compared(self, expr: Apply, owner: _Owner, place: str) -> None:
        meeting = compared(expr)
        if meeting is None:
            return
        below, equal, above = (
            self._goal(kind, expr, owner, place=place)
            for kind in (Kind.BELOW, Kind.EQUAL, Kind.ABOVE)
        )
        watch = Compared(below, equal, above, meeting.step, meeting.flipped)
        self.watches.add(self.ref, expr, watch)

    def _common(self, expr: Apply, owner: _Owner, place: str) -> None:
        found = sets.in_common(expr)
        if found is not None:
            among = self._items(Kind.AMONG, expr, owner, place, found.among)
            beside = self._items(Kind.BESIDE, expr, owner, place, found.beside)
            self.watches.add(self.ref, expr, Common(found.listed, among, beside))

    def _or_else(self, expr: Apply, owner: _Owner) -> None:
        value = expr.arguments[0]
        if isinstance(value.type, OptionalType):
            place = self._place(owner)
            yes, no = (
                self._goal(kind, value, owner, place=place) for kind in (Kind.KNOWN, Kind.UNKNOWN)
            )
            self.watches.add(self.ref, value, Knowledge(yes, no))

    # Aggregates ---------------------------------------------------------------------------------

    def _aggregate(self, expr: Aggregate, owner: _Owner, condition: bool) -> None:
        place = self._place(owner)
        if condition and isinstance(expr.type, BooleanType):
            self._truth(expr, owner, place, (Kind.TRUE, Kind.FALSE))
        self._domain(expr, owner, place)
        self._visit(expr.domain, owner, False)
        if expr.filter is not None:
            self._visit(expr.filter, owner, True)
        is_question = expr.kind in (AggregateKind.ANY, AggregateKind.ALL)
        self._visit(expr.body, owner, is_question)
        if expr.if_empty is not None:
            goal = self._goal(Kind.NONE, expr.if_empty, owner, place=place)
            self.watches.add(self.ref, expr.if_empty, Reached(goal))
            self._visit(expr.if_empty, owner, False)

    def _domain(self, expr: Aggregate, owner: _Owner, place: str) -> None:
        """Note how many elements are gone through, and which of those that have names."""
        domain, type_ = expr.domain, expr.domain.type
        if isinstance(domain, Construct):
            return
        if isinstance(type_, ListType):
            kinds = (Kind.EMPTY, Kind.ONE, Kind.SEVERAL)
            empty, one, several = (self._goal(kind, domain, owner, place=place) for kind in kinds)
            self.watches.add(self.ref, domain, Length(empty, one, several))
        elif isinstance(type_, SetType):
            members = self._items(Kind.MEMBER, domain, owner, place, sets.named(type_))
            if expr.filter is not None:
                self.watches.add(self.ref, expr.filter, Passing(expr.variable, members))
            if not isinstance(domain, Literal):
                empty = self._goal(Kind.EMPTY, domain, owner, place=place)
                inside = {} if expr.filter is not None else members
                self.watches.add(self.ref, domain, Contents(empty, inside))
