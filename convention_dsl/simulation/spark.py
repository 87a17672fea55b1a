"""Populations on Spark: the same query where the rows are many, the rest where the user is.

What reads rows of the input runs on Spark, and gives few rows (sums by group, counts of kinds) or
the results of all of them; these come back as Parquet in the session's folder, which the cluster
must see too, and the rest is DuckDB's, as without Spark. So both engines have the same summary, the
same files, the same words. Rows that are refused are explained from a reading of the files here.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlglot import exp

from convention_dsl.diagnostics.entry import Wording
from convention_dsl.simulation.pieces import hugeint, table
from convention_dsl.simulation.reading import Reading
from convention_dsl.simulation.session import Row, Session, sql
from convention_dsl.simulation.spark_sql import spark_sql
from convention_dsl.targets.sql.building import column, named
from convention_dsl.targets.sql.dialects import Dialect

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

VIEW = "convention_input_"
"""What the names of the input's tables on Spark begin with."""

_LOOKS_EVERY = 0.1
_READERS = ("read_parquet", "read_csv")
_GLOB = re.compile(r"([\[\]{}*?\\])")
"""What Spark takes for a pattern in a path."""
_WIDE = "DECIMAL(38,0)"
"""What a HUGEINT is on Spark."""


class SparkError(Exception):
    """Spark could not do its part; `reason` says why, in the words of the engine."""

    def __init__(self, reason: Wording) -> None:
        super().__init__(reason.en)
        self.reason = reason


@dataclass(frozen=True)
class SparkRunner(Session):
    """A session whose statements over the input run on Spark."""

    spark: SparkSession | None = None
    views: dict[str, str] = field(default_factory=dict)
    """The tables on Spark, by the text of what they are here."""
    made: list[Path] = field(default_factory=list)
    """What was written in the session's folder."""

    def far(self, reading: Reading) -> Reading:
        """Return the reading with its tables on Spark."""
        paths = [each.path for each in reading.files]
        scan = reading.scan.copy().transform(lambda node: self._on_spark(node, paths))
        return replace(reading, scan=scan, located=None, dialect=Dialect.SPARK)

    def run(self, query: exp.Expression | str) -> list[Row]:
        """Run a statement, what is over the input on Spark."""
        if isinstance(query, exp.Create) and self._is_far(query):
            query = query.copy()
            query.set("expression", self._given(query.expression))
        elif isinstance(query, exp.Select) and self._is_far(query):
            query = self._given(query)
        return super().run(query)

    def brought(self, query: exp.Select) -> exp.Select:
        """Return a query of results with the rows that it is made from here."""
        if not self._is_far(query):
            return query
        found = query.copy()
        inner = found.find(exp.Subquery)
        assert inner is not None, "results are made from a query of rows"
        inner.set("this", self._given(inner.this))
        return found

    # From here to Spark

    def _on_spark(self, node: exp.Expression, paths: Sequence[Path]) -> exp.Expression:
        """Return a table function as a table on Spark; anything else as it is."""
        function = node.this if isinstance(node, exp.Table) else None
        if not isinstance(function, exp.Anonymous) or function.name.lower() not in _READERS:
            return node
        text = sql(node)
        if text not in self.views:
            self.views[text] = f"{VIEW}{len(self.views) + 1}"
            self._register(self.views[text], self._files(function, paths))
        return table(self.views[text])

    def _files(self, function: exp.Anonymous, paths: Sequence[Path]) -> list[str]:
        """Return the Parquet files of a table function; those of CSV are made into Parquet."""
        if function.name.lower() == "read_parquet":
            given = paths or [Path(each.name) for each in function.find_all(exp.Literal)]
            return [_GLOB.sub(r"\\\1", str(path.absolute())) for path in given]
        return [self._written(exp.Table(this=function.copy()))]

    def _written(self, rows: exp.Table) -> str:
        """Write rows as Parquet; return the folder."""
        target = self._target()
        target.mkdir()
        place = str(target / "part.parquet").replace("'", "''")
        query = exp.select(exp.Star(), copy=False).from_(rows, copy=False)
        super().run(f"COPY ({sql(query)}) TO '{place}' (FORMAT parquet)")
        return str(target)

    def _register(self, name: str, paths: list[str]) -> None:
        self._on_thread(lambda spark: spark.read.parquet(*paths).createOrReplaceTempView(name))

    def _target(self) -> Path:
        # Java has a working folder of its own.
        path = self.scratch.absolute() / f"spark-{len(self.made) + 1}"
        self.made.append(path)
        return path

    # From Spark to here

    def _is_far(self, query: exp.Expression) -> bool:
        return any(each.name.startswith(VIEW) for each in query.find_all(exp.Table))

    def _given(self, query: exp.Select) -> exp.Select:
        """Run a query on Spark; return one that gives its rows here."""
        self._lend(query)
        target, text = self._target(), spark_sql(query)
        self.texts.append(text)
        types: dict[str, str] = {}

        def work(spark: SparkSession) -> None:
            found = spark.sql(text)
            types.update(_types(found))
            places = [f"c{number}" for number in range(len(found.columns))]
            found.toDF(*places).write.parquet(str(target))

        self._on_thread(work)
        return _read(target, types)

    def _lend(self, query: exp.Select) -> None:
        """Give Spark the tables of the session here that a query names."""
        for each in query.find_all(exp.Table):
            if each.name.startswith(VIEW):
                continue
            self._register(each.name, [self._written(each.copy())])

    def _on_thread(self, work: Callable[[SparkSession], None]) -> None:
        """Do something on Spark, in a thread of its own: an interruption is heard at once."""
        spark = self.spark
        assert spark is not None
        over, errors = threading.Event(), list[BaseException]()

        def go() -> None:
            try:
                work(spark)
            except BaseException as error:
                errors.append(error)
            finally:
                over.set()

        threading.Thread(target=go, daemon=True).start()
        try:
            while not over.wait(_LOOKS_EVERY):
                pass
        except BaseException:
            spark.sparkContext.cancelAllJobs()
            over.wait(10)
            raise
        if errors:
            raise _translated(errors[0]) from errors[0]


def _types(found: DataFrame) -> Mapping[str, str]:
    return {each.name: each.dataType.simpleString().upper() for each in found.schema.fields}


def _read(folder: Path, types: Mapping[str, str]) -> exp.Select:
    """Return the rows that Spark wrote, with the types that they have here."""
    files = exp.Literal.string(f"{folder}/*.parquet")
    source = exp.Table(this=exp.Anonymous(this="read_parquet", expressions=[files]))
    columns = []
    for number, (name, type_) in enumerate(types.items()):
        value: exp.Expression = column(f"c{number}")
        columns.append(named(hugeint(value) if type_ == _WIDE else value, name))
    return exp.select(*columns, copy=False).from_(source, copy=False)


def _translated(error: BaseException) -> BaseException:
    """Return an error of Spark in its own words, without the trail of the machine."""
    if type(error).__module__.partition(".")[0] not in ("pyspark", "py4j"):
        return error
    first = next((line.strip() for line in str(error).splitlines() if line.strip()), "Spark")
    return SparkError(Wording(first, first))
