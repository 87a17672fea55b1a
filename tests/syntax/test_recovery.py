"""What is told of a text with errors, and how much work it is."""

import pytest

from convention_dsl.syntax import lalr
from convention_dsl.syntax.limits import MAX_ERRORS
from tests.syntax.reading import codes, read, with_language


def table(rows: list[str]) -> str:
    return "\n".join(
        ["clause c (a: integer 0..9, b: boolean) : amount", "  | a | b || amount |", *rows]
    )


def test_each_bad_row_is_told_and_the_good_ones_are_not() -> None:
    rows = ["  | 1 |   || 1 € |", "  | 2 | - || 1 € |", "  | 3 | - | 1 € |", "  | 4 | - || 1 € |"]
    assert codes(table(rows)) == ["E0015", "E0037"]


def test_an_error_does_not_reach_the_next_declaration() -> None:
    text = "clause a : amount = (5 €\nclause b : amount = 5 €\nparameter c : amount = 5 €"
    file, diagnostics = read(text)
    assert [each.code for each in diagnostics] == ["E0042"]
    assert len(file.declarations) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("clause c : amount\n  = 5 €\n  plus\n  plus 3 € if\n  minus 1 €", ["E0051", "E0051"]),
        ("record R\n  a boolean\n  b : boolean\n  c : = 3\n  d : date", ["E0001", "E0001"]),
        (
            "clause c (a: boolean) : amount\n  when a then\n  when not a then 5 €\n  otherwise",
            ["E0051", "E0051"],
        ),
        (
            "property p\n  for every x Patient\n  such that x.a and\n  then x.b\n"
            '  expected refuted becaus "x"',
            ["E0001", "E0051", "E0040"],
        ),
        ("clause c (p: Patient : amount\n  = 5 € +\n  let = 3", ["E0042", "E0051", "E0001"]),
        (
            "exception e to c when a then 5 €\n  plus 3 € if\n  let x 3",
            ["E0051", "E0001"],
        ),
        ("parameter p : rate\n  from 2026 : 3 %\n  from 2027-01-01 3 %", ["E0001", "E0001"]),
        ("claus c : amount\n  = 5 €\n  plus 3 € if", ["E0040", "E0051"]),
    ],
)
def test_several_errors_of_one_declaration(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_the_words_of_the_message_are_those_of_the_text() -> None:
    (diagnostic,) = read("clause c : amount\n  when a 5 €\n")[1]
    assert "`then`" in str(diagnostic.arguments["expected"])
    (diagnostic,) = read("# language: fr\nclause c : montant\n  quand a 5 €\n")[1]
    assert "`alors`" in str(diagnostic.arguments["expected"])


def test_too_many_errors_are_cut_short() -> None:
    diagnostics = read("claus a : amount = 5 €\n" * (3 * MAX_ERRORS))[1]
    assert len(diagnostics) == MAX_ERRORS + 1
    assert diagnostics[-1].code == "E0038"


class _Counting(lalr.Recogniser):
    """Counts the tokens that are tried."""

    tried = 0

    def _after(self, kind: str) -> list[int] | None:
        type(self).tried += 1
        return super()._after(kind)


@pytest.mark.parametrize(
    "line",
    [
        "  | > 8 |  || 5 € |",
        "  plus 5 € iff p.x",
        "  such tha ald boolean",
        "foo bar ( ] } , . 12 if then clause",
        "claus a : amount = 5 €",
        "  a boolean",
    ],
)
def test_the_work_grows_with_the_text_only(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("convention_dsl.syntax.recovery.Recogniser", _Counting)
    work = []
    for lines in (400, 800):
        _Counting.tried = 0
        read(with_language("record R\n" + f"{line}\n" * lines))
        work.append(_Counting.tried)
    assert work[1] <= 2.2 * work[0]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("average of (n pour n dans S) si vide 0", "moyenne de"), ("share of (n dans S)", "part de")],
)
def test_a_phrase_of_the_other_surface_is_told_whole(written: str, meant: str) -> None:
    text = f"# language: fr\nclause c (S : ensemble d'entier 0..9) : nombre = {written}\n"
    (diagnostic,) = read(text)[1]
    assert (diagnostic.code, diagnostic.suggestion) == ("E0041", meant)


def test_a_year_is_asked_for_as_a_year() -> None:
    (diagnostic,) = read("budget b : amount = 5 € for\n")[1]
    assert "a year" in str(diagnostic.arguments["expected"])
    (diagnostic,) = read("# language: fr\nbudget b : montant = 5 € pour rien\n")[1]
    assert "une année" in str(diagnostic.arguments["expected"])
