"""A field whose declaration is wrong is told once, where it is declared."""

import pytest

from convention_dsl.diagnostics import has_errors
from convention_dsl.semantics import elaborate
from convention_dsl.source import Source
from convention_dsl.syntax.parser import parse
from tests.semantics.helpers import codes, full

RECORD = """
record Person
  age  : integer 0..120
  zone : Nowhere
"""
CLAUSE = """
clause base (p: Person) : amount in whole cents
  | p.age || amount |
  | -     || 5 €    |
"""


@pytest.mark.parametrize(
    "use",
    [
        CLAUSE + "examples of base\n  | age | zone || amount |\n  | 3 | town || 5 € |\n",
        CLAUSE + "examples of base\n  | p.age | p.zone || amount |\n  | 3 | town || 5 € |\n",
        "  such that zone = town\n",
        "given p: Person\nclause base () : boolean = zone = town\n",
    ],
)
def test_its_uses_are_not_told(use: str) -> None:
    assert codes(RECORD + use) == ["E0108"]


def test_other_fields_still_are() -> None:
    table = "examples of base\n  | age | zonne || amount |\n  | 3 | town || 5 € |\n"
    assert codes(RECORD + CLAUSE + table) == ["E0108", "E0179"]


def test_nor_those_of_a_record_that_cannot_be_read() -> None:
    table = "examples of base\n  | age || amount |\n  | 3 || 5 € |\n"
    source = Source("t.conv", full("record Person\n  age : entier 0..120\n" + CLAUSE + table))
    file, problems = parse(source)
    assert [each.code for each in problems] == ["E0041"]
    assert not has_errors(elaborate({source.path: file})[1])
