"""The examples of the messages about populations: refused for that reason, and accepted."""

import pytest

from convention_dsl.diagnostics.entry import Entry
from convention_dsl.diagnostics.populations import STATED
from convention_dsl.diagnostics.populations_data import DATA
from convention_dsl.diagnostics.populations_proved import PROVED
from convention_dsl.pipeline import check, load

BOOK = """# language: en
convention sample source "test" confidence assumed
record Patient
  age : integer 0..120
  ald : boolean
"""
PLAIN = "population practice (L : list of Patient) "
WHOLE = [entry for entry in (*DATA, *STATED, *PROVED) if entry.bad]


def codes(folder, entry: Entry, text: str) -> list[str]:
    """Return the errors of a book with an example: a declaration, a file of data, or both."""
    head, _, data = text.partition(" from the file\n")
    if entry in STATED and not data and "population" in text:
        declared = text
    elif entry in STATED and "such that" in text:
        declared = f"{PLAIN} counting 3\nproperty a {text.removesuffix(' ')} then 1 = 1"
        if not text.startswith("for every"):
            declared = declared.replace(text, f"for every L : list of Patient {text}")
    else:
        size = f"{head} " if data else f"{PLAIN} counting 1,001 " if "share" in text else PLAIN
        declared = f'{size} from "list.csv"'
        (folder / "list.csv").write_text(data or text, "utf-8")
    if "follows b" in text:
        declared += "\npopulation b (L : list of Patient) counting 3"
    (folder / "book.conv").write_text(BOOK + declared + "\n", "utf-8")
    workspace = load([folder / "book.conv"], root=folder)
    return [each.code for each in check(workspace, lambda _: None) if each.code[0] == "E"]


@pytest.mark.parametrize("entry", WHOLE, ids=lambda entry: entry.code)
def test_the_bad_example_is_refused_for_that_reason(tmp_path, entry):
    assert entry.code in codes(tmp_path, entry, entry.bad)


@pytest.mark.parametrize("entry", WHOLE, ids=lambda entry: entry.code)
def test_the_good_example_is_not(tmp_path, entry):
    found = codes(tmp_path, entry, entry.good)
    # An example shows some lines of a file: the classes that it leaves out are told.
    assert set(found) <= {"E0633", "E0619"}
