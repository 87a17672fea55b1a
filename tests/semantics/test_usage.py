"""Warnings about what is never used and what has no source."""

import pytest

from tests.semantics.helpers import elaborated


def warnings(text):
    return [
        (each.code, each.arguments["name"])
        for each in elaborated(text)[1]
        if each.code.startswith("W")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("parameter a : amount = 5 €", [("W0101", "a")]),
        ("parameter a : amount = 5 €\nclause x : amount = a", []),
        ("clause old (n: integer 0..9) : boolean = n > 3", [("W0103", "old")]),
        ("clause old (n: integer 0..9) : boolean = n > 3\nexample old(5) = yes", []),
        ("clause x (n: integer 0..9) : amount = 1 € * n", []),
        ("record Pay\n  a : amount\nclause x (n: integer 0..9) : Pay = Pay(a: 1 € * n)", []),
        ("clause x : amount = 1 € let n = 3", [("W0102", "n")]),
        ("clause x : amount = 1 € * m let n = 3 let m = n", []),
        (
            "clause old (n: integer 0..9) : boolean = n > 3\n"
            "property p1 for every n: integer 0..9 such that old(n) then n > 3",
            [],
        ),
        (
            "property p1 for every n: integer 0..9 then n > 3 let m = n",
            [("W0102", "m")],
        ),
    ],
)
def test_what_is_never_used(text, expected):
    assert warnings(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("clause x : amount = 1 €", [("W0104", "x")]),
        ('clause x : amount source "Q1" = 1 €', []),
        ('clause x : amount = 1 € source "Q1"', []),
        ("clause x : amount = 0 €", []),
        (
            'clause x (b: boolean) : amount\n  | b || amount |\n  | yes || 1 € | source "Q1"\n'
            "  | no || 2 € |\n",
            [("W0104", "x")],
        ),
        ("parameter a : amount = 5 €\nclause x : amount = a", [("W0104", "a")]),
        ('parameter a : amount = 5 € source "Q1"\nclause x : amount = a', []),
        (
            'parameter a : amount from 2026-01-01 : 5 € source "Q1" from 2027-01-01 : 6 €\n'
            "clause x : amount = a",
            [("W0104", "a")],
        ),
    ],
)
def test_what_has_no_source(text, expected):
    assert warnings("convention bare\n" + text) == expected


def test_a_book_with_errors_gets_no_such_warnings():
    assert warnings("parameter a : amount = 5 €\nclause x : amount = b") == []
