from __future__ import annotations

import pytest

from convention_dsl.core.nodes import Cases
from convention_dsl.core.program import Status
from convention_dsl.proof.dispatch import Dispatch
from convention_dsl.proof.symbolic import Item, Symbolic
from convention_dsl.types import EnumType
from tests.proof.books import claim, library

BOOK = """
enumeration Care = visit, vaccine, scan

clause price (c: Care, far: boolean) : amount
  | c       | far || amount |
  | visit   | no  || 10 €   | "visit"
  | visit   | yes || 12 €   | "visit, far"
  | vaccine | -   || 5 €    | "vaccine"
  | scan    | -   || 50 €   | "scan"

clause dearest (care: set of Care) : amount
  = largest of (price(c, yes) for c in care) if empty 0 €
"""


def price() -> tuple[Cases, EnumType]:
    clauses = {each.name: each for each in library(BOOK).books["t"].clauses}
    type_, body = clauses["price"].inputs[0].type, clauses["price"].readings[0].body
    assert isinstance(type_, EnumType)
    assert isinstance(body, Cases)
    return body, type_


@pytest.mark.parametrize(
    ("index", "labels"),
    [
        (0, ["visit", "visit, far"]),
        (1, ["vaccine"]),
        (2, ["scan"]),
        ("x1", ["visit", "visit, far", "vaccine", "scan"]),
    ],
)
def test_rows_for_other_items_than_a_known_one_are_left_out(
    index: int | str, labels: list[str]
) -> None:
    cases, type_ = price()
    env: dict[str, Symbolic] = {"c": Item(index, type_), "far": "x2"}
    assert [row.label for row in Dispatch().possible(cases, env)] == labels


@pytest.mark.parametrize(("bound", "status"), [("50 €", Status.PROVED), ("12 €", Status.REFUTED)])
def test_a_table_called_for_each_item_of_a_set_is_read_as_before(
    bound: str, status: Status
) -> None:
    property_ = f"for every care : set of Care then dearest(care) <= {bound}"
    assert claim(property_, context=BOOK).status is status
