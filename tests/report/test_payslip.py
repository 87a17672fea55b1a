from fractions import Fraction as F

from syrupy.assertion import SnapshotAssertion

from convention_dsl.core.explanation import StepKind
from convention_dsl.locale import item_labels
from convention_dsl.report.payslip import Words, payslip
from convention_dsl.report.style import plain

from .examples import LIBRARY, OFFICIAL, ROW, SOURCES, patient, slip, step

ENGLISH = Words("en", item_labels(LIBRARY), SOURCES)
FRENCH = Words("fr", item_labels(LIBRARY), SOURCES)


def shown(lines: list[str]) -> str:
    return plain("\n".join(lines))


def test_a_total_is_laid_out_in_lines(snapshot: SnapshotAssertion) -> None:
    assert shown(payslip(slip(F(100), patient(82, True)), ENGLISH)) == snapshot


def test_cents_are_written_on_every_line(snapshot: SnapshotAssertion) -> None:
    assert shown(payslip(slip(F(100), patient(82, True), bonus=F("5.50")), FRENCH)) == snapshot


def test_a_clause_without_terms_is_one_line(snapshot: SnapshotAssertion) -> None:
    row = step(StepKind.ROW, "base/row-1", F(100), span=ROW, provenance=OFFICIAL)
    clause = step(StepKind.CLAUSE, "fmt.base", F(100), row, label="base amount")
    assert shown(payslip(clause, ENGLISH)) == snapshot


def test_a_rounding_stands_under_the_total(snapshot: SnapshotAssertion) -> None:
    terms = [step(StepKind.TERM, f"t{i}", F(1, 3), label=f"a third, {i}") for i in (1, 2)]
    rounding = step(StepKind.ROUNDING, "", F("0.67"), *terms, before=F(2, 3))
    clause = step(StepKind.CLAUSE, "fmt.fmt", F("0.67"), rounding)
    assert shown(payslip(clause, FRENCH)) == snapshot


def test_terms_that_are_not_the_whole_amount_are_no_lines() -> None:
    term = step(StepKind.TERM, "t", F(10), label="ten")
    clause = step(StepKind.CLAUSE, "fmt.fmt", F(20), term, label="twice ten")
    assert shown(payslip(clause, ENGLISH)).splitlines()[0] == "20 €  twice ten"


def test_what_is_assumed_is_marked() -> None:
    assert "chosen here (ASSUMED)" in shown(payslip(slip(F(1), patient(7, False)), ENGLISH))


def test_a_clause_within_says_its_value_where_the_line_does_not() -> None:
    row = step(StepKind.ROW, "base/row-1", F(4), label="few", span=ROW)
    inner = step(StepKind.CLAUSE, "fmt.counted", F(4), row)
    plain_one = step(StepKind.CLAUSE, "fmt.price", F(5))
    same = step(StepKind.CLAUSE, "fmt.whole", F(20))
    clause = step(StepKind.CLAUSE, "fmt.fmt", F(20), inner, plain_one, same)
    first, *details = shown(payslip(clause, ENGLISH)).splitlines()
    assert first.split() == ["20", "€", "fmt"]
    found = [line.split("  ")[-2 if "conv:" in line else -1].strip() for line in details]
    assert [text for text in found if text.startswith("counted")] == ["counted, few = 4 €"]
    assert "clause price = 5 €" in " ".join(details)
    assert not any("whole =" in line for line in details)
