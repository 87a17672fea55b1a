import re

from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.targets.javascript.naming import Names, file_name, identifier


def test_identifiers_keep_accents_and_avoid_words() -> None:
    assert identifier("fmt_médecin") == "fmt_médecin"
    assert identifier("7 à 74 ans") == "_7_à_74_ans"
    assert identifier("class") == "class_"
    assert identifier("Math") == "Math_"
    assert identifier("") == "_"


def test_a_name_has_one_identifier_and_no_two_share_one() -> None:
    names = Names({"least"})
    assert names["a b"] == names["a b"] == "a_b"
    assert names["a-b"] == "a_b_2"
    assert names["least"] == "least_2"


@given(st.text())
def test_any_text_makes_an_identifier(text: str) -> None:
    assert identifier(text).isidentifier()
    assert re.fullmatch(r"[A-Za-z0-9_-]+", file_name(text))
