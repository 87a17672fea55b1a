"""Simulations give what the generated Python gives row by row, whatever the way they go."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from convention_dsl.simulation import counting
from convention_dsl.simulation.summary import Change, Sum, Tally
from tests.simulation import populations
from tests.simulation.populations import ROWS, Row, expected, prepared, simulated, write

quick = settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "care.conv"
    path.write_text(populations.BOOK, "utf-8")
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rows.parquet"


def values(book: Path, rows: Sequence[Row], *clauses: str) -> list[tuple[Row, list[Fraction]]]:
    """Return the rows for which every clause has a value, with the values."""
    found = []
    for row in rows:
        own = [expected(book, clause, row) for clause in clauses]
        if None not in own:
            found.append((row, [value for value in own if value is not None]))
    return found


@quick
@given(rows=ROWS)
def test_totals_are_those_of_the_generated_python(path: Path, book: Path, rows: list[Row]) -> None:
    write(path, rows)
    sound = values(book, rows, "paid", "before")
    sides = [prepared(book, "paid"), prepared(book, "before")]
    output = path.with_name("output.parquet")
    summary, _ = simulated(path, sides, output=output)
    assert (summary.rows, summary.calculated) == (len(rows), len(sound))
    assert sum(each.count for each in summary.refusals) == summary.refused
    for number, each in enumerate(summary.measures):
        assert isinstance(each, Sum)
        assert each.total == sum(own[number] for _, own in sound)
    written = duckdb.sql(f"SELECT doctor, age, x0::VARCHAR, x1::VARCHAR FROM '{output}'").fetchall()
    assert [(*row[:2], Fraction(row[2]), Fraction(row[3])) for row in written] == [
        (*row[:2], *own) for row, own in sound
    ]


@quick
@given(rows=ROWS)
def test_groups_are_sums_of_their_rows(path: Path, book: Path, rows: list[Row]) -> None:
    write(path, rows)
    sound = values(book, rows, "paid")
    output = path.with_name("output.parquet")
    summary, _ = simulated(path, [prepared(book, "paid")], by=("doctor",), output=output)
    found = duckdb.sql(f"SELECT doctor, rows, refused, x0::VARCHAR FROM '{output}'").fetchall()
    doctors = sorted({row[0] for row in rows})
    assert [row[0] for row in found] == doctors
    sums = []
    for doctor, counted, refused, total in found:
        own = [value for row, (value,) in sound if row[0] == doctor]
        assert (counted, Fraction(total)) == (len(own), sum(own))
        assert counted + refused == sum(row[0] == doctor for row in rows)
        sums += [sum(own)] if own else []
    (measure,) = summary.measures
    assert isinstance(measure, Sum)
    assert summary.groups == len(sums)
    if sums:
        assert measure.spread is not None
        assert (measure.spread.low, measure.spread.high) == (min(sums), max(sums))
        assert measure.spread.median == sorted(sums)[(len(sums) - 1) // 2]


@quick
@given(rows=ROWS)
def test_counting_rows_first_changes_nothing(path: Path, book: Path, rows: list[Row]) -> None:
    write(path, rows)
    sides = [prepared(book, "young"), prepared(book, "place")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "FEW", 0)
        direct, statements = simulated(path, sides)
        assert "GROUP BY" not in statements[0]
        patch.setattr(counting, "FEW", 10**6)
        counted, statements = simulated(path, sides)
        assert "GROUP BY" in statements[0]
    assert counted == direct
    tally = counted.measures[1]
    assert isinstance(tally, Tally)
    assert sum(number for _, number in tally.counts) == counted.calculated
    assert tally.others == 0


@quick
@given(rows=ROWS)
def test_changes_are_those_of_each_row(path: Path, book: Path, rows: list[Row]) -> None:
    write(path, rows)
    sides = [prepared(book, "paid"), prepared(book, "before")]
    summary, _ = simulated(path, sides, compares=True, by=("doctor",))
    by_row, by_group = summary.comparisons
    sound = values(book, rows, "paid", "before")
    changes = sorted(after - before for _, (after, before) in sound)
    assert by_row.count == len(changes)
    assert by_row.difference == sum(changes)
    assert by_row.gainers == sum(change > 0 for change in changes)
    assert by_row.gained == sum(change for change in changes if change > 0)
    assert by_row.losers == sum(change < 0 for change in changes)
    assert by_row.lost == sum(change for change in changes if change < 0)
    assert by_row.deciles == deciles(changes)
    for each in by_row.breakdowns:
        assert sum(part.rows for part in each.changes) == len(changes)
        assert sum(part.difference for part in each.changes) == sum(changes)
    for each, sign in ((by_row.losses, -1), (by_row.gains, 1)):
        assert len({(case.before, case.after) for case in each}) == len(each)
        assert all((case.after - case.before) * sign > 0 for case in each)
    assert by_row.losses[:1] == () or (
        by_row.losses[0].after - by_row.losses[0].before == changes[0]
    )
    doctors = {row[0] for row, _ in sound}
    sums = [
        sum(after - before for row, (after, before) in sound if row[0] == doctor)
        for doctor in doctors
    ]
    assert by_group.count == len(doctors)
    assert by_group.deciles == deciles(sorted(map(Fraction, sums)))


def deciles(changes: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Return the smallest, and the first change up to which so many tenths of them are."""
    count = len(changes)
    return tuple(changes[max(0, -(-tenth * count // 10) - 1)] for tenth in range(11) if count)


def test_ages_are_cut_where_the_texts_cut_them(path: Path, book: Path) -> None:
    rows = [(1, age, age > 20, "rural", 0) for age in range(2, 120)]
    write(path, rows)
    sides = [prepared(book, "paid"), prepared(book, "young")]
    summary, _ = simulated(path, sides, compares=True)
    (comparison,) = summary.comparisons
    ages = next(each for each in comparison.breakdowns if each.input.path == ("p", "age"))
    assert [(part.low, part.high, part.rows) for part in ages.changes] == [
        (1, 6, 5),
        (7, 79, 73),
        (80, 120, 40),
    ]


def test_neighbours_that_change_alike_are_put_together() -> None:
    from convention_dsl.simulation.changes import merged

    changes = [Change(Fraction(n), Fraction(n), 1, Fraction(n // 10), 0, 0) for n in range(40)]
    found = merged(changes)
    assert len(found) == 8
    assert (found[0].low, found[-1].high) == (0, 39)
    starts = {int(each.low) for each in found}  # type: ignore[arg-type]
    assert {0, 10, 20, 30} <= starts
    assert sum(each.rows for each in found) == 40


def test_an_input_that_changes_in_between_gives_no_file(
    path: Path, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from convention_dsl.simulation import running

    write(path, [(1, 30, True, "rural", 0)])
    whole = running.totals

    def totals(*arguments: object):  # type: ignore[no-untyped-def]
        found = whole(*arguments)  # type: ignore[arg-type]
        write(path, [(1, 30, True, "rural", 0)] * 2)
        return found

    monkeypatch.setattr(running, "totals", totals)
    output = path.with_name("output.parquet")
    with pytest.raises(running.ChangedError):
        simulated(path, [prepared(book, "paid")], output=output)
    assert not output.exists()
    assert not list(path.parent.glob("*.partial"))
