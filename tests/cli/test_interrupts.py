import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from convention_dsl.cli.output import write_file

from .conftest import Command

ROOT = Path(__file__).parents[2]

held_back = pytest.mark.skipif(
    not hasattr(signal, "sigtimedwait"), reason="signals cannot be held back here"
)

INTERRUPTED_AFTER = """
import os, signal, sys, time
from convention_dsl import pipeline
from convention_dsl.cli import main

whole = pipeline.prove

def prove(*arguments):
    for number, each in enumerate(whole(*arguments)):
        if number == {number}:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(60)
        yield each

pipeline.prove = prove
main({arguments!r})
"""

STUBBORN = """
import os, signal, time
from convention_dsl.cli.interrupts import interruptible

def last_words():
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(60)

with interruptible("interrupted", last_words):
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(60)
"""


def interrupted(
    convention: Command, number: int, *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Run `prove` on the book of the tests and press Ctrl-C before its verdict `number`."""
    code = INTERRUPTED_AFTER.format(
        number=number, arguments=["prove", str(convention.folder), *arguments]
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=convention.folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@held_back
def test_the_verdicts_reached_are_printed(convention: Command) -> None:
    done = interrupted(convention, 2)
    assert done.returncode == 130
    assert done.stderr.strip() == "interrupted"
    lines = done.stdout.splitlines()
    assert lines[-2] == "2 verdicts: 2 proved; all as expected"
    assert lines[-1] == "interrupted; properties left to decide: 2 of 3"
    assert sum(line.startswith("at_least_five") for line in lines) == 2
    assert "ald_pays" not in done.stdout


@held_back
def test_json_says_how_many_are_left(convention: Command) -> None:
    done = interrupted(convention, 3, "--format", "json")
    assert done.returncode == 130
    document = json.loads(done.stdout)
    assert document["left"] == 2
    assert [each["name"] for each in document["properties"]] == [
        "at_least_five",
        "at_least_five",
        "ald_pays",
    ]


def test_json_of_all_verdicts_has_nothing_left(convention: Command) -> None:
    assert "left" not in json.loads(convention("prove", ".", "--format", "json").stdout)


@held_back
def test_before_the_first_verdict_all_are_left(convention: Command) -> None:
    done = interrupted(convention, 0, "--lang", "fr")
    assert done.returncode == 130
    assert done.stdout.splitlines() == ["interrompu ; propriétés restant à décider : 3 sur 3"]
    document = json.loads(interrupted(convention, 0, "--format", "json").stdout)
    assert document == {"schema": 1, "left": 3, "properties": []}


@held_back
def test_only_the_properties_asked_for_are_left(convention: Command) -> None:
    done = interrupted(convention, 1, "--property", "complex_pays", "--at", "2026-06-01")
    assert done.stdout.splitlines()[-1] == "interrupted; properties left to decide: 1 of 1"


def test_an_interruption_that_the_work_hears_prints_them_too(
    convention: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    from convention_dsl import pipeline

    whole = pipeline.prove

    def prove(*arguments: object):  # type: ignore[no-untyped-def]
        for number, each in enumerate(whole(*arguments)):  # type: ignore[arg-type]
            if number == 2:
                raise KeyboardInterrupt
            yield each

    monkeypatch.setattr("convention_dsl.pipeline.prove", prove)
    result = convention("prove", ".")
    assert result.exit_code == 130
    assert result.stdout.splitlines()[-1] == "interrupted; properties left to decide: 2 of 3"
    assert result.stderr.strip() == "interrupted"


@held_back
def test_a_second_interrupt_does_not_wait() -> None:
    done = subprocess.run(
        [sys.executable, "-c", STUBBORN], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 130


def test_an_interrupted_file_is_not_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = tmp_path / "result.json"
    result.write_bytes(b"before")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "chmod", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_file(result, b"after")
    assert [path.name for path in tmp_path.iterdir()] == ["result.json"]
    assert result.read_bytes() == b"before"
