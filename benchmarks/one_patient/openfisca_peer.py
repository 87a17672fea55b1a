"""OpenFisca, one person at a time: for each line `N` on standard input, seconds and cents.

Needs the environment of `population/compare.py`. Each patient is a simulation built from a dict,
which is what the web API of OpenFisca does for each question.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "population"))

from openfisca_core.simulations import SimulationBuilder
from openfisca_peer import PERIOD, system

RULES = system()


def main() -> None:
    patients = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    for line in sys.stdin:
        some = patients[: int(line)]
        start = time.process_time()
        found = [amount(patient) for patient in some]
        seconds = time.process_time() - start
        print(json.dumps([seconds, [round(100 * each) for each in found]]), flush=True)


def amount(patient: Sequence[object]) -> float:
    names = ("age", "ald", "c2s", "zone", "actions")
    values = {name: {PERIOD: value} for name, value in zip(names, patient, strict=True)}
    asked = {"patients": {"p": values}, "doctors": {"d": {"registered_patients": ["p"]}}}
    simulation = SimulationBuilder().build_from_dict(RULES, asked)
    return float(simulation.calculate("fmt", PERIOD)[0])


if __name__ == "__main__":
    main()
