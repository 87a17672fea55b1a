"""The rival's questions: each property of the FMT book, in each reading, as z3 formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import z3
from fmt_by_hand import ACTIONS
from rival_rules import (
    BASES,
    CAPS,
    COMPLEX,
    LADDERS,
    QPV,
    ZAC,
    ZIP,
    Rules,
    between,
    complex_patient,
    equal_but,
    new_doctor,
    new_patient,
)


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
    better, never_less = r.fmt(c) > r.fmt(s), r.fmt(c) >= r.fmt(s)
    asked = {
        "p10_toujours": ((), better),
        "p10_jamais_moins": ((), never_less),
        "p10_à_situation_égale": ((c.age == s.age, c.c2s == s.c2s), better),
        "p10_faible": ((r.validated(c) == r.validated(s),), better),
    }
    for name, (conditions, claim) in asked.items():
        for reading in COMPLEX:
            kinds = (complex_patient(c, reading), z3.Not(complex_patient(s, reading)))
            yield Question(name, reading, (c, s), (c.vu, s.vu, *kinds, *conditions), claim)


def about_payment(w: World) -> Iterator[Question]:
    p, r = w.p, w.rules
    nothing = replace(p, actions=tuple(z3.BoolVal(False) for _ in ACTIONS))
    done = z3.Sum([z3.If(action, 1, 0) for action in p.actions])
    once = r.fmt(p) <= r.fmt(nothing) + 500 * done
    yield Question("p12_pas_deux_fois", "", (p,), (), once)
    yield Question("p13_aucun_patient", "", (p,), (), r.fmt(p) >= r.former(p))
    yield from about_losses(w)
    yield Question("p13_patients_vus", "", (p,), (p.vu,), r.fmt(p) >= r.former(p))
    yield Question("p13_hausse", "", (p,), (p.vu,), r.fmt(p) > r.former(p))
    for cap, basis, ladder in product(CAPS, BASES, LADDERS):
        new, old = r.fmt_doctor(w.m, p, ladder, basis), r.former_doctor(w.m, p, cap)
        reading = f"{cap}, {basis}, {ladder}"
        yield Question("p13d_avec_précarité", reading, (w.m, p), (p.vu,), new >= old)


def about_losses(w: World) -> Iterator[Question]:
    """Who loses, and at most how much."""
    p, loss = w.p, w.rules.former(w.p) - w.rules.fmt(w.p)
    adult = (p.ald, between(p.age, 18, 79))
    yield Question("p13_adultes_en_ald", "", (p,), adult, loss <= 0)
    yield Question("p13_ald_80_ans", "", (p,), (p.ald, p.age >= 80), loss <= 0)
    yield Question("p13_perte_au_plus_65", "", (p,), (), loss <= 6_500)
    others = z3.Or(z3.Not(p.ald), p.age < 80)
    yield Question("p13_perte_au_plus_41", "", (p,), (others,), loss <= 4_100)
    simple = (z3.Not(p.ald), p.age < 80)
    yield Question("p13_perte_au_plus_1", "", (p,), simple, loss <= 100)


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
