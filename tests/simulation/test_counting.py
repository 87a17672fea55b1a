from pathlib import Path

import pytest

from convention_dsl.calculator.plan.formula import BOOL, DateKind, IntKind, ItemKind, Kind
from convention_dsl.simulation.counting import are_few, size
from convention_dsl.simulation.queries import Part
from convention_dsl.types import EnumType
from tests.simulation.populations import BOOK, prepared


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        (BOOL, 2),
        (IntKind(-1, 3), 5),
        (ItemKind(EnumType("care.Zone", ("a", "b", "c"))), 3),
    ],
)
def test_a_kind_has_so_many_values(kind: Kind, count: int) -> None:
    assert size(kind) == count


def test_days_are_counted() -> None:
    from datetime import date

    assert size(DateKind(date(2024, 2, 28), date(2024, 3, 1))) == 3


def test_inputs_that_two_clauses_read_count_once(tmp_path: Path) -> None:
    book = tmp_path / "care.conv"
    book.write_text(BOOK, "utf-8")
    young, paid = (Part(name, prepared(book, name)[1]) for name in ("young", "paid"))
    assert are_few([young, young, young])
    assert not are_few([young, paid])
