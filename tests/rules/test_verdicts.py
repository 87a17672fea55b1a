"""What the prover finds about the rule books: the verdicts that the texts expect, and no others.

The promises of the FMT book are also decided by a z3py script written by hand, which knows nothing
of the language: both must find the same verdicts and the same simplest counterexamples.
"""

from __future__ import annotations

import re
import sys
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from convention_dsl.core.nodes import Value
from convention_dsl.core.program import Scope, Status
from convention_dsl.proof.check import check
from convention_dsl.proof.prove import prove
from convention_dsl.proof.verdict import PropertyResult
from tests.rules.library import BOOKS, RULES, library, patient, pay

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import fmt_rival

DECIDED = tuple(book for book in BOOKS if book != "enveloppe")
"""The books whose verdicts are tried here; `test_envelope.py` tries the long ones, one by one."""


@cache
def results(book: str) -> tuple[PropertyResult, ...]:
    return tuple(prove(library(), book, recheck=True))


@pytest.mark.parametrize("book", [*BOOKS, "commun"])
def test_books_are_clean(book: str) -> None:
    assert check(library(), book) == []


@pytest.mark.parametrize("book", DECIDED)
def test_verdicts_are_those_the_text_expects(book: str) -> None:
    surprises = [
        (each.property.name, dict(each.reading), each.scope, each.verdict)
        for each in results(book)
        if not each.as_expected
    ]
    assert surprises == []


@pytest.mark.parametrize("book", DECIDED)
def test_certificates_are_accepted_a_second_time(book: str) -> None:
    """Proofs about lists have one, except at a threshold beyond which no list is left."""
    for each in results(book):
        certificate, about = each.verdict.certificate, (each.property.name, dict(each.reading))
        assert (each.rechecked is None) is (certificate is None)
        if each.rechecked is not None:
            assert each.rechecked.failure is None, about
        elif each.verdict.engine == "lists" and each.verdict.threshold is None:
            assert each.verdict.status is not Status.PROVED, about


@pytest.mark.parametrize("book", BOOKS)
def test_a_broken_promise_says_why(book: str) -> None:
    for property_ in library().books[book].properties:
        for expectation in property_.expectations:
            if expectation.status != "proved":
                assert expectation.reason, (book, property_.name)


FMT = {
    "p8_quatre_facteurs": ["refuted"],
    "p8_patients_vus": ["proved"],
    "p8_consommation": ["proved"],
    "p9a_ald": ["refuted"],
    "p9a_ald_patients_vus": ["proved"],
    "p9a_plancher": ["refuted"],
    "p9a_plancher_patients_vus": ["proved"],
    "p9b_précarité": ["proved"],
    "p9c_actions": ["proved"],
    "p9d_auteur": ["proved"],
    "p10_toujours": ["refuted", "refuted", "refuted", "refuted"],
    "p10_jamais_moins": ["refuted"] * 4,
    "p10_à_situation_égale": ["proved", "proved", "proved", "proved"],
    "p10_faible": ["refuted", "refuted", "proved", "refuted"],
    "p12_pas_deux_fois": ["proved"],
    "p13_aucun_patient": ["refuted"],
    "p13_adultes_en_ald": ["refuted"],
    "p13_ald_80_ans": ["refuted"],
    "p13_perte_au_plus_65": ["proved"],
    "p13_perte_au_plus_41": ["proved"],
    "p13_perte_au_plus_1": ["proved"],
    "p13_patients_vus": ["proved"],
    "p13_hausse": ["refuted"],
    "p13d_avec_précarité": ["refuted"] * 8,
    "p13d_par_médecin": ["refuted"],
    "p13d_listes_vues": ["proved"],
    "p16a_objectifs": ["proved"] * 4,
    "p16a_optam": ["refuted"] * 4,
    "p16b_engagement": ["proved"] * 4,
    "p20_permanence": ["proved"] * 2,
    "p20_dix_pour_cent": ["proved"] * 2,
    "p20_jamais_en_baisse": ["refuted"] * 2,
    "zac_sans_majoration": ["proved"] * 2,
    "âge_du_médecin": ["proved"] * 4,
    "âge_du_patient": ["refuted"],
    "socle_dès_7_ans": ["proved"],
    "seuil_80_ans": ["proved"],
}


def test_the_verdicts_on_the_forfait_of_2026() -> None:
    found: dict[str, list[str]] = {}
    for each in results("fmt_2026"):
        found.setdefault(each.property.name, []).append(each.verdict.status.value)
    assert found == FMT


def test_open_amounts_break_what_the_values_keep() -> None:
    by_scope = {
        (each.property.name, each.scope): each.verdict.status.value
        for each in results("proposal_2024")
    }
    for name in ("p9a_ald_counts", "p9c_each_action", "p13_no_loss"):
        assert by_scope[name, Scope.VALUES] == "proved"
        assert by_scope[name, Scope.OPEN] == "refuted"
    assert by_scope["p10_enough", Scope.OPEN] == "proved"


@pytest.mark.parametrize(
    ("name", "age", "loss"), [("p13_adultes_en_ald", 20, 41), ("p13_ald_80_ans", 80, 65)]
)
def test_who_loses_and_how_much(name: str, age: int, loss: int) -> None:
    (result,) = (each for each in results("fmt_2026") if each.property.name == name)
    shown = result.verdict.counterexample
    assert shown is not None
    assert shown.inputs["p"] == patient(age, True, vu=False)
    now, before = (each.value for each in shown.values)
    assert isinstance(now, Fraction)
    assert before == now + loss


@pytest.mark.parametrize("book", ["fmt_2026", "proposal_2024"])
def test_no_counterexample_counts_an_irrelevant_action(book: str) -> None:
    patients = [
        value
        for each in results(book)
        if each.verdict.counterexample
        for value in each.verdict.counterexample.inputs.values()
        if isinstance(value, dict) and "actions" in value
    ]
    assert any(each["actions"] for each in patients)
    for each in patients:
        actions = each["actions"]
        assert isinstance(actions, frozenset)
        for action in actions:
            assert isinstance(action, str)
            assert pay("fmt_2026", "pertinente", action, each), (action, each)


# Sources ------------------------------------------------------------------------------------------

INSTITUTIONS = ("ameli.fr", "legifrance.gouv.fr", "Cnam, ")
SOURCE = re.compile(r'source (?:« (.*?) »|"(.*?)")(?: (?:confiance|confidence) (\w+))?')
ENGLISH = {
    "officiel": "official",
    "rapporté": "reported",
    "dérivé": "derived",
    "supposé": "assumed",
} | {word: word for word in ("official", "reported", "derived", "assumed")}


@pytest.mark.parametrize("path", sorted(RULES.rglob("*.conv")), ids=lambda path: path.stem)
def test_what_is_official_was_read_at_the_institution_and_only_that(path: Path) -> None:
    for source, confidence in cited(path.read_text("utf-8")):
        institutional = any(site in source for site in INSTITUTIONS)
        if confidence == "official":
            assert institutional, source
        if confidence == "reported":
            assert not institutional, source
        assert len(set(source.split(" ; "))) == len(source.split(" ; ")), source


def cited(text: str) -> list[tuple[str, str]]:
    """Return each source of a book and the confidence that must stand beside it."""
    return [(fr or en, ENGLISH[word]) for fr, en, word in SOURCE.findall(text)]


# The rival ----------------------------------------------------------------------------------------

RENAMED = {
    "diabetique": "diabétique",
    "secteur": "conventionnement",
    "premiere": "première_installation",
    "annee": "année_exercice",
    "engagement": "engagement",
}
TENTHS_OF_A_PERCENT = ("part_c2s", "croissance")


def test_the_rival_agrees() -> None:
    ours = {key(each): each.verdict for each in results("fmt_2026")}
    theirs = {(a.name, frozenset(filter(None, a.reading.split(", ")))): a for a in fmt_rival.run()}
    assert {k: v.status.value for k, v in ours.items()} == {k: a.verdict for k, a in theirs.items()}
    for name, answer in theirs.items():
        if answer.counterexample:
            shown = ours[name].counterexample
            assert shown is not None
            records = [value for value in shown.inputs.values() if isinstance(value, dict)]
            by_hand = [plain(record) for _, record in answer.counterexample]
            assert sorted_records(records) == sorted_records(by_hand), name


def key(result: PropertyResult) -> tuple[str, frozenset[str]]:
    return result.property.name, frozenset(result.reading.values())


def plain(record: dict[str, object]) -> dict[str, Value]:
    """Return the rival's record as the evaluator would have it."""
    return {RENAMED.get(name, name): plain_value(name, value) for name, value in record.items()}


def plain_value(name: str, value: object) -> Value:
    if isinstance(value, list):
        return frozenset(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return value  # type: ignore[return-value]
    return Fraction(value, 1000) if name in TENTHS_OF_A_PERCENT else Fraction(value)


def sorted_records(records: list[dict[str, Value]]) -> list[str]:
    return sorted(repr(sorted(canonical(record).items())) for record in records)


def canonical(record: dict[str, Value]) -> dict[str, object]:
    return {
        name: sorted(map(str, value)) if isinstance(value, frozenset) else value
        for name, value in record.items()
    }
