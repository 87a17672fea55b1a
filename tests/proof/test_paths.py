from __future__ import annotations

from fractions import Fraction

from convention_dsl.core import build
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import AggregateKind, Expr, Row
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding, Library, Program
from convention_dsl.proof.paths import Context, Site, Walk, applying
from convention_dsl.proof.terms import FreeVariables, with_distinct_names
from convention_dsl.types import EnumType, NumberKind, NumberType, RecordType, SetType

AGE = NumberType(NumberKind.INTEGER, Fraction(0), Fraction(120), Fraction(1))
ZONE = EnumType("v.Zone", ("town", "hills"))
PERSON = RecordType("v.Person", (("age", AGE), ("done", SetType(ZONE))))
P = build.variable("p", PERSON)
AGE_OF_P = build.field(P, "age")
INPUTS = (Binding("p", PERSON),)
PROGRAM = Program(None, {}, {}, {}, Library({}))


def number(value: int) -> Expr:
    return build.literal_number(value)


def below(value: int) -> Expr:
    return build.apply(Operator.LESS, (AGE_OF_P, number(value)))


def divided(by: Expr) -> Expr:
    return build.apply(Operator.DIVIDE, (number(1), by))


def divisions(expr: Expr) -> list[Site]:
    def asks(node: Expr) -> bool:
        return getattr(node, "operator", None) is Operator.DIVIDE

    sites = Walk(FreeVariables(), asks).sites(expr, Context(INPUTS))
    return [site for site in sites if asks(site.expr)]


def holds(site: Site, age: int, **more: object) -> bool:
    inputs = {"p": {"age": Fraction(age), "done": frozenset()}, **more}
    values = [evaluate(PROGRAM, each, inputs) for each in site.context.conditions]  # type: ignore
    return all(value is True for value in values)


def test_branches_know_what_was_decided() -> None:
    then, otherwise = divisions(build.if_(below(7), divided(AGE_OF_P), divided(AGE_OF_P)))
    assert [holds(then, 6), holds(then, 7)] == [True, False]
    assert [holds(otherwise, 6), holds(otherwise, 7)] == [False, True]
    assert then.result and otherwise.result


def test_and_or_know_what_came_before() -> None:
    one = build.apply(Operator.LESS, (divided(AGE_OF_P), number(1)))
    (site,) = divisions(build.conjunction((below(7), one)))
    assert [holds(site, 6), holds(site, 7)] == [True, False]
    (site,) = divisions(build.disjunction((below(7), one)))
    assert [holds(site, 6), holds(site, 7)] == [False, True]
    assert not site.result


def test_the_row_that_applies_is_not_silenced() -> None:
    first = Row(id="a", guard=below(20), value=divided(AGE_OF_P))
    second = Row(id="b", guard=below(7), value=number(1), prevails_over=("a",))
    (site,) = divisions(build.cases([first, second], number(0)))
    assert [holds(site, age) for age in (6, 7, 19, 20)] == [False, True, True, False]
    assert applying([first, second])[1] == second.guard


def test_the_otherwise_knows_that_no_row_applies() -> None:
    row = Row(id="a", guard=below(20), value=number(1))
    (site,) = divisions(build.cases([row], divided(AGE_OF_P)))
    assert [holds(site, 19), holds(site, 20)] == [False, True]


def test_conditions_are_closed_over_local_names() -> None:
    n = build.variable("n", AGE)
    guarded = build.if_(build.apply(Operator.LESS, (n, number(7))), divided(AGE_OF_P), number(0))
    body = build.let("n", build.apply(Operator.ADD, (AGE_OF_P, number(1))), guarded)
    (site,) = divisions(body)
    assert [holds(site, 5), holds(site, 6)] == [True, False]


def test_the_element_of_an_aggregate_is_an_input_in_the_domain() -> None:
    element = build.variable("z", ZONE)
    domain = build.field(P, "done")
    is_town = build.apply(Operator.EQUAL, (element, build.literal_item("town", ZONE)))
    body = build.aggregate(AggregateKind.SUM, "z", domain, divided(AGE_OF_P), filter_=is_town)
    (site,) = divisions(body)
    assert [binding.name for binding in site.context.inputs] == ["p", "z"]
    both = frozenset(ZONE.items)
    person = {"age": Fraction(1), "done": both}
    assert holds(site, 0, p=person, z="town")
    assert not holds(site, 0, p=person, z="hills")
    assert not holds(site, 0, p={**person, "done": frozenset()}, z="town")


def test_bound_names_are_made_distinct() -> None:
    n = build.variable("n", AGE)
    inner = build.let("n", number(2), build.apply(Operator.ADD, (n, number(1))))
    twice = build.apply(Operator.ADD, (build.let("n", number(5), n), inner))
    renamed = with_distinct_names(twice, frozenset({"n"}), ["n", "n"])
    assert evaluate(PROGRAM, renamed, {}) == evaluate(PROGRAM, twice, {}) == 8
    assert FreeVariables().of(renamed) == frozenset()
    names = {part.name for part in (renamed.arguments[0], renamed.arguments[1])}  # type: ignore
    assert len(names | {"n"}) == 3
