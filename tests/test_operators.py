"""Every operator of the core has its line in each table that gives operators something."""

import re
from pathlib import Path

import pytest

from convention_dsl.core.operators import Operator

PACKAGE = Path(__file__).parents[1] / "convention_dsl"
TABLES = (
    "core/meaning.py",
    "core/ranges.py",
    "calculator/operators.py",
    "proof/encode_operators.py",
)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_knows_every_operator(table: str) -> None:
    named = set(re.findall(r"\b(?:Operator|O)\.([A-Z_]+)", (PACKAGE / table).read_text("utf-8")))
    assert {operator.name for operator in Operator} - named == set()


def test_every_operator_says_what_it_does() -> None:
    text = (PACKAGE / "core/operators.py").read_text("utf-8")
    described = re.findall(r'^    ([A-Z_]+) = "[^"]+"\n    """.+"""$', text, re.M)
    assert described == [operator.name for operator in Operator]
