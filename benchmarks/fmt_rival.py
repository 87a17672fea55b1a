"""The rival: the promises about the forfait médecin traitant, proved by hand with z3py.

Written as an expert would without the language: integers of cents, every amount a result variable
under implications (`guard => amount == value`), one solver per family of properties with push and
pop, and the simplest counterexample by lexicographic minimisation after the first `sat`, in the
order of docs/design/0005-simplest-counterexample.md. It decides the properties of the book of
`rules/fmt`, under the same names, in every reading.

    python benchmarks/fmt_rival.py            # verdict and counterexample of each
    python benchmarks/fmt_rival.py --quiet    # verdicts only
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import z3
from fmt_by_hand import ACTIONS
from rival_order import minimise, objectives
from rival_questions import FAMILIES, Question, World
from rival_rules import AUTHORS, SECTORS, ZONES


@dataclass(frozen=True)
class Answer:
    """A verdict, with the field values of each input where it is `refuted`."""

    name: str
    reading: str
    verdict: str
    counterexample: tuple[tuple[str, dict[str, object]], ...] = ()


ABOUT_ONE = {
    "p13d_par_médecin": "p13_aucun_patient",
    "p13d_listes_vues": "p13_patients_vus",
}
"""Properties of a list of any length, which this script cannot state, and those of one patient: a
sum is never negative, whatever the list, exactly when no term of it is."""


def decide(solver: z3.Solver, question: Question) -> Answer:
    """Decide one question in its own scope, and minimise what refutes it."""
    solver.push()
    try:
        solver.add(*question.hypotheses)
        solver.push()
        solver.add(z3.Not(question.claim))
        outcome = solver.check()
        if outcome == z3.sat:
            model = minimise(solver, objectives(question.inputs))
            shown = tuple((item.name, values(model, item)) for item in question.inputs)
            return Answer(question.name, question.reading, "refuted", shown)
        if outcome == z3.unknown:
            return Answer(question.name, question.reading, "unknown")
        solver.pop()
        verdict = "proved" if solver.check() == z3.sat else "vacuous"
        solver.push()
        return Answer(question.name, question.reading, verdict)
    finally:
        solver.pop()
        solver.pop()


def values(model: z3.ModelRef, item: Any) -> dict[str, object]:
    """Read an input back, in the words of the book."""

    def read(expression: Any) -> Any:
        value = model.eval(expression, model_completion=True)
        return z3.is_true(value) if z3.is_bool(value) else value.as_long()

    shown: dict[str, object] = {}
    for each in fields(item):
        value = getattr(item, each.name)
        match each.name:
            case "name":
                pass
            case "actions":
                shown["actions"] = [a for a, b in zip(ACTIONS, value, strict=True) if read(b)]
            case "nos":
                shown["nos"] = [n for n, b in enumerate(value, start=1) if read(b)]
            case "auteur":
                shown["auteur"] = AUTHORS[read(value)]
            case "secteur":
                shown["secteur"] = SECTORS[read(value)]
            case "zone":
                shown["zone"] = ZONES[read(value)]
            case _:
                shown[each.name] = read(value)
    return shown


def run() -> Iterator[Answer]:
    """Decide every property in every reading."""
    found: dict[str, str] = {}
    for family in FAMILIES:
        world = World()
        for question in family(world):
            answer = decide(world.solver, question)
            found[answer.name] = answer.verdict
            yield answer
    for about_lists, about_one in ABOUT_ONE.items():
        yield Answer(about_lists, "", found[about_one])


def main() -> None:
    quiet = "--quiet" in sys.argv[1:]
    for answer in run():
        reading = f" [{answer.reading}]" if answer.reading else ""
        print(f"{answer.verdict:8} {answer.name}{reading}")
        if not quiet:
            for name, record in answer.counterexample:
                print(f"         {name}: " + ", ".join(f"{k}={v}" for k, v in record.items()))


if __name__ == "__main__":
    main()
