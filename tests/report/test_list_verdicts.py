"""What a report says of verdicts about lists and of thresholds, with real proofs behind."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from convention_dsl.core.program import Binding, Library
from convention_dsl.core.provenance import NO_PROVENANCE
from convention_dsl.locale import NO_LABELS
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.prove import Selection, prove
from convention_dsl.proof.verdict import Ground, PropertyResult, Threshold
from convention_dsl.report.counterexample import side_by_side
from convention_dsl.report.gist import gist_of
from convention_dsl.report.grounds import grounds_text
from convention_dsl.report.kinds import KindTable
from convention_dsl.report.outcomes import threshold_text
from convention_dsl.report.payslip import Words
from convention_dsl.report.shown import shown_of
from convention_dsl.report.style import plain, width
from convention_dsl.report.verdicts import verdict_table
from convention_dsl.source import Source
from convention_dsl.types import NumberKind, NumberType
from tests.semantics.helpers import full, good

BOOK = """
record Patient "patient"
  age : integer 0..120 "age"
  ald : boolean "in ALD"
clause fee (p: Patient) "fee" : amount in whole cents
  = 7 €
    plus 45 € if p.ald "ALD"
property it
  for every L : list of Patient"""


def proved(text: str) -> tuple[PropertyResult, Library, Words]:
    """Return the verdict of the one property whose end is `text`."""
    library = good(BOOK + text)
    source = Source("file0.conv", full(BOOK + text))
    (result,) = prove(library, "sample", Selection(), Limits())
    return result, library, Words("en", NO_LABELS, {"file0.conv": source})


def report(text: str) -> str:
    """Return the whole report on one property."""
    result, library, words = proved(text)
    return plain(verdict_table([shown_of(library, result)], library, words))


def gist(text: str) -> list[str]:
    """Return what the recapitulation says of one property."""
    result, library, words = proved(text)
    return list(gist_of(result, shown_of(library, result).case, library, words))


# Thresholds -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "kind", "value", "text"),
    [
        ("en", NumberKind.RATE, Fraction(5, 37), "x ≥ 13.513… % (exactly 500/37 %)"),
        ("fr", NumberKind.RATE, Fraction(5, 37), "x ≥ 13,513…\xa0% (exactement 500/37\xa0%)"),
        ("en", NumberKind.AMOUNT, Fraction(-20_000, 3), "x ≥ -6,666.666… € (exactly -20000/3 €)"),
        ("en", NumberKind.NUMBER, Fraction(1, 3), "x ≥ 0.333… (exactly 1/3)"),
        ("en", NumberKind.NUMBER, Fraction(12345, 10_000), "x ≥ 1.2345"),
        ("en", NumberKind.RATE, Fraction(1, 8), "x ≥ 12.5 %"),
        ("en", NumberKind.NUMBER, Fraction(1, 3000), "x ≥ 1/3000"),
    ],
)
def test_a_limit_without_few_decimals_has_them_beside_it(
    language: str, kind: NumberKind, value: Fraction, text: str
) -> None:
    type_ = NumberType(kind)
    found = Threshold("x", type_, value, at_least=True, exact=True)
    said = threshold_text(found, Binding("x", type_), Words(language, NO_LABELS, {}))
    assert said.endswith(f" {text}")


# Differences ------------------------------------------------------------------------------------


def test_what_is_too_much_has_the_sign_of_its_difference() -> None:
    text = " such that number of (p in L) <= 20\n then sum of (fee(p) for p in L) <= 40 €"
    assert gist(text) == ["up to +1,000 €"]
    assert "+1,000 €" in report(text)


def test_and_so_has_what_is_too_little() -> None:
    text = " such that number of (p in L) <= 20\n then 40 € >= sum of (fee(p) for p in L)"
    assert gist(text) == ["down to −1,000 €"]
    assert "−1,000 €" in report(text)


def test_shares_are_rates() -> None:
    text = (
        " such that all (p in L: p.ald)\n then share of (p in L where p.ald) if empty 0 % = 100 %"
    )
    assert gist(text) == ["difference: −100 %"]
    assert "share of (p in L where p.ald) if empty 0 %  0 %\n" in report(text)


def test_both_sides_of_what_must_differ_are_shown() -> None:
    text = " such that number of (p in L) = 2\n then sum of (fee(p) for p in L) <> 14 €"
    assert gist(text) == ["difference: 0 €"]
    assert "sum of (fee(p) for p in L)  14 €\n" in report(text)


# Hypotheses -------------------------------------------------------------------------------------

SHARE = " such that share of (p in L where p.ald) if empty 0 % >= 15"


def test_hypotheses_that_clash_are_said_once_and_as_written() -> None:
    lines = report(f"{SHARE}\n then sum of (fee(p) for p in L) >= 0 €").splitlines()
    (first,) = (i for i, line in enumerate(lines) if "satisf" in line)
    assert lines[first + 1].strip() == "share of (p in L where p.ald) if empty 0 % >= 15"


def test_the_name_of_a_population_stands_beside_what_it_says() -> None:
    condition = "number of (p in M) <= 1 such that number of (p in M) >= 2"
    head, _, end = BOOK.partition("property")
    population = f'population few (M : list of Patient) "few" such that {condition}\n'
    text = f"{head}{population}property{end} such that L follows few\n then 1 = 2"
    (result,) = prove(good(text), "sample", Selection(), Limits())
    words = Words("en", NO_LABELS, {"file0.conv": Source("file0.conv", full(text))})
    said = plain(verdict_table([shown_of(good(text), result)], good(text), words))
    assert "L follows few: " in said
    assert "≤ 1) and (2 ≤" in said


def test_an_ellipsis_is_no_ground() -> None:
    one, two = "number of (p in L) <= 9", "number of (p in L) >= 1"
    result, _, words = proved(f" such that {one} such that {two}\n then 1 = 1")
    blank = Ground("hypothesis", "…", NO_PROVENANCE)
    for minimal, names in ((False, [one, two]), (True, [])):
        verdict = replace(result.verdict, grounds=(blank,), minimal=minimal)
        said = grounds_text(replace(result, verdict=verdict), words)
        assert "…" not in said
        assert [each for each in (one, two) if each in said] == names


# Tables -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kinds", "most"), [(1, 1), (6, 5), (8, 5)])
def test_kinds_with_large_counts_stand_beside_each_other_within_the_width(
    kinds: int, most: int
) -> None:
    heads = tuple(f"{n}3,960,774 ×" for n in range(1, kinds + 1))
    label = "deliveries of bronchodilators in twelve"
    found = KindTable("", heads, ((label, tuple("yes" for _ in heads)),), (), ())
    start = 0
    while start < kinds:
        count, lines = side_by_side(found, start, Words("en", NO_LABELS, {}))
        assert 1 <= count <= most
        assert max(map(width, lines)) <= 100
        assert all(head in plain(lines[0]) for head in heads[start : start + count])
        assert plain(lines[1]).count("yes") == count
        start += count
    assert start == kinds
