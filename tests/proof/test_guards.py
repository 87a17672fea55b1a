from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.core import build
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import ClauseRef, Expr, Literal, Value
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding, Library, Program
from convention_dsl.proof.conditions import Place
from convention_dsl.proof.guards import Axes
from convention_dsl.proof.patients import inputs_in
from convention_dsl.types import (
    BOOLEAN,
    EnumType,
    MapType,
    NumberKind,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
)

AGE = NumberType(NumberKind.INTEGER, Fraction(0), Fraction(9), Fraction(1))
ZONE = EnumType("v.Zone", ("town", "hills", "island"), ordered=True)
PERSON = RecordType(
    "v.Person",
    (
        ("age", AGE),
        ("ald", BOOLEAN),
        ("zone", ZONE),
        ("done", SetType(ZONE)),
        ("rate", MapType(ZONE, AGE)),
        ("seen", OptionalType(AGE)),
    ),
)
INPUTS = (Binding("p", PERSON),)
P = build.variable("p", PERSON)
PROGRAM = Program(None, {}, {}, {}, Library({}))


def field(name: str) -> Expr:
    return build.field(P, name)


def constant(expr: Expr) -> Value:
    if isinstance(expr, Literal):
        return expr.value
    raise LookupError(expr)


def axes(lets: dict[str, Expr] | None = None) -> Axes:
    return Axes(constant, lets or {})


def item(name: str) -> Expr:
    return build.literal_item(name, ZONE)


def apply(operator: Operator, *arguments: Expr) -> Expr:
    return build.apply(operator, arguments)


ATOMS = st.one_of(
    st.builds(
        lambda operator, value, flip: apply(
            operator, *([field("age"), value][:: -1 if flip else 1])
        ),
        st.sampled_from([Operator.LESS, Operator.LESS_EQUAL, Operator.EQUAL]),
        st.fractions(-1, 10, max_denominator=2).map(build.literal_number),
        st.booleans(),
    ),
    st.builds(
        lambda operator, name: apply(operator, field("zone"), item(name)),
        st.sampled_from([Operator.LESS, Operator.LESS_EQUAL, Operator.EQUAL]),
        st.sampled_from(ZONE.items),
    ),
    st.sets(st.sampled_from(ZONE.items)).map(
        lambda names: apply(
            Operator.CONTAINS, build.literal_set(sorted(names), ZONE), field("zone")
        )
    ),
    st.sampled_from(ZONE.items).map(
        lambda name: apply(Operator.CONTAINS, field("done"), item(name))
    ),
    st.just(field("ald")),
    st.just(apply(Operator.EQUAL, field("ald"), build.literal_boolean(False))),
    st.just(apply(Operator.IS_KNOWN, field("seen"))),
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        inner.map(build.negation),
        st.lists(inner, min_size=1, max_size=3).map(build.conjunction),
        st.lists(inner, min_size=1, max_size=3).map(build.disjunction),
        st.tuples(inner, inner, inner).map(lambda parts: build.if_(*parts)),
        st.tuples(inner, inner).map(lambda pair: apply(Operator.EQUAL, *pair)),
    ),
    max_leaves=6,
)


@given(CONDITIONS)
def test_the_inputs_of_every_box_satisfy_the_condition(condition: Expr) -> None:
    reader = axes()
    read = reader.read(condition)
    space = reader.space()
    inside = reader.region(space, read)
    for region, wanted in ((inside, True), (space.complement(inside), False)):
        for box in region:
            inputs = inputs_in(INPUTS, reader, space, box)
            assert evaluate(PROGRAM, condition, inputs) is wanted


def test_the_same_field_is_one_axis_and_its_name_too() -> None:
    reader = axes({"a": field("age")})
    for expr in (field("age"), build.variable("a", AGE)):
        reader.read(apply(Operator.LESS, expr, build.literal_number(5)))
    assert [axis.place for axis in reader.axes] == [Place(("p", "age"))]


def test_an_item_of_a_field_is_an_axis() -> None:
    reader = axes()
    expr = apply(Operator.ITEM, field("rate"), item("hills"))
    reader.read(apply(Operator.LESS, expr, build.literal_number(5)))
    assert reader.axes[0].place == Place(("p", "rate", "hills"))


def test_any_other_expression_is_an_axis_of_its_own() -> None:
    reader = axes()
    call = build.call(ClauseRef("v", "old"), (P,), BOOLEAN)
    sum_ = apply(Operator.ADD, field("age"), field("age"))
    again = apply(Operator.ADD, field("age"), field("age"))
    for condition in (
        call,
        build.negation(call),
        apply(Operator.LESS, sum_, build.literal_number(5)),
        apply(Operator.LESS, build.literal_number(7), again),
    ):
        reader.read(condition)
    assert [axis.place for axis in reader.axes] == [None, None]
    assert reader.space().sizes == (2, 3)


def test_less_or_equal_is_the_contrary_of_less_the_other_way_round() -> None:
    reader = axes()
    rate = apply(Operator.ITEM, field("rate"), item("town"))
    less = reader.read(apply(Operator.LESS, field("age"), rate))
    at_least = reader.read(apply(Operator.LESS_EQUAL, rate, field("age")))
    space = reader.space()
    assert space.conjunction(reader.region(space, less), reader.region(space, at_least)) == []
