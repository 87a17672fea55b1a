"""Whole processes: how long one takes, how much memory it takes at most, what it prints."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
COMPILED = Path(tempfile.gettempdir()) / "convention-population-compiled"


@dataclass(frozen=True)
class Ended:
    """A process that ended well.

    `busy` are the seconds that its threads took of the processors, `peak` is its largest resident
    set, in MiB.
    """

    seconds: float
    busy: float
    peak: float
    printed: str


def run(arguments: Sequence[str]) -> Ended:
    """Run a command from the project's root; it must not fail.

    What Python compiles is kept, in the system's temporary folder, as it is of what is installed.
    """
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(COMPILED)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        child = subprocess.Popen(
            arguments, cwd=ROOT, stdout=printed, stderr=errors, env=environment
        )
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for file in (printed, errors):
            file.seek(0)
            texts.append(file.read().decode())
    if child.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with {child.returncode}:\n{''.join(texts)}")
    busy = usage.ru_utime + usage.ru_stime
    return Ended(seconds, busy, usage.ru_maxrss / 1024, texts[0])


def openfisca(folder: Path) -> str:
    """Return the Python of an environment with openfisca-core, made where it is missing."""
    python = folder / "openfisca" / "bin" / "python"
    if not python.exists():
        run([sys.executable, "-m", "venv", str(folder / "openfisca")])
        run([str(python), "-m", "pip", "install", "-q", "openfisca-core", "pyarrow"])
    return str(python)
