"""One patient at a time: the module that `convention build` writes, by hand, OpenFisca, Publicodes.

    python benchmarks/one_patient/compare.py

All calculate the rule of `population/forfait.conv` for the same patients, in turn; medians of the
processor's time per patient, how many times that of the raw functions, and how many amounts are not
the same to the cent. OpenFisca and Publicodes get an environment of their own in `--data`, and are
said to be missing where it cannot be made. Asserts no time.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "population")]

import by_hand  # noqa: E402
import children  # noqa: E402
from measure import convention, table  # noqa: E402

BOOK = HERE.parent / "population" / "forfait.conv"
ZONES = ("hors_zone", "zac", "zip")
MANY, FEW = 20_000, 200
"""How many patients a fast contestant calculates in a run, and a slow one."""

Patient = tuple[int, bool, bool, str, int]
Run = Callable[[], float]
"""Calculates once, and returns the seconds of one patient."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    default = Path(tempfile.gettempdir()) / "convention-population"
    parser.add_argument("--data", type=Path, default=default, help="where the peers are installed")
    asked = parser.parse_args()
    asked.data.mkdir(parents=True, exist_ok=True)
    people = patients(MANY)
    file = asked.data / "one_patient.json"
    file.write_text(json.dumps(people[:FEW]), "utf-8")
    with tempfile.TemporaryDirectory() as folder:
        contestants = in_process(built(Path(folder)), people)
    peers = [Peer(name, command) for name, command in commands(asked.data, file).items()]
    runs = {**contestants, **{peer.name: peer.run for peer in peers}}
    seconds = paired(runs, asked.runs)
    print(table(["one patient", "ns", "times raw"], rows(seconds)))
    exact = [by_hand.cents(*positioned(each)) for each in people[:FEW]]
    for peer in peers:
        wrong = sum(one != other for one, other in zip(peer.cents, exact, strict=True))
        print(f"{peer.name}: {wrong} of {FEW} amounts are not the same to the cent")
        peer.end()


def paired(runs: Mapping[str, Run], count: int) -> dict[str, float]:
    """Return the median of each contestant; one run of each in turn."""
    found: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(count):
        for name, run in runs.items():
            found[name].append(run())
    return {name: statistics.median(each) for name, each in found.items()}


def rows(seconds: Mapping[str, float]) -> list[list[object]]:
    reference = seconds["generated, raw"]
    return [[name, 1e9 * each, each / reference] for name, each in seconds.items()]


# The patients ---------------------------------------------------------------------------------


def patients(count: int) -> list[Patient]:
    """Return patients, the same for every run."""
    dice = random.Random(2026)
    return [
        (
            dice.randint(0, 110),
            dice.random() < 0.25,
            dice.random() < 0.11,
            dice.choice(ZONES),
            dice.randint(0, 6),
        )
        for _ in range(count)
    ]


def positioned(patient: Patient) -> tuple[int, bool, bool, int, int]:
    """Return a patient with the position of the zone in place of its name."""
    age, ald, c2s, zone, actions = patient
    return age, ald, c2s, ZONES.index(zone), actions


# In this process ------------------------------------------------------------------------------


def built(folder: Path) -> ModuleType:
    """Return the module that `convention build` writes, imported."""
    convention("build", str(BOOK), "--target", "python", "--clause", "fmt", "--output", str(folder))
    sys.path.insert(0, str(folder))
    import forfait

    return forfait


def in_process(module: ModuleType, people: Sequence[Patient]) -> dict[str, Run]:
    """Return the contestants in Python, the columns included."""
    names = ("age", "ald", "c2s", "zone", "actions")
    raw = [positioned(each) for each in people]
    named = [dict(zip(names, each, strict=True)) for each in people]
    columns = dict(zip(names, map(list, zip(*people, strict=True)), strict=True))
    exact = [by_hand.cents(*each) for each in raw]
    assert exact == [module.RAW.fmt(*each) for each in raw]
    assert exact == [100 * module.fmt(**each) for each in named]
    assert exact == [100 * each for each in module.fmt_columns(**columns)]
    assert exact == [100 * by_hand.euros(*each) for each in people]
    return {
        "generated, raw": each_of(module.RAW.fmt, raw),
        "by hand, integers": each_of(by_hand.cents, raw),
        "generated, checked": lambda: timed(lambda: checked(module.fmt, named)) / len(people),
        "by hand, decimals": each_of(by_hand.euros, people),
        "generated, columns": lambda: timed(lambda: module.fmt_columns(**columns)) / len(people),
    }


def timed(action: Callable[[], object]) -> float:
    """Return the seconds of the processor that an action takes."""
    start = time.process_time()
    action()
    return time.process_time() - start


def each_of(function: Callable[..., object], arguments: Sequence[Sequence[object]]) -> Run:
    def repeat() -> None:
        for each in arguments:
            function(*each)

    return lambda: timed(repeat) / len(arguments)


def checked(function: Callable[..., object], arguments: Sequence[Mapping[str, object]]) -> None:
    for each in arguments:
        function(**each)


# In processes of their own --------------------------------------------------------------------


class Peer:
    """A contestant in a process of its own, asked over and over."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name = name
        self.cents: list[int] = []
        *_, folder = command
        self._process = subprocess.Popen(
            command[:-1], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.run()  # warms it up

    def run(self) -> float:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{FEW}\n")
        self._process.stdin.flush()
        seconds, self.cents = json.loads(self._process.stdout.readline())
        return float(seconds) / FEW

    def end(self) -> None:
        self._process.communicate("", timeout=60)


def commands(data: Path, file: Path) -> dict[str, list[str]]:
    """Return the command of each peer that can be installed, its folder last; name the others."""
    found: dict[str, list[str]] = {}
    try:
        python = children.openfisca(data)
        found["OpenFisca"] = [python, str(HERE / "openfisca_peer.py"), str(file), str(HERE)]
    except (SystemExit, OSError) as error:
        print(f"OpenFisca is missing: {str(error).splitlines()[0]}")
    try:
        folder = publicodes(data)
        found["Publicodes"] = ["node", str(HERE / "publicodes_peer.mjs"), str(file), folder]
    except (SystemExit, OSError) as error:
        print(f"Publicodes is missing: {str(error).splitlines()[0]}")
    return found


def publicodes(data: Path) -> str:
    """Return a folder in which Publicodes is installed, made where it is missing."""
    folder = data / "publicodes"
    if shutil.which("node") is None or (npm := shutil.which("npm")) is None:
        raise SystemExit("Node is not installed")
    if not (folder / "node_modules" / "publicodes").is_dir():
        folder.mkdir(exist_ok=True)
        (folder / "package.json").write_text('{"private": true}', "utf-8")
        children.run([npm, "install", "--prefix", str(folder), "--silent", "publicodes"])
    return str(folder)


if __name__ == "__main__":
    main()
