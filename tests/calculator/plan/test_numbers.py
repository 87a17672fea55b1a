"""Exact arithmetic on units of a scale against `Fraction`s."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.calculator.plan.construct import integer
from convention_dsl.calculator.plan.formula import Comparison, IntKind, Ref
from convention_dsl.calculator.plan.interpret import run
from convention_dsl.calculator.plan.naming import Names
from convention_dsl.calculator.plan.numbers import Arithmetic
from convention_dsl.calculator.plan.plan import Definition, Plan
from convention_dsl.calculator.plan.scopes import Scopes
from convention_dsl.calculator.plan.values import Number
from convention_dsl.core.arithmetic import floor_divide, modulo, round_to_step
from convention_dsl.core.nodes import ClauseRef, RoundingMode
from convention_dsl.core.provenance import NO_PROVENANCE
from convention_dsl.types import BOOLEAN, NumberKind, NumberType

UNITS = st.integers(-400, 400)
SCALES = st.sampled_from([1, 2, 10, 100, 60])
STEPS = st.sampled_from(
    [Fraction(1), Fraction(1, 100), Fraction(5), Fraction(3, 7), Fraction(1, 2)]
)


class World:
    """Two numbers in columns, one of them perhaps over an integer, and their values."""

    def __init__(self) -> None:
        self.scopes = Scopes(Names())
        self.arithmetic = Arithmetic(self.scopes)
        self.row = {}

    def column(self, value: int, low: int = -400, high: int = 400) -> Ref:
        name = self.scopes.names.unique("x")
        self.scopes.declare(name, None)
        self.row[name] = value
        return Ref(IntKind(low, high), name)

    def number(self, units: int, scale: int, over: int | None) -> tuple[Number, Fraction]:
        divisor = None if over is None else self.column(over, 1, 9)
        value = Fraction(units, scale * (over or 1))
        return Number(self.column(units), scale, divisor), value

    def values(self, *formulas) -> list:
        names = [self.scopes.define(each, "asked").name for each in formulas]
        plan = Plan(
            clause=ClauseRef("book", "clause"),
            label="",
            provenance=NO_PROVENANCE,
            at=None,
            inputs=(),
            columns=(),
            lists=(),
            parameters=(),
            definitions=tuple(self.scopes.plan),
            results=(),
            result_type=BOOLEAN,
        )
        found = run(plan, self.row)
        for definition in plan.definitions:
            check_range(definition, found[definition.name])
        return [found[name] for name in names]

    def value(self, number: Number) -> Fraction:
        parts = [number.units, number.over or integer(1)]
        units, over = self.values(*parts)
        assert over >= 1
        return Fraction(units, number.scale * over)


def check_range(definition: Definition, found) -> None:
    if isinstance(definition.kind, IntKind):
        assert definition.kind.low <= found <= definition.kind.high, definition


TWO = st.tuples(UNITS, SCALES, st.none() | st.integers(1, 9))


@given(one=TWO, other=TWO)
def test_operations(one, other):
    world = World()
    (a, x), (b, y) = world.number(*one), world.number(*other)
    arithmetic = world.arithmetic
    assert world.value(arithmetic.add(a, b)) == x + y
    assert world.value(arithmetic.subtract(a, b)) == x - y
    assert world.value(arithmetic.multiply(a, b)) == x * y
    assert world.value(arithmetic.negate(a)) == -x
    assert world.value(arithmetic.least(a, b)) == min(x, y)
    assert world.value(arithmetic.greatest(a, b)) == max(x, y)
    if y:
        assert world.value(arithmetic.divide(a, b)) == x / y
    assert world.values(arithmetic.compare(Comparison.LESS, a, b)) == [x < y]
    assert world.values(arithmetic.compare(Comparison.EQUAL, a, b)) == [x == y]


@given(one=TWO, step=STEPS, mode=st.sampled_from(list(RoundingMode)))
def test_rounding(one, step, mode):
    world = World()
    number, exact = world.number(*one)
    assert world.value(world.arithmetic.round(number, step, mode)) == round_to_step(
        exact, step, mode
    )


@given(count=st.integers(-41, 41), mode=st.sampled_from(list(RoundingMode)))
def test_ties_are_rounded_as_the_language_says(count, mode):
    world = World()
    number, exact = world.number(count, 2, None)
    found = world.value(world.arithmetic.round(number, Fraction(1), mode))
    assert found == round_to_step(exact, Fraction(1), mode)


@given(one=TWO, step=STEPS)
def test_whole_divisions(one, step):
    world = World()
    number, exact = world.number(*one)
    assert world.value(world.arithmetic.floor_divide(number, step)) == floor_divide(exact, step)
    assert world.value(world.arithmetic.modulo(number, step)) == modulo(exact, step)


@given(one=TWO, step=STEPS)
def test_belonging(one, step):
    world = World()
    number, exact = world.number(*one)
    given_type = NumberType(NumberKind.NUMBER)
    wanted = NumberType(NumberKind.NUMBER, Fraction(-2), Fraction(3, 2), step)
    expected = -2 <= exact <= Fraction(3, 2) and (exact / step).denominator == 1
    assert world.values(world.arithmetic.belongs(number, given_type, wanted)) == [expected]


@pytest.mark.parametrize("divisor", [-3, -1, 1, 2, 7])
def test_a_divisor_of_any_sign(divisor):
    world = World()
    left, x = world.number(10, 100, None)
    right = Number(world.column(divisor, -9, 9), 1)
    assert world.value(world.arithmetic.divide(left, right)) == x / divisor
