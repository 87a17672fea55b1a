"""Tools that some tests need and that a machine may lack: Node, LibreOffice, PostgreSQL…

A test that needs one starts with `require`: it is skipped, with the reason, where the tool is
missing. Continuous integration sets CONVENTION_REQUIRE_ALL=1: there it fails instead.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

EVERYTHING = "CONVENTION_REQUIRE_ALL"


def require(tool: str) -> str:
    """Return where `tool` is, or skip the test that asks for it (fail where all are required).

    A program's path (`node`, `soffice`, `java`, `chromium`), the folder of a server's programs
    (`postgresql`), or the file of a Python module (`pyspark`, `playwright`, `openpyxl`).
    """
    found = located(tool)
    return found if found is not None else _miss(tool)


def located(tool: str) -> str | None:
    """Return where `tool` is; None: it is not on this machine."""
    return _FINDERS[tool]()


def _miss(tool: str) -> NoReturn:
    reason = f"{tool} is not installed here"
    if os.environ.get(EVERYTHING) == "1":
        pytest.fail(f"{reason}, and {EVERYTHING} is set")
    pytest.skip(reason)


def _program(*names: str) -> Callable[[], str | None]:
    return lambda: next(filter(None, map(shutil.which, names)), None)


def _module(name: str) -> Callable[[], str | None]:
    def find() -> str | None:
        spec = importlib.util.find_spec(name)
        return spec.origin if spec is not None else None

    return find


def _postgresql() -> str | None:
    """Return the folder of the newest server's programs; Debian keeps them off the PATH."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = max(debian, key=lambda path: int(path.parts[-3].partition(".")[0]), default=None)
    if found is not None:
        return str(found.parent)
    program = shutil.which("initdb")
    return str(Path(program).resolve().parent) if program else None


_FINDERS: dict[str, Callable[[], str | None]] = {
    "node": _program("node", "nodejs"),
    "soffice": _program("soffice", "libreoffice"),
    "java": _program("java"),
    "chromium": _program("chromium", "chromium-browser", "google-chrome"),
    "pdftoppm": _program("pdftoppm"),
    "postgresql": _postgresql,
    "duckdb": _module("duckdb"),
    "openpyxl": _module("openpyxl"),
    "playwright": _module("playwright"),
    "psycopg": _module("psycopg"),
    "pyspark": _module("pyspark"),
}
