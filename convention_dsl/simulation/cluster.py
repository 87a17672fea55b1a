"""A session on Spark: that of the environment, or one on this machine."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from convention_dsl.diagnostics.entry import Wording
from convention_dsl.simulation import session
from convention_dsl.simulation.session import Told
from convention_dsl.simulation.spark import SparkError, SparkRunner

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MASTER = "MASTER"
"""The variable that names a cluster, as Spark's own commands read it."""

_NOT_STARTED = Wording(
    "Spark did not start: it needs Java 17 or later",
    "Spark n'a pas démarré : il lui faut Java 17 ou plus récent",
)
_LEAST = 1024
_MEGABYTES = {"": 1 / 1024**2, "K": 1 / 1024, "M": 1, "G": 1024, "T": 1024**2}
_SIZE = re.compile(r"([0-9]+)(?:[.][0-9]+)? ?([KMGT]?)", re.IGNORECASE)


@contextmanager
def opened(
    *, memory: str = "1GB", scratch: Path | None = None, told: Told | None = None
) -> Iterator[SparkRunner]:
    """Open a session on the Spark that the environment names, else on this machine.

    `scratch` is then a folder that the cluster sees too. Raises `SparkError` where Spark does not
    start.
    """
    with session.opened(memory=memory, scratch=scratch, told=told) as here:
        spark, is_own = _started(memory, here.scratch)
        try:
            yield SparkRunner(here.connection, here.scratch, here.told, here.texts, spark)
        finally:
            if is_own:
                with contextlib.suppress(Exception):
                    spark.stop()


def _started(memory: str, scratch: Path) -> tuple[SparkSession, bool]:
    """Return a session, and whether it was started here."""
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    known = SparkSession.getActiveSession()
    if known is not None:
        return known, False
    if MASTER not in os.environ and not _has_java():
        raise SparkError(_NOT_STARTED)
    builder = SparkSession.builder.appName("convention")
    for name, value in _settings(memory, scratch).items():
        builder = builder.config(name, value)
    try:
        with _silenced(scratch / "spark.log"):
            return builder.getOrCreate(), True
    except (PySparkException, OSError, RuntimeError) as error:
        raise SparkError(_NOT_STARTED) from error


def _has_java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return bool(home and (Path(home) / "bin" / "java").exists()) or bool(shutil.which("java"))


def _settings(memory: str, scratch: Path) -> Mapping[str, str]:
    found = {
        "spark.log.level": "ERROR",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.ansi.enabled": "true",
        "spark.sql.warehouse.dir": str(scratch.absolute() / "warehouse"),
    }
    if MASTER in os.environ:
        return found
    return found | {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": f"{_megabytes(memory)}m",
        "spark.local.dir": str(scratch.absolute() / "spark"),
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": str(os.cpu_count() or 1),
    }


def _megabytes(memory: str) -> int:
    """Return a size such as `1GB` in megabytes, at least what Spark needs to start."""
    found = _SIZE.match(memory.strip())
    assert found is not None
    number, unit = found.groups()
    return max(_LEAST, round(int(number) * _MEGABYTES[unit.upper()]))


@contextmanager
def _silenced(log: Path) -> Iterator[None]:
    """Send to a file what Java would write on standard error, here and later."""
    before = os.dup(2)
    try:
        with log.open("wb") as file:
            os.dup2(file.fileno(), 2)
        yield
    finally:
        os.dup2(before, 2)
        os.close(before)
