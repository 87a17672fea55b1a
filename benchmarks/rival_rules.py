"""The rival's rules: the forfaits as implications over z3 integers of cents, written by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import z3
from fmt_by_hand import ACTIONS

AUTHORS = (
    "médecin_traitant",
    "autre_médecin",
    "pharmacien",
    "infirmier",
    "sage_femme",
    "autre_professionnel",
)
SECTORS = ("secteur_1", "secteur_2_optam", "secteur_2")
ZONES = ("hors_zone", "zac", "zip", "qpv")
ZIP, QPV, ZAC = ZONES.index("zip"), ZONES.index("qpv"), ZONES.index("zac")

GRIPPE_ALD = (1, 2, *range(5, 11), *range(12, 17), *range(18, 23), 24, 25, 27, 28, 30)
COVID_ALD = (1, 2, 3, *range(5, 11), *range(12, 17), *range(18, 23), 23, 24, 25, 27, 28, 30)
PNEUMOCOQUE_ALD = (2, 3, 5, 6, 7, 8, 9, 14, 19, 21, 22, 24, 25, 27, 28, 30)


# The inputs ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Patient:
    """A patient of symbolic fields; `actions` and `nos` are one Boolean per member."""

    name: str
    age: Any
    ald: Any
    nos: tuple[Any, ...]
    c2s: Any
    vu: Any
    actions: tuple[Any, ...]
    femme: Any
    diabetique: Any
    risque: Any
    bronchodilatateurs: Any
    consultations: Any
    auteur: Any


@dataclass(frozen=True)
class Doctor:
    """A doctor of symbolic fields; rates are integers of 0.1 %."""

    name: str
    age: Any
    secteur: Any
    zone: Any
    premiere: Any
    annee: Any
    part_c2s: Any
    croissance: Any
    assistant: Any
    engagement: Any


def new_patient(solver: z3.Solver, name: str) -> Patient:
    """Declare a patient and the ranges of its fields."""
    patient = Patient(
        name,
        z3.Int(f"{name}.age"),
        z3.Bool(f"{name}.ald"),
        tuple(z3.Bool(f"{name}.nos.{n}") for n in range(1, 33)),
        z3.Bool(f"{name}.c2s"),
        z3.Bool(f"{name}.vu"),
        tuple(z3.Bool(f"{name}.actions.{a}") for a in ACTIONS),
        z3.Bool(f"{name}.femme"),
        z3.Bool(f"{name}.diabetique"),
        z3.Bool(f"{name}.risque"),
        z3.Int(f"{name}.bronchodilatateurs"),
        z3.Int(f"{name}.consultations"),
        z3.Int(f"{name}.auteur"),
    )
    solver.add(
        between(patient.age, 0, 120),
        between(patient.bronchodilatateurs, 0, 99),
        between(patient.consultations, 0, 366),
        between(patient.auteur, 0, len(AUTHORS) - 1),
        z3.Implies(z3.Or(*patient.nos), patient.ald),
    )
    return patient


def new_doctor(solver: z3.Solver, name: str) -> Doctor:
    """Declare a doctor and the ranges of its fields."""
    doctor = Doctor(
        name,
        z3.Int(f"{name}.age"),
        z3.Int(f"{name}.secteur"),
        z3.Int(f"{name}.zone"),
        z3.Bool(f"{name}.premiere"),
        z3.Int(f"{name}.annee"),
        z3.Int(f"{name}.part_c2s"),
        z3.Int(f"{name}.croissance"),
        z3.Bool(f"{name}.assistant"),
        z3.Bool(f"{name}.engagement"),
    )
    solver.add(
        between(doctor.age, 25, 99),
        between(doctor.secteur, 0, len(SECTORS) - 1),
        between(doctor.zone, 0, len(ZONES) - 1),
        between(doctor.annee, 1, 60),
        between(doctor.part_c2s, 0, 1000),
        between(doctor.croissance, -1000, 1000),
    )
    return doctor


def between(value: Any, low: int, high: int) -> Any:
    return z3.And(value >= low, value <= high)


def equal_but(left: Any, right: Any, *free: str) -> Any:
    """All else equal: every field but `free` is the same."""
    conditions = []
    for item in fields(left):
        if item.name == "name" or item.name in free:
            continue
        one, other = getattr(left, item.name), getattr(right, item.name)
        if isinstance(one, tuple):
            conditions += [a == b for a, b in zip(one, other, strict=True)]
        else:
            conditions.append(one == other)
    return z3.And(*conditions)


# The rules ----------------------------------------------------------------------------------------


class Rules:
    """The clauses: each call adds a result variable and its implications to the solver."""

    def __init__(self, solver: z3.Solver) -> None:
        self.solver = solver
        self.known: dict[tuple[object, ...], Any] = {}
        self.records: list[Any] = []

    def result(self, *key: object, rows: Callable[[], list[tuple[Any, Any]]]) -> Any:
        """Return the variable of a table, defined once: per row, `guard => variable == value`."""
        records = [item for item in key if isinstance(item, Patient | Doctor)]
        identity = tuple(id(item) if isinstance(item, Patient | Doctor) else item for item in key)
        if identity not in self.known:
            variable = z3.FreshInt("amount")
            self.known[identity] = variable
            self.records += records  # kept alive: their identities are in the keys
            self.solver.add(*(z3.Implies(guard, variable == value) for guard, value in rows()))
        return self.known[identity]

    def socle(self, p: Patient) -> Any:
        def rows() -> list[tuple[Any, Any]]:
            simple, ald = z3.And(p.vu, z3.Not(p.ald)), z3.And(p.vu, p.ald)
            return [
                (z3.Not(p.vu), 500),
                (z3.And(simple, p.age < 7), 1_500),
                (z3.And(simple, between(p.age, 7, 74)), 500),
                (z3.And(simple, between(p.age, 75, 79)), 1_500),
                (z3.And(simple, p.age >= 80), 5_500),
                (z3.And(ald, p.age < 80), 5_500),
                (z3.And(ald, p.age >= 80), 10_000),
            ]

        return self.result("socle", p, rows=rows)

    def relevant(self, p: Patient) -> tuple[Any, ...]:
        """Which indicators concern the patient, in the order of `ACTIONS`."""
        treated = p.bronchodilatateurs >= 4
        adult = p.age >= 18

        def one_of(numbers: tuple[int, ...]) -> Any:
            return z3.Or(*(p.nos[n - 1] for n in numbers))

        return (
            z3.Or(p.age >= 65, one_of(GRIPPE_ALD), treated),
            z3.Or(p.age >= 65, one_of(COVID_ALD), treated),
            z3.Or(z3.And(adult, one_of(PNEUMOCOQUE_ALD)), treated),
            between(p.age, 1, 2),
            p.age <= 2,
            between(p.age, 11, 14),
            z3.And(p.femme, between(p.age, 50, 74)),
            z3.And(p.femme, between(p.age, 25, 65)),
            between(p.age, 50, 74),
            z3.And(adult, p.risque),
            z3.And(adult, z3.Or(p.risque, p.diabetique)),
            p.diabetique,
            p.age == 0,
            between(p.age, 1, 2),
            between(p.age, 3, 24),
        )

    def validated(self, p: Patient) -> Any:
        """How many of the indicators that concern the patient are done."""
        return self.result(
            "validated",
            p,
            rows=lambda: [
                (
                    z3.BoolVal(True),
                    z3.Sum(
                        [
                            z3.If(z3.And(done, relevant), 1, 0)
                            for done, relevant in zip(p.actions, self.relevant(p), strict=True)
                        ]
                    ),
                )
            ],
        )

    def fmt(self, p: Patient) -> Any:
        return self.socle(p) + z3.If(p.c2s, 1_000, 0) + 500 * self.validated(p)

    def zone_rate(self, m: Doctor, ladder: str) -> Any:
        """The zone uplift in percent."""
        zone = z3.Or(m.zone == ZIP, m.zone == QPV)
        base = 10 if ladder == "ajoutée" else 0
        other = z3.And(zone, z3.Not(m.premiere))

        def rows() -> list[tuple[Any, Any]]:
            first = z3.And(zone, m.premiere)
            return [
                (z3.Not(zone), 0),
                (other, 10),
                (z3.And(first, m.annee == 1), base + 50),
                (z3.And(first, m.annee == 2), base + 30),
                (z3.And(first, m.annee >= 3), base + 10),
            ]

        return self.result("zone", m, ladder, rows=rows)

    def uplift(self, m: Doctor, p: Patient, ladder: str, basis: str) -> Any:
        """The uplifts in cents: per rate, the rate times the base, so that all stays linear."""
        rate = self.zone_rate(m, ladder) + z3.If(m.age >= 67, 10, 0)

        def rows() -> list[tuple[Any, Any]]:
            base = self.socle(p) + (z3.If(p.c2s, 1_000, 0) if basis == "socle_et_c2s" else 0)
            cents = self.result("base", p, basis, rows=lambda: [(z3.BoolVal(True), base)])
            return [(rate == percent, cents * percent / 100) for percent in range(0, 80, 10)]

        return self.result("uplift", m, p, ladder, basis, rows=rows)

    def fmt_doctor(self, m: Doctor, p: Patient, ladder: str, basis: str) -> Any:
        total = self.fmt(p) + self.uplift(m, p, ladder, basis)
        return z3.If(m.secteur != SECTORS.index("secteur_2"), total, 0)

    def former(self, p: Patient) -> Any:
        """The FPMT as in force on 31 December 2025."""
        return self.result(
            "former",
            p,
            rows=lambda: [
                (z3.And(z3.Not(p.ald), p.age <= 6), 600),
                (z3.And(z3.Not(p.ald), between(p.age, 7, 79)), 500),
                (z3.And(z3.Not(p.ald), p.age >= 80), 4_600),
                (z3.And(p.ald, p.age < 80), 4_600),
                (z3.And(p.ald, p.age >= 80), 7_000),
            ],
        )

    def former_rate(self, m: Doctor, cap: str) -> Any:
        """The precarity uplift of the FPMT, in twentieths of a percent (0.05 %)."""

        def rows() -> list[tuple[Any, Any]]:
            above = m.part_c2s - 70
            if cap == "part_plafonnée":
                return [
                    (m.part_c2s <= 70, 0),
                    (between(m.part_c2s, 71, 250), above),
                    (m.part_c2s > 250, 180),
                ]
            return [
                (m.part_c2s <= 70, 0),
                (between(m.part_c2s, 71, 570), above),
                (m.part_c2s > 570, 500),
            ]

        return self.result("former rate", m, cap, rows=rows)

    def former_doctor(self, m: Doctor, p: Patient, cap: str) -> Any:
        rate = self.former_rate(m, cap)
        base = self.former(p)

        def rows() -> list[tuple[Any, Any]]:
            # Half away from zero on positive amounts: floor(x + 1/2), x in cents over 2,000.
            return [
                (base == cents, (cents * (2_000 + rate) + 1_000) / 2_000)
                for cents in (500, 600, 4_600, 7_000)
            ]

        amount = self.result("former doctor", m, p, cap, rows=rows)
        return z3.If(m.secteur != SECTORS.index("secteur_2"), amount, 0)


def complex_patient(p: Patient, reading: str) -> Any:
    """The readings of "complex patient"."""
    return {
        "ald": lambda: p.ald,
        "ald_ou_c2s": lambda: z3.Or(p.ald, p.c2s),
        "ald_ou_80_ans": lambda: z3.Or(p.ald, p.age >= 80),
        "large": lambda: z3.Or(p.ald, p.c2s, p.age >= 80),
    }[reading]()


COMPLEX = ("ald", "ald_ou_c2s", "ald_ou_80_ans", "large")
LADDERS = ("substituée", "ajoutée")
BASES = ("socle_seul", "socle_et_c2s")
CAPS = ("part_plafonnée", "majoration_plafonnée")
