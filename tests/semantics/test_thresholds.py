"""Properties that ask for which values of an input they hold; properties without inputs."""

from fractions import Fraction

import pytest

from convention_dsl.core.digest import digest
from convention_dsl.core.link import link, link_property
from convention_dsl.core.nodes import Variable
from convention_dsl.core.program import Binding
from convention_dsl.core.traverse import walk
from convention_dsl.semantics import elaborate_property
from convention_dsl.source import Source
from convention_dsl.syntax.parser import parse_property
from convention_dsl.types import NumberKind, NumberType
from tests.semantics.helpers import FRENCH, PATIENT, book, codes, elaborated, good, proposition

FEE = PATIENT + "clause fee (p: Patient) : amount = 1 € * p.age\n"
LIMIT = "property x for which m : amount 0 €..9 € for every p : Patient "
AMOUNT = NumberType(NumberKind.AMOUNT, Fraction(0), Fraction(9), Fraction(1, 100))


def test_the_input_asked_for_is_none_of_the_inputs():
    found = proposition(LIMIT + "such that p.fees >= m then fee(p) <= m * 2", FEE)
    assert [each.name for each in found.inputs] == ["p"]
    assert found.threshold == Binding("m", AMOUNT)
    assert [each.name for each in found.named] == ["p", "m"]
    for expr in (*found.hypotheses, found.claim):
        assert Variable(type=AMOUNT, name="m") in list(walk(expr))


def test_its_label_is_kept():
    found = proposition(LIMIT.replace("9 € for", '9 € "fee" for') + "then fee(p) <= m", FEE)
    assert found.threshold is not None
    assert found.threshold.label == "fee"


def test_a_property_without_it_has_none():
    found = proposition("property x for every p : Patient then fee(p) >= 0 €", FEE)
    assert found.threshold is None
    assert found.named == found.inputs


def test_local_definitions_see_it():
    found = proposition(LIMIT + "then fee(p) <= twice let twice = m * 2", FEE)
    names = {node.name for node in walk(found.claim) if isinstance(node, Variable)}
    assert names == {"p", "m", "twice"}


def test_it_may_stand_alone():
    found = proposition("property x for which m : integer 0..9 then m <= 3", FEE)
    assert found.inputs == ()
    assert found.threshold is not None


def test_it_is_in_the_digest():
    one, other = (
        proposition(LIMIT.replace("9", high) + "then fee(p) <= m", FEE) for high in ("8", "9")
    )
    assert digest(one) != digest(other)


def test_it_survives_linking():
    library = good(FEE + LIMIT + "such that p.fees >= m then fee(p) <= m let k = m + 1 €")
    program, problems = link(library, "sample", at=None)
    assert program is not None, problems
    (found,) = library.books["sample"].properties
    linked = link_property(program, found)
    assert linked.threshold == found.threshold
    types = {n.name: n.type for n in walk(linked.claim) if isinstance(n, Variable)}
    assert types["m"] == AMOUNT


def test_it_can_be_asked_on_the_spot():
    decl, problems = parse_property(
        Source("claim", "for which m : amount 0 €..9 € for every p : Patient then fee(p) <= m"),
        "en",
    )
    assert decl is not None, problems
    found, problems = elaborate_property(good(FEE), "sample", decl)
    assert not problems
    assert found is not None
    assert found.threshold == Binding("m", AMOUNT)


@pytest.mark.parametrize(
    ("type_", "code"),
    [
        ("boolean", "E0190"),
        ("date", "E0190"),
        ("optional integer 0..9", "E0190"),
        ("Patient", "E0190"),
        ("list of Patient", "E0190"),
        ("amount", "E0191"),
        ("integer", "E0191"),
        ("rate 0 %..9 %", "E0157"),
        ("number", "E0157"),
        ("number step 0.1", "E0191"),
    ],
)
def test_it_is_a_number_between_two_bounds_with_a_step(type_, code):
    text = f"property x for which m : {type_} for every p : Patient then same(m, m)\n"
    same = f"clause same (a: {type_}, b: {type_}) : boolean = yes\n"
    assert codes(FEE + same + text)[-1] == code


@pytest.mark.parametrize(
    "claim",
    [
        "fee(p) + m increases with p.age, all else equal",
        "fee(p) + m never decreases with p.age",
        "fee(p) + m depends only on p.age",
        "fee(p) + m does not depend on p.age",
    ],
)
def test_a_comparison_of_two_cases_has_no_such_input(claim):
    assert codes(FEE + LIMIT + f"then {claim}") == ["E0192"]


def test_something_must_depend_on_it():
    assert codes(FEE + LIMIT + "then fee(p) >= 0 €") == ["E0193"]
    assert codes(FEE + LIMIT + "such that m >= 1 € then fee(p) >= 0 €") == []
    assert codes(FEE + LIMIT + "then fee(p) >= 0 € let k = m") == ["E0193"]
    assert codes(FEE + LIMIT + "then feee(p) >= 0 €") == ["E0107"]


# Without inputs ---------------------------------------------------------------------------------

LINES = """
budget care : amount = 390 M€ for 2025
budget drugs : amount = 10 M€ for 2026
parameter share : rate = 2 %
"""


def shown(claim):
    (found,) = book(LINES + f"property x then {claim}").properties
    return [text for text, _ in found.shown]


def test_a_property_may_be_about_figures_alone():
    (found,) = book(LINES + "property x then care + drugs = 400 M€").properties
    assert found.inputs == ()
    assert found.hypotheses == ()


def test_it_shows_the_figures_with_their_year_in_the_order_of_the_text():
    assert shown("care + drugs = 401 M€") == ["care (2025)", "drugs (2026)"]
    assert shown("drugs >= care and care * share <= drugs") == [
        "drugs (2026)",
        "care (2025)",
        "share",
    ]


def test_a_name_that_says_the_year_does_so_once():
    (found,) = book(
        "budget care_2025 : amount = 1 € for 2025\nproperty x then care_2025 > 2 €"
    ).properties
    assert [text for text, _ in found.shown] == ["care_2025"]


def test_a_figure_of_another_book_is_shown_with_its_book():
    first = 'convention first source "x" confidence assumed\nbudget care : amount = 1 € for 2025\n'
    second = (
        'convention second source "x" confidence assumed\nuse first as former\n'
        "property x then former.care = 2 €\n"
    )
    (found,) = book(first, second).properties
    assert [text for text, _ in found.shown] == ["first.care (2025)"]


def test_the_years_of_figures_are_known_on_the_spot():
    decl, _ = parse_property(Source("claim", "care = drugs"), "en")
    assert decl is not None
    found, problems = elaborate_property(good(LINES), "sample", decl)
    assert not problems
    assert found is not None
    assert [text for text, _ in found.shown] == ["care (2025)", "drugs (2026)"]


def test_a_property_with_inputs_shows_calls_only():
    found = proposition("property x for every p : Patient then fee(p) + care >= 0 €", FEE + LINES)
    assert [text for text, _ in found.shown] == ["fee(p)"]


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("clause a : amount = 5 €\nproperty x then a = 5 €", "a()"),
        ("clause a (n: integer, m: integer) : amount = 5 €\nproperty x then a = 5 €", "a(n, m)"),
        (
            f"{FRENCH}clause a (n : entier, m : entier) : montant = 5 €\npropriété x alors a = 5 €",
            "a(n; m)",
        ),
    ],
)
def test_a_clause_among_figures_is_shown_with_its_inputs(text, call):
    (found,) = [each for each in elaborated(text)[1] if each.code == "E0110"]
    assert found.arguments["call"] == call
