from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.targets.sql.folding import folded

LONG = "    CASE WHEN a THEN 1 ELSE 0 END" + " + CASE WHEN b + c THEN (d + e) ELSE 0 END" * 3
PIECES = ("a", " + b", " - c", "CASE WHEN x THEN 1 + 2 END", "(1 + 2)", "'it + s'", '"a + b"')


def test_a_long_sum_has_a_line_for_each_term() -> None:
    assert folded(LONG + " AS s", escapes=False).split("\n") == [
        "    CASE WHEN a THEN 1 ELSE 0 END",
        *["      + CASE WHEN b + c THEN (d + e) ELSE 0 END"] * 2,
        "      + CASE WHEN b + c THEN (d + e) ELSE 0 END AS s",
    ]


def test_texts_are_left_whole() -> None:
    text = "SELECT '" + "a + b " * 30 + "' || x"
    assert folded(text, escapes=False) == text
    escaped = "SELECT 'l\\'" + "a + b " * 30 + "' || x"
    assert folded(escaped, escapes=True) == escaped


def test_comments_do_not_make_a_line_long() -> None:
    line = "a + b AS c, /* " + "long + words " * 20 + "*/"
    assert folded(line, escapes=False) == line


@given(st.lists(st.sampled_from(PIECES), min_size=20, max_size=60), st.booleans())
def test_only_white_space_changes(pieces: list[str], escapes: bool) -> None:
    text = "  " + "".join(pieces)
    found = folded(text, escapes)
    assert "".join(found.split()) == "".join(text.split())
    assert all("'" not in line or line.count("'") % 2 == 0 for line in found.split("\n"))
