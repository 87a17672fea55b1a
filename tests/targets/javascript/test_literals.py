import json

from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.targets.javascript.literals import Big, Raw, literal, text


def test_data_is_written_as_javascript() -> None:
    data = {"a": 1, "é b": [True, None, Big(12)], "f": Raw("x => x")}
    assert literal(data) == '{ a: 1, "é b": [true, null, 12n], f: x => x }'


def test_what_is_long_takes_a_line_a_member() -> None:
    written = literal({"words": ["x" * 60, "y" * 60]})
    assert written == f'{{\n  words: [\n    "{"x" * 60}",\n    "{"y" * 60}",\n  ],\n}}'


def test_no_text_ends_a_script_or_a_line() -> None:
    assert text("</script>\u2028") == '"\\u003c/script>\\u2028"'


@given(st.text())
def test_a_text_is_read_back(value: str) -> None:
    assert json.loads(text(value)) == value
