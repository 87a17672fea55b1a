from __future__ import annotations

from dataclasses import replace

import pytest

from convention_dsl.core import build
from convention_dsl.core.link import link
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.operators import Operator
from convention_dsl.core.wellformed import check, findings
from convention_dsl.types import AMOUNT, BOOLEAN
from tests.core.library import (
    AGE,
    AGE_OF_P,
    ALD_OF_P,
    EMPTY,
    PATIENT,
    P,
    book,
    called,
    clause,
    euros,
    library,
    row,
)


def test_a_linked_program_is_well_formed():
    texts = library(
        book(
            "a",
            clause("a", "f", build.dated([(None, euros(5))])),
            clause("a", "g", build.if_(ALD_OF_P, called("a", "f"), euros(0))),
        )
    )
    program, _ = link(texts, "a", at=None)
    assert program is not None
    assert findings(program) == []


@pytest.mark.parametrize(
    "expr",
    [
        build.variable("nobody", AGE),
        build.variable("p", AGE),
        replace(build.apply(Operator.ADD, (AGE_OF_P, AGE_OF_P)), type=AGE),
        build.dated([(None, euros(5))]),
        build.call(ClauseRef("a", "f"), (P,), AMOUNT),
        build.parameter("a", "x", AMOUNT),
        build.cases([row("a", ALD_OF_P, euros(1)), row("a", ALD_OF_P, euros(1))]),
        build.cases([row("a", AGE_OF_P, euros(1))]),
        replace(euros(5), value=euros(6).value),
        build.let("x", AGE_OF_P, build.variable("x", BOOLEAN)),
    ],
)
def test_what_is_wrong_is_found(expr):
    assert list(check(EMPTY, expr, {"p": PATIENT}))
