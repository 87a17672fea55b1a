from __future__ import annotations

from datetime import date
from fractions import Fraction

from convention_dsl.core import build
from convention_dsl.core.depth import MAXIMUM_DEPTH
from convention_dsl.core.evaluate import call
from convention_dsl.core.link import (
    link,
    link_property,
    readings_reached,
    stretches,
    with_values,
)
from convention_dsl.core.nodes import CasesOrigin, ClauseRef
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import ALWAYS, Binding, OpenRange, Period, PropertyDef
from convention_dsl.core.traverse import walk
from tests.core.library import (
    AGE_OF_P,
    ALD_OF_P,
    MONEY,
    PATIENT,
    at_least,
    below,
    book,
    called,
    clause,
    euros,
    exception,
    library,
    parameter,
    patient,
)

D2024, D2025, D2026, D2027 = (date(year, 1, 1) for year in (2024, 2025, 2026, 2027))


def value(books, root, ref, at=None, given=None, **more) -> Fraction:
    program, problems = link(books, root, at=at, **more)
    assert problems == [] and program is not None
    return call(program, ClauseRef(*ref), [given or patient()])


def codes(books, root, **more) -> list[str]:
    program, problems = link(books, root, **more)
    assert program is None
    return [problem.code for problem in problems]


def test_a_parameter_has_the_value_in_force_at_the_date():
    base = build.parameter("a", "base", MONEY)
    texts = library(
        book("a", parameter("a", "base", (D2024, "10"), (D2026, "12.50")), clause("a", "f", base))
    )
    assert value(texts, "a", ("a", "f"), D2025) == 10
    assert value(texts, "a", ("a", "f"), date(2025, 12, 31)) == 10
    assert value(texts, "a", ("a", "f"), D2026) == Fraction("12.5")
    assert codes(texts, "a", at=date(2023, 12, 31)) == ["E0181"]
    assert codes(texts, "a", at=None) == ["E0185"]


def test_a_parameter_with_a_range_alone_links_without_a_value():
    wished = parameter("a", "wished", open_range=OpenRange(Fraction(5), Fraction(20), Fraction(1)))
    texts = library(book("a", wished, clause("a", "f", build.parameter("a", "wished", MONEY))))
    program, problems = link(texts, "a", at=None)
    assert problems == [] and program is not None
    assert program.parameters["a.wished"].value is None
    changed = with_values(program, {"a.wished": Fraction(7)})
    assert call(changed, ClauseRef("a", "f"), [patient()]) == 7


def test_the_alternative_of_the_date_is_chosen_and_its_type_narrowed():
    body = build.dated([(None, euros(5)), (D2026, euros("7.50"))])
    texts = library(book("a", clause("a", "f", body)))
    assert value(texts, "a", ("a", "f"), D2025) == 5
    program, _ = link(texts, "a", at=D2026)
    assert program is not None
    assert program.clauses[ClauseRef("a", "f")].body == euros("7.50")
    assert codes(texts, "a", at=None) == ["E0185"]
    late = library(book("a", clause("a", "f", build.dated([(D2026, euros(5))]))))
    assert codes(late, "a", at=D2025) == ["E0182"]


def test_a_pinned_text_pins_its_calls_and_parameters():
    former = book(
        "former",
        parameter("former", "base", (None, "10"), (D2026, "99")),
        clause("former", "inner", build.parameter("former", "base", MONEY)),
        clause("former", "f", called("former", "inner")),
        period=Period(None, date(2025, 12, 31)),
    )
    pin = date(2025, 12, 31)
    texts = library(
        former, book("new", clause("new", "g", called("former", "f", pin=pin)), uses=("former",))
    )
    program, problems = link(texts, "new", at=D2026)
    assert problems == [] and program is not None
    assert set(program.clauses) == {
        ClauseRef("new", "g"),
        ClauseRef("former", "f", pin),
        ClauseRef("former", "inner", pin),
    }
    assert list(program.parameters) == ["former.base@2025-12-31"]
    assert call(program, ClauseRef("new", "g"), [patient()]) == 10


def test_a_text_out_of_force_is_refused_once_unless_pinned():
    former = book("former", clause("former", "f", euros(1)), period=Period(None, D2024))
    body = build.apply(Operator.ADD, (called("former", "f"), called("former", "f")))
    texts = library(former, book("new", clause("new", "g", body)))
    assert codes(texts, "new", at=D2026) == ["E0183"]
    assert codes(texts, "former", at=D2026) == ["E0183"]
    assert value(texts, "new", ("new", "g"), D2024) == 2


def with_exceptions(*exceptions, period=ALWAYS):
    base = book("base", clause("base", "f", euros(5)))
    return library(base, book("later", *exceptions, uses=("base",), period=period))


def test_exceptions_change_the_clause_where_both_texts_are_in_force():
    old = exception("later", "old", "base.f", at_least(AGE_OF_P, 80), euros(60))
    texts = with_exceptions(old, period=Period(D2026, None))
    aged = patient(age=80)
    assert value(texts, "later", ("base", "f"), D2026, aged) == 60
    assert value(texts, "later", ("base", "f"), D2026, patient(age=79)) == 5
    assert value(texts, "base", ("base", "f"), D2026, aged) == 5
    assert value(texts, "base", ("base", "f"), D2026, aged, texts=frozenset(texts.books)) == 60
    assert value(texts, "base", ("base", "f"), D2025, aged, texts=frozenset(texts.books)) == 5


def test_a_pinned_text_is_changed_by_what_was_in_force_then():
    change = exception("new", "e", "former.f", ALD_OF_P, euros(60))
    body = called("former", "f", pin=date(2025, 12, 31))
    texts = library(
        book("former", clause("former", "f", euros(5))),
        book("new", clause("new", "g", body), change, period=Period(D2026, None)),
    )
    assert value(texts, "new", ("new", "g"), D2026, patient(ald=True)) == 5
    old = book("new", clause("new", "g", body), change)
    texts = library(*texts.books.values(), old)
    assert value(texts, "new", ("new", "g"), D2026, patient(ald=True)) == 60


def test_an_exception_has_its_own_period():
    old = exception(
        "later", "old", "base.f", at_least(AGE_OF_P, 80), euros(60), period=Period(D2027, None)
    )
    texts = with_exceptions(old)
    assert value(texts, "later", ("base", "f"), D2027, patient(age=80)) == 60


def test_exceptions_nest_and_prevail():
    outer = exception("later", "outer", "base.f", at_least(AGE_OF_P, 10), euros(60))
    inner = exception("later", "inner", "base.f", at_least(AGE_OF_P, 50), euros(20), within="outer")
    poor = exception("later", "poor", "base.f", ALD_OF_P, euros(70), prevails_over=("outer",))
    texts = with_exceptions(outer, inner, poor)

    def pays(**given) -> Fraction:
        return value(texts, "later", ("base", "f"), None, patient(**given))

    assert pays(age=5) == 5
    assert pays(age=10) == 60
    assert pays(age=50) == 20
    assert pays(age=50, ald=True) == 70
    assert pays(age=5, ald=True) == 70
    program, _ = link(texts, "later", at=None)
    assert program is not None
    body = program.clauses[ClauseRef("base", "f")].body
    assert body.origin is CasesOrigin.EXCEPTIONS
    assert [row.id for row in body.rows] == ["later.outer", "later.poor"]


def test_as_signed_leaves_out_what_other_texts_change():
    own = exception("base", "own", "base.f", ALD_OF_P, euros(1))
    foreign = exception("later", "foreign", "base.f", at_least(AGE_OF_P, 80), euros(60))
    texts = library(
        book("base", clause("base", "f", euros(5)), own),
        book("later", clause("later", "g", called("base", "f", as_signed=True)), foreign),
    )
    assert value(texts, "later", ("later", "g"), None, patient(age=90)) == 5
    assert value(texts, "later", ("later", "g"), None, patient(age=90, ald=True)) == 1


def test_what_an_exception_gives_is_rounded_with_the_result():
    body = build.round_to(build.apply(Operator.DIVIDE, (euros(10), build.literal_number(3))), _cent)
    third = build.apply(Operator.DIVIDE, (euros(20), build.literal_number(3)))
    texts = library(
        book(
            "a",
            clause("a", "f", body, rounded=True),
            exception("a", "e", "a.f", ALD_OF_P, third),
        )
    )
    assert value(texts, "a", ("a", "f")) == Fraction("3.33")
    assert value(texts, "a", ("a", "f"), None, patient(ald=True)) == Fraction("6.67")


_cent = Fraction(1, 100)


def test_a_call_takes_the_range_of_the_changed_clause():
    texts = library(
        book("base", clause("base", "f", euros(5)), clause("base", "g", called("base", "f"))),
        book("later", exception("later", "e", "base.f", ALD_OF_P, euros("60.01")), uses=("base",)),
    )
    program, _ = link(texts, "base", at=None, texts=frozenset(texts.books))
    assert program is not None
    type_ = program.clauses[ClauseRef("base", "g")].body.type
    assert (type_.low, type_.high, type_.step) == (5, Fraction("60.01"), Fraction("0.01"))


def test_readings_are_chosen_and_the_first_is_meant_otherwise():
    texts = library(
        book("a", clause("a", "f", euros(1), euros(2)), clause("a", "g", called("a", "f")))
    )
    assert value(texts, "a", ("a", "g")) == 1
    assert value(texts, "a", ("a", "g"), readings={"a.f": "reading1"}) == 2
    assert codes(texts, "a", at=None, readings={"a.f": "other"}) == ["E0184"]
    assert codes(texts, "a", at=None, readings={"a.g": "reading0"}) == ["E0184"]
    assert codes(texts, "a", at=None, readings={"a.h": "reading0"}) == ["E0184"]
    program, _ = link(texts, "a", at=None)
    assert program is not None and program.readings == {"a.f": "reading0"}
    assert readings_reached(texts, [called("a", "g")]) == {"a.f": ("reading0", "reading1")}


def test_clauses_that_need_each_other_are_refused():
    texts = library(
        book("a", clause("a", "f", called("a", "g")), clause("a", "g", called("a", "f")))
    )
    assert codes(texts, "a", at=None) == ["E0186"]


def test_a_chain_of_clauses_has_a_limit():
    def chain(length: int):
        first = clause("a", "f0", euros(1))
        return library(
            book(
                "a",
                first,
                *(clause("a", f"f{n}", called("a", f"f{n - 1}")) for n in range(1, length)),
            )
        )

    assert value(chain(MAXIMUM_DEPTH), "a", ("a", f"f{MAXIMUM_DEPTH - 1}")) == 1
    assert codes(chain(MAXIMUM_DEPTH + 1), "a", at=None) == ["E0188"]


def test_a_circle_through_an_exception_is_refused():
    texts = library(
        book("a", clause("a", "f", euros(1)), clause("a", "g", called("a", "f"))),
        book("b", exception("b", "e", "a.f", ALD_OF_P, called("a", "g")), uses=("a",)),
    )
    assert codes(texts, "b", at=None) == ["E0186"]
    assert value(texts, "a", ("a", "g")) == 1


def test_stretches_are_cut_at_each_change_reached():
    dated = build.dated([(None, euros(1)), (date(2026, 7, 1), euros(2))])
    change = exception("a", "e", "a.f", ALD_OF_P, euros(3), period=Period(None, date(2026, 12, 31)))
    texts = library(
        book(
            "a",
            parameter("a", "x", (None, "1"), (D2025, "2")),
            parameter("a", "y", (None, "1"), (D2027, "2")),
            clause("a", "f", dated),
            clause("a", "g", build.parameter("a", "x", MONEY)),
            change,
            period=Period(D2024, date(2028, 12, 31)),
        )
    )
    july, last = date(2026, 7, 1), date(2028, 12, 31)
    assert stretches(texts, "a") == [
        Period(D2024, date(2024, 12, 31)),
        Period(D2025, date(2026, 6, 30)),
        Period(july, date(2026, 12, 31)),
        Period(D2027, last),
    ]
    assert stretches(texts, "a", exprs=[called("a", "g")]) == [
        Period(D2024, date(2024, 12, 31)),
        Period(D2025, last),
    ]
    assert stretches(texts, "a", period=Period(july, july)) == [Period(july, july)]
    assert stretches(texts, "a", period=Period(date(2030, 1, 1), None)) == []


def test_pinned_texts_do_not_cut_and_undated_ones_are_one_stretch():
    texts = library(
        book(
            "old",
            parameter("old", "x", (None, "1"), (D2025, "2")),
            clause("old", "f", build.parameter("old", "x", MONEY)),
        ),
        book("new", clause("new", "g", called("old", "f", pin=D2024))),
    )
    assert stretches(texts, "new") == [Period()]
    assert stretches(texts, "old") == [Period(None, date(2024, 12, 31)), Period(D2025, None)]


def test_a_property_is_linked_with_its_program():
    claim = build.apply(Operator.LESS_EQUAL, (euros(0), called("a", "f")))
    body = build.dated([(None, euros(1)), (D2026, euros(2))])
    promise = PropertyDef(
        "a", "x", (Binding("p", PATIENT),), (below(AGE_OF_P, 7),), claim, shown=(("f", claim),)
    )
    texts = library(book("a", clause("a", "f", body), promise))
    program, _ = link(texts, "a", at=D2026)
    assert program is not None
    linked = link_property(program, promise)
    called_node = linked.claim.arguments[1]
    assert called_node.type == euros(2).type
    assert all(type(node).__name__ != "Dated" for node in walk(linked.claim))
