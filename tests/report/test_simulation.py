"""What a negotiator reads of a simulation, in both languages."""

from fractions import Fraction

import pytest
from syrupy.assertion import SnapshotAssertion

from convention_dsl.calculator.plan.formula import BOOL, IntKind
from convention_dsl.calculator.plan.plan import Column, Role
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.report.payslip import Words
from convention_dsl.report.simulation import Conditions, summary_lines
from convention_dsl.report.simulation_json import summary_json
from convention_dsl.report.style import plain
from convention_dsl.simulation.summary import (
    Breakdown,
    Case,
    Change,
    Comparison,
    Example,
    Refusal,
    Spread,
    Sum,
    Summary,
    Tally,
)
from convention_dsl.types import (
    BOOLEAN,
    CENT,
    INTEGER,
    EnumType,
    NumberKind,
    NumberType,
    OptionalType,
    SetType,
)

AMOUNT = NumberType(NumberKind.AMOUNT, step=CENT)
RATE = NumberType(NumberKind.RATE)
ACTION = EnumType("care.Action", ("flu", "covid"))
AGE = Column("age", ("p", "age"), IntKind(0, 120), INTEGER)
DONE = Column(
    "done_flu",
    ("p", "done"),
    BOOL,
    SetType(ACTION),
    role=Role.MEMBER,
    member="flu",
    label="flu shot",
)

CHANGES = (
    Change(Fraction(0), Fraction(6), 1_000, Fraction(-5_000), 0, 1_000),
    Change(Fraction(7), Fraction(120), 9_000, Fraction(30_001, 3), 4_000, 0),
)
COMPARISON = Comparison(
    before=Fraction(1_000_000),
    after=Fraction("1005000.33"),
    count=10_000,
    gainers=4_000,
    gained=Fraction("10000.33"),
    losers=1_000,
    lost=Fraction(-5_000),
    deciles=tuple(map(Fraction, (-5, 0, 0, 0, 0, 0, 0, 1, 2, 3, 7))),
    breakdowns=(
        Breakdown(AGE, CHANGES),
        Breakdown(DONE, (Change(False, True, 1, Fraction(1), 1, 0),)),
    ),
    losses=(
        Case(Fraction(15), Fraction(10), ((AGE, Fraction(3)), (DONE, True)), 1_000),
        Case(Fraction(15), Fraction(12), ((AGE, Fraction(4)), (DONE, False)), 1),
    ),
)
SUMMARY = Summary(
    rows=1_234_567,
    calculated=1_234_500,
    refusals=(
        Refusal(
            "age",
            Wording("outside 0..120", "hors de 0..120"),
            65,
            (Example("data/p.csv", 1_002, "143"), Example("data/p.csv", 1_003, None)),
        ),
        Refusal(None, Wording("a gap", "un trou"), 2, (), ClauseRef("care", "total")),
    ),
    measures=(
        Sum(
            "total",
            "whole amount",
            AMOUNT,
            Fraction("123456789.10"),
            1_234_500,
            Spread(Fraction(1), Fraction(2), Fraction("3.5")),
        ),
        Sum("rate", "", RATE, Fraction(123), 1_234_000),
        Tally("complex", "", OptionalType(BOOLEAN), ((True, 3), (False, 1_000), (None, 7)), 2),
    ),
    by=("doctor",),
    groups=1_200,
    notes=(Wording("1 CSV file", "1 fichier CSV"),),
    comparisons=(COMPARISON,),
    written=(("o.csv", 1_200),),
)
CONDITIONS = Conditions(None, ("strict",), ("wished=3",))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_summary_reads_well(language: str, snapshot: SnapshotAssertion) -> None:
    lines = summary_lines(SUMMARY, CONDITIONS, Words(language, {}, {}))
    assert "\n".join(map(plain, lines)) == snapshot


def test_the_document_has_exact_numbers(snapshot: SnapshotAssertion) -> None:
    assert summary_json(SUMMARY, [{"name": "total"}], Words("en", {}, {})) == snapshot


def test_nothing_calculated_has_no_mean() -> None:
    empty = Summary(3, 0, (), (Sum("total", "", AMOUNT, Fraction(0), 0),))
    lines = [plain(line) for line in summary_lines(empty, CONDITIONS, Words("en", {}, {}))]
    assert not any("mean" in line for line in lines)
    assert any(line.endswith("refused     3") for line in lines)
