#!/usr/bin/env python3
"""Make the project's environment in `.venv`, then run a command in it.

    python3 bootstrap.py                            only make the environment
    python3 bootstrap.py convention prove rules     … and run a command

Nothing but the standard library is used, and nothing is installed outside the folder. The
environment is made again only when `pyproject.toml`, the extras that are asked for, the Python
version or the folder's place changed. `CONVENTION_EXTRAS` names the extras of `pyproject.toml` to
install ("test" where it is not set; "test,ci" is everything). What the command prints is left
alone: progress goes to standard error.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "made-from"
LOG = VENV / "install.log"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
OLDEST = (3, 11)
EXTRAS = "CONVENTION_EXTRAS"


def say(text: str) -> None:
    """Write a line of progress."""
    print(text, file=sys.stderr, flush=True)


def extras() -> list[str]:
    """Return the extras to install, those of the tests where none are asked for."""
    names = os.environ.get(EXTRAS, "").replace(",", " ").split()
    return sorted(set(names)) or ["test"]


def fingerprint(wanted: list[str]) -> str:
    """Return what the environment depends on, as a digest."""
    content = (ROOT / "pyproject.toml").read_bytes()
    rest = repr((sys.version_info[:2], str(ROOT), wanted))
    return hashlib.sha256(content + rest.encode()).hexdigest()


def is_current() -> bool:
    """Return whether the environment is there, made as asked from the present `pyproject.toml`.

    Where no extras are asked for, those it was made with are the right ones.
    """
    if not (PYTHON.exists() and STAMP.exists()):
        return False
    made, _, digest = STAMP.read_text().rpartition(" ")
    wanted = extras() if os.environ.get(EXTRAS) else made.split(",")
    return made == ",".join(wanted) and digest == fingerprint(wanted)


def make_environment() -> None:
    """Make an empty `.venv` in place of the present one, if any."""
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        sys.exit(
            "bootstrap: this Python cannot make virtual environments. On Debian and Ubuntu: "
            "sudo apt install python3-venv"
        )
    say("bootstrap: making .venv")
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        sys.exit(f"bootstrap: could not make .venv\n{(done.stderr or done.stdout).strip()}")


def install() -> None:
    """Install the project, editable, with what its tests and documentation need."""
    say("bootstrap: installing (about a minute the first time)")
    started = time.monotonic()
    options = ["--quiet", "--no-input", "--disable-pip-version-check"]
    wanted = ",".join(extras())
    command = [str(PYTHON), "-m", "pip", "install", *options, "-e", f".[{wanted}]"]
    with LOG.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        wait(process, started)
    if process.returncode != 0:
        tail = LOG.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        sys.exit("\n".join(["bootstrap: the installation failed; pip said:", *tail]))
    STAMP.write_text(f"{wanted} {fingerprint(extras())}")
    say(f"bootstrap: ready after {time.monotonic() - started:.0f} s")


def wait(process: subprocess.Popen[bytes], started: float) -> None:
    """Wait for `process`, with a counter of seconds where someone is looking."""
    try:
        while process.poll() is None:
            if sys.stderr.isatty():
                print(f"\r{time.monotonic() - started:4.0f} s", end="", file=sys.stderr, flush=True)
            time.sleep(0.2)
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        raise
    finally:
        if sys.stderr.isatty():
            print("\r       \r", end="", file=sys.stderr, flush=True)


def run(command: list[str]) -> int:
    """Run `command` with the environment first on PATH and return its exit code."""
    path = os.pathsep.join([str(SCRIPTS), os.environ.get("PATH", os.defpath)])
    environment = {**os.environ, "PATH": path, "VIRTUAL_ENV": str(VENV)}
    environment.pop("PYTHONHOME", None)
    found = shutil.which(command[0], path=path)
    if found is None:
        say(f"bootstrap: no command `{command[0]}`")
        return 127
    if os.name != "nt":
        os.execve(found, command, environment)
    return subprocess.call([found, *command[1:]], env=environment)


def main(command: list[str]) -> int:
    """Make the environment where needed, run `command` and return its exit code."""
    if sys.version_info < OLDEST:
        wanted, present = (".".join(map(str, v)) for v in (OLDEST, sys.version_info[:2]))
        sys.exit(f"bootstrap: Python {wanted} or later is needed, this is {present}")
    if not is_current():
        try:
            make_environment()
            install()
        except KeyboardInterrupt:
            sys.exit("\nbootstrap: interrupted; run the same command again to go on")
    return run(command) if command else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
