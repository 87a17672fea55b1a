"""What formulas look like in SQL; what they give is in `test_engines.py`."""

from datetime import date

import pytest

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
    DaysBetween,
    Formula,
    IntKind,
    Least,
    Negate,
    Not,
    Product,
    Quotient,
    Ref,
    Some,
    Sum,
)
from convention_dsl.targets.sql.building import column
from convention_dsl.targets.sql.dialects import Dialect, Width
from convention_dsl.targets.sql.formulas import Printer
from convention_dsl.targets.sql.printed import Printed

SMALL, LARGE = IntKind(0, 100), IntKind(0, 2**62)
DAY = DateKind(date.min, date.max)
A, B, C = (Ref(BOOL, name) for name in "abc")
N, M, L = Ref(SMALL, "n"), Ref(SMALL, "m"), Ref(LARGE, "l")
D, E = Ref(DAY, "d"), Ref(DAY, "e")
SCOPE = {
    **{name: Printed(column(name)) for name in ("a", "b", "c", "d", "e")},
    **{name: Printed(column(name), Width.LONG) for name in ("n", "m", "l")},
}


def of(value: int) -> Const:
    return Const(IntKind(value, value), value)


def at_most(left: Formula, right: Formula) -> Compare:
    return Compare(Comparison.LESS_EQUAL, left, right)


def printed(formula: Formula, dialect: Dialect = Dialect.DUCKDB) -> str:
    expression = Printer(dialect, SCOPE).print(formula).expression
    return expression.sql(dialect=dialect.value).replace('"', "").replace("`", "")


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (All((at_most(of(7), N), at_most(N, of(74)))), "n BETWEEN 7 AND 74"),
        (at_most(of(7), N), "n >= 7"),
        (Not(Compare(Comparison.LESS, N, of(7))), "n >= 7"),
        (Not(Compare(Comparison.EQUAL, N, of(7))), "n <> 7"),
        (Not(All((Not(A), Not(B)))), "a OR b"),
        (Not(All((A, Not(B)))), "NOT (a AND NOT b)"),
        (All((Some((A, B)), C)), "(a OR b) AND c"),
        (Some((All((A, B)), C)), "a AND b OR c"),
        (Compare(Comparison.EQUAL, at_most(N, M), A), "(n <= m) = a"),
        (Sum(SMALL, (Negate(SMALL, M), N, of(-2))), "n - m - 2"),
        (Product(SMALL, (Sum(SMALL, (N, M)), of(2))), "(n + m) * 2"),
        (Negate(SMALL, Sum(SMALL, (N, M))), "-(n + m)"),
        (Negate(SMALL, of(-2)), "-(-2)"),
        (Least(SMALL, (N, M)), "LEAST(n, m)"),
    ],
)
def test_formulas_read_as_one_would_write_them(formula: Formula, text: str) -> None:
    assert printed(formula) == text


@pytest.mark.parametrize(
    ("formula", "texts"),
    [
        (Quotient(SMALL, N, M), ("n // m", "n / m", "n DIV m")),
        (DaysBetween(IntKind(-9, 9), D, E), ("e - d", "e - d", "DATEDIFF(e, d)")),
        (AddDays(DAY, D, of(3)), ("d + 3", "d + 3", "DATE_ADD(d, 3)")),
        (
            AddMonths(DAY, D, of(3)),
            (
                "CAST(d + TO_MONTHS(3) AS DATE)",
                "CAST(d + MAKE_INTERVAL(0, 3) AS DATE)",
                "ADD_MONTHS(d, 3)",
            ),
        ),
    ],
)
def test_each_dialect_has_functions_of_its_own(formula: Formula, texts: tuple[str, ...]) -> None:
    assert tuple(printed(formula, dialect) for dialect in Dialect) == texts


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        # What is small on both sides has 32 bits: the operation needs more.
        (
            Product(IntKind(0, 10**10), (Choose(IntKind(0, 99999), ((A, of(99999)),), of(0)),) * 2),
            "CAST(CASE WHEN a THEN 99999 ELSE 0 END AS BIGINT) * CASE WHEN a THEN 99999 ELSE 0 END",
        ),
        (Sum(LARGE, (L, of(1))), "l + 1"),
        (Product(IntKind(0, 2**70), (L, of(256))), "CAST(l AS INT128) * 256"),
        # The smallest integer of 32 bits is one.
        (
            Product(IntKind(-(2**32), 0), (Choose(SMALL, ((A, of(2)),), of(0)), of(-(2**31)))),
            "CAST(CASE WHEN a THEN 2 ELSE 0 END AS BIGINT) * -2147483648",
        ),
        # The whole is small, its parts are not.
        (Sum(IntKind(0, 9), (L, L, Negate(LARGE, L))), "CAST(l AS INT128) + l - l"),
    ],
)
def test_operations_have_the_bits_that_they_need(formula: Formula, text: str) -> None:
    assert printed(formula) == text
