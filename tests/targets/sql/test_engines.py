"""Formulas on real engines: what DuckDB, PostgreSQL and Spark say is what formulas mean."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis import strategies as st

from convention_dsl.calculator.plan.interpret import run
from convention_dsl.calculator.plan.plan import Plan
from convention_dsl.targets.sql.dialects import TooWideError
from tests.agreement.backends import Case, Engine, close, load, names_wanted
from tests.targets.sql import made
from tests.tools import require

NEEDS = {
    "duckdb": ("duckdb",),
    "postgresql": ("postgresql", "psycopg"),
    "spark": ("java", "pyspark"),
}
EXAMPLES = {"duckdb": 50, "postgresql": 50, "spark": 4}
FAST = (Phase.explicit, Phase.generate)


@pytest.fixture(scope="module", params=list(NEEDS))
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    for tool in NEEDS[request.param]:
        require(tool)
    found = load(request.param)
    assert found.available() is None
    yield found
    close(found)


def agrees(engine: Engine, plan: Plan, cases: list[Case]) -> None:
    names = names_wanted(plan)
    values = (run(plan, columns, lists) for columns, lists in cases)
    expected = [{name: found[name] for name in names} for found in values]
    assert list(engine.run(plan, cases)) == expected


@pytest.mark.parametrize("lists", [False, True], ids=["plain", "lists"])
def test_engines_calculate_what_formulas_mean(engine: Engine, lists: bool) -> None:
    limit = min(engine.limit, 10**30)

    @settings(
        max_examples=EXAMPLES[engine.name],
        deadline=None,
        database=None,
        phases=FAST,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def check(data: st.DataObject) -> None:
        plan = data.draw(made.plans(limit, lists))
        cases = data.draw(made.cases(plan))
        try:
            agrees(engine, plan, cases)
        except TooWideError:
            # The parts of a sum may need more digits than the sum; only Spark has no more.
            assert engine.name == "spark"
            reject()

    check()
