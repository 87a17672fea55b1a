"""Populations in the core, and the lists that follow them."""

from dataclasses import replace
from fractions import Fraction

import pytest

from convention_dsl.core import build
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.link import link, link_property
from convention_dsl.core.nodes import Aggregate, AggregateKind, Call, Let, Multiset, Variable
from convention_dsl.core.substitute import binds, substituted
from convention_dsl.core.traverse import walk
from convention_dsl.pipeline import load
from convention_dsl.semantics import elaborate, elaborate_property
from convention_dsl.source import Source
from convention_dsl.syntax.parser import parse, parse_property
from convention_dsl.syntax.population_data import parse_data

from .helpers import codes, elaborated

BOOK = """convention sample source "test" confidence assumed
record Patient "patient"
  age : integer 0..120 "age"
  ald : boolean default no
record Doctor
  patients : list of Patient
"""
YOUNG = {"age": Fraction(30), "ald": False}
OLD = {"age": Fraction(90), "ald": True}


@pytest.fixture
def project(tmp_path):
    """Write a project of one book and its data, and load it."""

    def make(text, **data):
        (tmp_path / "convention.toml").write_text("")
        (tmp_path / "book.conv").write_text(f"# language: en\n{BOOK}{text}\n", "utf-8")
        for name, content in data.items():
            (tmp_path / f"{name}.csv").write_text(content, "utf-8")
        workspace = load([tmp_path / "book.conv"])
        assert [each.code for each in workspace.diagnostics if each.code[0] == "E"] == []
        return workspace.library

    return make


def holds(library, patients, name="follow"):
    """Return whether a list satisfies the hypotheses of the property `name`."""
    book = library.books["sample"]
    definition = next(each for each in book.properties if each.name == name)
    program, problems = link(library, "sample", at=None)
    assert not problems
    linked = link_property(program, definition)
    values = {linked.inputs[0].name: patients}
    return all(evaluate(program, each, values) for each in linked.hypotheses)


CLASSES = "ald,age,at least,at most,label\nyes,-,1,2,in ALD\nno,< 80,0,5,\nno,>= 80,0,0,old\n"
FOLLOW = "property follow for every M : list of Patient such that M follows known then 1 = 1"


def test_a_population_says_each_class_then_the_size_then_its_conditions(project):
    library = project(
        'population known (L : list of Patient) "known" counting 3..4 from "list.csv"\n'
        "  such that some (p in L : p.age < 50)",
        list=CLASSES,
    )
    (population,) = library.books["sample"].populations
    assert population.element == "p"
    assert population.label == "known"
    assert population.provenance.source == "test"
    labels = [each.label for each in population.classes]
    assert labels == ["in ALD", "ald = no, age < 80", "old"]
    bounds = [(each.at_least, each.at_most) for each in population.classes]
    assert bounds == [(1, 2), (0, 5), (0, 0)]
    assert population.classes[0].span.path == "list.csv"
    assert len(population.conditions) == 2 + 1 + 1 + 2 + 1


@pytest.mark.parametrize(
    ("young", "old", "expected"),
    [
        (2, 1, True),
        (2, 2, True),
        (3, 1, True),
        (1, 1, False),
        (4, 1, False),
        (1, 2, True),
        (3, 0, False),
    ],
)
def test_a_list_follows_when_every_count_is_right(project, young, old, expected):
    library = project(
        f'population known (L : list of Patient) counting 3..4 from "list.csv"\n{FOLLOW}',
        list=CLASSES,
    )
    assert holds(library, (YOUNG,) * young + (OLD,) * old) is expected
    groups = tuple((who, n) for who, n in ((YOUNG, young), (OLD, old)) if n)
    assert holds(library, Multiset(groups)) is expected


def test_shares_become_whole_numbers_within_them(project):
    text = 'population known (L : list of Patient) counting 1,001 from "list.csv"'
    library = project(text, list="ald,share\nyes,20 %..22 %\nno,78 %..80 %\n")
    classes = library.books["sample"].populations[0].classes
    assert [(each.at_least, each.at_most) for each in classes] == [(201, 220), (781, 800)]


def test_an_empty_list_follows_what_says_so(project):
    library = project(f"population known (L : list of Patient) counting 0\n{FOLLOW}")
    assert holds(library, ()) is True
    assert holds(library, (YOUNG,)) is False


def test_a_share_of_an_empty_list_is_what_the_text_says(project):
    text = (
        "population known (L : list of Patient)\n"
        "  such that share of (p in L where p.ald) if empty {} >= 50 %\n"
    )
    assert holds(project(text.format("0 %") + FOLLOW), ()) is False
    assert holds(project(text.format("100 %") + FOLLOW), ()) is True


def test_a_population_may_call_clauses_and_a_clause_may_ask_for_one(project):
    library = project(
        "clause fee (L : list of Patient) : amount in whole cents = 2 € for each (p in L)\n"
        "clause bonus (L : list of Patient) : amount in whole cents\n"
        "  = if L follows known then 7 € else 0 €\n"
        "population known (L : list of Patient) such that fee(L) = 4 €\n" + FOLLOW
    )
    assert holds(library, (YOUNG, OLD)) is True
    assert holds(library, (YOUNG,)) is False
    program, _ = link(library, "sample", at=None)
    bonus = next(each for ref, each in program.clauses.items() if ref.name == "bonus")
    assert evaluate(program, bonus.body, {"L": (OLD, OLD)}) == 7


def test_the_list_may_be_any_list(project):
    library = project(
        "population known (L : list of Patient)\n"
        "  such that all (d in L : number of (p in L where p.age > d.age) <= 1)\n"
        "property follow for every d : Doctor such that d.patients follows known then 1 = 1\n"
        "property shown for every d : Doctor such that [Patient(age: 3)] follows known then 1 = 1\n"
    )
    # The variable `d` of the population is not the doctor.
    older = {"age": Fraction(40), "ald": False}
    assert holds(library, {"patients": (YOUNG, older)}) is True
    assert holds(library, {"patients": (YOUNG, older, OLD)}) is False
    assert holds(library, {"patients": ()}, "shown") is True


def test_a_claim_on_the_spot_knows_populations(project):
    library = project(f"population known (L : list of Patient) counting 2\n{FOLLOW}")
    text = "for every L : list of Patient such that L follows known then number of (p in L) = 2"
    decl, problems = parse_property(Source("claim", text), "en")
    assert not problems
    definition, problems = elaborate_property(library, "sample", decl)
    assert not problems
    assert any(isinstance(each, Aggregate) for each in walk(definition.hypotheses[0]))


def test_a_vocabulary_may_hold_populations_and_a_text_be_used_at_a_date():
    words = """# language: en
vocabulary words
record Patient
  age : integer 0..120
population small (L : list of Patient) counting 0..9
"""
    former = """# language: en
convention former in force from 2020-01-01 source "test" confidence assumed
use words
parameter most : integer from 2020-01-01 : 3 from 2025-01-01 : 4
population tiny (L : list of Patient) such that number of (p in L) <= most
  such that fee(L) <= 9 €
clause fee (L : list of Patient) : amount in whole cents = 1 € for each (p in L)
"""
    text = """# language: en
convention sample in force from 2025-01-01 source "test" confidence assumed
use words
use former as in force on 2021-01-01 as before
property a for every L : list of Patient such that L follows small then 1 = 1
property b for every L : list of Patient such that L follows before.tiny then 1 = 1
property c for every L : list of Patient such that L follows words.small then 1 = 1
"""
    library, diagnostics = elaborated(words, former, text)
    assert [each.code for each in diagnostics if each.code[0] == "E"] == []
    a, b, c = library.books["sample"].properties
    assert a.hypotheses == c.hypotheses
    (call,) = [each for each in walk(b.hypotheses[0]) if isinstance(each, Call)]
    assert str(call.clause.pin) == "2021-01-01"
    program, problems = link(library, "sample", at=library.books["sample"].period.start)
    assert not problems
    linked = link_property(program, b)
    values = {"L": ({"age": Fraction(1)},) * 4}
    assert evaluate(program, linked.hypotheses[0], values) is False
    assert evaluate(program, linked.hypotheses[0], {"L": values["L"][1:]}) is True


def test_a_record_knows_no_population():
    text = (
        BOOK
        + "  such that patients follows known\npopulation known (L : list of Patient) counting 2\n"
    )
    assert codes(text) == ["E0109"]


def test_a_name_is_declared_once():
    text = "population a (L : list of Patient) counting 2\n"
    assert codes(BOOK + text + text) == ["E0165"]


def test_the_list_of_a_population_hides_nothing():
    text = 'parameter L : integer = 1 source "x"\npopulation a (L : list of Patient) counting 2\n'
    assert codes(BOOK + text) == ["E0111"]


def test_what_is_wrong_with_a_population_is_not_told_again_where_it_is_followed():
    text = """population a (L : list of Patient) such that L follows missing
property b for every L : list of Patient such that L follows a then 1 = 1
"""
    assert codes(BOOK + text) == ["E0624"]


def test_a_property_names_the_populations_that_its_lists_follow(project):
    library = project(
        "population known (L : list of Patient) such that L follows young and L follows small\n"
        "population young (L : list of Patient) such that all (p in L : p.age < 50)\n"
        "population small (L : list of Patient) counting 0..9\n"
        f"{FOLLOW}\n"
        "property claimed for every M : list of Patient such that none then M follows small\n"
        "  let none = M is empty\n"
        "property other for every M : list of Patient then M is empty or M is not empty\n"
    )
    found = {each.name: each.populations for each in library.books["sample"].properties}
    assert found["follow"] == ("sample.known", "sample.young", "sample.small")
    assert found["claimed"] == ("sample.small",)
    assert found["other"] == ()
    assert library.population("sample.young").populations == ()


def test_classes_without_a_source_are_told():
    text = """# language: en
vocabulary words
record Patient
  age : integer 0..120
population small (L : list of Patient) {}from "list.csv"
"""
    table, _ = parse_data(Source("list.csv", "age,count\n-,3\n"), "en")
    for source, expected in (("", ["W0104"]), ('source "x" ', [])):
        file, problems = parse(Source("words.conv", text.format(source)))
        assert not problems
        *others, population = file.declarations
        read = replace(population, file=replace(population.file, table=table))
        found = elaborate({"words.conv": replace(file, declarations=(*others, read))})[1]
        assert [each.code for each in found] == expected


# Substitution -----------------------------------------------------------------------------------


def test_substitution_sees_what_would_be_captured(project):
    library = project(f"population known (L : list of Patient) counting 2\n{FOLLOW}")
    condition = library.books["sample"].populations[0].conditions[0]
    (count,) = [each for each in walk(condition) if isinstance(each, Aggregate)]
    assert count.kind is AggregateKind.COUNT
    captured = build.variable("p", count.domain.type)
    free = build.variable("M", count.domain.type)
    assert binds(condition, captured)
    assert not binds(condition, free)
    assert not binds(build.let("x", free, free), free)
    assert binds(build.let("M", free, free), free)
    done = substituted(condition, "L", free)
    names = {each.name for each in walk(done) if isinstance(each, Variable)}
    assert names == {"M"}
    assert not any(isinstance(each, Let) for each in walk(done))
