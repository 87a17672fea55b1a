from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.core import build
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import Cases, CasesOrigin, Expr, Row
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding, Library, Program
from convention_dsl.proof.finding import Finding
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.paths import Context
from convention_dsl.proof.settle import Settler
from convention_dsl.proof.totality import Totality
from convention_dsl.proof.verdict import Verdict
from convention_dsl.source import Span
from convention_dsl.types import (
    BOOLEAN,
    EnumType,
    NumberKind,
    NumberType,
    RecordType,
    SetType,
)

AGE = NumberType(NumberKind.INTEGER, Fraction(0), Fraction(9), Fraction(1))
RATE = NumberType(NumberKind.RATE, Fraction(0), Fraction(1))
ZONE = EnumType("v.Zone", ("town", "hills", "island"))
PERSON = RecordType(
    "v.Person",
    (("age", AGE), ("ald", BOOLEAN), ("zone", ZONE), ("score", RATE), ("done", SetType(ZONE))),
)
P = build.variable("p", PERSON)
INPUTS = (Binding("p", PERSON),)


def never(program: Program, obligation: Obligation) -> Verdict:
    raise AssertionError(f"boxes should have settled {obligation.kind}")


def program() -> Program:
    return Program(None, {}, {}, {}, Library({}))


def field(name: str) -> Expr:
    return build.field(P, name)


def integer(value: int) -> Expr:
    return build.literal_number(value)


def between(low: int, high: int) -> Expr:
    """Return `low <= p.age and p.age <= high`."""
    age = field("age")
    return build.conjunction(
        (
            build.apply(Operator.LESS_EQUAL, (integer(low), age)),
            build.apply(Operator.LESS_EQUAL, (age, integer(high))),
        )
    )


def in_zone(*items: str) -> Expr:
    return build.apply(Operator.CONTAINS, (build.literal_set(items, ZONE), field("zone")))


def both(*conditions: Expr) -> Expr:
    return build.conjunction(conditions)


def no(condition: Expr) -> Expr:
    return build.negation(condition)


def row(number: int, guard: Expr, over: tuple[str, ...] = (), value: int = 0) -> Row:
    return Row(
        id=f"r{number}",
        guard=guard,
        value=build.literal_amount(value or number),
        prevails_over=over,
        span=Span("a.conv", number, number + 1),
    )


def table(*guards: Expr, otherwise: Expr | None = None, origin=CasesOrigin.GRID) -> Cases:
    rows = [row(number, guard) for number, guard in enumerate(guards, 1)]
    return build.cases(rows, otherwise, origin, Span("a.conv", 0, 1))


def examine(cases: Cases, *conditions: Expr, decide=never) -> list[Finding]:
    settler = Settler(program(), decide)
    return list(Totality(cases, Context(INPUTS, conditions), settler, "base").findings())


def codes(found: list[Finding]) -> list[str]:
    return [finding.code for finding in found]


def test_a_total_table_has_no_findings() -> None:
    ald = field("ald")
    assert (
        examine(table(both(between(0, 4), ald), both(between(0, 4), no(ald)), between(5, 9))) == []
    )


def test_a_gap_names_the_person_left_out() -> None:
    found = examine(table(between(0, 4), between(6, 9)))
    assert codes(found) == ["E0201"]
    assert found[0].witness is not None
    assert found[0].witness.values["p"]["age"] == 5  # type: ignore[index, call-overload]


def test_steps_leave_no_gap_between_neighbours() -> None:
    assert examine(table(between(0, 4), between(5, 9))) == []


def test_rates_without_a_step_do() -> None:
    half = build.literal_number(Fraction(1, 2), NumberKind.RATE)
    score = field("score")
    below = build.apply(Operator.LESS, (score, half))
    above = build.apply(Operator.LESS, (half, score))
    found = examine(table(below, above))
    assert codes(found) == ["E0201"]
    assert found[0].witness.values["p"]["score"] == Fraction(1, 2)  # type: ignore


def test_an_overlap_names_both_rows() -> None:
    found = examine(table(between(0, 5), between(5, 9)))
    assert codes(found) == ["E0203"]
    assert found[0].span.start == 2
    assert found[0].labels[0].span.start == 1
    assert found[0].witness.values["p"]["age"] == 5  # type: ignore


def test_an_overlap_does_not_hide_a_gap() -> None:
    assert codes(examine(table(between(0, 5), between(5, 8)))) == ["E0203", "E0201"]


def test_the_same_row_twice() -> None:
    twice = row(1, between(0, 9)), row(2, between(0, 9), value=1)
    cases = build.cases(twice, None, CasesOrigin.GRID)
    assert codes(examine(cases)) == ["E0206"]


@pytest.mark.parametrize(
    ("guard", "why"),
    [
        (between(10, 20), "outside"),
        (both(between(0, 3), between(5, 6)), "contradictory"),
        (both(in_zone("town"), in_zone("island")), "contradictory"),
    ],
)
def test_an_idle_row_says_why(guard: Expr, why: str) -> None:
    found = examine(table(between(0, 9), guard))
    assert codes(found) == ["W0201"]
    assert found[0].labels[0].phrase == why
    assert found[0].subject == "r2"


def test_a_row_is_idle_where_the_place_excludes_it() -> None:
    cases = table(between(0, 4), between(5, 9), origin=CasesOrigin.CASES)
    found = examine(cases, between(6, 9))
    assert codes(found) == ["W0202"]
    assert found[0].labels[0].phrase == "never"


def test_nothing_is_said_where_nobody_gets() -> None:
    assert examine(table(between(0, 1)), both(between(0, 1), between(5, 6))) == []


def test_an_otherwise_that_nobody_needs() -> None:
    cases = table(between(0, 4), between(5, 9), otherwise=integer(0), origin=CasesOrigin.CASES)
    assert codes(examine(cases)) == ["W0204"]


def exceptions(*rows: Row) -> Cases:
    return build.cases(rows, build.literal_amount(5), CasesOrigin.EXCEPTIONS)


def test_exceptions_without_priority_conflict() -> None:
    young, ald = row(1, between(0, 4)), row(2, field("ald"))
    assert codes(examine(exceptions(young, ald))) == ["E0205"]


def test_exceptions_with_priority_do_not() -> None:
    young, ald = row(1, between(0, 4)), row(2, field("ald"), over=("r1",))
    assert examine(exceptions(young, ald)) == []


def test_an_exception_silenced_everywhere_is_idle() -> None:
    young, everybody = row(1, between(0, 4)), row(2, between(0, 8), over=("r1",))
    found = examine(exceptions(young, everybody))
    assert codes(found) == ["W0203"]
    assert found[0].labels[0].phrase == "silenced"


def test_a_general_rule_without_anybody() -> None:
    assert codes(examine(exceptions(row(1, between(0, 9))))) == ["W0205"]


def contains(item: str) -> Expr:
    return build.apply(Operator.CONTAINS, (field("done"), build.literal_item(item, ZONE)))


def test_items_of_a_set_are_axes_of_their_own() -> None:
    found = examine(table(contains("town"), both(no(contains("town")), contains("hills"))))
    assert codes(found) == ["E0201"]
    assert found[0].witness.values["p"]["done"] == frozenset()  # type: ignore


CONDITIONS = st.recursive(
    st.one_of(
        st.tuples(st.integers(-1, 10), st.integers(-1, 10)).map(lambda pair: between(*pair)),
        st.sets(st.sampled_from(ZONE.items)).map(lambda items: in_zone(*sorted(items))),
        st.just(field("ald")),
        st.sampled_from(ZONE.items[:2]).map(contains),
    ),
    lambda inner: st.one_of(
        inner.map(no),
        st.lists(inner, min_size=1, max_size=3).map(build.conjunction),
        st.lists(inner, min_size=1, max_size=3).map(build.disjunction),
    ),
    max_leaves=5,
)
PEOPLE = [
    {"age": Fraction(age), "ald": ald, "zone": zone, "score": Fraction(0), "done": frozenset(done)}
    for age in range(10)
    for ald in (False, True)
    for zone in ZONE.items
    for done in ((), ("town",), ("hills",), ("town", "hills"))
]


@given(st.lists(CONDITIONS, min_size=1, max_size=4), st.lists(CONDITIONS, max_size=1))
def test_findings_are_those_of_an_enumeration(guards: list[Expr], known: list[Expr]) -> None:
    found = examine(table(*guards), *known)
    here = [p for p in PEOPLE if all(holds(condition, p) for condition in known)]
    rows = [[n for n, guard in enumerate(guards) if holds(guard, p)] for p in here]
    idle = set(range(len(guards))) - {number for each in rows for number in each}
    if not here:
        assert found == []
        return
    gaps = [finding for finding in found if finding.code == "E0201"]
    overlaps = {f.key[1:] for f in found if f.code in ("E0203", "E0206")}
    pairs = {(a, b) for each in rows for a in each for b in each if a < b}
    assert len(gaps) == int([] in rows)
    assert len(overlaps) == len(pairs)
    assert {f.subject for f in found if f.code == "W0201"} == {f"r{n + 1}" for n in idle}
    for finding in gaps:
        assert finding.witness is not None
        person = finding.witness.values["p"]
        assert all(holds(condition, person) for condition in known)
        assert not any(holds(guard, person) for guard in guards)


def holds(condition: Expr, person: object) -> bool:
    return evaluate(program(), condition, {"p": person}) is True  # type: ignore[dict-item]
