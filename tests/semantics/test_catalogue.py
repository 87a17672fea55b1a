"""Every message has an example of what it refuses and of what it accepts: they are tried here."""

import pytest

from convention_dsl.diagnostics.semantics import ENTRIES
from convention_dsl.semantics import elaborate
from convention_dsl.source import Source
from convention_dsl.syntax.parser import parse
from tests.semantics.helpers import full

OUTSIDE = {"E0114", "E0116", "E0118", "E0119", "E0146", "E0151", "E0160", "E0176", "E0177", "E0187"}
"""Messages whose examples are not one whole text: they have tests of their own."""
TRIED = [entry for entry in ENTRIES if entry.code not in OUTSIDE]


def found(text: str) -> list[str]:
    file, problems = parse(Source("example.conv", full(text)))
    assert not problems, [(p.code, p.arguments) for p in problems]
    return [each.code for each in elaborate({"example.conv": file})[1]]


@pytest.mark.parametrize("entry", TRIED, ids=lambda entry: entry.code)
def test_the_bad_example_is_refused_for_that_reason_alone(entry):
    codes = found(entry.bad)
    same_kind = [code for code in codes if code[0] == entry.code[0]]
    assert same_kind == [entry.code]


@pytest.mark.parametrize("entry", TRIED, ids=lambda entry: entry.code)
def test_the_good_example_is_accepted(entry):
    codes = found(entry.good)
    assert entry.code not in codes
    assert not [code for code in codes if code.startswith("E")]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_both_languages_fill_in_the_same_arguments(entry):
    import string

    def arguments(text):
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert arguments(entry.message.en) == arguments(entry.message.fr)
    if entry.help:
        assert arguments(entry.help.en) == arguments(entry.help.fr)


def test_codes_are_given_once():
    codes = [entry.code for entry in ENTRIES]
    assert len(codes) == len(set(codes))
