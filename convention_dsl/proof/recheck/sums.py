"""The sums that a certificate speaks of, as aggregates over the property's own lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from convention_dsl.core import build
from convention_dsl.core.nodes import Aggregate, AggregateKind, Expr
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding
from convention_dsl.core.ranges import is_within
from convention_dsl.proof.recheck.steps import is_reserved
from convention_dsl.proof.recheck.terms import Environment, Rebuilding, Rejected
from convention_dsl.proof.verdict import Combination, Lemma, ListSum
from convention_dsl.types import NumberKind


@dataclass(frozen=True, slots=True)
class Sums:
    """What each sum is (an aggregate over lists), and the sums as plain inputs.

    The type of an input is that of every possible sum: its range and step are inferred.
    """

    over: Mapping[str, Expr]
    inputs: tuple[Binding, ...]


def sums_of(rebuilding: Rebuilding, env: Environment, listed: Sequence[ListSum]) -> Sums:
    """Return the sums of a certificate about a property with inputs `env`."""
    names = [each.name for each in listed] + list(env)
    if len(set(names)) < len(names):
        raise Rejected("two sums have the same name", "deux sommes ont le même nom")
    if any(is_reserved(each.name) for each in listed):
        raise Rejected("a sum has the name of an element", "une somme a le nom d'un élément")
    over = {each.name: rebuilding.expr(_aggregate(each), env) for each in listed}
    for each in listed:
        if not is_within(over[each.name].type, each.type):
            name = each.name
            raise Rejected(
                f"`{name}` can have values outside its range",
                f"`{name}` peut avoir des valeurs hors de sa plage",
            )
    return Sums(over, tuple(Binding(name, expr.type) for name, expr in over.items()))


def _aggregate(listed: ListSum) -> Expr:
    body: Expr = build.literal_number(1) if listed.body is None else listed.body
    filter_ = listed.filter
    for variable, domain in reversed(listed.elements):
        body = build.aggregate(AggregateKind.SUM, variable, domain, body, filter_=filter_)
        filter_ = None
    if not isinstance(body, Aggregate):
        raise Rejected(f"`{listed.name}` is over no list", f"`{listed.name}` n'a pas de liste")
    return body


def of_nobody(sums: Sums, listed: Sequence[ListSum]) -> list[Expr]:
    """Return that sums over the lists of elements are zero where there are no such elements.

    By what sums are: one over the patients of each doctor adds up nothing where no doctor is
    counted.
    """
    types = {binding.name: binding.type for binding in sums.inputs}

    def is_zero(each: ListSum) -> Expr:
        zero = build.literal_number(0, each.type.kind)
        return build.apply(Operator.EQUAL, (build.variable(each.name, types[each.name]), zero))

    found: list[Expr] = []
    for outer in (each for each in listed if each.body is None and each.filter is None):
        for inner in listed:
            head = inner.elements[: len(outer.elements)]
            if head == outer.elements and len(inner.elements) > len(head):
                found.append(build.disjunction([build.negation(is_zero(outer)), is_zero(inner)]))
    return found


def weighted(combination: Combination, values: Environment) -> Expr:
    """Return Σ weight × sum, with `values` for the sums."""
    terms: list[Expr] = []
    for weight, name in combination:
        if name not in values:
            raise Rejected(f"there is no sum `{name}`", f"il n'y a pas de somme `{name}`")
        factor = build.literal_number(weight, NumberKind.NUMBER)
        terms.append(build.apply(Operator.MULTIPLY, (factor, values[name])))
    return reduce(_plus, terms) if terms else build.literal_number(0)


def _plus(one: Expr, two: Expr) -> Expr:
    return build.apply(Operator.ADD, (one, two))


def _collected(parts: Sequence[tuple[Fraction, Combination]]) -> dict[str, Fraction]:
    """Return the weight of each sum in Σ factor × combination, those that are not zero."""
    found: dict[str, Fraction] = {}
    for factor, combination in parts:
        for weight, name in combination:
            found[name] = found.get(name, Fraction(0)) + factor * weight
    return {name: weight for name, weight in found.items() if weight}


def is_read_rightly(lemma: Lemma) -> bool:
    """Return whether the weights are the claim's less the hypotheses', taken so many times each."""
    taken = [(-factor, combination) for factor, combination, _ in lemma.hypotheses]
    said = _collected([(Fraction(1), lemma.claim), *taken])
    positive = all(factor >= 0 for factor, _, _ in lemma.hypotheses)
    return positive and said == _collected([(Fraction(1), lemma.weights)])
