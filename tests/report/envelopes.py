"""Verdicts about lists, budget lines and thresholds, made by hand about a small book."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F

from convention_dsl.core.nodes import Aggregate, Expr, Multiset, Value
from convention_dsl.core.program import Library, PropertyDef, Scope, Status
from convention_dsl.core.provenance import Confidence, Provenance
from convention_dsl.core.traverse import walk
from convention_dsl.diagnostics import has_errors
from convention_dsl.locale import item_labels
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.verdict import (
    Certificate,
    Counterexample,
    Ground,
    Lemma,
    ListSum,
    PropertyResult,
    Threshold,
    Verdict,
    Worst,
)
from convention_dsl.report.payslip import Words
from convention_dsl.report.shown import shown_of
from convention_dsl.report.verdicts import Shown
from convention_dsl.semantics import elaborate
from convention_dsl.source import Source
from convention_dsl.syntax.parser import parse
from convention_dsl.types import AMOUNT, INTEGER, NumberKind, NumberType

TEXT = """# language: en
convention care "Care & <b>cure</b>"
  in force from 2026-01-01 until 2027-12-31
  source "the text" confidence reported

enumeration Action = influenza "flu shot", covid

record Patient "patient"
  age  : integer 0..120 "age in years"
  ald  : boolean "in ALD"
  c2s  : boolean default no "in C2S"
  seen : boolean default yes "seen within two years"
  done : set of Action default {} "actions"
  note : integer 0..9 default 0 "never read"

record Doctor "doctor"
  zone     : boolean "in a zone"
  patients : list of Patient "patients"

budget visits_2025 "consultations" : amount = 700 M€ for 2025
  source "table of the budget" confidence reported
budget visits_2026 "consultations" : amount = 250 M€ for 2026
  source "table of the budget" confidence reported
budget visits "consultations in all" : amount = 1,100 M€ for 2026
  source "summary" confidence assumed

clause former (p: Patient) "former amount" : amount in whole cents
  = if p.ald then 46 € else 5 €

clause new (p: Patient) "new amount" : amount in whole cents
  | p.seen | p.ald | p.age || amount |
  | no     | -     | -     || 5 €    |
  | yes    | yes   | -     || 55 €   |
  | yes    | no    | >= 80 || 55 €   |
  | yes    | no    | < 80  || 5 €    |

clause envelope (L: list of Patient) "envelope" : amount = sum of (new(p) for p in L)

property kept "the envelope is kept"
  promised by Cnam source "proposal, §13" confidence official
  for every L : list of Patient
  such that number of (p in L where p.ald) >= 15 % * number of (p in L)
  then sum of (new(p) for p in L) >= sum of (former(p) for p in L)
  expected refuted because "who is not seen brings less"

property seen "of patients seen, the envelope is higher by at least one euro each"
  promised by Cnam
  for every L : list of Patient
  such that all (p in L: p.seen)
  such that number of (p in L where p.ald) >= 15 % * number of (p in L)
  then sum of (new(p) for p in L) >= sum of (former(p) for p in L) + 1.35 € * number of (p in L)

property doctors "no set of doctors loses"
  for every D : list of Doctor
  then sum of (envelope(d.patients) for d in D)
    >= sum of (sum of (former(p) for p in d.patients) for d in D)
  expected refuted

property one_doctor "no doctor loses"
  for every d : Doctor
  then envelope(d.patients) >= sum of (former(p) for p in d.patients)
  expected refuted

property sums "the lines of consultations add up"
  then visits_2025 + visits_2026 = visits
  expected refuted because "150 M€ are missing"

property enough "for how much more per patient the envelope is kept"
  for which x : amount 0 €..20 € step 0.01 €
  for every L : list of Patient
  such that all (p in L: p.seen)
  then sum of (new(p) for p in L) >= sum of (former(p) for p in L) + x * number of (p in L)
"""
SOURCE = Source("rules/care.conv", TEXT)


def _library() -> Library:
    file, found = parse(SOURCE)
    assert not has_errors(found), found
    library, found = elaborate({SOURCE.path: file})
    assert not has_errors(found), found
    return library


LIBRARY = _library()
BOOK = LIBRARY.books["care"]


def words(language: str) -> Words:
    return Words(language, item_labels(LIBRARY), {SOURCE.path: SOURCE})


def definition(name: str) -> PropertyDef:
    return next(each for each in BOOK.properties if each.name == name)


def patient(age: int, ald: bool = False, seen: bool = True, **other: Value) -> dict[str, Value]:
    usual = {"c2s": False, "seen": seen, "done": frozenset(), "note": F(0)}
    return {"age": F(age), "ald": ald, **usual, **other}


def aggregates(expr: Expr) -> list[Aggregate]:
    return [node for node in walk(expr) if isinstance(node, Aggregate)]


def result(name: str, verdict: Verdict) -> PropertyResult:
    own = definition(name)
    expected = own.expectations[0] if own.expectations else None
    return PropertyResult(own, {}, Scope.VALUES, None, None, verdict, expected)


def shown(name: str, verdict: Verdict) -> Shown:
    return shown_of(LIBRARY, result(name, verdict))


# Verdicts ---------------------------------------------------------------------------------------

OFFICIAL = Provenance("proposal, §13", Confidence.OFFICIAL)
GROUNDS = (
    Ground("clause", "care.new", Provenance("the text", Confidence.REPORTED)),
    Ground("clause", "care.former", Provenance("chosen <here>", Confidence.ASSUMED)),
)
EUROS = AMOUNT
LOST, PAID, OLD = patient(40, True, seen=False), patient(40, True), patient(82)
SMALL = Counterexample({"L": Multiset(((LOST, 3), (patient(30), 17)))})
GROWING = Counterexample({"L": Multiset(((LOST, 1),))})
KEPT = shown(
    "kept",
    Verdict(
        Status.REFUTED,
        SMALL,
        grounds=GROUNDS,
        confidence=Confidence.ASSUMED,
        worst=Worst(F(41), EUROS, GROWING, per_element=True),
    ),
)
LARGE = Counterexample({"L": Multiset(((LOST, 450), (patient(30), 2549), (OLD, 1)))})
BOUNDED = shown("kept", Verdict(Status.REFUTED, SMALL, worst=Worst(F(18401), EUROS, LARGE)))

_NEW, _FORMER = aggregates(definition("seen").claim)[-1], aggregates(definition("seen").claim)[0]
_ALD = aggregates(definition("seen").hypotheses[1])
_SHARE = next(each for each in _ALD if each.filter is not None)
_ELEMENTS = (("p", _NEW.domain),)
SUMS = (
    ListSum("s1", _ELEMENTS, None, _NEW.body, EUROS),
    ListSum("s2", (("p", _NEW.domain),), None, _FORMER.body, EUROS),
    ListSum("s3", _ELEMENTS, None, None, INTEGER),
    ListSum("s4", _ELEMENTS, _SHARE.filter, None, INTEGER),
)
CONCLUSION = Obligation("care.seen", "conclusion", (), (), definition("seen").claim)
LEMMA = Lemma(
    ((F(1), "s1"), (F(-1), "s2"), (F("-1.35"), "s3"), (F(-9), "s4"), (F("1.35"), "s3")),
    (),
    (replace(CONCLUSION, kind="lemma"),),
    ((F(1), "s1"), (F(-1), "s2"), (F("-1.35"), "s3")),
    (
        (
            F(9),
            ((F(1), "s4"), (F(-15, 100), "s3")),
            "number of (p in L where p.ald) >= 15 % * number of (p in L)",
        ),
    ),
)
PROOF = Certificate(SUMS, ((_NEW, _NEW),), (LEMMA,), CONCLUSION)
SEEN = shown(
    "seen",
    Verdict(
        Status.PROVED,
        certificate=PROOF,
        grounds=GROUNDS,
        minimal=True,
        confidence=Confidence.ASSUMED,
    ),
)
CLASSES = replace(
    PROOF,
    lemmas=(),
    classes=((F(55), F(46), F(1), F(1)), (F(55), F(5), F(1), F(0)), (F(5), F(5), F(1), F(0))),
)
BY_CLASSES = shown("seen", Verdict(Status.PROVED, certificate=CLASSES, grounds=GROUNDS))

DOCTOR = {"zone": True, "patients": Multiset(((LOST, 2),))}
DOCTORS = shown("doctors", Verdict(Status.REFUTED, Counterexample({"D": Multiset(((DOCTOR, 1),))})))
ONE_DOCTOR = shown("one_doctor", Verdict(Status.REFUTED, Counterexample({"d": DOCTOR})))
IDENTITY = shown("sums", Verdict(Status.REFUTED, Counterexample({}), confidence=Confidence.ASSUMED))

CENTS = NumberType(NumberKind.AMOUNT, F(0), F(20), F(1, 100))
BEYOND = Counterexample({"x": F("0.01"), "L": Multiset(((patient(30), 1),))})
ENOUGH = shown(
    "enough",
    Verdict(
        Status.PROVED,
        threshold=Threshold("x", CENTS, F(0), at_least=False, exact=True, beyond=BEYOND),
        grounds=GROUNDS,
    ),
)
EVERY = (KEPT, SEEN, BY_CLASSES, DOCTORS, ONE_DOCTOR, IDENTITY, ENOUGH)
