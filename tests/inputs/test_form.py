from convention_dsl.inputs.blank import blank_document, blank_header, blank_table, is_required
from convention_dsl.report.json import value_json

from .examples import LIST, MIXED, ONE, TWO

FIELDS = ["age", "ald", "c2s", "done", "nos", "seen", "fees", "score.influenza", "score.covid"]


def test_fields_stand_by_themselves_where_there_is_one_record() -> None:
    assert [ONE.name(leaf) for leaf in ONE.leaves] == FIELDS
    assert {"age", "p.age", "score.covid", "p.score.covid"} <= ONE.names.keys()


def test_two_records_need_their_names() -> None:
    assert "age" not in TWO.names
    assert {"p.age", "q.age"} <= TWO.names.keys()


def test_other_inputs_stand_beside_the_one_record() -> None:
    assert [MIXED.name(leaf) for leaf in MIXED.leaves] == [*FIELDS, "day"]


def test_what_is_required_has_no_default_and_is_not_optional() -> None:
    required = [ONE.name(leaf) for leaf in ONE.leaves if is_required(leaf)]
    assert required == ["age", "ald", "done", "score.influenza", "score.covid"]


def test_a_blank_table_is_separated_as_spreadsheets_of_the_language_do() -> None:
    assert blank_table(ONE, "en") == ",".join(FIELDS) + "\n"
    assert blank_table(ONE, "fr") == ";".join(FIELDS) + "\n"


def test_a_list_starts_with_the_column_of_groups() -> None:
    assert blank_header(LIST, "en")[:3] == ["group", "age", "patients.age"]
    assert blank_header(LIST, "fr")[0] == "groupe"


def test_a_blank_document_has_null_for_what_is_to_be_given() -> None:
    assert blank_document(ONE, value_json) == {
        "age": None,
        "ald": None,
        "c2s": False,
        "done": [],
        "nos": [],
        "seen": None,
        "fees": "0.00",
        "score": {"influenza": None, "covid": None},
    }
