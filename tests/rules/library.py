"""The bundled rule books, elaborated once, and their clauses called by name."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from convention_dsl.calculator.python import Compiled, compile_program
from convention_dsl.core.evaluate import call
from convention_dsl.core.link import link
from convention_dsl.core.nodes import ClauseRef, Value
from convention_dsl.core.program import Library, Program
from convention_dsl.project.finding import find
from convention_dsl.semantics import elaborate

RULES = Path(__file__).resolve().parents[2] / "rules"
BOOKS = ("budgets", "donum", "enveloppe", "fmt_2026", "fpmt", "fs", "proposal_2024", "rosp")
IN_FORCE = {
    "budgets": None,
    "donum": date(2026, 3, 1),
    "enveloppe": date(2026, 3, 1),
    "fmt_2026": date(2026, 3, 1),
    "fpmt": date(2025, 12, 31),
    "fs": date(2025, 12, 31),
    "proposal_2024": None,
    "rosp": date(2025, 12, 31),
}


@cache
def library() -> Library:
    files, diagnostics = find([RULES])
    assert diagnostics == []
    found, diagnostics = elaborate(files.parsed)
    assert diagnostics == []
    return found


@cache
def program(book: str, day: date | None, readings: tuple[tuple[str, str], ...]) -> Program:
    linked, diagnostics = link(library(), book, at=day, readings=dict(readings))
    assert linked is not None
    assert diagnostics == []
    return linked


@cache
def compiled(
    book: str, clause: str, day: date | None, readings: tuple[tuple[str, str], ...]
) -> Compiled:
    return compile_program(program(book, day, readings), [ClauseRef(book, clause)])


def pay(
    book: str, clause: str, *arguments: Value, at: date | None = None, **readings: str
) -> Value:
    """Return what a clause pays; the evaluator and the generated Python must agree on it."""
    day = at or IN_FORCE[book]
    chosen = tuple(sorted((f"{book}.{name}", value) for name, value in readings.items()))
    ref = ClauseRef(book, clause)
    meant = call(program(book, day, chosen), ref, arguments)
    assert compiled(book, clause, day, chosen).call(ref, arguments) == meant
    return meant


def patient(age: int, ald: bool = False, **changes: Value) -> dict[str, Value]:
    """Return a patient with the defaults of the vocabulary."""
    plain: dict[str, Value] = {
        "age": Fraction(age),
        "ald": ald,
        "nos": frozenset(),
        "c2s": False,
        "vu": True,
        "actions": frozenset(),
        "femme": False,
        "diabétique": False,
        "risque": False,
        "bronchodilatateurs": Fraction(0),
        "consultations": Fraction(0),
        "auteur": "médecin_traitant",
    }
    return plain | changes


def doctor(**changes: Value) -> dict[str, Value]:
    """Return a doctor with the defaults of the vocabulary."""
    plain: dict[str, Value] = {
        "age": Fraction(50),
        "conventionnement": "secteur_1",
        "zone": "hors_zone",
        "première_installation": False,
        "année_exercice": Fraction(10),
        "part_c2s": Fraction(0),
        "croissance": Fraction(0),
        "assistant": False,
        "engagement": False,
    }
    return plain | changes
