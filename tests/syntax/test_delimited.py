"""Delimited text: cells and where each of their characters stands."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.source import Source
from convention_dsl.syntax.delimited import records

CELLS = st.text(st.sampled_from('ab ,;"\né'), max_size=6)


def read(text: str) -> list[list[str]]:
    found, problems = records(Source("list.csv", text))
    assert problems == []
    return [[field.text for field in record] for record in found]


def test_the_delimiter_is_the_one_of_the_header():
    assert read("ald;age\n7,5;2") == [["ald", "age"], ["7,5", "2"]]
    assert read("ald,age\n7;5,2") == [["ald", "age"], ["7;5", "2"]]


def test_blank_lines_are_nothing_and_blanks_around_cells_neither():
    assert read("\n a ,b\n,\n\n c\u00a0, d \n") == [["a", "b"], ["c", "d"]]


def test_quotes_hold_delimiters_lines_and_quotes():
    assert read('a,b\n"x, ""y""\nz", "" \n') == [["a", "b"], ['x, "y"\nz', ""]]


def test_a_quote_without_its_end_is_told_where_it_begins():
    for text in ('a,b\n1,"2\n', 'a,b\n1,"2"3\n'):
        found, problems = records(Source("list.csv", text))
        assert found == []
        assert [(each.code, each.span.start) for each in problems] == [("E0602", 6)]


@given(st.lists(st.lists(CELLS, min_size=2, max_size=3), min_size=1, max_size=4))
def test_what_a_writer_writes_is_read_back_with_the_place_of_each_character(rows):
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["first", "second"])
    writer.writerows(rows)
    text = written.getvalue()
    found, problems = records(Source("list.csv", text))
    assert problems == []
    kept = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    assert [[field.text for field in record] for record in found[1:]] == kept
    for record in found:
        for field in record:
            assert len(field.offsets) == len(field.text) + 1
            places = field.offsets[: len(field.text)]
            assert "".join(text[offset] for offset in places) == field.text
            assert 0 <= field.span.start < field.span.end


@given(st.text(st.sampled_from('ab,;"\n\t '), max_size=40))
def test_any_text_is_read_or_told(text):
    found, problems = records(Source("list.csv", text))
    assert not problems or not found
