from dataclasses import replace

from convention_dsl.core.program import Scope
from convention_dsl.locale import item_labels
from convention_dsl.proof.verdict import PropertyResult
from convention_dsl.report.payslip import Words
from convention_dsl.report.recap import recap
from convention_dsl.report.style import COLUMNS, plain, width

from .examples import LIBRARY, PROVED, REFUTED, SOURCES, UNKNOWN

WORDS = Words("en", item_labels(LIBRARY), SOURCES)


def named(result: PropertyResult, name: str, **more: object) -> PropertyResult:
    return replace(result, property=replace(result.property, name=name, **more))  # type: ignore[arg-type]


def read(result: PropertyResult, reading: str, scope: Scope = Scope.VALUES) -> PropertyResult:
    return replace(result, reading={"v.complex": reading}, scope=scope)


def lines(*results: PropertyResult) -> list[str]:
    filler = [named(PROVED, f"filler_{i}") for i in range(9)]
    return [plain(line) for line in recap([*results, *filler], LIBRARY, WORDS)]


def test_a_short_report_has_none() -> None:
    assert list(recap([REFUTED, PROVED], LIBRARY, WORDS)) == []


def test_promises_come_first_and_what_is_not_settled_is_named() -> None:
    question = named(REFUTED, "question", promised_by=())
    text = lines(question, named(REFUTED, "promise"), named(UNKNOWN, "open_promise"))
    assert text[0] == "2 of the 12 properties do not hold; 1 is not settled"
    places = [i for i, line in enumerate(text) if "(" in line and ")" in line]
    heads = [text[i] for i in places]
    assert [name in "".join(heads) for name in ("promise", "question", "open_promise")] == [
        True
    ] * 3
    assert text.index("  promises") < text.index("  other properties")
    assert "question" in "\n".join(text[text.index("  other properties") :])
    assert "        unknown" in text


def test_the_readings_that_fail_are_named_where_not_all_do() -> None:
    refuted, proved = named(REFUTED, "x"), named(PROVED, "x")
    text = "\n".join(
        lines(
            read(refuted, "strict"),
            read(proved, "broad"),
            read(refuted, "strict", Scope.OPEN),
            read(refuted, "broad", Scope.OPEN),
        )
    )
    assert "refuted in 3 of 4" in text
    assert "at the values; reading strict: fmt(complex) = 60 €" in text
    assert "whatever the open amounts: e.g. fmt(complex) = 60 €" in text


def test_it_ends_with_a_legend_and_fits() -> None:
    text = lines(named(REFUTED, "a_name" * 20))
    assert "official > reported > derived > assumed" in "\n".join(text)
    assert all(width(line) <= COLUMNS for line in text if " " in line.strip())
