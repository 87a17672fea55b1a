"""The examples of the catalogue show what they are said to show."""

import pytest

from convention_dsl.diagnostics import files, syntax
from convention_dsl.diagnostics.entry import Entry
from tests.syntax.reading import read


def shown(kind: str) -> list[Entry]:
    return [entry for entry in syntax.ENTRIES if getattr(entry, kind)]


def codes(text: str) -> list[str]:
    whole = text if text.startswith("#") else f"# language: en\n{text}"
    from convention_dsl.source import Source
    from convention_dsl.syntax.parser import parse

    return [diagnostic.code for diagnostic in parse(Source("text.conv", whole))[1]]


@pytest.mark.parametrize("entry", shown("bad"), ids=lambda entry: entry.code)
def test_the_bad_example_has_this_error_alone(entry: Entry) -> None:
    assert codes(entry.bad) == [entry.code]


@pytest.mark.parametrize("entry", shown("good"), ids=lambda entry: entry.code)
def test_the_good_example_has_no_error(entry: Entry) -> None:
    assert codes(entry.good) == []
    assert read(entry.good)[0].declarations


def test_codes_are_unique() -> None:
    all_codes = [entry.code for entry in (*syntax.ENTRIES, *files.ENTRIES)]
    assert len(all_codes) == len(set(all_codes))
