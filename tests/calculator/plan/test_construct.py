"""Built formulas against the plain meaning of what was asked for."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.calculator.plan import construct as make
from convention_dsl.calculator.plan.formula import BOOL, Comparison, Const, DateKind, IntKind, Ref
from convention_dsl.calculator.plan.interpret import run
from convention_dsl.calculator.plan.plan import Definition, Plan
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.provenance import NO_PROVENANCE
from convention_dsl.types import BOOLEAN
from tests.calculator.plan.formulas import BOOLEANS, COLUMNS, FLAGS, INTEGERS, ROWS

Built = tuple  # a formula and the function of a row that it must be


def value(formula, row):
    plan = Plan(
        clause=ClauseRef("book", "clause"),
        label="",
        provenance=NO_PROVENANCE,
        at=None,
        inputs=(),
        columns=(),
        lists=(),
        parameters=(),
        definitions=(Definition("found", formula),),
        results=(),
        result_type=BOOLEAN,
    )
    return run(plan, row)["found"]


def leaf(formula):
    if isinstance(formula, Const):
        return formula, lambda row: formula.value
    return formula, lambda row: row[formula.name]


def of(function, plain, parts):
    formulas = [formula for formula, _ in parts]
    return function(*formulas), lambda row: plain(*(meaning(row) for _, meaning in parts))


def numbers(inner, conditions):
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(lambda p: of(make.add, lambda x, y: x + y, p)),
        pairs.map(lambda p: of(make.subtract, lambda x, y: x - y, p)),
        pairs.map(lambda p: of(make.multiply, lambda x, y: x * y, p)),
        pairs.map(lambda p: of(make.least, min, p)),
        pairs.map(lambda p: of(make.greatest, max, p)),
        inner.map(lambda x: of(make.negate, lambda v: -v, [x])),
        pairs.map(lambda p: of(_quotient, lambda x, y: max(x, 0) // max(y, 1), p)),
        pairs.map(lambda p: of(_remainder, lambda x, y: max(x, 0) % max(y, 1), p)),
        st.tuples(conditions, inner, inner).map(
            lambda p: of(_choose, lambda c, x, y: x if c else y, p)
        ),
    )


def _quotient(x, y):
    return make.quotient(make.greatest(x, make.integer(0)), make.greatest(y, make.integer(1)))


def _remainder(x, y):
    return make.remainder(make.greatest(x, make.integer(0)), make.greatest(y, make.integer(1)))


def _choose(condition, x, y):
    return make.choose([(condition, x)], y)


def conditions(inner, integers):
    pairs, both = st.tuples(inner, inner), st.tuples(integers, integers)
    return st.one_of(
        pairs.map(lambda p: of(make.all_, lambda x, y: x and y, p)),
        pairs.map(lambda p: of(make.some, lambda x, y: x or y, p)),
        pairs.map(lambda p: of(make.equal, lambda x, y: x == y, p)),
        inner.map(lambda x: of(make.not_, lambda v: not v, [x])),
        both.map(lambda p: of(make.equal, lambda x, y: x == y, p)),
        both.map(lambda p: of(make.less, lambda x, y: x < y, p)),
        both.map(lambda p: of(make.less_equal, lambda x, y: x <= y, p)),
        st.tuples(inner, inner, inner).map(lambda p: of(_choose, lambda c, x, y: x if c else y, p)),
    )


LEVEL_N = INTEGERS.map(leaf)
LEVEL_B = BOOLEANS.map(leaf)
for _ in range(3):
    LEVEL_N, LEVEL_B = (
        st.one_of(LEVEL_N, numbers(LEVEL_N, LEVEL_B)),
        st.one_of(LEVEL_B, conditions(LEVEL_B, LEVEL_N)),
    )


@given(built=LEVEL_N, row=ROWS)
def test_an_integer_has_the_value_asked_for_and_is_in_its_range(built, row):
    formula, meaning = built
    found = value(formula, row)
    assert found == meaning(row)
    assert formula.kind.low <= found <= formula.kind.high


@given(built=LEVEL_B, row=ROWS)
def test_a_condition_has_the_value_asked_for(built, row):
    formula, meaning = built
    assert formula.kind == BOOL
    assert value(formula, row) is bool(meaning(row))


def test_what_is_asked_for_is_really_varied():
    assert {*COLUMNS, *FLAGS} == {"a", "b", "c", "p", "q"}


A, B = Ref(COLUMNS["a"], "a"), Ref(COLUMNS["b"], "b")
P = Ref(BOOL, "p")


def test_a_condition_and_its_contrary():
    assert make.all_(P, make.not_(P)) == make.FALSE
    assert make.some(P, make.not_(P)) == make.TRUE


def test_ranges_decide_comparisons():
    assert make.less(A, make.integer(10)) == make.TRUE
    assert make.less_equal(make.integer(21), B) == make.FALSE
    assert not isinstance(make.less(A, B), Const)


def test_days_are_compared_by_their_ranges():
    early = Ref(DateKind(date(2020, 1, 1), date(2020, 12, 31)), "d")
    assert make.compare(Comparison.LESS, early, make.day(date(2021, 1, 1))) == make.TRUE
    assert make.least(early, make.day(date(2021, 1, 1))) == early


def test_a_sum_adds_its_constants_up():
    assert make.add(A, make.integer(2), make.integer(-2)) == A
    assert make.add(A, make.integer(1)).kind == IntKind(-8, 10)


def test_a_choice_drops_what_cannot_be():
    choice = make.choose([(make.FALSE, A), (P, B), (make.TRUE, A)], B)
    assert choice == make.choose([(P, B)], A)
    assert make.choose([(P, B)], B) == B
