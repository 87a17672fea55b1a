"""How fast amounts are calculated: generated Python against the hand-written function, and a CSV.

python benchmarks/calculator_speed.py
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import fmt_by_hand
from books import FMT, RawPatient, compiled_fmt, raw_patients
from measure import convention, empty_cache, interleaved, median, table

PATIENTS = 10_000


def main() -> None:
    patients = raw_patients(PATIENTS)
    generated = compiled_fmt().functions[FMT]
    disagreements = sum(generated(*p) != fmt_by_hand.fmt(*p) for p in patients)
    seconds = interleaved(
        {
            "generated": lambda: repeat(generated, patients),
            "by hand": lambda: repeat(fmt_by_hand.fmt, patients),
        }
    )
    ratio = seconds["generated"] / seconds["by hand"]
    print(
        table(
            ["FMT of one patient", "ns per call", "of by hand"],
            [
                ["generated", 1e9 * seconds["generated"] / (20 * PATIENTS), ratio],
                ["by hand", 1e9 * seconds["by hand"] / (20 * PATIENTS), 1.0],
            ],
        )
    )
    print(f"{disagreements} disagreements on {PATIENTS} patients; at most 1.3 times is asked\n")
    print(table([f"calc on a CSV of {PATIENTS} patients", "seconds"], whole_processes(patients)))
    print("at most 1 second is asked, whole process, with a warm cache of the book")


def repeat(function: Callable[..., int], patients: Sequence[RawPatient]) -> None:
    for _ in range(20):
        for patient in patients:
            function(*patient)


def whole_processes(patients: Sequence[RawPatient]) -> list[list[object]]:
    with empty_cache() as cache, tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "patients.csv"
        write_csv(file, patients)
        options = ("--clause", "fmt", "--at", "2026-03-01", "--input", str(file))
        arguments = ("calc", "rules/fmt", *options)
        cold = median(lambda: convention(*arguments, cache=cache), runs=1)
        warm = median(lambda: convention(*arguments, cache=cache))
        return [["cold", cold], ["warm", warm]]


COLUMNS = ("age", "ald", "nos", "c2s", "vu", "actions", "femme", "diabétique", "risque")
MORE_COLUMNS = ("bronchodilatateurs", "consultations", "auteur")


def write_csv(path: Path, patients: Sequence[RawPatient]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*COLUMNS, *MORE_COLUMNS])
        writer.writerows(map(cells, patients))


def cells(patient: RawPatient) -> list[object]:
    age, ald, nos, c2s, vu, actions, woman, diabetic, at_risk, deliveries, visits, _ = patient
    numbers = "|".join(str(n) for n in range(1, 33) if nos >> n & 1)
    done = "|".join(a for i, a in enumerate(fmt_by_hand.ACTIONS) if actions >> i & 1)
    flags = [yes(flag) for flag in (woman, diabetic, at_risk)]
    return [age, yes(ald), numbers, yes(c2s), yes(vu), done, *flags, deliveries, visits, ""]


def yes(flag: bool) -> str:
    return "oui" if flag else "non"


if __name__ == "__main__":
    main()
