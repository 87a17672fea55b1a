"""The set-up script, without setting anything up (`.ci/run` does that for real)."""

import ast
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[1] / "bootstrap.py"


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "pyproject.toml").write_text("[project]\n", "utf-8")
    for name in ("VENV", "STAMP", "LOG", "SCRIPTS", "PYTHON"):
        monkeypatch.setattr(
            module, name, tmp_path / getattr(module, name).relative_to(SCRIPT.parent)
        )
    monkeypatch.setattr(module, "ROOT", tmp_path)
    return module


def test_it_needs_the_standard_library_only() -> None:
    for node in ast.walk(ast.parse(SCRIPT.read_text("utf-8"))):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert all(name.split(".")[0] in sys.stdlib_module_names for name in names)


def test_an_old_python_is_refused_in_one_line(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 1, "final", 0))
    with pytest.raises(SystemExit) as refusal:
        bootstrap.main([])
    assert refusal.value.code == "bootstrap: Python 3.11 or later is needed, this is 3.10"


def test_a_python_without_venv_is_told_what_to_install(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit, match="python3-venv"):
        bootstrap.main([])


def test_the_environment_is_made_again_when_the_project_changes(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def make() -> None:
        made.append("made")
        bootstrap.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        bootstrap.PYTHON.touch()

    def install() -> None:
        wanted = bootstrap.extras()
        digest = bootstrap.fingerprint(wanted)
        bootstrap.STAMP.write_text(f"{','.join(wanted)} {digest}", "utf-8")

    monkeypatch.setattr(bootstrap, "make_environment", make)
    monkeypatch.setattr(bootstrap, "install", install)
    assert bootstrap.main([]) == 0
    assert bootstrap.main([]) == 0
    assert made == ["made"]
    (bootstrap.ROOT / "pyproject.toml").write_text("[project]\nname = 'x'\n", "utf-8")
    assert bootstrap.main([]) == 0
    assert made == ["made", "made"]


def test_the_environment_is_made_again_for_other_extras(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(wanted: list[str]) -> None:
        bootstrap.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        bootstrap.PYTHON.touch()
        digest = bootstrap.fingerprint(wanted)
        bootstrap.STAMP.write_text(f"{','.join(wanted)} {digest}", "utf-8")

    monkeypatch.delenv("CONVENTION_EXTRAS", raising=False)
    assert bootstrap.extras() == ["test"]
    write(["test"])
    assert bootstrap.is_current()
    monkeypatch.setenv("CONVENTION_EXTRAS", "test, ci")
    assert bootstrap.extras() == ["ci", "test"]
    assert not bootstrap.is_current()
    write(["ci", "test"])
    assert bootstrap.is_current()
    monkeypatch.delenv("CONVENTION_EXTRAS")
    assert bootstrap.is_current(), "who asks for nothing is content with more"


def test_the_extras_asked_for_are_installed(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []

    class Done:
        returncode = 0

        def __init__(self, command: list[str], **_: object) -> None:
            commands.append(command)

    monkeypatch.setenv("CONVENTION_EXTRAS", "test,ci")
    monkeypatch.setattr(bootstrap.subprocess, "Popen", Done)
    monkeypatch.setattr(bootstrap, "wait", lambda *_: None)
    bootstrap.VENV.mkdir(parents=True)
    bootstrap.install()
    assert commands[0][-1] == ".[ci,test]"
    assert bootstrap.STAMP.read_text("utf-8").startswith("ci,test ")


def test_an_unknown_command_is_named(
    bootstrap: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bootstrap.run(["no-such-command-here"]) == 127
    assert "no-such-command-here" in capsys.readouterr().err
