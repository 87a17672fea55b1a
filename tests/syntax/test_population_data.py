"""The file of a population as the surface tree: what the corpus cannot show."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.source import Source
from convention_dsl.syntax.limits import MAX_CLASSES
from convention_dsl.syntax.population_data import parse_data


def rows(text, language="en"):
    table, problems = parse_data(Source("list.csv", text), language)
    assert problems == []
    return table.rows


def codes(text, language="en"):
    table, problems = parse_data(Source("list.csv", text), language)
    assert table is None
    return [each.code for each in problems]


def test_counts_are_grouped_as_each_surface_groups_them():
    assert [each.at_least for each in rows('ald,count\nyes,"1,001"\nno,1001\n-,7.0')] == [
        1001,
        1001,
        7,
    ]
    french = rows("ald;effectif\noui;1 001\nnon;1\u202f001\n-;1\u00a0001", "fr")
    assert [each.at_most for each in french] == [1001, 1001, 1001]
    assert codes("ald;effectif\noui;1,001", "fr") == ["E0609"]
    assert codes("ald,count\nyes,1 001") == ["E0609"]


def test_every_way_to_write_a_negative_number_is_negative():
    for written in ("-5", "\u22125", "- 5", "-5.5"):
        assert codes(f"ald,count\nyes,{written}") == ["E0610"]
    assert codes("ald,count\nyes,-") == ["E0609"]


def test_a_number_too_long_to_be_a_count_is_none():
    assert codes("ald,count\nyes," + "9" * 400) == ["E0609"]


def test_the_words_for_counts_are_those_of_the_surface_in_any_case():
    (row,) = rows("ALD;Au Moins;AU PLUS;Libellé\noui;1;2;x", "fr")
    assert (row.at_least, row.at_most, row.label) == (1, 2, "x")
    assert codes("ald;count\noui;1", "fr") == ["E0606"]


def test_a_count_named_in_the_other_language_is_recognised():
    (problem,) = parse_data(Source("list.csv", "ald;count\noui;1"), "fr")[1]
    assert (problem.code, problem.suggestion) == ("E0606", "effectif")
    assert problem.span.start == 4
    (problem,) = parse_data(Source("list.csv", "ald,âge\nyes,1"), "en")[1]
    assert (problem.code, problem.suggestion) == ("E0606", None)


def test_a_share_without_its_sign_is_offered_one():
    def hint(share: str) -> str | None:
        (problem,) = parse_data(Source("list.csv", f"ald;part\noui;{share}"), "fr")[1]
        assert problem.code == "E0613"
        return problem.suggestion

    assert hint("20") == "20 %"
    assert hint("2,5") == "2,5 %"
    assert hint("0,2") is None
    assert hint("200") is None


def test_decomposed_accents_are_accents():
    (row,) = rows("a\u0302ge;effectif;libelle\u0301\n< 7;1;cle\u0301", "fr")
    assert row.label == "clé"


def test_a_share_is_one_rate_or_two():
    text = "ald,share\nyes,18 %..22 %\nno,78.5 %"
    assert [each.share for each in rows(text)] == [
        (Fraction(18, 100), Fraction(22, 100)),
        (Fraction(785, 1000), Fraction(785, 1000)),
    ]
    for wrong in ("18 %..<22 %", "22 %..18 %", "> 3 %", '"1 %, 2 %"', "18..22", "101 %", "not 3 %"):
        assert codes(f"ald,share\nyes,{wrong}") == ["E0613"]


def test_places_are_those_of_the_file():
    source = Source("list.csv", 'ald,age,count\nyes,"< 7, ""x""",1\n')
    _, problems = parse_data(source, "en")
    assert problems
    assert source.position(problems[0].span.start) >= (2, 5)
    (row,) = rows('age,count\n"< 7, >= 80",1')
    cell = row.cells[0]
    assert (cell.span.start, cell.span.end) == (11, 21)


def test_classes_are_limited():
    lines = "\n".join(f"{age},1" for age in range(MAX_CLASSES + 1))
    assert codes(f"age,count\n{lines}") == ["E0603"]


@given(st.text(st.sampled_from('ald,count;"\n0123456789%.<>=- yes'), max_size=60))
def test_any_file_is_read_or_told(text):
    for language in ("en", "fr"):
        table, problems = parse_data(Source("list.csv", text), language)
        assert table is not None or problems
