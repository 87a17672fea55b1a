"""Substitution: what is bound is not what is replaced, and captures nothing."""

from __future__ import annotations

from fractions import Fraction

from convention_dsl.core import build
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import Aggregate, AggregateKind, Expr, Let, Variable
from convention_dsl.core.operators import Operator
from convention_dsl.proof.instantiate import Instances
from convention_dsl.types import ListType, NumberKind, NumberType
from tests.proof.lists.small import only, words

NUMBER = NumberType(NumberKind.INTEGER, Fraction(0), Fraction(9), Fraction(1))
LIST = ListType(NUMBER)
PROGRAM, _ = only("for every L : list of P then number of (p in L) >= 0")


def name(text: str) -> Variable:
    return build.variable(text, NUMBER)


def plus(*parts: Expr) -> Expr:
    return build.apply(Operator.ADD, parts)


def let(of: str, value: Expr, body: Expr) -> Expr:
    return Let(type=body.type, name=of, value=value, body=body)


def sum_of(body: Expr, where: Expr | None = None, over: str = "L") -> Expr:
    return build.aggregate(AggregateKind.SUM, "x", build.variable(over, LIST), body, filter_=where)


def of(expr: Expr, **values: Expr) -> Expr:
    return Instances().of(expr, values)


def value(expr: Expr, **inputs: object) -> object:
    found = {k: tuple(map(Fraction, v)) if isinstance(v, tuple) else v for k, v in inputs.items()}
    return evaluate(PROGRAM, expr, found)  # type: ignore[arg-type]


def test_a_name_that_is_not_there_changes_nothing() -> None:
    expr = plus(name("x"), name("y"))
    assert of(expr, z=name("a")) is expr


def test_names_are_replaced_all_at_once() -> None:
    found = of(plus(name("x"), name("y")), x=name("y"), y=name("x"))
    assert words(found) == "y + x"


def test_the_name_that_a_let_binds_is_its_own() -> None:
    expr = let("x", plus(name("x"), name("y")), plus(name("x"), name("x")))
    found = of(expr, x=name("a"))
    assert isinstance(found, Let)
    assert (words(found.value), words(found.body), found.name) == ("a + y", "x + x", "x")


def test_a_let_captures_nothing() -> None:
    expr = let("x", build.literal_number(2), plus(name("x"), name("y")))
    found = of(expr, y=name("x"))
    assert isinstance(found, Let)
    assert found.name == "x_2"
    assert words(found.body) == "x_2 + x"
    assert value(found, x=Fraction(5)) == 7


def test_an_aggregate_captures_nothing() -> None:
    """Σ over x of L of (x + y) with x for y: the outer x is added to each element."""
    found = of(sum_of(plus(name("x"), name("y"))), y=name("x"))
    assert isinstance(found, Aggregate)
    assert found.variable == "x_2"
    assert value(found, L=(1, 2), x=Fraction(5)) == 13


def test_the_condition_of_an_aggregate_follows_the_new_name() -> None:
    bound = build.apply(Operator.LESS, (name("y"), name("x")))
    found = of(sum_of(name("x"), bound), y=name("x"))
    # of 1, 4 and 7, those above the outer x = 3
    assert value(found, L=(1, 4, 7), x=Fraction(3)) == 11


def test_the_domain_of_an_aggregate_is_outside_it() -> None:
    found = of(sum_of(name("x"), over="x"), x=build.variable("M", LIST))
    assert isinstance(found, Aggregate)
    assert found.domain == build.variable("M", LIST)
    assert value(found, M=(1, 2)) == 3


def test_names_nested_twice_are_kept_apart() -> None:
    inner = let("x_2", name("x"), plus(name("x_2"), name("y")))
    found = of(sum_of(inner), y=plus(name("x"), name("x_2")))
    # each element twice over: as x of the sum, added to the outer x and x_2
    assert value(found, L=(1, 2), x=Fraction(10), x_2=Fraction(100)) == 3 + 2 * 110


def test_fresh_names_count_up() -> None:
    assert Instances.fresh("p", set()) == "p"
    assert Instances.fresh("p", {"p", "p_2"}) == "p_3"


def test_bound_names_make_no_difference_to_a_canonical_form() -> None:
    canonical = Instances().canonical
    one = let("a", name("x"), plus(name("a"), name("y")))
    two = let("b", name("x"), plus(name("b"), name("y")))
    assert one != two
    assert canonical(one) == canonical(two)
    assert canonical(one) != canonical(let("b", name("x"), plus(name("y"), name("y"))))
    inner = build.aggregate(AggregateKind.SUM, "z", build.variable("L", LIST), name("z"))
    assert canonical(inner) == canonical(sum_of(name("x")))
    assert canonical(inner) != canonical(sum_of(name("y")))
