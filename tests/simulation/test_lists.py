"""Clauses over lists: the rows of a group are one list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlglot import exp

from .inputs import reading


def put(folder: Path, content: str) -> Path:
    path = folder / "data.csv"
    path.write_text(content)
    return path


def grouped(path: Path, **options: Any) -> dict[str, tuple[Any, list[str]]]:
    """Return the age of each group, and why it is refused."""
    with reading(path, clause="many", **options) as (connection, found, diagnostics):
        assert found is not None, diagnostics
        (group,) = found.group
        query = exp.select(
            group.copy(), found.columns["age"], *(check.holds for check in found.group_checks)
        )
        query = query.from_(found.scan).group_by(group.copy())
        return {
            line[0]: (
                line[1],
                [
                    f"{check.column}: {check.reason.en}"
                    for check, bad in zip(found.group_checks, line[2:], strict=True)
                    if bad
                ],
            )
            for line in connection.execute(query.sql("duckdb")).fetchall()
        }


def elements(path: Path) -> list[tuple[Any, ...]]:
    """Return whether each row has an element, its columns, and whether a check refuses the row."""
    with reading(path, clause="many") as (connection, found, diagnostics):
        assert found is not None, diagnostics
        visits = found.plans[0].lists["visits"]
        bad = exp.or_(*(check.holds for check in found.checks))
        query = exp.select(visits.present, *visits.columns.values(), bad).from_(found.scan)
        return connection.execute(query.sql("duckdb")).fetchall()


def test_the_rows_of_a_group_say_the_same_or_nothing(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "groupe;age;visits.fee\na;40;10\na;;20\n a ;40;30\nb;50;1\nb;51;1\nc;;1\nc;;2\n",
    )
    assert grouped(path) == {
        "a": (40, []),
        "b": (51, ["age: not the same in all rows of the group"]),
        "c": (None, ["age: no value: a whole number from 25 to 99 is expected"]),
    }


def test_groups_by_an_option(tmp_path: Path) -> None:
    path = put(tmp_path, "doctor;group;age;visits.fee\na;x;40;10\na;y;40;20\n")
    assert list(grouped(path, groups=["doctor"])) == ["a"]
    assert sorted(grouped(path)) == ["x", "y"]


def test_a_list_without_groups(tmp_path: Path) -> None:
    path = put(tmp_path, "doctor;age;visits.fee\na;40;10\n")
    with reading(path, clause="many") as (_, found, diagnostics):
        assert found is None
        assert [each.code for each in diagnostics] == ["E0744"]


def test_elements(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "group;age;visits.fee;visits.days;visits.paid\n"
        "a;40;10;2;non\na;40;;;\na;40;10;;\na;40;;3;\n;40;1;;\n",
    )
    found = elements(path)
    assert found[0] == (True, 1000, 2, False, False)
    assert found[1][0] is False, "all cells of the list are empty: no element"
    assert found[1][-1] is False
    assert found[2] == (True, 1000, 1, True, False), "the defaults of the element"
    assert found[3][-1] is True, "an element without its fee"
    assert found[4][-1] is True, "a row without its group"


@pytest.mark.parametrize("separator", [";", ","])
def test_the_column_of_groups_may_have_either_name(tmp_path: Path, separator: str) -> None:
    for name in ("group", "groupe", "Group"):
        text = f"{name};age;visits.fee\na;40;10\n".replace(";", separator)
        assert list(grouped(put(tmp_path, text))) == ["a"]
