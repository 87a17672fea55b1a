"""Lists that hypotheses say to be equal, made one; what hypotheses say of lists in lists.

A condition on every element's own list says as much of them taken together: where each difference
is not negative, nor is their sum. Only that is kept of it. One on all elements of every element's
own list is kept as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from convention_dsl.core import build
from convention_dsl.core.nodes import Aggregate, AggregateKind, Apply, Expr
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.recheck.steps import scope
from convention_dsl.proof.recheck.terms import (
    Rebuilding,
    Rejected,
    is_place,
    outermost,
    over_list,
)
from convention_dsl.types import ListType, NumberType

_COMPARISONS = (Operator.LESS, Operator.LESS_EQUAL, Operator.EQUAL)


def with_one_list(program: Program, obligation: Obligation) -> tuple[Obligation, Rebuilding]:
    """Return `obligation`, rebuilt, with the first of lists that hypotheses say to be equal.

    What rebuilds it does the same with the expressions of a certificate.
    """
    env = scope(obligation.inputs)
    plain = Rebuilding(program)
    same: dict[Expr, Expr] = {}
    kept: list[Expr] = []
    for part in (part for each in obligation.hypotheses for part in parts(each)):
        pair = equal_lists(part)
        if pair is None:
            kept.append(part)
        else:
            one, two = (_first(plain.expr(each, env), same) for each in pair)
            same |= {two: one} if one != two else {}
    firsts: Mapping[Expr, Expr] = {place: _first(place, same) for place in same}
    rebuilding = Rebuilding(program, same=firsts)
    hypotheses = [weaker for each in kept for weaker in _weaker(rebuilding.expr(each, env))]
    claim = rebuilding.expr(obligation.claim, env)
    return replace(obligation, hypotheses=tuple(hypotheses), claim=claim), rebuilding


def parts(expr: Expr) -> Iterator[Expr]:
    """Yield the conditions whose conjunction `expr` is."""
    if isinstance(expr, Apply) and expr.operator is Operator.AND:
        for argument in expr.arguments:
            yield from parts(argument)
    else:
        yield expr


def equal_lists(part: Expr) -> tuple[Expr, Expr] | None:
    """Return two lists that `part` says to be equal."""
    match part:
        case Apply(operator=Operator.EQUAL, arguments=(one, two)):
            are_lists = isinstance(one.type, ListType) and one.type == two.type
            return (one, two) if are_lists and is_place(one) and is_place(two) else None
        case _:
            return None


def _first(place: Expr, same: Mapping[Expr, Expr]) -> Expr:
    while place in same:
        place = same[place]
    return place


def _weaker(hypothesis: Expr) -> Iterator[Expr]:
    """Yield a hypothesis, or what follows from it where it is about every element's own list."""
    for part in parts(hypothesis):
        if not _is_of_own_lists(part):
            yield part
            continue
        assert isinstance(part, Aggregate)
        said = [each for one in parts(part.body) for each in _without_negation(one)]
        own = [each for each in said if not any(outermost(each))]
        if own:
            yield replace(part, body=build.conjunction(own))
        for each in said:
            if _is_of_all(each):
                yield replace(part, body=each)
            elif each not in own:
                yield _together(part, each)


def _without_negation(part: Expr) -> Iterator[Expr]:
    """Yield what a part says, where it says the opposite of a comparison or of alternatives."""
    if not isinstance(part, Apply) or part.operator is not Operator.NOT or not any(outermost(part)):
        yield part
        return
    (inner,) = part.arguments
    match inner:
        case Apply(operator=Operator.LESS, arguments=(low, high)):
            yield build.apply(Operator.LESS_EQUAL, (high, low))
        case Apply(operator=Operator.LESS_EQUAL, arguments=(low, high)):
            yield build.apply(Operator.LESS, (high, low))
        case Apply(operator=Operator.NOT, arguments=(positive,)):
            for each in parts(positive):
                yield from _without_negation(each)
        case Apply(operator=Operator.OR):
            for each in inner.arguments:
                yield from _without_negation(build.negation(each))
        case _:
            yield part


def _is_of_own_lists(part: Expr) -> bool:
    if not isinstance(part, Aggregate) or not over_list(part):
        return False
    return part.kind is AggregateKind.ALL and any(outermost(part.body))


def _is_of_all(part: Expr) -> bool:
    return isinstance(part, Aggregate) and over_list(part) and part.kind is AggregateKind.ALL


def _together(every: Aggregate, part: Expr) -> Expr:
    """Return that the differences of a comparison of every element do not add up to less than 0."""
    if not isinstance(part, Apply) or part.operator not in _COMPARISONS:
        raise Rejected(
            "a condition on every element's own list is no comparison",
            "une condition sur la liste propre de chaque élément n'est pas une comparaison",
        )
    low, high = part.arguments
    if not isinstance(low.type, NumberType):
        raise Rejected(
            "a condition on every element's own list compares no numbers",
            "une condition sur la liste propre de chaque élément ne compare pas de nombres",
        )
    operator = Operator.EQUAL if part.operator is Operator.EQUAL else Operator.LESS_EQUAL
    difference = build.apply(Operator.SUBTRACT, (high, low))
    total = build.aggregate(
        AggregateKind.SUM, every.variable, every.domain, difference, filter_=every.filter
    )
    return build.apply(operator, (build.literal_number(0), total))
