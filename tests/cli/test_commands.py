import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from syrupy.assertion import SnapshotAssertion

from convention_dsl.cli import main
from convention_dsl.cli.application import COMMANDS

from .conftest import Command


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help(command: str | None, language: str, snapshot: SnapshotAssertion) -> None:
    arguments = [*([command] if command else []), "--help"]
    result = CliRunner(env={"LC_ALL": f"{language}_FR.UTF-8"}).invoke(main, arguments)
    assert result.exit_code == 0
    assert ("Exemple" if language == "fr" else "Example") in result.stdout
    assert result.stdout == snapshot


def test_check(convention: Command, snapshot: SnapshotAssertion) -> None:
    convention.edit("  | yes   | < 80  || 55 €   |\n", "")
    result = convention("check", ".")
    assert result.exit_code == 1
    assert result.stdout == snapshot


def test_check_as_json(convention: Command) -> None:
    convention.edit("  | yes   | < 80  || 55 €   |\n", "")
    result = convention("check", ".", "--format", "json")
    assert result.exit_code == 1
    document = json.loads(result.stdout)
    assert document["schema"] == 1
    first = next(each for each in document["diagnostics"] if each["code"] == "E0201")
    assert (first["file"], first["severity"]) == ("care.conv", "error")
    assert first["witness"]["in ALD"] == "yes"


def test_the_count_of_errors_is_in_the_language_of_what_could_be_read(convention: Command) -> None:
    convention.book.write_text("# langue : fr\nclause base : montant = 5.5 €\n", "utf-8")
    result = convention("check", ".")
    assert "E0009" in result.stdout
    assert result.stdout.endswith("1 erreur\n")


def test_the_language_of_messages_is_that_of_the_file_unless_asked(convention: Command) -> None:
    convention.edit("p.c2s", "p.c2x")
    assert "error[" in convention("check", ".", env={"LANG": "fr_FR.UTF-8"}).stdout
    assert "erreur[" in convention("check", ".", "--lang", "fr").stdout


def test_inputs(convention: Command, snapshot: SnapshotAssertion) -> None:
    assert convention("inputs", ".", "--clause", "total").stdout == snapshot


def test_blanks_read_back(convention: Command) -> None:
    header = convention("inputs", ".", "--clause", "total", "--format", "csv").stdout
    assert header == "age,ald,c2s,done\n"
    (convention.folder / "in.csv").write_text(header + "82,yes,,\n")
    blank = json.loads(convention("inputs", ".", "--clause", "total", "--format", "json").stdout)
    assert blank == {"age": None, "ald": None, "c2s": False, "done": []}
    (convention.folder / "in.json").write_text(json.dumps({**blank, "age": 82, "ald": True}))
    for name in ("in.csv", "in.json"):
        result = convention("calc", ".", "--clause", "base", "--input", name)
        assert result.exit_code == 0, result.output
        assert "100" in result.stdout


def test_explain(convention: Command, snapshot: SnapshotAssertion) -> None:
    assert convention("explain", "e0301").stdout == snapshot
    assert json.loads(convention("explain", "E0301", "--format", "json").stdout)["code"] == "E0301"
    assert convention("explain", "E9999").exit_code == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(convention: Command, shell: str) -> None:
    result = convention("completion", shell)
    assert result.exit_code == 0
    assert f"_CONVENTION_COMPLETE={shell}_complete" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("chek", "."),
        ("check",),
        ("check", "nowhere"),
        ("check", ".", "--forma", "json"),
        ("check", ".", "--format", "yaml"),
        ("calc", "."),
        ("calc", ".", "--clause", "total", "--at", "soon"),
        ("prove", ".", "--property", "nothing"),
        ("prove", ".", "--timeout", "0"),
    ],
)
def test_wrong_usage(convention: Command, arguments: tuple[str, ...]) -> None:
    result = convention(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("error")
    french = convention(*arguments, env={"LC_ALL": "fr_FR.UTF-8"})
    assert french.exit_code == 2


def test_a_misspelt_command_suggests_the_nearest(convention: Command) -> None:
    assert "did you mean `check`?" in convention("chek", ".").stderr
    assert "vouliez-vous dire `check` ?" in convention("chek", ".", "--lang", "fr").stderr


def test_a_fault_of_the_tool_is_one_message(
    convention: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("convention_dsl.pipeline.check", fails)
    result = convention("check", ".")
    assert result.exit_code == 70
    assert "E0599" in result.stderr
    assert "CONVENTION_DEBUG=1" in result.stderr


def test_an_interrupt_is_one_line(convention: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("convention_dsl.pipeline.check", interrupted)
    result = convention("check", ".")
    assert result.exit_code == 130
    assert result.stderr.strip() == "interrupted"


ROOT = Path(__file__).parents[2]


def run(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "convention_dsl", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_colours_follow_the_environment(convention: Command) -> None:
    where = convention.folder
    assert "\x1b[" not in run("check", ".", folder=where).stdout
    assert "\x1b[" in run("check", ".", folder=where, FORCE_COLOR="1").stdout
    assert "\x1b[" not in run("check", ".", folder=where, FORCE_COLOR="1", NO_COLOR="1").stdout


def test_a_closed_pipe_is_no_error(convention: Command) -> None:
    command = f"{sys.executable} -m convention_dsl inputs . --clause total | head -c 1 >/dev/null"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command,
        shell=True,
        cwd=convention.folder,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_a_full_disk_is_one_message(convention: Command) -> None:
    done = subprocess.run(
        f"{sys.executable} -m convention_dsl inputs . --clause total > /dev/full",
        shell=True,
        cwd=convention.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("error: the result cannot be written: ")
    assert "E0599" not in done.stderr


def modules_of(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


HELP = """
from convention_dsl.cli import main
main(["--help"], standalone_mode=False)
"""


def test_help_loads_neither_solver_nor_parser() -> None:
    loaded = modules_of(HELP)
    assert not loaded & {"z3", "lark", "babel", "convention_dsl.pipeline"}


CALC = """
from convention_dsl.cli import main
main({arguments!r}, standalone_mode=False)
"""


def test_a_warm_calculation_loads_neither_solver_nor_parser_nor_checker(
    convention: Command,
) -> None:
    arguments = ["calc", str(convention.folder), "--clause", "base"]
    arguments += ["--set", "age=82", "--set", "ald=yes"]
    code = CALC.format(arguments=arguments)
    modules_of(code)
    loaded = modules_of(code)
    assert "convention_dsl.pipeline" in loaded
    assert not loaded & {"z3", "lark", "convention_dsl.semantics", "convention_dsl.syntax.parser"}


def test_a_warm_check_that_boxes_settle_loads_no_encoding() -> None:
    code = CALC.format(arguments=["check", "rules/fpmt"])
    modules_of(code)
    loaded = modules_of(code)
    assert "convention_dsl.proof.check" in loaded
    last = ("encode", "question", "order", "solver", "verdict", "leaves", "engine")
    assert not loaded & {"z3", "lark", *(f"convention_dsl.proof.{name}" for name in last)}


SLOW = """
import os, signal, time
from convention_dsl.cli.interrupts import interruptible
with interruptible("interrupted"):
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(60)
"""


@pytest.mark.skipif(not hasattr(signal, "sigtimedwait"), reason="no sigtimedwait here")
def test_an_interrupt_ends_what_does_not_listen() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SLOW], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.strip()) == (130, "interrupted")
