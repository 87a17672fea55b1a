"""The claims of properties: conditions, monotone claims, claims of (in)dependence.

A claim about how a value moves is a claim about two patients: `p` and a primed twin `p'`, alike but
for what the claim names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from convention_dsl.core import build
from convention_dsl.core.nodes import Expr, Variable
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding
from convention_dsl.core.traverse import walk
from convention_dsl.semantics.bodies import LocalNames, local_names
from convention_dsl.semantics.build import all_of, equal, operate, opposite
from convention_dsl.semantics.fitting import agree, condition, plain
from convention_dsl.semantics.operators import is_orderable
from convention_dsl.semantics.paths import InputPath, equal_but, input_path, value_at
from convention_dsl.semantics.scope import Local, Scope
from convention_dsl.semantics.text import Printer
from convention_dsl.source import Span
from convention_dsl.syntax.nodes import (
    CallExpr,
    Claim,
    ConditionClaim,
    DependenceClaim,
    Direction,
    Expression,
    MonotoneClaim,
    PropertyDecl,
)
from convention_dsl.types import BooleanType, ListType, SetType

PRIME = "'"
"""What is added to a name for its twin: no author can write it."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim in the core, with what it adds: twins, hypotheses about them, values to show."""

    claim: Expr
    hypotheses: tuple[Expr, ...] = ()
    twins: tuple[Binding, ...] = ()
    shown: tuple[tuple[str, Expr], ...] = ()


@dataclass(slots=True)
class Property:
    """A property being elaborated: its inputs, and its text read for them or for their twins."""

    scope: Scope
    node: PropertyDecl
    inputs: Sequence[Binding]
    printer: Printer
    prime: str = ""
    names: LocalNames = field(init=False)
    local_calls: list[tuple[CallExpr, Expr]] = field(default_factory=list)

    def __post_init__(self) -> None:
        scope = replace(self.scope, calls=self.local_calls)
        self.names = local_names(scope, self.node.lets, self.prime)

    def twinned(self, roots: Sequence[str]) -> tuple[Property, tuple[Binding, ...]]:
        """Return this property read about the twins of `roots`, and the twins."""
        chosen = [each for each in self.inputs if each.name in roots]
        twins = tuple(replace(each, name=each.name + PRIME) for each in chosen)
        local: dict[str, Local] = dict(self.scope.locals)
        for each in chosen:
            local[each.name] = Local(each.type, each.name + PRIME, each.span)
        renamed = {each.name: each.name + PRIME for each in chosen}
        scope = replace(self.scope, locals=local)
        printer = Printer(self.printer.language, renamed)
        return Property(scope, self.node, self.inputs, printer, PRIME), twins

    def hypotheses(self) -> list[Expr | None]:
        """Return the conditions after "such that"."""
        scope = self.names.scope
        found = [condition(scope.problems, scope.expression(e)) for e in self.node.hypotheses]
        return [None if each is None else self.names.around(each) for each in found]

    def read(self, make: Callable[[Scope], Expr | None]) -> tuple[Expr | None, Shown]:
        """Return an expression, and the clause calls in it that a counterexample can show."""
        scope = replace(self.names.scope, calls=[])
        result = make(scope)
        calls = [*self.local_calls, *(scope.calls or ())]
        shown = {self.printer.text(node): self.names.around(expr) for node, expr in calls}
        return (None if result is None else self.names.around(result)), shown


Shown = Mapping[str, Expr]


def state(property_: Property, claim: Claim) -> Stated | None:
    """Return a claim in the core; None where it is wrong, which has been reported."""
    match claim:
        case ConditionClaim():
            return _condition(property_, claim)
        case MonotoneClaim():
            return _monotone(property_, claim)
        case DependenceClaim():
            return _dependence(property_, claim)
        case _:
            assert_never(claim)


def _condition(property_: Property, claim: ConditionClaim) -> Stated | None:
    problems = property_.scope.problems
    test, shown = property_.read(
        lambda scope: condition(problems, scope.expression(claim.condition))
    )
    return None if test is None else Stated(test, shown=tuple(shown.items()))


@dataclass(frozen=True, slots=True)
class _Pair:
    """A subject for a patient and for the twin, and the hypotheses on the twin."""

    first: Expr
    second: Expr
    hypotheses: tuple[Expr, ...]
    twins: tuple[Binding, ...]
    shown: tuple[tuple[str, Expr], ...]


def _pair(property_: Property, subject: Expression, roots: Sequence[str]) -> _Pair | None:
    """Return the subject read twice: about the inputs, and about the twins of `roots`."""
    other, twins = property_.twinned(roots)
    first, shown = property_.read(lambda scope: scope.expression(subject))
    second, shown_twin = other.read(lambda scope: scope.expression(subject))
    mirrored = [each for each in other.hypotheses() if each is not None]
    own = property_.hypotheses()
    if first is None or second is None:
        return None
    added = [each for each in mirrored if each not in own]
    both = {**shown, **shown_twin}
    return _Pair(first, second, tuple(added), twins, tuple(both.items()))


def _paths(property_: Property, nodes: Sequence[Expression]) -> list[InputPath] | None:
    """Return the paths that a claim names; each must start at a quantified input."""
    names = {each.name for each in property_.inputs}
    found: list[InputPath] = []
    good = True
    for node in nodes:
        path = input_path(property_.scope, node)
        if path is not None and path.root not in names:
            property_.scope.problems.add("E0174", node.span)
            path = None
        good = good and path is not None
        if path is not None:
            found.append(path)
    return found if good else None


# Monotone claims --------------------------------------------------------------------------------


def _monotone(property_: Property, claim: MonotoneClaim) -> Stated | None:
    paths = _paths(property_, (claim.path, *claim.exceptions))
    if paths is None:
        property_.read(lambda scope: scope.expression(claim.subject))
        return None
    path, roots = paths[0], list(dict.fromkeys(each.root for each in paths))
    pair = _pair(property_, claim.subject, roots)
    if pair is None:
        return None
    before, after = _sides(property_, path.root)
    moved = _moved(property_, claim, value_at(path, before), value_at(path, after))
    ordered = _ordered(property_, claim, pair)
    if moved is None or ordered is None:
        return None
    fixed: list[Expr] = []
    for root in roots:
        free = [each for each in paths if each.root == root]
        fixed += equal_but(*_sides(property_, root), free)
    hypotheses = (*pair.hypotheses, moved, *fixed)
    return Stated(ordered, hypotheses, pair.twins, pair.shown)


def _sides(property_: Property, root: str) -> tuple[Expr, Expr]:
    """Return a quantified input and its twin."""
    type_ = next(each.type for each in property_.inputs if each.name == root)
    return build.variable(root, type_), build.variable(root + PRIME, type_)


_STRICT = frozenset({Direction.INCREASES, Direction.DECREASES})
_UPWARDS = frozenset({Direction.INCREASES, Direction.NEVER_DECREASES})


def _moved(property_: Property, claim: MonotoneClaim, before: Expr, after: Expr) -> Expr | None:
    """Return that the field has grown: less before than after, `no` before `yes`, a larger set."""
    span = claim.path.span
    match before.type:
        case BooleanType():
            return all_of((opposite(before, span), after), span)
        case SetType():
            larger = operate(Operator.SUBSET, before, after, span=span)
            if claim.direction not in _STRICT:
                return larger
            return all_of((larger, opposite(equal(before, after, span), span)), span)
        case type_ if is_orderable(type_):
            return operate(Operator.LESS, before, after, span=span)
        case type_:
            property_.scope.problems.add("E0175", span, found=plain(type_))
            return None


def _ordered(property_: Property, claim: MonotoneClaim, pair: _Pair) -> Expr | None:
    """Return that the value follows the field in the direction of the claim."""
    first, second, span = pair.first, pair.second, claim.subject.span
    if isinstance(first.type, BooleanType):
        return _ordered_conditions(claim.direction, first, second, span)
    if not is_orderable(first.type):
        property_.scope.problems.add("E0131", span, found=plain(first.type))
        return None
    if claim.direction not in _UPWARDS:
        first, second = second, first
    strict = claim.direction in _STRICT
    return operate(Operator.LESS if strict else Operator.LESS_EQUAL, first, second, span=span)


def _ordered_conditions(direction: Direction, first: Expr, second: Expr, span: Span) -> Expr:
    """Return the order of two conditions, `no` before `yes`."""
    if direction not in _UPWARDS:
        first, second = second, first
    if direction in _STRICT:
        return all_of((opposite(first, span), second), span)
    return operate(Operator.OR, opposite(first, span), second, span=span)


# Dependence -------------------------------------------------------------------------------------


def _dependence(property_: Property, claim: DependenceClaim) -> Stated | None:
    paths = _paths(property_, claim.paths)
    if paths is None:
        property_.read(lambda scope: scope.expression(claim.subject))
        return None
    roots = _concerned(property_, claim, paths)
    pair = _pair(property_, claim.subject, roots)
    if pair is None:
        return None
    compared = agree(property_.scope.problems, pair.first, pair.second, claim.span)
    if compared is None:
        return None
    if isinstance(pair.first.type, ListType):
        property_.scope.problems.add("E0131", claim.span, found=plain(pair.first.type))
        return None
    fixed: list[Expr] = []
    for root in roots:
        own = [path for path in paths if path.root == root]
        before, after = _sides(property_, root)
        if claim.only:
            fixed += [equal(value_at(path, before), value_at(path, after)) for path in own]
        else:
            fixed += equal_but(before, after, own)
    hypotheses = (*pair.hypotheses, *fixed)
    return Stated(equal(*compared, claim.span), hypotheses, pair.twins, pair.shown)


def _concerned(
    property_: Property, claim: DependenceClaim, paths: Sequence[InputPath]
) -> list[str]:
    """Return the inputs that get a twin.

    "does not depend on" moves the inputs that it names; "depends only on" all that the subject
    reads, and what hypotheses tie to them, but those that it names whole.
    """
    named = list(dict.fromkeys(path.root for path in paths))
    if not claim.only:
        return named
    whole = {path.root for path in paths if not path.steps and path.item is None}
    touched: set[str] = set()
    reading = replace(property_.names.scope, touched=touched)
    reading.expression(claim.subject)
    for name, value in reversed(property_.names.values):
        if name in touched:
            touched |= _variables(value)
    touched = _tied(property_, touched)
    read = [each.name for each in property_.inputs if each.name in touched]
    return [name for name in read if name not in whole]


def _tied(property_: Property, names: set[str]) -> set[str]:
    """Return `names` with all that hypotheses tie to them: sharing it would tie the twins."""
    inputs = {each.name for each in property_.inputs}
    groups = [_variables(each) & inputs for each in property_.hypotheses() if each is not None]
    while groups and any(group & names and not group <= names for group in groups):
        names = names.union(*(group for group in groups if group & names))
    return names


def _variables(expr: Expr) -> set[str]:
    return {node.name for node in walk(expr) if isinstance(node, Variable)}
