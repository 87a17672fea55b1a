from dataclasses import replace
from fractions import Fraction as F

from convention_dsl.core.program import Book, DatedValue, Library, Scope
from convention_dsl.locale import item_labels
from convention_dsl.proof.verdict import PropertyResult
from convention_dsl.report.chosen import amount_rows, amounts_note, chosen_amounts, slip_notes
from convention_dsl.report.payslip import Words

from .examples import BOOK, FOUND, PARAMETER, REFUTED, SOURCES

WORDS = Words("fr", item_labels(Library({"v": BOOK})), SOURCES)


def spaced(text: str) -> str:
    """Return a text with plain spaces."""
    return text.replace("\u00a0", " ")


def library(*values: F) -> Library:
    own = replace(PARAMETER, values=tuple(DatedValue(None, value) for value in values))
    book: Book = replace(BOOK, parameters=(own,))
    return Library({"v": book})


def found(value: F, scope: Scope = Scope.OPEN) -> PropertyResult:
    case = replace(FOUND, parameters={"v.bonus": value})
    return replace(REFUTED, scope=scope, verdict=replace(REFUTED.verdict, counterexample=case))


def test_an_amount_other_than_the_text_s_is_said_to_be_chosen() -> None:
    [(label, text)] = amount_rows(found(F(3)), library(F(2)), WORDS)
    assert label == "the bonus"
    assert spaced(text) == "3 € (choisi entre 1 € et 5 € ; 2 € dans le texte)"
    notes = slip_notes(found(F(3)), library(F(2)), WORDS)
    assert spaced(notes["v.bonus"]) == "choisi ; 2 € dans le texte"
    assert amounts_note(found(F(3)), library(F(2)), WORDS) == ""


def test_an_amount_as_in_the_text_is_left_out_and_that_is_said() -> None:
    assert chosen_amounts(found(F(2)), library(F(2))) == {}
    assert amount_rows(found(F(2)), library(F(2)), WORDS) == []
    note = amounts_note(found(F(2)), library(F(2)), WORDS)
    assert note == "montants ouverts : tous comme dans le texte"
    assert amounts_note(found(F(2), Scope.VALUES), library(F(2)), WORDS) == ""


def test_an_amount_without_a_value_in_the_text() -> None:
    [(_, text)] = amount_rows(found(F(3)), library(), WORDS)
    assert spaced(text) == "3 € (choisi entre 1 € et 5 € ; sans valeur dans le texte)"
