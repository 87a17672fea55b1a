"""The module of a real book: what its functions take, refuse and give."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest

from .modules import loaded, material, source

FMT = Path(__file__).parents[3] / "rules" / "fmt"


@pytest.fixture(scope="module")
def fmt() -> ModuleType:
    return loaded(source(material(FMT, "fmt_2026", "fmt", "total", "versement")))


def test_it_says_what_it_is(fmt: ModuleType) -> None:
    assert ("fmt_2026", date(2026, 1, 1)) == (fmt.BOOK, fmt.DATE_OF_EFFECT)
    assert fmt.TITLE in fmt.__doc__
    assert fmt.VERSION in fmt.__doc__
    assert all(piece in fmt.__doc__.replace("\n    ", " ") for piece in fmt.SOURCES)
    assert "Source : La valorisation" in fmt.fmt.__doc__
    assert "un nombre entier de 0 à 120" in fmt.fmt.__doc__


def test_one_case_columns_and_raw_say_the_same(fmt: ModuleType) -> None:
    assert fmt.fmt(age=82, ald=True, actions={"grippe"}) == Decimal("105.00")
    assert fmt.RAW.fmt(82, True, 0, False, True, 1, *[False] * 3, 0, 0, 0) == 10_500
    assert fmt.fmt_columns(
        age=[82, 30], ald=[True, False], actions=[{"grippe"}, frozenset()], c2s=[False, True]
    ) == [Decimal("105.00"), Decimal("15.00")]
    patients = [fmt.Patient(age=82, ald=True), fmt.Patient(age=30, ald=False)]
    assert fmt.total(patients=patients, age=70) == Decimal("115.50")
    assert fmt.total_columns(patients=[patients, []], age=[70, 30]) == [Decimal("115.50"), 0]


@pytest.mark.parametrize(
    ("call", "name", "row"),
    [
        (lambda m: m.fmt(age=121, ald=True), "age", None),
        (lambda m: m.fmt(age=82.0, ald=True), "age", None),
        (lambda m: m.fmt(age=True, ald=True), "age", None),
        (lambda m: m.fmt(age=82, ald=1), "ald", None),
        (lambda m: m.fmt(age=82, ald=False, nos={1}), "p", None),
        (lambda m: m.fmt(age=82, ald=True, nos={33}), "nos", None),
        (lambda m: m.fmt(age=82, ald=True, actions={"gripe"}), "actions", None),
        (lambda m: m.fmt(age=82, ald=True, actions=["grippe"]), "actions", None),
        (lambda m: m.fmt(age=82, ald=True, auteur="moi"), "auteur", None),
        (lambda m: m.Patient(age=3, ald=False, nos={3}), "Patient", None),
        (lambda m: m.total(patients=[{"age": 3}]), "patients", None),
        (lambda m: m.versement(annuel=Decimal("0.001"), rang=1), "annuel", None),
        (lambda m: m.versement(annuel=0.5, rang=1), "annuel", None),
        (lambda m: m.versement(annuel=Decimal("NaN"), rang=1), "annuel", None),
        (lambda m: m.versement(annuel=-1, rang=1), "annuel", None),
        (lambda m: m.fmt_columns(age=[1, 300], ald=[True, True]), "age", 1),
        (lambda m: m.fmt_columns(age=[1, 2], ald=[True, 0]), "ald", 1),
        (lambda m: m.fmt_columns(age=[1, 30], ald=[True]), "ald", None),
        (lambda m: m.fmt_columns(age=[1, 3], ald=[False] * 2, nos=[set(), {3}]), "p", 1),
        (lambda m: m.fmt_columns(age=[1], ald=[True], auteur=["moi"]), "auteur", 0),
        (lambda m: m.fmt(age=1, ald=True, auteur=["moi"]), "auteur", None),
        (lambda m: m.fmt_columns(age=[1], ald=[True], auteur=[{}]), "auteur", 0),
    ],
)
def test_what_it_refuses(
    fmt: ModuleType, call: Callable[[ModuleType], object], name: str, row: int | None
) -> None:
    with pytest.raises(fmt.InputError) as refused:
        call(fmt)
    assert (refused.value.name, refused.value.row) == (name, row)
    assert str(refused.value).startswith(name)


def test_amounts_are_taken_in_any_exact_form(fmt: ModuleType) -> None:
    given = [100, Decimal("100.00"), Fraction(100)]
    assert len({fmt.versement(annuel=each, rang=1) for each in given}) == 1
