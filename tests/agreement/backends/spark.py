"""Plans in Spark, in local mode."""

from __future__ import annotations

import atexit
import tempfile
from collections.abc import Sequence
from functools import cache
from typing import Any

from convention_dsl.calculator.plan.formula import BoolKind, DateKind, IntKind, ItemKind, Kind
from convention_dsl.calculator.plan.plan import Plan
from convention_dsl.targets.sql.dialects import LIMITS, Dialect
from tests.agreement.backends import Case, Values
from tests.agreement.backends.tables import TABLE, statement, table, values
from tests.tools import located

SETTINGS = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "2",
    "spark.default.parallelism": "1",
    "spark.log.level": "ERROR",
}


class Backend:
    """Calculates plans with the SQL for Spark."""

    name = "spark"
    limit = LIMITS[Dialect.SPARK]

    def available(self) -> str | None:
        for tool in ("java", "pyspark"):
            if located(tool) is None:
                return f"{tool} is not installed here"
        return None

    def session(self) -> Any:
        """Return the session, started when it is first asked for."""
        return _session()

    def run(self, plan: Plan, cases: Sequence[Case]) -> list[Values]:
        from pyspark.sql import types

        query = statement(plan, Dialect.SPARK)
        given = table(plan, cases, Dialect.SPARK)
        fields = [types.StructField(n, _type(kind)) for n, kind in given.kinds.items()]
        frame = self.session().createDataFrame(list(given.rows), types.StructType(fields))
        frame.createOrReplaceTempView(TABLE)
        found = self.session().sql(query).collect()
        return values(plan, [tuple(row) for row in found])


@cache
def _session() -> Any:
    """Return the session of this process: it takes seconds to start, and ends with the process."""
    from pyspark.sql import SparkSession

    folder = tempfile.TemporaryDirectory(prefix="spark-")
    builder = SparkSession.builder.master("local[2]").appName("agreement")
    for name, value in {**SETTINGS, "spark.sql.warehouse.dir": folder.name}.items():
        builder = builder.config(name, value)
    found = builder.getOrCreate()

    def end() -> None:
        found.stop()
        folder.cleanup()

    atexit.register(end)
    return found


def _type(kind: Kind) -> Any:
    from pyspark.sql import types

    match kind:
        case BoolKind():
            return types.BooleanType()
        case IntKind():
            return types.LongType()
        case DateKind():
            return types.DateType()
        case ItemKind():
            return types.StringType()
