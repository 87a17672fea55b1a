"""A missing tool skips a test on a user's machine, and fails it where all are required."""

from pathlib import Path

import pytest

from tests import tools


@pytest.mark.parametrize("tool", ["node", "soffice", "java", "chromium", "postgresql", "pyspark"])
def test_what_is_found_is_there(tool: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(tools.EVERYTHING, raising=False)
    assert Path(tools.require(tool)).exists()


def test_a_python_module_is_found() -> None:
    assert Path(tools.require("openpyxl")).name == "__init__.py"


def test_a_missing_tool_skips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(tools.EVERYTHING, raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pytest.skip.Exception, match="node is not installed"):
        tools.require("node")


def test_a_missing_tool_fails_where_all_are_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(tools.EVERYTHING, "1")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pytest.fail.Exception, match="CONVENTION_REQUIRE_ALL"):
        tools.require("node")


def test_only_known_tools_are_asked_for() -> None:
    with pytest.raises(KeyError):
        tools.require("nodde")
