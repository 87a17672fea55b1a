import json
from dataclasses import replace
from datetime import date
from fractions import Fraction as F

import pytest
from syrupy.assertion import SnapshotAssertion

from convention_dsl.core.nodes import Call, ClauseRef, Variable
from convention_dsl.core.program import Binding, Library
from convention_dsl.locale import item_labels
from convention_dsl.proof.verdict import Counterexample, ShownValue
from convention_dsl.report.calls import call_title
from convention_dsl.report.documents import verdicts_json
from convention_dsl.report.payslip import Words
from convention_dsl.report.style import COLUMNS, plain, width
from convention_dsl.report.verdicts import Shown, verdict_table
from convention_dsl.types import AMOUNT

from .examples import (
    ACTION,
    BOOK,
    COMPLEX,
    FOUND,
    LIBRARY,
    PATIENT,
    PROVED,
    REFUTED,
    SIMPLE,
    SOURCES,
    UNKNOWN,
    VACUOUS,
    patient,
    slip,
)

STEPS = (slip(F(55), COMPLEX), slip(F("55.50"), SIMPLE))
OTHER_CASE = replace(FOUND, inputs={"complex": SIMPLE, "simple": COMPLEX})
SHOWN = [Shown(PROVED), Shown(REFUTED, STEPS), Shown(UNKNOWN), Shown(VACUOUS)]


def words(language: str) -> Words:
    return Words(language, item_labels(LIBRARY), SOURCES)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_table(language: str, snapshot: SnapshotAssertion) -> None:
    assert plain(verdict_table(SHOWN, LIBRARY, words(language))) == snapshot


def test_the_rows_alone(snapshot: SnapshotAssertion) -> None:
    assert plain(verdict_table(SHOWN, LIBRARY, words("en"), quiet=True)) == snapshot


def test_no_property_is_said() -> None:
    assert verdict_table([], LIBRARY, words("en")) == "no property to prove\n"


def test_the_json_document(snapshot: SnapshotAssertion) -> None:
    document = verdicts_json(SHOWN, LIBRARY, words("en"))
    assert json.loads(json.dumps(document)) == document
    assert document == snapshot


def read(shown: Shown, reading: str) -> Shown:
    return Shown(replace(shown.result, reading={"v.complex": reading}), shown.steps)


def test_a_case_shown_before_is_only_named() -> None:
    refuted = Shown(REFUTED, STEPS)
    other = Shown(
        replace(REFUTED, verdict=replace(REFUTED.verdict, counterexample=OTHER_CASE)), STEPS
    )
    three = [read(refuted, "strict"), read(other, "broad"), read(refuted, "wide")]
    text = plain(verdict_table(three, LIBRARY, words("en")))
    assert text.count("counterexample:\n") == 2
    assert (
        "counterexample: the same case as above (reading strict, whatever the open amounts)" in text
    )
    assert text.count("the authors' reason: one action outweighs ALD") == 2


def test_calls_are_called_as_the_property_writes_them() -> None:
    call = Call(
        type=AMOUNT, clause=ClauseRef("fmt", "fmt"), arguments=(Variable(type=PATIENT, name="p"),)
    )
    definition = replace(REFUTED.property, shown=(("old.fmt(complex)", call),))
    case = Counterexample({"p": COMPLEX}, (ShownValue("old.fmt(complex)", AMOUNT, F(60)),))
    verdict = replace(REFUTED.verdict, counterexample=case)
    found = replace(REFUTED, property=definition, verdict=verdict)
    assert call_title(STEPS[0], found, words("en")) == "old.fmt(complex)"
    changed = slip(F(55), {**COMPLEX, "age": F(3)})
    named = replace(definition, inputs=(Binding("p", PATIENT),))
    assert call_title(changed, replace(found, property=named), words("fr")) == "fmt.fmt(p modifié)"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_line_is_too_wide(language: str) -> None:
    done = patient(82, False, *ACTION.items)
    case = Counterexample({"complex": COMPLEX, "simple": done}, FOUND.values)
    long = replace(
        REFUTED,
        property=replace(REFUTED.property, title="a long title " * 20),
        verdict=replace(REFUTED.verdict, counterexample=case),
        reading={f"v.{i}": "a_very_long_name_of_a_reading" for i in range(5)},
    )
    text = plain(verdict_table([Shown(long, STEPS)], LIBRARY, words(language)))
    assert max(map(width, text.split("\n"))) <= COLUMNS


def test_each_book_has_a_banner() -> None:
    other = replace(REFUTED, property=replace(REFUTED.property, book="w"))
    library = Library({"v": BOOK, "w": replace(BOOK, name="w", title="The other one")})
    one_day = replace(UNKNOWN, start=date(2026, 3, 1), end=date(2026, 3, 1))
    text = plain(verdict_table([Shown(one_day), Shown(other, STEPS)], library, words("en")))
    assert "══ v ══  verdicts on 1 March 2026\n" in text
    assert "══ w — The other one ══\n" in text
