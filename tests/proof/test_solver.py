from __future__ import annotations

from time import monotonic

import pytest

from convention_dsl.proof.limits import Limits
from convention_dsl.proof.solver import Assigned, Outcome, Session
from convention_dsl.proof.symbolic import OutsideMethod

TEXT = """
(declare-const n Int)
(declare-const b Bool)
(declare-const h Bool)
(assert (=> h (and b (< 3 n))))
"""


def session(text: str = TEXT, **limits: object) -> Session:
    return Session(text, Limits(**limits), monotonic() + 30)


def test_questions_are_asked_under_assumptions() -> None:
    asked = session()
    assert asked.check(["h"]) is Outcome.SAT
    wanted = {"n": Assigned("n", False), "b": Assigned("b", True)}
    found = asked.values(wanted)
    assert found["n"] > 3
    assert found["b"] == 1
    asked.push()
    asked.require(["(< n 2)"])
    assert asked.check(["h"]) is Outcome.UNSAT
    assert asked.core() == {"h"}
    assert asked.check() is Outcome.SAT
    asked.pop()
    assert asked.check(["h"]) is Outcome.SAT


def test_negative_numbers_are_read_back() -> None:
    asked = session(TEXT + "(assert (= n (- 12)))")
    assert asked.check() is Outcome.SAT
    assert asked.values({0: Assigned("n", False)}) == {0: -12}


def test_running_out_of_steps_is_an_answer_and_always_the_same() -> None:
    names = [f"x{i}" for i in range(9)]
    text = "".join(f"(declare-const {name} Int)(assert (< 1 {name} 9999999))" for name in names)
    text += f"(assert (= (* {' '.join(names[:5])}) (+ 1 (* {' '.join(names[4:])}))))"
    for _ in range(2):
        asked = session(text, steps=2_000)
        assert asked.check() is Outcome.UNKNOWN
        assert asked.last_unknown in ("time", "non-linear")


def test_a_script_that_cannot_be_read_is_no_traceback() -> None:
    with pytest.raises(OutsideMethod) as caught:
        session("(assert (")
    assert caught.value.reason == "solver"


def test_time_that_is_over_is_an_answer() -> None:
    asked = Session(TEXT, Limits(), monotonic() - 1)
    assert asked.check() is Outcome.UNKNOWN
    assert asked.last_unknown == "time"
