"""Profiles stand for their population: the same sums, whatever the amounts."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convention_dsl.calculator.plan.plan import Plan
from convention_dsl.simulation.profiles import MissingError, NotAProfileError, Profile
from convention_dsl.simulation.summary import Sum
from tests.simulation import populations
from tests.simulation.populations import ROWS, Row, prepared, simulated, write


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "care.conv"
    path.write_text(populations.BOOK, "utf-8")
    return path


def changed(plan: Plan, values: Mapping[str, int]) -> Plan:
    """Return the plan with other values for its parameters."""
    parameters = tuple(
        replace(each, value=values.get(each.id, each.value)) for each in plan.parameters
    )
    return replace(plan, parameters=parameters)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=ROWS, price=st.integers(0, 50_000), uplift=st.integers(0, 200))
def test_a_profile_equals_the_full_run(
    tmp_path: Path,
    book: Path,
    rows: list[Row],
    price: int,
    uplift: int,
) -> None:
    calculation, plan = prepared(book, "paid")
    scales = {each.id: each.scale for each in plan.parameters}
    values = {
        "care.price": price * scales["care.price"] // 100,
        "care.uplift": uplift * 5 * scales["care.uplift"] // 1000,
    }
    write(tmp_path / "rows.parquet", rows)
    simulated(
        tmp_path / "rows.parquet", [(calculation, plan)], profile=tmp_path / "profile.parquet"
    )
    profile = Profile.load(tmp_path / "profile.parquet")
    for given_ in ({}, values):
        whole, _ = simulated(tmp_path / "rows.parquet", [(calculation, changed(plan, given_))])
        (expected,) = whole.measures
        assert isinstance(expected, Sum)
        found = profile.total(plan, given_)
        assert found.amount == expected.total
        assert found.calculated == whole.calculated
    assert profile.description.counted + profile.description.refused == len(rows)


def test_other_clauses_that_read_no_more_are_served(tmp_path: Path, book: Path) -> None:
    calculation, plan = prepared(book, "paid")
    rows = [(1, 3, False, "rural", 0), (1, 82, True, "remote", 500), (2, 5, False, "urban", 7)]
    write(tmp_path / "rows.parquet", rows)
    simulated(
        tmp_path / "rows.parquet", [(calculation, plan)], profile=tmp_path / "profile.parquet"
    )
    profile = Profile.load(tmp_path / "profile.parquet")
    _, young = prepared(book, "young")
    assert profile.total(young).amount == 10
    assert profile.total(plan).amount == Fraction("167.54")
    simulated(
        tmp_path / "rows.parquet", [prepared(book, "young")], profile=tmp_path / "small.parquet"
    )
    with pytest.raises(MissingError) as missing:
        Profile.load(tmp_path / "small.parquet").total(plan)
    assert set(missing.value.names) == {"zone", "share"}


def test_values_that_the_plan_was_not_made_for_are_refused(tmp_path: Path, book: Path) -> None:
    calculation, plan = prepared(book, "paid")
    write(tmp_path / "rows.parquet", [(1, 3, False, "rural", 0)])
    simulated(
        tmp_path / "rows.parquet", [(calculation, plan)], profile=tmp_path / "profile.parquet"
    )
    profile = Profile.load(tmp_path / "profile.parquet")
    (price,) = (each for each in plan.parameters if each.id == "care.price")
    with pytest.raises(ValueError, match=r"care\.price"):
        profile.total(plan, {"care.price": 501 * price.scale})
    with pytest.raises(KeyError):
        profile.total(plan, {"care.prize": 0})


def test_amounts_of_rows_can_be_changed(tmp_path: Path, book: Path) -> None:
    calculation, plan = prepared(book, "base", editable=True)
    write(tmp_path / "rows.parquet", [(1, 82, True, "rural", 0), (1, 50, True, "rural", 0)])
    simulated(
        tmp_path / "rows.parquet", [(calculation, plan)], profile=tmp_path / "profile.parquet"
    )
    profile = Profile.load(tmp_path / "profile.parquet")
    assert profile.total(plan).amount == 155
    (row,) = (each for each in plan.parameters if each.value == 100 * each.scale)
    assert profile.total(plan, {row.id: 120 * row.scale}).amount == 175


def test_what_is_no_profile_is_told(tmp_path: Path) -> None:
    duckdb.sql(f"COPY (SELECT 1 AS a) TO '{tmp_path / 'other.parquet'}' (FORMAT parquet)")
    (tmp_path / "text.parquet").write_text("no", "utf-8")
    duckdb.sql(
        f"COPY (SELECT 1 AS a) TO '{tmp_path / 'odd.parquet'}' "
        "(FORMAT parquet, KV_METADATA {convention_profile: '{}'})"
    )
    for name in ("other", "text", "odd"):
        with pytest.raises(NotAProfileError):
            Profile.load(tmp_path / f"{name}.parquet")
    with pytest.raises(OSError, match="No such file"):
        Profile.load(tmp_path / "none.parquet")
