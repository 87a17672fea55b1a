import json
from fractions import Fraction as F

import pytest
from syrupy.assertion import SnapshotAssertion

from convention_dsl.locale import item_labels
from convention_dsl.report.documents import verdicts_json
from convention_dsl.report.payslip import Words
from convention_dsl.report.style import plain
from convention_dsl.report.verdicts import Shown, verdict_table

from .examples import (
    COMPLEX,
    LIBRARY,
    PROVED,
    REFUTED,
    SIMPLE,
    SOURCES,
    UNKNOWN,
    VACUOUS,
    slip,
)

STEPS = (slip(F(55), COMPLEX), slip(F("55.50"), SIMPLE))
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
