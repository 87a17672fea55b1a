"""docs/targets.md says what the targets do."""

from tests.targets.support import COLUMNS, rows, shown, table


def test_the_page_shows_what_each_target_calculates() -> None:
    assert shown() == table(), "python -m tests.targets.support writes the table again"


def test_python_calculates_everything_and_every_other_target_has_its_limits() -> None:
    found = list(rows())
    refusing = {column for row in found for column in row.refused}
    assert refusing == set(COLUMNS) - {"python"}
    assert all(reason for row in found for reason in row.refused.values())
