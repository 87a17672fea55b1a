"""Each class of formula as a worksheet has it; and what LibreOffice makes of many."""

import io
import random
from datetime import date, datetime, timedelta

import pytest
from xlsxwriter import Workbook

from convention_dsl.calculator.plan import construct
from convention_dsl.calculator.plan.formula import (
    BOOL,
    AddDays,
    AddMonths,
    All,
    Choose,
    Compare,
    Comparison,
    Const,
    DateKind,
    DatePart,
    DaysBetween,
    Extract,
    Fold,
    FoldKind,
    IntKind,
    ItemKind,
    Least,
    Negate,
    Not,
    Position,
    Product,
    Quotient,
    Ref,
    Remainder,
    Some,
    Sum,
)
from convention_dsl.calculator.plan.interpret import run
from convention_dsl.calculator.plan.plan import Definition, Plan
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.provenance import NO_PROVENANCE
from convention_dsl.targets.xlsx import dates
from convention_dsl.targets.xlsx.caching import cached
from convention_dsl.targets.xlsx.formulas import text
from convention_dsl.targets.xlsx.splitting import split
from convention_dsl.types import BOOLEAN
from tests.libreoffice import recalculated
from tests.targets.xlsx.books import opened
from tests.targets.xlsx.made import CALENDAR, ZONE, Maker

NAMES = {"a": "A1", "b": "B1", "c": "C1", "day": "D1", "zone": "E1", "amount": "prix_centimes"}
WIDE = IntKind(-1000, 1000)
POSITIVE = IntKind(1, 1000)
HUGE = IntKind(0, 10**14)
NEAR = DateKind(date(1950, 1, 1), date(2050, 1, 1))
A, B, C = Ref(WIDE, "a"), Ref(WIDE, "b"), Ref(BOOL, "c")
DAY, ZONE_REF = Ref(NEAR, "day"), Ref(ItemKind(ZONE), "zone")
ONE, MINUS = construct.integer(1), construct.integer(-5)


@pytest.mark.parametrize(
    ("formula", "printed"),
    [
        (Ref(WIDE, "amount"), "prix_centimes"),
        (Const(BOOL, True), "TRUE"),
        (construct.day(date(2026, 1, 31)), "DATE(2026,1,31)"),
        (construct.day(date(1899, 12, 29)), "(-1)"),
        (Const(ItemKind(ZONE), "été"), "2"),
        (Sum(WIDE, (A, Negate(WIDE, B), MINUS)), "A1-B1-5"),
        (Sum(WIDE, (MINUS, Negate(WIDE, Sum(WIDE, (A, B))))), "-5-(A1+B1)"),
        (Negate(WIDE, Negate(WIDE, A)), "-(-A1)"),
        (Product(WIDE, (Sum(WIDE, (A, ONE)), B, MINUS)), "(A1+1)*B1*(-5)"),
        (Quotient(WIDE, Product(WIDE, (A, B)), Sum(POSITIVE, (B, ONE))), "INT(A1*B1/(B1+1))"),
        (Remainder(WIDE, A, Ref(POSITIVE, "b")), "MOD(A1,B1)"),
        (Remainder(HUGE, Ref(HUGE, "a"), Ref(POSITIVE, "b")), "A1-B1*INT(A1/B1)"),
        (Least(WIDE, (A, B)), "MIN(A1,B1)"),
        (Compare(Comparison.EQUAL, C, Compare(Comparison.LESS, A, B)), "C1=(A1<B1)"),
        (Compare(Comparison.LESS_EQUAL, MINUS, Sum(WIDE, (A, ONE))), "-5<=A1+1"),
        (Compare(Comparison.EQUAL, ZONE_REF, Const(ItemKind(ZONE), "Zip")), "E1=1"),
        (Position(IntKind(0, 3), ZONE_REF), "E1"),
        (All((C, Some((Not(C), C)))), "AND(C1,OR(NOT(C1),C1))"),
        (Choose(WIDE, ((C, A), (Not(C), B)), ONE), "IF(C1,A1,IF(NOT(C1),B1,1))"),
        (Extract(IntKind(1, 12), DatePart.MONTH, DAY), "MONTH(D1)"),
        (AddMonths(NEAR, DAY, MINUS), "EDATE(D1,-5)"),
        (AddDays(NEAR, DAY, A), "D1+A1"),
        (DaysBetween(WIDE, DAY, construct.day(date(2026, 1, 1))), "DATE(2026,1,1)-D1"),
    ],
)
def test_print(formula, printed):
    assert text(formula, NAMES) == printed


def test_a_day_that_may_be_before_1900_is_moved_by_whole_cycles():
    far = Extract(IntKind(1, 9999), DatePart.YEAR, Ref(CALENDAR, "day"))
    assert text(far, NAMES) == "(YEAR(MOD(D1,146097)+146097)+400*(INT((D1)/146097)-1))"


def test_a_fold_is_no_formula_of_one_cell():
    with pytest.raises(ValueError, match="fold"):
        text(Fold(WIDE, FoldKind.SUM, "list", A), NAMES)


def plan_of(definitions):
    return Plan(
        clause=ClauseRef("book", "clause"),
        label="",
        provenance=NO_PROVENANCE,
        at=None,
        inputs=(),
        columns=(),
        lists=(),
        parameters=(),
        definitions=tuple(definitions),
        results=(),
        result_type=BOOLEAN,
    )


def test_libreoffice_calculates_what_formulas_mean():
    maker = Maker(random.Random(20260301))
    makers = maker.integer, maker.boolean, maker.day, maker.item
    formulas = [makers[n % 4](1 + n % 3) for n in range(1200)]
    definitions = split([Definition(f"d{n}", formula) for n, formula in enumerate(formulas)], set())
    expected = run(plan_of(definitions), {})
    assert sum(isinstance(value, date) for value in expected.values()) > 200
    output = io.BytesIO()
    with Workbook(output, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("S")
        names = {each.name: f"$A${row}" for row, each in enumerate(definitions, start=1)}
        for row, each in enumerate(definitions):
            sheet.write_formula(row, 0, f"={text(each.formula, names)}", None, "?")
    found = opened(recalculated({"f.xlsx": output.getvalue()})["f.xlsx"], values=True)["S"]
    wrong = [
        (text(each.formula, names), value, expected[each.name])
        for row, each in enumerate(definitions, start=1)
        for value in [plain(found.cell(row, 1).value)]
        if value != cached(expected[each.name], each.kind)
        or isinstance(value, bool) != isinstance(expected[each.name], bool)
    ]
    assert not wrong, wrong[:5]


def plain(value):
    """Return a day that LibreOffice shows as one as its serial number."""
    if isinstance(value, datetime):
        return dates.serial(value.date())
    if isinstance(value, timedelta):
        return value.days
    return value
