"""Hand-built books for the tests of the core."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from convention_dsl.core import build
from convention_dsl.core.nodes import ClauseRef, Expr, Row
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import (
    ALWAYS,
    Binding,
    Book,
    ClauseDef,
    DatedValue,
    ExceptionDef,
    Library,
    ParameterDef,
    Period,
    Program,
    PropertyDef,
    Reading,
    UseDef,
)
from convention_dsl.core.provenance import NO_PROVENANCE
from convention_dsl.types import (
    AMOUNT,
    BOOLEAN,
    CENT,
    EnumType,
    NumberKind,
    NumberType,
    RecordType,
    SetType,
)

AGE = NumberType(NumberKind.INTEGER, Fraction(0), Fraction(120), Fraction(1))
MONEY = NumberType(NumberKind.AMOUNT, Fraction(0), Fraction(1000), CENT)
ACTION = EnumType("v.Action", ("influenza", "covid", "breast"))
PATIENT = RecordType(
    "v.Patient",
    (("age", AGE), ("ald", BOOLEAN), ("seen", BOOLEAN), ("done", SetType(ACTION))),
)
P = build.variable("p", PATIENT)
AGE_OF_P = build.field(P, "age")
ALD_OF_P = build.field(P, "ald")
EMPTY = Program(None, {}, {}, {}, Library({}))


def euros(value: str | int) -> Expr:
    return build.literal_amount(value)


def at_least(expr: Expr, value: int) -> Expr:
    return build.apply(Operator.LESS_EQUAL, (build.literal_number(value), expr))


def below(expr: Expr, value: int) -> Expr:
    return build.apply(Operator.LESS, (expr, build.literal_number(value)))


def row(id_: str, guard: Expr, value: Expr, prevails_over: tuple[str, ...] = ()) -> Row:
    return Row(id=id_, guard=guard, value=value, prevails_over=prevails_over)


def clause(
    book: str, name: str, *bodies: Expr, inputs: tuple[Binding, ...] = (), **more: object
) -> ClauseDef:
    names = [None] if len(bodies) == 1 else [f"reading{i}" for i in range(len(bodies))]
    readings = tuple(Reading(n, body) for n, body in zip(names, bodies, strict=True))
    inputs = inputs or (Binding("p", PATIENT),)
    return ClauseDef(book, name, inputs, AMOUNT, readings, **more)  # type: ignore[arg-type]


def called(book: str, name: str, **more: object) -> Expr:
    return build.call(ClauseRef(book, name, **more), (P,), AMOUNT)  # type: ignore[arg-type]


def exception(book: str, name: str, target: str, guard: Expr, value: Expr, **more) -> ExceptionDef:
    owner, _, clause_name = target.partition(".")
    more = {"within": None, **more}
    return ExceptionDef(book, name, ClauseRef(owner, clause_name), guard=guard, value=value, **more)


def parameter(book: str, name: str, *values: tuple[date | None, str], **more) -> ParameterDef:
    exact = tuple(DatedValue(start, Fraction(value)) for start, value in values)
    return ParameterDef(book, name, MONEY, exact, **more)


def book(name: str, *parts: object, uses: tuple[str, ...] = (), period: Period = ALWAYS) -> Book:
    def of(kind: type) -> tuple:
        return tuple(part for part in parts if isinstance(part, kind))

    return Book(
        name=name,
        title=name,
        language="en",
        period=period,
        provenance=NO_PROVENANCE,
        is_vocabulary=False,
        uses=tuple(UseDef(other, other) for other in uses),
        enums=(),
        records=(),
        parameters=of(ParameterDef),
        clauses=of(ClauseDef),
        exceptions=of(ExceptionDef),
        properties=of(PropertyDef),
        examples=(),
    )


def library(*books: Book) -> Library:
    return Library({item.name: item for item in books})


def patient(age: int = 40, ald: bool = False, seen: bool = True, done=()) -> dict:
    return {"age": Fraction(age), "ald": ald, "seen": seen, "done": frozenset(done)}
