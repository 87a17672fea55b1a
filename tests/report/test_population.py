"""What a reference population brings to the two sides of a claim."""

from dataclasses import replace
from fractions import Fraction as F

from convention_dsl.core.nodes import Aggregate
from convention_dsl.core.program import Library, PopulationClass, PopulationDef, PropertyDef, Status
from convention_dsl.core.traverse import walk
from convention_dsl.diagnostics import has_errors
from convention_dsl.proof.verdict import Verdict
from convention_dsl.report.envelopes import Envelope, envelope_of
from convention_dsl.report.html.citations import Citations
from convention_dsl.report.html.envelopes import envelope_view
from convention_dsl.report.shown import linked_for
from convention_dsl.semantics import elaborate
from convention_dsl.source import Source
from convention_dsl.syntax.parser import parse

from .envelopes import SOURCE, TEXT, result, words

MORE = """
clause whole (L: list of Patient) "the whole" : amount = envelope(L) + 1,000 €

property national
  for every L : list of Patient
  such that number of (p in L where p.ald) in 2..4
  such that number of (p in L where not p.ald) in 10..20
  such that number of (p in L) in 14..18
  such that number of (p in L where p.ald) >= 20 % * number of (p in L)
  such that number of (p in L where p.age >= 80) <= 5
  such that all (p in L: p.seen)
  then whole(L) >= sum of (former(p) for p in L)
"""


def with_population() -> tuple[Library, PropertyDef]:
    source = Source(SOURCE.path, TEXT + MORE)
    file, found = parse(source)
    assert not has_errors(found)
    library, found = elaborate({source.path: file})
    assert not has_errors(found), found
    book = library.books["care"]
    own = next(each for each in book.properties if each.name == "national")
    filters = [
        next(n.filter for n in walk(each) if isinstance(n, Aggregate) and n.filter)
        for each in own.hypotheses[:2]
    ]
    classes = (
        PopulationClass(filters[0], 2, 4, "in ALD"),
        PopulationClass(filters[1], 10, 20, "others"),
    )
    (given,) = own.inputs
    population = PopulationDef("care", "nation", given, "p", classes, own.hypotheses[:5], "all")
    own = replace(own, populations=("care.nation",))
    properties = tuple(own if each.name == own.name else each for each in book.properties)
    changed = replace(book, populations=(population,), properties=properties)
    return Library({"care": changed}), own


LIBRARY, NATIONAL = with_population()


def linked() -> tuple:
    verdict = replace(result("kept", Verdict(Status.PROVED)), property=NATIONAL)
    found = linked_for(LIBRARY, verdict)
    assert found is not None
    return found


def envelope() -> Envelope:
    found = envelope_of(LIBRARY, *linked(), {})
    assert found is not None
    return found


def test_each_side_goes_from_its_least_to_its_greatest_total() -> None:
    found = envelope()
    # 20 % of 14 patients are 2.8: what the bounds allow, whole patients or not.
    assert found.left.fixed == 1000
    assert found.right.fixed == 0
    assert found.right.low == F(14, 5) * 46 + F(56, 5) * 5
    assert found.right.high == 4 * 46 + 14 * 5
    assert found.left.low == 1000 + F(14, 5) * 55 + F(56, 5) * 5
    assert found.left.high == 1000 + 4 * 55 + 5 * 55 + 9 * 5


def test_classes_say_what_a_typical_element_brings() -> None:
    found = envelope()
    assert [(each.low, each.high) for each in found.left.classes] == [(55, 55), (5, 55)]
    assert [(each.low, each.high) for each in found.right.classes] == [(46, 46), (5, 5)]
    for side in (found.left, found.right):
        assert sum((each.total for each in side.classes), side.fixed) == side.low


def test_no_population_has_no_envelope() -> None:
    program, own = linked()
    assert envelope_of(LIBRARY, program, replace(own, populations=()), {}) is None


def test_conditions_that_nobody_satisfies_have_no_envelope() -> None:
    program, own = linked()
    book = LIBRARY.books["care"]
    (population,) = book.populations
    many = replace(population.classes[0], at_least=19, at_most=19)
    changed = replace(population, classes=(many, population.classes[1]))
    library = Library({"care": replace(book, populations=(changed,))})
    assert envelope_of(library, program, own, {}) is None


def test_the_chart_names_its_sides_and_gives_the_intervals() -> None:
    program, _ = linked()
    view = envelope_view(envelope(), program, "x", words("en"), Citations(words("en")))
    assert view.table.heads == ("class", "how many", "the whole", "former(p)")
    assert [row.head for row in view.table.rows] == [
        "in ALD",
        "others",
        "does not depend on the list",
        "total",
        "proved of every list meant, whoever is in it",
    ]
    assert view.table.rows[0].cells == ("2 to 4", "55 €", "46 €")
    assert view.table.rows[-2].cells == ("", "1,210 € to 1,540 €", "184.80 € to 254 €")
    # Whole patients: 3 of 14 in ALD at least.
    assert view.table.rows[-1].cells == ("", "1,220 € to 1,540 €", "193 € to 254 €")
    assert "1,210 € to 1,540 €" in view.svg
