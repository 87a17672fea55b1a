"""Small plans made by hand, one for each class of formula, with cases and what they give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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
    Formula,
    Greatest,
    IntKind,
    ItemKind,
    Kind,
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
from convention_dsl.calculator.plan.plan import (
    Column,
    Definition,
    ListInput,
    Plan,
    Raw,
    Result,
)
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.provenance import NO_PROVENANCE
from convention_dsl.types import BOOLEAN, DATE, INTEGER, EnumType, Type

ZONE = EnumType("book.Zone", ("zip", "été", "zac"), ordered=True)
SMALL = IntKind(-1000, 1000)
HUGE = IntKind(-(10**30), 10**30)
CALENDAR = DateKind(date.min, date.max)
LIST = ListInput(
    "patients",
    ("patients",),
    (
        Column("n", ("patients", "n"), SMALL, INTEGER),
        Column("ok", ("patients", "ok"), BOOL, BOOLEAN),
    ),
    (Definition("twice", Product(IntKind(-4000, 4000), (Ref(SMALL, "n"), Ref(SMALL, "k")))),),
    5,
)


@dataclass(frozen=True)
class Case:
    name: str
    plan: Plan
    cases: Sequence[tuple[dict[str, Raw], dict[str, list[dict[str, Raw]]], Raw]]
    """Columns, lists, and the result."""


def const(value: Raw) -> Const:
    match value:
        case bool():
            return Const(BOOL, value)
        case int():
            return Const(IntKind(value, value), value)
        case date():
            return Const(DateKind(value, value), value)
        case str():
            return Const(ItemKind(ZONE), value)


def type_of(kind: Kind) -> Type:
    match kind:
        case IntKind():
            return INTEGER
        case DateKind():
            return DATE
        case ItemKind(type_):
            return type_
        case _:
            return BOOLEAN


def plan(formula: Formula, columns: dict[str, Kind], *, lists: tuple[ListInput, ...] = ()) -> Plan:
    inputs = tuple(Column(n, (n,), kind, type_of(kind)) for n, kind in columns.items())
    result = Result("result", (), formula.kind, type_of(formula.kind))
    return Plan(
        clause=ClauseRef("book", "clause"),
        label="",
        provenance=NO_PROVENANCE,
        at=None,
        inputs=(*columns, *(each.name for each in lists)),
        columns=inputs,
        lists=lists,
        parameters=(),
        definitions=(Definition("result", formula),),
        results=(result,),
        result_type=type_of(formula.kind),
    )


def kinds(**named: Kind) -> dict[str, Kind]:
    return dict(named)


A, B = Ref(SMALL, "a"), Ref(SMALL, "b")
P, Q = Ref(BOOL, "p"), Ref(BOOL, "q")
INTS = kinds(a=SMALL, b=SMALL)
BOOLS = kinds(p=BOOL, q=BOOL)
NATURAL = IntKind(0, 10**6)
DIVISOR = IntKind(1, 1000)
D, E = Ref(CALENDAR, "d"), Ref(CALENDAR, "e")
DAYS = kinds(d=CALENDAR, e=CALENDAR)


def _ints(name: str, formula: Formula, *answers: tuple[int, int, Raw]) -> Case:
    return Case(name, plan(formula, INTS), [({"a": a, "b": b}, {}, x) for a, b, x in answers])


def _bools(name: str, formula: Formula, answers: str) -> Case:
    pairs = [(p, q) for p in (False, True) for q in (False, True)]
    cases = [
        ({"p": p, "q": q}, {}, answer == "1") for (p, q), answer in zip(pairs, answers, strict=True)
    ]
    return Case(name, plan(formula, BOOLS), cases)


def _fold(name: str, fold: Fold, *answers: tuple[list[tuple[int, bool]], Raw]) -> Case:
    cases = [
        ({"k": 2}, {"patients": [{"n": n, "ok": ok} for n, ok in rows]}, answer)
        for rows, answer in answers
    ]
    return Case(name, plan(fold, kinds(k=IntKind(0, 4)), lists=(LIST,)), cases)


def _days(name: str, formula: Formula, *answers: tuple[str, Raw]) -> Case:
    cases = [({"d": date.fromisoformat(d), "e": date.min}, {}, x) for d, x in answers]
    return Case(name, plan(formula, DAYS), cases)


_TWICE = Ref(IntKind(-4000, 4000), "twice")
_N, _OK = Ref(SMALL, "n"), Ref(BOOL, "ok")
_ROWS = [(3, True), (-5, False), (4, True)]
_ZONE = Ref(ItemKind(ZONE), "z")
_Y2 = IntKind(1, 9999)

CASES: list[Case] = [
    _ints("sum", Sum(SMALL, (A, B, const(-3))), (1, 2, 0), (-4, 1, -6)),
    _ints("sum of opposites", Sum(SMALL, (A, Negate(SMALL, Sum(SMALL, (B, A))))), (9, 2, -2)),
    _ints("negate", Negate(SMALL, Sum(SMALL, (A, B))), (1, 2, -3), (-5, 2, 3), (0, 0, 0)),
    _ints("product", Product(SMALL, (A, Sum(SMALL, (B, const(1))), const(-2))), (3, 4, -30)),
    Case(
        "product of a remainder",
        plan(
            Product(NATURAL, (Ref(NATURAL, "a"), Remainder(NATURAL, Ref(NATURAL, "a"), const(7)))),
            kinds(a=NATURAL),
        ),
        [({"a": 10}, {}, 30)],
    ),
    Case(
        "quotient",
        plan(Quotient(NATURAL, Ref(NATURAL, "a"), Ref(DIVISOR, "b")), kinds(a=NATURAL, b=DIVISOR)),
        [
            ({"a": 999_999, "b": 1000}, {}, 999),
            ({"a": 7, "b": 2}, {}, 3),
            ({"a": 0, "b": 3}, {}, 0),
        ],
    ),
    Case(
        "remainder",
        plan(Remainder(NATURAL, Ref(NATURAL, "a"), Ref(DIVISOR, "b")), kinds(a=NATURAL, b=DIVISOR)),
        [({"a": 999_999, "b": 1000}, {}, 999), ({"a": 7, "b": 2}, {}, 1)],
    ),
    _ints("least", Least(SMALL, (A, B, const(5))), (7, 6, 5), (-1, -2, -2)),
    _ints("greatest", Greatest(SMALL, (A, B, const(5))), (7, 6, 7), (-1, -2, 5)),
    _ints("equal", Compare(Comparison.EQUAL, A, B), (7, 6, False), (-1, -1, True)),
    _ints("less", Compare(Comparison.LESS, A, B), (7, 7, False), (-2, -1, True)),
    _ints("less or equal", Compare(Comparison.LESS_EQUAL, A, B), (7, 7, True), (-1, -2, False)),
    _ints("not less", Not(Compare(Comparison.LESS, A, B)), (7, 7, True), (-2, -1, False)),
    _bools("equal booleans", Compare(Comparison.EQUAL, P, Compare(Comparison.EQUAL, Q, P)), "0101"),
    _bools("all", All((P, Some((Q, Not(P))))), "0001"),
    _bools("some", Some((All((P, Q)), All((Not(P), Not(Q))))), "1001"),
    _bools("not", Not(Some((P, Q))), "1000"),
    _bools("choice of booleans", All((P, Choose(BOOL, ((Q, Not(P)),), P))), "0010"),
    _ints(
        "choose",
        Choose(
            SMALL,
            (
                (Compare(Comparison.LESS, A, const(0)), B),
                (Compare(Comparison.LESS, B, const(0)), Choose(SMALL, ((const(True), A),), B)),
            ),
            const(-1),
        ),
        (-1, 5, 5),
        (5, -1, 5),
        (5, 5, -1),
    ),
    Case(
        "position",
        plan(Position(IntKind(0, 2), _ZONE), kinds(z=ItemKind(ZONE))),
        [({"z": "zip"}, {}, 0), ({"z": "été"}, {}, 1), ({"z": "zac"}, {}, 2)],
    ),
    Case(
        "item",
        plan(
            Choose(
                ItemKind(ZONE),
                ((Compare(Comparison.EQUAL, _ZONE, const("zac")), const("été")),),
                _ZONE,
            ),
            kinds(z=ItemKind(ZONE)),
        ),
        [({"z": "zac"}, {}, "été"), ({"z": "zip"}, {}, "zip")],
    ),
    _days(
        "year",
        Extract(_Y2, DatePart.YEAR, D),
        ("0001-01-01", 1),
        ("9999-12-31", 9999),
        ("2024-12-31", 2024),
    ),
    _days(
        "month", Extract(IntKind(1, 12), DatePart.MONTH, D), ("2024-02-29", 2), ("1900-03-01", 3)
    ),
    _days("day", Extract(IntKind(1, 31), DatePart.DAY, D), ("2024-02-29", 29), ("0004-12-31", 31)),
    _days(
        "months later",
        AddMonths(CALENDAR, D, const(13)),
        ("2023-01-31", date(2024, 2, 29)),
        ("1899-01-30", date(1900, 2, 28)),
    ),
    _days("months before", AddMonths(CALENDAR, D, const(-1)), ("2024-03-31", date(2024, 2, 29))),
    _days("days later", AddDays(CALENDAR, D, const(-366)), ("2025-01-01", date(2024, 1, 1))),
    _days("days between", DaysBetween(IntKind(0, 10**7), E, D), ("9999-12-31", 3_652_058)),
    _days("days negative", DaysBetween(IntKind(-(10**7), 0), D, E), ("0001-03-01", -59)),
    _days(
        "latest", Greatest(CALENDAR, (D, const(date(2000, 1, 1)))), ("1999-12-31", date(2000, 1, 1))
    ),
    _days("before", Compare(Comparison.LESS, D, const(date(2000, 1, 1))), ("1999-12-31", True)),
    _fold(
        "sum of a list",
        Fold(IntKind(-20000, 20000), FoldKind.SUM, "patients", _TWICE),
        (_ROWS, 4),
        ([], 0),
    ),
    _fold(
        "filtered sum",
        Fold(IntKind(-20000, 20000), FoldKind.SUM, "patients", _TWICE, _OK),
        (_ROWS, 14),
        ([(1, False)], 0),
    ),
    _fold(
        "least of a list",
        Fold(SMALL, FoldKind.LEAST, "patients", _N, _OK, Ref(IntKind(0, 4), "k")),
        (_ROWS, 3),
        ([], 2),
    ),
    _fold(
        "greatest of a list",
        Fold(SMALL, FoldKind.GREATEST, "patients", _N, None, const(-9)),
        (_ROWS, 4),
        ([], -9),
    ),
    _fold("any of a list", Fold(BOOL, FoldKind.ANY, "patients", _OK), (_ROWS, True), ([], False)),
    _fold(
        "every of a list", Fold(BOOL, FoldKind.EVERY, "patients", _OK), (_ROWS, False), ([], True)
    ),
    Case(
        "beyond 2^53",
        plan(
            Quotient(
                IntKind(0, 10**60),
                Product(
                    IntKind(0, 10**60), (Ref(IntKind(0, 10**30), "a"), Ref(IntKind(0, 10**30), "a"))
                ),
                const(3),
            ),
            kinds(a=IntKind(0, 10**30)),
        ),
        [({"a": 10**30 - 1}, {}, (10**30 - 1) ** 2 // 3), ({"a": 1}, {}, 0)],
    ),
    Case(
        "beyond 2^53 on the way",
        plan(
            Sum(
                SMALL,
                (
                    Ref(IntKind(0, 2**53 - 1), "a"),
                    const(5),
                    Negate(HUGE, Ref(IntKind(0, 2**53 - 1), "b")),
                ),
            ),
            kinds(a=IntKind(0, 2**53 - 1), b=IntKind(0, 2**53 - 1)),
        ),
        [({"a": 2**53 - 1, "b": 2**53 - 2}, {}, 6)],
    ),
    Case(
        "least and greatest beyond 2^53",
        plan(
            Least(HUGE, (Ref(HUGE, "a"), Greatest(HUGE, (const(0), Negate(HUGE, Ref(HUGE, "a")))))),
            kinds(a=HUGE),
        ),
        [({"a": 10**20}, {}, 0), ({"a": -(10**20)}, {}, -(10**20))],
    ),
    Case(
        "calendar beside integers beyond 2^53",
        plan(
            Sum(
                HUGE,
                (
                    Ref(HUGE, "a"),
                    Extract(IntKind(1, 12), DatePart.MONTH, AddDays(CALENDAR, D, const(1))),
                ),
            ),
            kinds(a=HUGE, d=CALENDAR),
        ),
        [({"a": 10**20, "d": date(2024, 12, 31)}, {}, 10**20 + 1)],
    ),
]
