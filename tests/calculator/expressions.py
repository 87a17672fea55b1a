"""Random well-typed core expressions, with all that can go wrong left in.

Every form and operator occurs; guards overlap and leave gaps, divisors reach zero, arguments leave
their declared ranges: the generated code must raise what the evaluator raises.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from convention_dsl.core import build
from convention_dsl.core.nodes import AggregateKind, ClauseRef, Expr, RoundingMode, Row, Term
from convention_dsl.core.operators import Operator as O
from convention_dsl.types import (
    BOOLEAN,
    CENT,
    DateType,
    EnumType,
    ListType,
    MapType,
    NumberKind,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)


def number(kind: NumberKind, low: int, high: int, step: str) -> NumberType:
    return NumberType(kind, Fraction(low), Fraction(high), Fraction(step))


LEVEL = EnumType("t.Level", ("low", "mid", "high"), ordered=True)
AGE = number(NumberKind.INTEGER, 0, 12, "1")
FEE = number(NumberKind.AMOUNT, -5, 20, "0.01")
SHARE = number(NumberKind.RATE, 0, 1, "0.125")
DAY = DateType(date(2020, 1, 31), date(2024, 2, 29))
NUMBERS = SetType(number(NumberKind.INTEGER, -3, 5, "1"))
LEVELS = SetType(LEVEL)
INNER = RecordType("t.Inner", (("n", AGE), ("b", BOOLEAN)))
RECORD = RecordType(
    "t.Record",
    (
        ("age", AGE),
        ("fee", FEE),
        ("share", SHARE),
        ("level", LEVEL),
        ("flag", BOOLEAN),
        ("levels", LEVELS),
        ("numbers", NUMBERS),
        ("day", DAY),
        ("maybe", OptionalType(AGE)),
        ("price", MapType(LEVEL, FEE)),
        ("inner", INNER),
        ("others", ListType(INNER)),
    ),
)
P = build.variable("p", RECORD)
HELPER = ClauseRef("t", "helper")
HELPER_TYPE = number(NumberKind.AMOUNT, -1000, 1000, "0.01")
PARAMETER = number(NumberKind.AMOUNT, 0, 10, "0.5")


@dataclass
class Drawer:
    """Draws expressions; `scope` holds the local variables that may be used."""

    draw: Callable[[st.SearchStrategy[Any]], Any]
    scope: tuple[Expr, ...] = ()
    names: int = 0

    def pick(self, *choices: Callable[[], Expr]) -> Expr:
        return self.draw(st.sampled_from(choices))()

    def bound(self, type_: Type, *more: Expr) -> Expr:
        fields = [build.field(P, name) for name, t in RECORD.fields if _alike(t, type_)]
        local = [v for v in self.scope if _alike(v.type, type_)]
        return self.draw(st.sampled_from([*fields, *local, *local, *more]))

    def within(self, variable: Expr) -> Drawer:
        return replace(self, scope=(*self.scope, variable), names=self.names + 1)

    def fresh(self) -> str:
        self.names += 1
        return f"v{self.names}_{len(self.scope)}"

    # Numbers ------------------------------------------------------------------------------------

    def constant(self) -> Expr:
        text = self.draw(st.sampled_from(("0", "1", "-1", "2", "5", "0.5", "2.25", "-0.125")))
        return build.literal_number(Fraction(text), self.draw(st.sampled_from(list(NumberKind))))

    def place(self) -> Expr:
        inner = build.field(build.field(P, "inner"), "n")
        return self.bound(AGE, inner, build.parameter("t", "x", PARAMETER))

    def number(self, depth: int) -> Expr:
        if depth <= 0:
            return self.pick(self.constant, self.place)

        def number() -> Expr:
            return self.number(depth - 1)

        def binary() -> Expr:
            operators = (O.ADD, O.SUBTRACT, O.MULTIPLY, O.DIVIDE, O.MINIMUM, O.MAXIMUM)
            return build.apply(self.draw(st.sampled_from(operators)), (number(), number()))

        def divided() -> Expr:
            divisor = build.literal_number(Fraction(self.draw(st.sampled_from(("2", "7", "0.05")))))
            operator = self.draw(st.sampled_from((O.FLOOR_DIVIDE, O.MODULO, O.DIVIDE)))
            return build.apply(operator, (number(), divisor))

        def rounded() -> Expr:
            step = self.draw(st.sampled_from((CENT, Fraction(1), Fraction("0.05"), Fraction(1, 3))))
            return build.round_to(number(), step, self.draw(st.sampled_from(list(RoundingMode))))

        def total() -> Expr:
            conditions = [None, self.boolean(depth - 1)]
            terms = [
                Term(id=str(i), value=number(), condition=self.draw(st.sampled_from(conditions)))
                for i in range(self.draw(st.integers(1, 3)))
            ]
            return build.total(terms)

        def called() -> Expr:
            arguments = [number(), self.boolean(0)]
            return build.call(HELPER, arguments, HELPER_TYPE)

        return self.pick(
            self.constant,
            self.place,
            binary,
            binary,
            divided,
            rounded,
            total,
            called,
            lambda: build.apply(O.NEGATE, (number(),)),
            lambda: build.if_(self.boolean(depth - 1), number(), number()),
            lambda: self.cases(number, depth),
            lambda: self.let(lambda inner: inner.number(depth - 1), depth),
            lambda: self.aggregate(depth),
            lambda: build.apply(O.ITEM, (build.field(P, "price"), self.item(depth - 1))),
            lambda: build.apply(O.OR_ELSE, (build.field(P, "maybe"), number())),
            lambda: self.from_date(depth),
            lambda: build.field(self.record(depth - 1), "n"),
        )

    def from_date(self, depth: int) -> Expr:
        part = self.draw(st.sampled_from((O.YEAR, O.MONTH, O.DAY)))
        count = self.draw(st.sampled_from((O.YEARS_BETWEEN, O.MONTHS_BETWEEN, O.DAYS_BETWEEN)))
        return self.pick(
            lambda: build.apply(part, (self.date(depth - 1),)),
            lambda: build.apply(count, (self.date(depth - 1), self.date(depth - 1))),
        )

    def cases(self, value: Callable[[], Expr], depth: int) -> Expr:
        rows = []
        for index in range(self.draw(st.integers(1, 3))):
            over = self.draw(st.sampled_from(((), ("0",), ("1",)))) if index == 2 else ()
            guard = self.boolean(depth - 1)
            rows.append(Row(id=str(index), guard=guard, value=value(), prevails_over=over))
        return build.cases(rows, value() if self.draw(st.booleans()) else None)

    def let(self, body: Callable[[Drawer], Expr], depth: int) -> Expr:
        value = self.pick(
            lambda: self.number(depth - 1),
            lambda: self.boolean(depth - 1),
            lambda: self.record(depth - 1),
        )
        name = self.fresh()
        return build.let(name, value, body(self.within(build.variable(name, value.type))))

    def domain(self) -> Expr:
        return self.pick(
            lambda: build.field(P, "levels"),
            lambda: build.whole_set(LEVEL),
            lambda: build.field(P, "others"),
            lambda: self.set(1),
        )

    def aggregate(self, depth: int) -> Expr:
        kinds = (
            AggregateKind.SUM,
            AggregateKind.COUNT,
            AggregateKind.MINIMUM,
            AggregateKind.MAXIMUM,
        )
        kind = self.draw(st.sampled_from(kinds))
        domain, inner, name = self.over()
        extreme = kind in (AggregateKind.MINIMUM, AggregateKind.MAXIMUM)
        counts = kind is AggregateKind.COUNT
        return build.aggregate(
            kind,
            name,
            domain,
            build.literal_number(1) if counts else inner.number(depth - 1),
            filter_=inner.boolean(depth - 1) if self.draw(st.booleans()) else None,
            if_empty=self.number(0) if extreme else None,
        )

    def over(self) -> tuple[Expr, Drawer, str]:
        domain, name = self.domain(), self.fresh()
        type_ = domain.type
        assert isinstance(type_, SetType | ListType)
        return domain, self.within(build.variable(name, type_.element)), name

    # Conditions ---------------------------------------------------------------------------------

    def boolean(self, depth: int) -> Expr:
        def compared() -> Expr:
            operator = self.draw(st.sampled_from((O.EQUAL, O.LESS, O.LESS_EQUAL)))
            return self.pick(
                lambda: build.apply(operator, (self.number(depth - 1), self.number(depth - 1))),
                lambda: build.apply(operator, (self.item(depth - 1), self.item(0))),
                lambda: build.apply(operator, (self.date(depth - 1), self.date(0))),
            )

        simple = (
            lambda: self.bound(BOOLEAN, build.field(build.field(P, "inner"), "b")),
            lambda: build.literal_boolean(self.draw(st.booleans())),
            lambda: build.apply(O.LESS, (self.place(), self.constant())),
        )
        if depth <= 0:
            return self.pick(*simple)

        def some() -> list[Expr]:
            return [self.boolean(depth - 1) for _ in range(self.draw(st.integers(2, 3)))]

        return self.pick(
            *simple,
            compared,
            compared,
            lambda: build.apply(O.AND, some()),
            lambda: build.apply(O.OR, some()),
            lambda: build.negation(self.boolean(depth - 1)),
            lambda: build.apply(O.EQUAL, (self.boolean(depth - 1), self.boolean(0))),
            lambda: build.apply(O.CONTAINS, (build.field(P, "levels"), self.item(depth - 1))),
            lambda: build.apply(O.CONTAINS, (self.numbers(depth - 1), build.field(P, "age"))),
            lambda: build.apply(O.CONTAINS, (self.numbers(0), build.literal_number(-2))),
            lambda: build.apply(
                self.draw(st.sampled_from((O.SUBSET, O.EQUAL))),
                (self.numbers(depth - 1), self.numbers(0)),
            ),
            lambda: build.apply(O.EQUAL, (self.record(depth - 1), build.field(P, "inner"))),
            lambda: build.apply(O.IS_KNOWN, (build.field(P, "maybe"),)),
            lambda: build.apply(O.IS_KNOWN, (build.apply(O.KNOWN, (self.number(0),)),)),
            lambda: self.cases(lambda: self.boolean(depth - 1), depth),
            lambda: self.let(lambda inner: inner.boolean(depth - 1), depth),
            lambda: self.quantified(depth),
        )

    def quantified(self, depth: int) -> Expr:
        domain, inner, name = self.over()
        return build.aggregate(
            self.draw(st.sampled_from((AggregateKind.ANY, AggregateKind.ALL))),
            name,
            domain,
            inner.boolean(depth - 1),
            filter_=inner.boolean(0) if self.draw(st.booleans()) else None,
        )

    # Other types --------------------------------------------------------------------------------

    def item(self, depth: int) -> Expr:
        def literal() -> Expr:
            return build.literal_item(self.draw(st.sampled_from(LEVEL.items)), LEVEL)

        if depth <= 0:
            return self.pick(literal, lambda: self.bound(LEVEL))
        return self.pick(
            literal,
            lambda: self.bound(LEVEL),
            lambda: build.if_(self.boolean(depth - 1), self.item(0), self.item(0)),
            lambda: self.chosen(build.field(P, "levels"), self.item(0), depth),
        )

    def chosen(self, domain: Expr, if_empty: Expr, depth: int) -> Expr:
        name = self.fresh()
        type_ = domain.type
        assert isinstance(type_, SetType | ListType)
        inner = self.within(build.variable(name, type_.element))
        return build.aggregate(
            self.draw(st.sampled_from((AggregateKind.LOWEST, AggregateKind.HIGHEST))),
            name,
            domain,
            inner.number(depth - 1),
            if_empty=if_empty,
        )

    def date(self, depth: int) -> Expr:
        if depth <= 0:
            return self.pick(
                lambda: build.field(P, "day"), lambda: build.literal_date(date(2023, 12, 31))
            )
        months, days = self.draw(st.integers(-30, 30)), self.draw(st.integers(-40, 40))
        return self.pick(
            lambda: build.field(P, "day"),
            lambda: build.apply(
                O.ADD_DURATION, (self.date(depth - 1), build.literal_duration(months, days))
            ),
            lambda: build.apply(O.MAXIMUM, (self.date(depth - 1), self.date(0))),
            lambda: build.if_(self.boolean(depth - 1), self.date(0), self.date(0)),
        )

    def set(self, depth: int) -> Expr:
        return self.pick(lambda: self.numbers(depth), lambda: build.field(P, "levels"))

    def numbers(self, depth: int) -> Expr:
        def literal() -> Expr:
            low, high = self.draw(st.sampled_from(((-3, 5), (0, 9), (1, 4))))
            elements = self.draw(st.sets(st.integers(low, high)))
            return build.literal_set(sorted(elements), number(NumberKind.INTEGER, low, high, "1"))

        if depth <= 0:
            return self.pick(literal, lambda: build.field(P, "numbers"))
        operator = self.draw(st.sampled_from((O.UNION, O.INTERSECTION, O.DIFFERENCE)))
        return self.pick(
            literal,
            lambda: build.field(P, "numbers"),
            lambda: build.apply(operator, (self.numbers(depth - 1), self.numbers(depth - 1))),
            lambda: build.construct(NUMBERS, [build.field(P, "age"), build.literal_number(2)]),
            lambda: build.if_(self.boolean(depth - 1), self.numbers(0), self.numbers(0)),
        )

    def record(self, depth: int) -> Expr:
        if depth <= 0:
            return build.field(P, "inner")
        return self.pick(
            lambda: build.field(P, "inner"),
            lambda: build.construct(INNER, [self.number(depth - 1), self.boolean(depth - 1)]),
            lambda: build.if_(self.boolean(depth - 1), self.record(0), self.record(0)),
            lambda: self.chosen(build.field(P, "others"), build.field(P, "inner"), depth),
        )


def _alike(found: Type, wanted: Type) -> bool:
    """Return whether a value of type `found` can stand where the drawer asks for `wanted`."""
    if isinstance(found, NumberType) and isinstance(wanted, NumberType):
        return True
    return type(found) is type(wanted) and (not isinstance(found, EnumType) or found == wanted)


@st.composite
def numbers(draw: Callable[[st.SearchStrategy[Any]], Any], depth: int = 3) -> Expr:
    """Draw an expression whose value is a number."""
    return Drawer(draw).number(depth)


@st.composite
def values(draw: Callable[[st.SearchStrategy[Any]], Any], type_: Type) -> Any:
    """Draw a value of a type."""
    match type_:
        case NumberType():
            assert type_.low is not None and type_.high is not None and type_.step is not None
            low, high = int(type_.low / type_.step), int(type_.high / type_.step)
            return draw(st.integers(low, high)) * type_.step
        case DateType():
            assert type_.low is not None and type_.high is not None
            special = st.sampled_from((date(2020, 2, 29), date(2024, 2, 29), date(2023, 1, 31)))
            return draw(st.one_of(special, st.dates(type_.low, type_.high)))
        case EnumType():
            return draw(st.sampled_from(type_.items))
        case SetType():
            return draw(st.frozensets(st.sampled_from(type_.universe)))
        case MapType():
            return {item: draw(values(type_.value)) for item in type_.key.items}
        case RecordType():
            return {name: draw(values(field)) for name, field in type_.fields}
        case ListType():
            return tuple(draw(values(type_.element)) for _ in range(draw(st.integers(0, 3))))
        case OptionalType():
            return draw(st.one_of(st.none(), values(type_.inner)))
        case _:
            return draw(st.booleans())
