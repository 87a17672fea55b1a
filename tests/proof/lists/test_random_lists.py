"""Random promises about lists: what refutes is refuted by the evaluator, what is proved survives.

Every list of few elements is tried, and longer ones at random.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations_with_replacement

from hypothesis import given, settings
from hypothesis import strategies as st

from convention_dsl.core.nodes import Multiset, Value
from convention_dsl.core.program import Status
from convention_dsl.proof.engine import decide
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.replay import Referee, Replay
from tests.proof.lists.small import only

LIMITS = Limits(seconds=5, largest_shortfall=False)
BOOK = """
record P
  n : integer 0..3
  ald : boolean
  such that n <= 2 or ald
clause new (p: P) : amount in whole cents
  | p.ald | p.n  || amount |
  | yes   | -    || {} €   |
  | no    | 0    || {} €   |
  | no    | >= 1 || {} €   |
clause old (p: P) : amount in whole cents
  = {} € plus {} € * p.n
"""
COUNTS = st.sampled_from(
    [
        "number of (p in L)",
        "number of (p in L where p.ald)",
        "number of (p in L where p.n >= 2)",
        "number of (p in L where p.ald and p.n = 0)",
        "sum of (p.n for p in L)",
        "sum of (p.n * k for p in L where not p.ald)",
        "number of (p in L where p.n > k)",
        "k",
    ]
)
FACTORS = st.integers(1, 4).map(str)
HYPOTHESES = st.one_of(
    st.builds("{} * {} >= {}".format, FACTORS, COUNTS, COUNTS),
    st.builds("{} <= {} + {}".format, COUNTS, FACTORS, COUNTS),
    st.builds("{} = {} * {}".format, COUNTS, FACTORS, COUNTS),
    st.builds("{} <= {}".format, COUNTS, st.integers(0, 7)),
    st.builds("some (p in L: {})".format, st.sampled_from(["p.ald", "p.n = 1", "p.n > k"])),
    st.builds("all (p in L where p.ald: {})".format, st.sampled_from(["p.n <= 2", "p.n >= k"])),
    st.builds(
        "share of (p in L where p.ald) if empty {} % >= {} %".format,
        st.sampled_from([0, 100]),
        st.sampled_from([15, 50]),
    ),
    st.builds("average of (p.n for p in L) if empty 0 <= {}".format, st.sampled_from(["1", "k"])),
    st.builds("largest of (p.n for p in L) if empty 0 {} 2".format, st.sampled_from(["<", ">="])),
)
NEW, OLD = "sum of (new(p) for p in L)", "sum of (old(p) for p in L)"
CLAIMS = st.one_of(
    st.builds(f"{NEW} >= {OLD} + {{}} € * {{}}".format, st.integers(-3, 3), COUNTS),
    st.builds(f"{NEW} + {{}} € * {{}} > {OLD}".format, FACTORS, COUNTS),
    st.builds(f"{NEW} <> {{}} € + {OLD}".format, st.integers(0, 5)),
    HYPOTHESES,
)
PROMISES = st.builds(
    lambda amounts, hypotheses, claim: (BOOK.format(*amounts), hypotheses, claim),
    st.tuples(*[st.integers(0, 9)] * 5),
    st.lists(HYPOTHESES, max_size=2),
    CLAIMS,
)
PATIENTS: list[dict[str, Value]] = [
    {"n": Fraction(n), "ald": ald} for n in range(4) for ald in (False, True) if n <= 2 or ald
]


def short_lists() -> list[Multiset]:
    """Return every list of at most three elements."""
    return [
        Multiset(tuple((each, 1) for each in chosen))
        for size in range(4)
        for chosen in combinations_with_replacement(PATIENTS, size)
    ]


SHORT = short_lists()
LONG = st.lists(st.tuples(st.sampled_from(PATIENTS), st.integers(1, 20)), min_size=1, max_size=5)


@settings(max_examples=40, deadline=None)
@given(PROMISES, st.lists(LONG, min_size=10, max_size=10))
def test_the_evaluator_agrees(
    promise: tuple[str, list[str], str], longer: list[list[tuple[dict[str, Value], int]]]
) -> None:
    book, hypotheses, claim = promise
    such_that = "".join(f" such that {each}" for each in hypotheses)
    text = f"for every L : list of P, k : integer 0..2{such_that} then {claim}"
    program, obligation = only(text, book)
    found = decide(program, obligation, LIMITS)
    judge = Referee(program, obligation, {})
    tried = [*SHORT, *(Multiset(tuple(groups)) for groups in longer)]
    replies = {judge.judge({"L": each, "k": Fraction(k)}) for each in tried for k in range(3)}
    match found.status:
        case Status.PROVED:
            assert Replay.REFUTES not in replies
        case Status.VACUOUS:
            assert replies == {Replay.OUTSIDE}
            assert_needed(obligation, found.contradiction)
        case Status.REFUTED:
            assert found.counterexample is not None
            assert judge.judge(found.counterexample.inputs) is Replay.REFUTES
        case Status.UNKNOWN:
            assert found.reason is not None


def assert_needed(obligation: Obligation, contradiction: tuple[str, ...]) -> None:
    assert 0 < len(contradiction) <= len(obligation.hypotheses)
