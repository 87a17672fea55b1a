"""What `check` proves of the classes of a population, against trying every element."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from convention_dsl.core.build import literal_boolean
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.link import link
from convention_dsl.core.program import Library, PropertyDef, Status
from convention_dsl.core.provenance import Confidence
from convention_dsl.proof.check import check
from convention_dsl.proof.populations import with_populations
from convention_dsl.proof.prove import prove
from convention_dsl.proof.verdict import Verdict
from convention_dsl.semantics import elaborate
from convention_dsl.source import Source
from convention_dsl.syntax.nodes import PopulationDecl
from convention_dsl.syntax.parser import parse
from convention_dsl.syntax.population_data import parse_data

BOOK = """# language: en
vocabulary sample
record Patient
  age : integer 0..9
  ald : boolean
  such that age >= 1 or not ald
population known (L : list of Patient) from "list.csv" source "test"
"""
EVERYBODY = [
    {"age": Fraction(age), "ald": ald}
    for age in range(10)
    for ald in (False, True)
    if age >= 1 or not ald
]
AGES = st.sampled_from(["-", "< 3", "3..6", ">= 7", "0", "not 0", '"< 2, > 7"', "> 9", "5..<8"])
ROWS = st.lists(st.tuples(AGES, st.sampled_from(["-", "yes", "no"])), min_size=1, max_size=5)


def library(rows):
    """Return the library of a book whose population has these classes."""
    file, problems = parse(Source("book.conv", BOOK))
    assert not problems
    text = "age,ald,count\n" + "".join(f"{age},{ald},1\n" for age, ald in rows)
    table, problems = parse_data(Source("list.csv", text), "en")
    assert not problems
    found = tuple(
        replace(each, file=replace(each.file, table=table))
        if isinstance(each, PopulationDecl)
        else each
        for each in file.declarations
    )
    made, problems = elaborate({"book.conv": replace(file, declarations=found)})
    assert not problems
    return made


def by_trying(made):
    """Return the codes that looking at everybody gives."""
    (population,) = made.books["sample"].populations
    program, _ = link(made, "sample", at=None)
    members = [
        {
            number
            for number, patient in enumerate(EVERYBODY)
            if evaluate(program, each.condition, {population.element: patient})
        }
        for each in population.classes
    ]
    found = {"E0631" for each in members if not each}
    if sum(map(len, members)) > len(set().union(*members)):
        found.add("E0632")
    if len(set().union(*members)) < len(EVERYBODY):
        found.add("E0633")
    return found


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_classes_are_a_partition_exactly_when_trying_everybody_says_so(rows):
    made = library(rows)
    found = check(made, "sample")
    assert {each.code for each in found} == by_trying(made)
    (population,) = made.books["sample"].populations
    program, _ = link(made, "sample", at=None)
    for each in found:
        if each.code == "E0631":
            continue
        shown = {label: value.value for label, value in each.witness_values}
        patient = {name: shown.get(name, EVERYBODY[0][name]) for name in ("age", "ald")}
        values = {population.element: patient}
        holding = sum(evaluate(program, c.condition, values) for c in population.classes)
        assert holding >= 2 if each.code == "E0632" else holding == 0


def test_a_verdict_rests_on_the_populations_that_its_lists_follow():
    text = BOOK.partition("population")[0].replace("vocabulary", "convention") + (
        'population known (L : list of Patient) source "x" confidence reported counting 2\n'
        'population guess (L : list of Patient) source "y" confidence assumed\n'
        "  such that L follows known\n"
        "property follow for every L : list of Patient such that L follows guess\n"
        "  then number of (p in L) {} 2\n"
    )
    for sign, status in (("=", Status.PROVED), ("<", Status.REFUTED)):
        file, problems = parse(Source("book.conv", text.format(sign)))
        assert not problems
        made, _ = elaborate({"book.conv": file})
        (result,) = prove(made, "sample")
        assert result.verdict.status is status
        grounds = [each for each in result.verdict.grounds if each.kind == "population"]
        assert [each.name for each in grounds] == ["sample.guess", "sample.known"]
        assert [each.provenance.source for each in grounds] == ["y", "x"]
        assert result.verdict.confidence is Confidence.ASSUMED
        assert not result.verdict.minimal


def test_a_verdict_that_says_nothing_rests_on_nothing():
    (definition,) = [PropertyDef("b", "p", (), (), literal_boolean(True), populations=("b.q",))]
    verdict = Verdict(Status.UNKNOWN)
    assert with_populations(Library({}), definition, verdict) is verdict


def test_a_vocabulary_without_populations_has_nothing_to_prove():
    file, _ = parse(Source("book.conv", BOOK.partition("population")[0]))
    made, _ = elaborate({"book.conv": file})
    assert check(made, "sample") == []


def test_what_divides_by_nothing_in_a_condition_is_told():
    text = BOOK.partition("population")[0] + (
        "population known (L : list of Patient)\n"
        "  such that 10 / number of (p in L where p.ald) >= 2\n"
    )
    file, _ = parse(Source("book.conv", text))
    made, _ = elaborate({"book.conv": file})
    assert [each.code for each in check(made, "sample")] in (["E0207"], ["W0209"])
