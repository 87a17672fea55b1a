"""The rival: the promises about the forfait médecin traitant, proved by hand with z3py.

Written as an expert would without the language: integers of cents, every amount a result variable
under implications (`guard => amount == value`), one solver per family of properties with push and
pop, and the simplest counterexample by lexicographic minimisation after the first `sat`, in the
order of docs/design/0003-simplest-counterexample.md. It decides the properties of the book of
`rules/fmt`, under the same names, in every reading.

    python benchmarks/fmt_rival.py            # verdict and counterexample of each
    python benchmarks/fmt_rival.py --quiet    # verdicts only
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from itertools import product
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


# The properties -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Question:
    """A property in one reading: who is quantified over, the hypotheses and the claim."""

    name: str
    reading: str
    inputs: tuple[Any, ...]
    hypotheses: tuple[Any, ...]
    claim: Any


class World:
    """The patients and doctors that the properties of a family speak of, declared once."""

    def __init__(self) -> None:
        self.solver = z3.Solver()
        self.p = new_patient(self.solver, "p")
        self.q = new_patient(self.solver, "q")
        self.m = new_doctor(self.solver, "m")
        self.n = new_doctor(self.solver, "n")
        self.rules = Rules(self.solver)


Maker = Callable[[World], Iterator[Question]]


def about_factors(w: World) -> Iterator[Question]:
    p, q, r = w.p, w.q, w.rules
    alike = (p.age == q.age, p.ald == q.ald, p.c2s == q.c2s, r.validated(p) == r.validated(q))
    same = r.fmt(p) == r.fmt(q)
    yield Question("p8_quatre_facteurs", "", (p, q), alike, same)
    yield Question("p8_patients_vus", "", (p, q), (*alike, p.vu, q.vu), same)
    yield Question("p8_consommation", "", (p, q), (equal_but(p, q, "consultations"),), same)


def about_increments(w: World) -> Iterator[Question]:
    p, q, r = w.p, w.q, w.rules
    ald = (z3.Not(p.ald), q.ald, equal_but(p, q, "ald", "nos"))
    more = r.fmt(q) > r.fmt(p)
    yield Question("p9a_ald", "", (p, q), ald, more)
    yield Question("p9a_ald_patients_vus", "", (p, q), (*ald, p.vu), more)
    floor = r.socle(p) >= 5_500
    yield Question("p9a_plancher", "", (p,), (p.ald,), floor)
    yield Question("p9a_plancher_patients_vus", "", (p,), (p.ald, p.vu), floor)
    with_c2s, without = replace(p, c2s=z3.BoolVal(True)), replace(p, c2s=z3.BoolVal(False))
    yield Question("p9b_précarité", "", (p,), (), r.fmt(with_c2s) >= r.fmt(without) + 500)
    yield from each_action(w)
    same = r.fmt(p) == r.fmt(q)
    yield Question("p9d_auteur", "", (p, q), (equal_but(p, q, "auteur"),), same)


def each_action(w: World) -> Iterator[Question]:
    """One more action among those that concern the patient pays 5 €; `a` is an integer."""
    p, r = w.p, w.rules
    a = z3.Int("a")
    cases = [a == i for i in range(len(ACTIONS))]
    new = [z3.And(case, r.relevant(p)[i], z3.Not(p.actions[i])) for i, case in enumerate(cases)]
    one_more = replace(
        p, actions=tuple(z3.Or(done, case) for done, case in zip(p.actions, cases, strict=True))
    )
    yield Question("p9c_actions", "", (p,), (z3.Or(*new),), r.fmt(one_more) == r.fmt(p) + 500)


def about_complexity(w: World) -> Iterator[Question]:
    c, s, r = w.p, w.q, w.rules
    better = r.fmt(c) > r.fmt(s)
    extra = {
        "p10_toujours": (),
        "p10_à_situation_égale": (c.age == s.age, c.c2s == s.c2s),
        "p10_faible": (r.validated(c) == r.validated(s),),
    }
    for name, conditions in extra.items():
        for reading in COMPLEX:
            kinds = (complex_patient(c, reading), z3.Not(complex_patient(s, reading)))
            yield Question(name, reading, (c, s), (c.vu, s.vu, *kinds, *conditions), better)


def about_payment(w: World) -> Iterator[Question]:
    p, r = w.p, w.rules
    nothing = replace(p, actions=tuple(z3.BoolVal(False) for _ in ACTIONS))
    done = z3.Sum([z3.If(action, 1, 0) for action in p.actions])
    once = r.fmt(p) <= r.fmt(nothing) + 500 * done
    yield Question("p12_pas_deux_fois", "", (p,), (), once)
    yield Question("p13_aucun_patient", "", (p,), (), r.fmt(p) >= r.former(p))
    yield Question("p13_patients_vus", "", (p,), (p.vu,), r.fmt(p) >= r.former(p))
    yield Question("p13_hausse", "", (p,), (p.vu,), r.fmt(p) > r.former(p))
    for cap, basis, ladder in product(CAPS, BASES, LADDERS):
        new, old = r.fmt_doctor(w.m, p, ladder, basis), r.former_doctor(w.m, p, cap)
        reading = f"{cap}, {basis}, {ladder}"
        yield Question("p13d_avec_précarité", reading, (w.m, p), (p.vu,), new >= old)


def about_commitments(w: World) -> Iterator[Question]:
    m, n, p, r = w.m, w.n, w.p, w.rules
    free = {
        "p16a_objectifs": ("croissance", "assistant"),
        "p16a_optam": ("secteur",),
        "p16b_engagement": ("engagement",),
    }
    for name, names in free.items():
        for basis, ladder in product(BASES, LADDERS):
            same = r.fmt_doctor(m, p, ladder, basis) == r.fmt_doctor(n, p, ladder, basis)
            else_equal = (equal_but(m, n, *names),)
            yield Question(name, f"{basis}, {ladder}", (m, n, p), else_equal, same)


def about_zones(w: World) -> Iterator[Question]:
    m, n, r = w.m, w.n, w.rules
    zone = z3.Or(m.zone == ZIP, m.zone == QPV)
    older = (equal_but(m, n, "annee"), m.annee < n.annee)
    for ladder in LADDERS:
        rate, later = r.zone_rate(m, ladder), r.zone_rate(n, ladder)
        yield Question("p20_permanence", ladder, (m,), (zone,), rate > 0)
        yield Question("p20_dix_pour_cent", ladder, (m,), (zone,), rate >= 10)
        yield Question("p20_jamais_en_baisse", ladder, (m, n), older, later >= rate)
        yield Question("zac_sans_majoration", ladder, (m,), (m.zone == ZAC,), rate == 0)


def about_ages(w: World) -> Iterator[Question]:
    m, n, p, q, r = w.m, w.n, w.p, w.q, w.rules
    for basis, ladder in product(BASES, LADDERS):
        older = (equal_but(m, n, "age"), m.age < n.age)
        never_less = r.fmt_doctor(n, p, ladder, basis) >= r.fmt_doctor(m, p, ladder, basis)
        yield Question("âge_du_médecin", f"{basis}, {ladder}", (m, n, p), older, never_less)
    older = (equal_but(p, q, "age"), p.age < q.age)
    yield Question("âge_du_patient", "", (p, q), older, r.fmt(q) >= r.fmt(p))
    from_seven = (*older, p.age >= 7)
    yield Question("socle_dès_7_ans", "", (p, q), from_seven, r.socle(q) >= r.socle(p))
    eighty = replace(p, age=z3.IntVal(80))
    at_the_door = (p.vu, between(p.age, 75, 79))
    yield Question("seuil_80_ans", "", (p,), at_the_door, r.fmt(eighty) >= r.fmt(p) + 4_000)


FAMILIES: tuple[Maker, ...] = (
    about_factors,
    about_increments,
    about_complexity,
    about_payment,
    about_commitments,
    about_zones,
    about_ages,
)


# Deciding -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Answer:
    """A verdict, with the field values of each input where it is `refuted`."""

    name: str
    reading: str
    verdict: str
    counterexample: tuple[tuple[str, dict[str, object]], ...] = ()


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


def departures(item: Patient | Doctor) -> list[Any]:
    """Return what may depart from the ordinary in an input."""
    if isinstance(item, Patient):
        booleans = (item.ald, item.c2s, z3.Not(item.vu), item.femme, item.diabetique, item.risque)
        return [*booleans, item.auteur != 0]
    booleans = (item.premiere, item.assistant, item.engagement)
    return [*booleans, item.secteur != 0, item.zone != 0]


def members(item: Patient | Doctor) -> list[Any]:
    return [*item.actions, *item.nos] if isinstance(item, Patient) else []


def roughness(item: Patient | Doctor) -> Any:
    """0 for each number that is a multiple of ten, 1 for the fives, 2 for the others."""

    def rough(number: Any, ten: int, five: int) -> Any:
        return z3.If(number % ten == 0, 0, z3.If(number % five == 0, 1, 2))

    if isinstance(item, Patient):
        integers = (item.age, item.bronchodilatateurs, item.consultations)
        return z3.Sum([rough(number, 10, 5) for number in integers])
    rates = [rough(rate, 100, 10) for rate in (item.part_c2s, item.croissance)]
    return z3.Sum([rough(item.age, 10, 5), rough(item.annee, 10, 5), *rates])


def objectives(inputs: tuple[Any, ...]) -> Iterator[tuple[Any, int]]:
    """The order of simplicity: what to minimise and a lower bound of it, first things first.

    A list of conditions stands for the number of those that hold.
    """
    yield [departure for item in inputs for departure in departures(item)], 0
    yield [member for item in inputs for member in members(item)], 0
    for left, right in twins(inputs):
        yield [z3.Not(equal) for equal in equalities(left, right)], 0
    yield z3.Sum([roughness(item) for item in inputs]), 0
    for item in inputs:
        for scalar, home in scalars(item):
            yield from own_objectives(scalar, home)


def own_objectives(scalar: Any, home: int | None) -> Iterator[tuple[Any, int]]:
    """A number is best near its home, above rather than below; flags and items have none."""
    if z3.is_bool(scalar):
        yield [scalar], 0
    elif home is None:
        yield scalar, 0
    else:
        yield z3.If(scalar < home, home - scalar, scalar - home), 0
        yield z3.If(scalar < home, 1, 0), 0


def twins(inputs: tuple[Any, ...]) -> list[tuple[Any, Any]]:
    kinds = [[item for item in inputs if isinstance(item, kind)] for kind in (Patient, Doctor)]
    return [(kind[0], kind[1]) for kind in kinds if len(kind) == 2]


def equalities(left: Any, right: Any) -> list[Any]:
    pairs = zip(scalars(left), scalars(right), strict=True)
    return [one == other for (one, _), (other, _) in pairs]


ITEMS = frozenset({"auteur", "secteur", "zone"})
HOMES = {"annee": 10}
"""The defaults of the numbers, 0 for those that are not here; a doctor's age is 50."""


def scalars(item: Any) -> list[tuple[Any, int | None]]:
    """The fields in order, sets member by member, each number with its home."""
    found: list[tuple[Any, int | None]] = []
    for each in fields(item):
        value = getattr(item, each.name)
        if isinstance(value, tuple):
            found += [(member, None) for member in value]
        elif each.name == "vu":
            found.append((z3.Not(value), None))
        elif each.name in ITEMS:
            found.append((value, None))
        elif each.name == "age":
            found.append((value, 50 if isinstance(item, Doctor) else 0))
        elif each.name != "name":
            found.append((value, None if z3.is_bool(value) else HOMES.get(each.name, 0)))
    return found


def minimise(solver: z3.Solver, goals: Iterator[tuple[Any, int]]) -> z3.ModelRef:
    """Minimise one goal after the other, each fixed at its minimum before the next."""
    model = solver.model()
    for goal, least in goals:
        low, best = least, reached(model, goal)
        while low < best:
            # Most goals attain their bound: try it first, then halve.
            middle = low if low == least else (low + best - 1) // 2
            solver.push()
            solver.add(at_most(goal, middle))
            if solver.check() == z3.sat:
                model = solver.model()
                best = reached(model, goal)
            else:
                low = middle + 1
            solver.pop()
        solver.add(at_most(goal, best))
    return model


def reached(model: z3.ModelRef, goal: Any) -> int:
    """The value of a goal in a model."""
    if isinstance(goal, list):
        return sum(z3.is_true(model.eval(one, model_completion=True)) for one in goal)
    return int(model.eval(goal, model_completion=True).as_long())


def at_most(goal: Any, bound: int) -> Any:
    if not isinstance(goal, list):
        return goal <= bound
    return z3.And([z3.Not(one) for one in goal]) if bound == 0 else z3.AtMost(*goal, bound)


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
    for family in FAMILIES:
        world = World()
        for question in family(world):
            yield decide(world.solver, question)
    yield Answer("p13d_par_médecin", "", "unknown")  # lists of any length: outside this script


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
