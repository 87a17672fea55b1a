from __future__ import annotations

from dataclasses import replace

import pytest

from convention_dsl.core import build
from convention_dsl.core.digest import digest, digest_program
from convention_dsl.core.link import link, with_values
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.operators import Operator
from convention_dsl.source import Span
from tests.core.library import (
    AGE_OF_P,
    ALD_OF_P,
    MONEY,
    at_least,
    below,
    book,
    clause,
    euros,
    library,
    parameter,
    row,
)


def test_places_do_not_matter():
    here = build.literal_amount(5, Span("a.conv", 1, 4))
    assert digest(here) == digest(euros(5))
    moved = replace(row("a", ALD_OF_P, here), span=Span("b.conv", 7, 9))
    first, second = build.cases([moved]), build.cases([row("a", ALD_OF_P, euros(5))])
    assert digest(first) == digest(second)


@pytest.mark.parametrize(
    "other",
    [
        euros("5.01"),
        build.literal_number(5),
        build.apply(Operator.ADD, (euros(2), euros(3))),
        below(AGE_OF_P, 5),
        at_least(AGE_OF_P, 5),
    ],
)
def test_content_matters(other):
    assert digest(other) != digest(euros(5))


def test_collections_are_told_apart():
    assert digest(("ab", "c")) != digest(("a", "bc"))
    assert digest(((1, 2), 3)) != digest((1, (2, 3)))
    assert digest(frozenset({"b", "a"})) == digest(frozenset({"a", "b"}))
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert digest((True,)) != digest((1,))


def test_a_digest_is_the_same_in_every_run():
    assert digest(("x", 1, None)) == (
        "89814233bbedfa9821e0e4f921af47168869a18611a0a3c19beea5ca9fc2451c"
    )


def test_programs_differ_by_their_values():
    texts = library(
        book(
            "a",
            parameter("a", "x", (None, "5")),
            clause("a", "f", build.parameter("a", "x", MONEY)),
        )
    )
    program, _ = link(texts, "a", at=None)
    again, _ = link(texts, "a", at=None)
    assert program is not None and again is not None
    assert digest_program(program) == digest_program(again)
    changed = with_values(program, {"a.x": euros(6).value})
    assert digest_program(changed) != digest_program(program)
    assert ClauseRef("a", "f") in changed.clauses
