"""What users see of verdicts about lists, budget lines and thresholds."""

import json
from dataclasses import replace
from fractions import Fraction as F

import pytest
from syrupy.assertion import SnapshotAssertion

from convention_dsl.core.nodes import Multiset
from convention_dsl.core.program import Status
from convention_dsl.proof.verdict import Counterexample, Threshold, Verdict
from convention_dsl.report.accesses import Accesses
from convention_dsl.report.cases import counted
from convention_dsl.report.certificates import certificate_text
from convention_dsl.report.documents import verdicts_json
from convention_dsl.report.outcomes import threshold_text
from convention_dsl.report.shown import linked_for, shown_of
from convention_dsl.report.style import COLUMNS, plain, width
from convention_dsl.report.verdicts import Shown, verdict_table
from convention_dsl.types import INTEGER

from .envelopes import (
    BOUNDED,
    BY_CLASSES,
    CENTS,
    DOCTORS,
    ENOUGH,
    EVERY,
    IDENTITY,
    KEPT,
    LARGE,
    LEMMA,
    LIBRARY,
    ONE_DOCTOR,
    PROOF,
    SEEN,
    definition,
    patient,
    result,
    shown,
    words,
)

IDS = [f"{number}-{each.result.property.name}" for number, each in enumerate(EVERY)]


def text_of(each: Shown, language: str = "en") -> str:
    text = plain(verdict_table([each], LIBRARY, words(language)))
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "each", EVERY, ids=[f"{i}-{x.result.property.name}" for i, x in enumerate(EVERY)]
)
def test_the_text(each, language: str, snapshot: SnapshotAssertion) -> None:
    text = plain(verdict_table([each], LIBRARY, words(language)))
    assert text == snapshot
    assert all(width(line) <= COLUMNS for line in text.splitlines())


@pytest.mark.parametrize(
    "each", EVERY, ids=[f"{i}-{x.result.property.name}" for i, x in enumerate(EVERY)]
)
def test_the_json(each, snapshot: SnapshotAssertion) -> None:
    document = verdicts_json([each], LIBRARY, words("en"))
    assert json.loads(json.dumps(document)) == document
    entry = document["properties"][0]
    found = {name: entry.get(name) for name in ("certificate", "worst", "threshold")}
    if found["certificate"]:
        found["certificate"] = {**found["certificate"], "conclusion": "…", "replaced": "…"}
        for lemma in found["certificate"]["lemmas"]:
            lemma["obligations"] = len(lemma["obligations"])
    if entry["counterexample"]:
        found |= {name: entry["counterexample"].get(name) for name in ("lists", "comparisons")}
    assert found == snapshot


def test_the_kinds_of_a_list_add_up_to_the_difference_of_the_claim() -> None:
    for each in (KEPT, DOCTORS, ONE_DOCTOR):
        (kinds,) = each.case.kinds
        (balance,) = each.case.balances
        last = kinds.columns[-1]
        assert last.expr is None
        total = sum(n * value for n, value in zip(kinds.counts, last.values, strict=True))
        assert total == balance.difference
        assert not balance.holds


def test_only_what_the_property_reads_is_a_field_of_the_table() -> None:
    (kinds,) = KEPT.case.kinds
    assert kinds.fields == {("age",), ("ald",), ("seen",)}


def test_fields_of_lists_inside_elements_are_read_through_clauses() -> None:
    program, own = linked_for(LIBRARY, DOCTORS.result)
    found = Accesses(program).of((own.claim,), ["D"])
    assert ("D", "patients", "ald") in found
    assert ("D", "zone") not in found


def test_equal_elements_are_counted_together_most_frequent_first() -> None:
    one, two = patient(30), patient(40)
    assert counted((one, two, one)) == [(one, 2), (two, 1)]
    assert counted(Multiset(((one, 2), (two, 1), (one, 3)))) == [(one, 5), (two, 1)]


def test_a_long_list_takes_no_room() -> None:
    many = Counterexample({"L": Multiset(((patient(40, True, seen=False), 10**9),))})
    text = text_of(shown("kept", Verdict(Status.REFUTED, many)))
    assert "1,000,000,000 ×" in text
    assert "−41,000 M€" in text
    assert len(text.splitlines()) < 30
    document = json.dumps(
        verdicts_json([shown("kept", Verdict(Status.REFUTED, many))], LIBRARY, words("en"))
    )
    assert '"count": 1000000000' in document


def test_an_empty_list_is_said() -> None:
    empty = Counterexample({"L": ()})
    text = text_of(shown("kept", Verdict(Status.REFUTED, empty)))
    assert "L: an empty list (patient)" in text


def test_the_figures_of_an_identity_that_holds_are_shown_too() -> None:
    proved = shown_of(LIBRARY, result("sums", Verdict(Status.PROVED)))
    text = text_of(proved)
    assert "visits_2025 + visits_2026  950 M€" in text
    assert "counterexample" not in text


# Certificates -----------------------------------------------------------------------------------


def lemma(**changes: object) -> str:
    changed = replace(PROOF, lemmas=(replace(LEMMA, **changes),))  # type: ignore[arg-type]
    found = certificate_text(changed, definition("seen"), words("en"))
    return found.lemmas[0].sentence(words("en"))


def test_a_lemma_without_hypotheses_compares_with_nought() -> None:
    claim = ((F(1), "s1"), (F(-1), "s2"))
    assert lemma(hypotheses=(), claim=claim) == "for every p of L: new(p) − former(p) ≥ 0 €"


def test_weights_and_multipliers_have_units() -> None:
    claim = ((F(2), "s1"), (F(-1, 3), "s3"), (F(5), "s4"))
    assert lemma(hypotheses=(), claim=claim) == (
        "for every p of L: 2 × new(p) + 5 € × (1 if p.ald) − 1/3 € ≥ 0 €"
    )


def test_a_negative_multiplier_is_subtracted() -> None:
    hypotheses = ((F("-3.20"), ((F(1), "s4"), (F(-15, 100), "s3")), "…"),)
    assert lemma(hypotheses=hypotheses).endswith("≥ −3.20 € × ((1 if p.ald) − 15 %)")


def test_conditions_come_first() -> None:
    condition = definition("seen").hypotheses[1]
    assert lemma(conditions=(condition,)).startswith("where number of (p in L where p.ald) >= 15 %")


def test_sums_with_other_names_speak_of_the_same_element() -> None:
    first, second, *rest = PROOF.sums
    renamed = replace(second, elements=(("q", second.elements[0][1]),))
    changed = replace(PROOF, sums=(first, renamed, *rest))
    text = certificate_text(changed, definition("seen"), words("en")).lemmas[0].formula
    assert "former(p)" in text or "former(q)" not in text


# Thresholds -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("threshold", "english", "french"),
    [
        (
            Threshold("x", CENTS, F("1.24"), at_least=True, exact=True),
            "holds exactly when x ≥ 1.24 €",
            "vrai exactement quand x ≥ 1,24 €",
        ),
        (
            Threshold("x", CENTS, F("1.24"), at_least=False),
            "holds exactly when x ≤ 1.24 € (in steps of 0.01 €)",
            "vrai exactement quand x ≤ 1,24 € (au pas de 0,01 €)",
        ),
        (
            Threshold("x", CENTS, None, at_least=True),
            "holds for no x from 0 € to 20 €",
            "vrai pour aucun x de 0 € à 20 €",
        ),
        (
            Threshold("x", CENTS, None, at_least=True, always=True),
            "holds whatever x from 0 € to 20 €",
            "vrai quel que soit x de 0 € à 20 €",
        ),
    ],
)
def test_thresholds_in_words(threshold: Threshold, english: str, french: str) -> None:
    binding = definition("enough").threshold
    texts = [threshold_text(threshold, binding, words(each)) for each in ("en", "fr")]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts] == [english, french]


def test_a_threshold_shows_the_case_beyond_it() -> None:
    text = text_of(ENOUGH)
    assert "counterexample at x = 0.01 €:" in text


def test_a_shortfall_of_another_list_shows_that_list() -> None:
    text = text_of(BOUNDED)
    assert "largest shortfall: 18,401 €, with this list:" in text
    assert "2,549 ×" in text
    assert BOUNDED.worst.found == LARGE


def test_classes_are_a_table(snapshot: SnapshotAssertion) -> None:
    found = certificate_text(BY_CLASSES.result.verdict.certificate, definition("seen"), words("en"))
    assert found.classes.heads == ("", "new(p)", "former(p)", "(1 if p.ald)")
    assert len(found.classes.rows) == 3
    assert not found.lemmas
    assert SEEN.case is None
    assert IDENTITY.case.balances


def test_a_lemma_of_counts_alone_is_about_the_amounts_of_the_claim() -> None:
    counts = replace(LEMMA, claim=((F(-6623), "s3"),), hypotheses=())
    both = replace(PROOF, lemmas=(LEMMA, counts))
    found = certificate_text(both, definition("seen"), words("en")).lemmas[1]
    assert found.formula == "−6,623 € ≥ 0 €"


def test_rates_are_for_shares_of_counts_only() -> None:
    body = PROOF.sums[3]
    actions = replace(body, name="s5", filter=None, body=PROOF.sums[0].body, type=INTEGER)
    hypotheses = ((F(5), ((F(1), "s5"), (F(-7, 10), "s3")), "…"),)
    lemmas = (replace(LEMMA, hypotheses=hypotheses),)
    changed = replace(PROOF, sums=(*PROOF.sums, actions), lemmas=lemmas)
    text = certificate_text(changed, definition("seen"), words("en")).lemmas[0].formula
    assert text.endswith("≥ 5 € × (new(p) − 0.7)")
