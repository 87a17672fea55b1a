"""Plans made by Hypothesis: every class of formula, near the limits of integers and of days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from hypothesis import strategies as st

from convention_dsl.calculator.plan import calendar, construct
from convention_dsl.calculator.plan.formula import (
    BOOL,
    All,
    BoolKind,
    Choose,
    Compare,
    Comparison,
    DateKind,
    DatePart,
    Fold,
    FoldKind,
    Formula,
    IntKind,
    ItemKind,
    Kind,
    Not,
    Ref,
    Some,
)
from convention_dsl.calculator.plan.plan import Column, Definition, ListInput, Plan, Raw, Result
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.provenance import NO_PROVENANCE
from convention_dsl.types import BOOLEAN, DATE, INTEGER, EnumType, Type

ITEMS = EnumType("made.Lieu", ("zone", "Étage", "été", "AB", "ab", "l'île", "Zone 2", "a%_\\"))
ITEM = ItemKind(ITEMS)
NEAR = (0, 1, 7, 100, 2**31 - 1, 2**31, 10**9 + 7, 2**62)
DAYS = (
    date.min,
    date(4, 2, 29),
    date(1500, 2, 28),
    date(1582, 10, 4),
    date(1582, 10, 15),
    date(1900, 2, 28),
    date(1969, 12, 31),
    date(2000, 2, 29),
    date(2024, 1, 31),
    date.max,
)
MOST = 4
Draw = Callable[..., object]


@dataclass
class Maker:
    """Makes formulas over the names of a plan; no integer of theirs exceeds `limit`."""

    draw: Callable[..., object]
    limit: int
    names: dict[str, Kind] = field(default_factory=dict)

    def choice(self, *options: object) -> object:
        return self.draw(st.sampled_from(options))

    def of_kind(self, wanted: type[Kind]) -> Formula | None:
        """Return a name of that sort of kind, where there is one."""
        known = [Ref(kind, name) for name, kind in self.names.items() if isinstance(kind, wanted)]
        return self.draw(st.sampled_from(known)) if known else None

    def integer(self, depth: int) -> Formula:
        if depth == 0:
            found = self.of_kind(IntKind)
            if found is not None and self.draw(st.integers(0, 3)):
                return found
            value = self.choice(*NEAR) * self.choice(-1, 1)
            return construct.integer(value)
        made = self._integer(depth - 1)
        kind = construct.bounds(made)
        return made if max(-kind.low, kind.high) <= self.limit else self.integer(0)

    def _integer(self, depth: int) -> Formula:
        one, two, three = (self.integer(depth) for _ in range(3))
        match self.draw(st.integers(0, 12)):
            case 0 | 1:
                return construct.add(one, two, three)
            case 2:
                return construct.subtract(one, two)
            case 3:
                return construct.negate(one)
            case 4 | 5:
                return construct.multiply(one, two)
            case 6:
                return construct.quotient(*self._division(one, two))
            case 7:
                return construct.remainder(*self._division(one, two))
            case 8:
                return construct.least(one, two, three)
            case 9:
                return construct.greatest(one, two)
            case 10:
                return construct.position(self.item(depth))
            case 11:
                part = self.draw(st.sampled_from(DatePart))
                days = self.draw(st.booleans())
                if days:
                    return calendar.days_between(self.day(depth), self.day(depth))
                return calendar.extract(part, self.day(depth))
            case _:
                return self._choose(depth, one, two, three)

    def _division(self, dividend: Formula, divisor: Formula) -> tuple[Formula, Formula]:
        zero, one = construct.integer(0), construct.integer(1)
        return construct.greatest(dividend, zero), construct.greatest(divisor, one)

    def _choose(self, depth: int, *values: Formula) -> Formula:
        *cases, otherwise = values
        kind = construct.union([value.kind for value in values])
        return Choose(kind, tuple((self.condition(depth), v) for v in cases), otherwise)

    def condition(self, depth: int) -> Formula:
        if depth == 0:
            found = self.of_kind(BoolKind)
            return found if found is not None else construct.boolean(self.draw(st.booleans()))
        depth -= 1
        match self.draw(st.integers(0, 8)):
            case 0:
                return All((self.condition(depth), self.condition(depth), self.condition(depth)))
            case 1:
                return Some((self.condition(depth), self.condition(depth)))
            case 2:
                return Not(self.condition(depth))
            case 3:
                return Compare(Comparison.EQUAL, self.condition(depth), self.condition(depth))
            case 4:
                return Compare(Comparison.EQUAL, self.item(depth), self.item(depth))
            case 5:
                return Compare(self._comparison(), self.day(depth), self.day(depth))
            case 6:
                return self._choose(depth, *(self.condition(depth) for _ in range(3)))
            case _:
                return Compare(self._comparison(), self.integer(depth), self.integer(depth))

    def _comparison(self) -> Comparison:
        return self.draw(st.sampled_from(Comparison))

    def day(self, depth: int) -> Formula:
        if depth == 0:
            found = self.of_kind(DateKind)
            if found is not None and self.draw(st.integers(0, 3)):
                return found
            return construct.day(self.draw(st.sampled_from(DAYS)))
        depth -= 1
        one, two = self.day(depth), self.day(depth)
        match self.draw(st.integers(0, 4)):
            case 0:
                return construct.least(one, two)
            case 1:
                return construct.greatest(one, two)
            case 2:
                return calendar.add_days(one, self.integer(depth))[0]
            case 3:
                return calendar.shift_months(one, self.integer(depth))[0]
            case _:
                return self._choose(depth, one, two)

    def item(self, depth: int) -> Formula:
        if depth == 0:
            found = self.of_kind(ItemKind)
            if found is not None and self.draw(st.integers(0, 3)):
                return found
            return construct.item(ITEMS, self.draw(st.sampled_from(ITEMS.items)))
        return self._choose(depth - 1, self.item(depth - 1), self.item(depth - 1))

    def formula(self, depth: int = 3) -> Formula:
        make = self.choice(self.integer, self.integer, self.condition, self.day, self.item)
        return make(depth)

    def define(self, name: str, formula: Formula) -> Definition:
        self.names[name] = formula.kind
        return Definition(name, formula)

    def columns(self, prefix: str) -> tuple[Column, ...]:
        low = self.choice(*NEAR) * self.choice(-1, 0, 1)
        high = max(low, self.choice(*NEAR))
        kinds: dict[str, tuple[Kind, Type]] = {
            "nombre": (IntKind(low, high), INTEGER),
            "petit": (IntKind(-3, 12), INTEGER),
            "vrai": (BOOL, BOOLEAN),
            "jour": (DateKind(date.min, date.max), DATE),
            "lieu é": (ITEM, ITEMS),
        }
        found = tuple(
            Column(prefix + name, (prefix, name), kind, type_)
            for name, (kind, type_) in kinds.items()
        )
        self.names |= {each.name: each.kind for each in found}
        return found

    def fold(self, over: str, outside: dict[str, Kind]) -> Fold:
        """Return an aggregate; `outside` are the names that the plan has before it."""
        kind_of = self.draw(st.sampled_from(FoldKind))
        filter_ = self.choice(None, self.condition(2))
        if kind_of in (FoldKind.ANY, FoldKind.EVERY):
            return Fold(BOOL, kind_of, over, self.condition(2), filter_)
        is_day = kind_of is not FoldKind.SUM and self.draw(st.booleans())
        body = self.day(2) if is_day else self.integer(2)
        if kind_of is FoldKind.SUM:
            kind = construct.bounds(body)
            if MOST * max(-kind.low, kind.high) > self.limit:
                body = Ref(self.names["e.petit"], "e.petit")
                kind = construct.bounds(body)
            whole = IntKind(MOST * min(0, kind.low), MOST * max(0, kind.high))
            return Fold(whole, kind_of, over, body, filter_)
        outer = Maker(self.draw, self.limit, outside)
        empty = outer.day(1) if is_day else outer.integer(1)
        return Fold(construct.union([body.kind, empty.kind]), kind_of, over, body, filter_, empty)


@st.composite
def plans(draw: Draw, limit: int, lists: bool = False) -> Plan:
    """Plans of some definitions, all of which are results."""
    maker = Maker(draw, limit)
    columns = maker.columns("")
    definitions = [maker.define(f"d{n}", maker.formula()) for n in range(draw(st.integers(1, 4)))]
    given: tuple[ListInput, ...] = ()
    if lists:
        given, more = _list(maker)
        definitions += more
        definitions += [maker.define("après", maker.formula())]
    results = tuple(Result(d.name, (d.name,), d.kind, INTEGER) for d in definitions)
    return Plan(
        clause=ClauseRef("made", "made"),
        label="made",
        provenance=NO_PROVENANCE,
        at=None,
        inputs=(),
        columns=columns,
        lists=given,
        parameters=(),
        definitions=tuple(definitions),
        results=results,
        result_type=INTEGER,
    )


def _list(maker: Maker) -> tuple[tuple[ListInput, ...], list[Definition]]:
    """Return a list of elements, and the definitions that aggregate it."""
    outside = dict(maker.names)
    inner = Maker(maker.draw, maker.limit, dict(outside))
    columns = inner.columns("e.")
    own = tuple(inner.define(f"e.d{n}", inner.formula(2)) for n in range(2))
    folds = [inner.fold("liste", outside) for _ in range(3)]
    definitions = [maker.define(f"fold{n}", fold) for n, fold in enumerate(folds)]
    return (ListInput("liste", ("liste",), columns, own, MOST),), definitions


def values_of(kind: Kind) -> st.SearchStrategy[Raw]:
    """Values of a kind, its ends and what is next to them often."""
    match kind:
        case BoolKind():
            return st.booleans()
        case ItemKind(type=type_):
            return st.sampled_from(type_.items)
        case DateKind(low=low, high=high):
            near = [each for each in DAYS if low <= each <= high]
            return st.sampled_from(near) | st.dates(low, high)
        case IntKind(low=low, high=high):
            near = {low, min(low + 1, high), max(high - 1, low), high, min(max(0, low), high)}
            return st.sampled_from(sorted(near)) | st.integers(low, high)


Given = tuple[dict[str, Raw], dict[str, list[dict[str, Raw]]]]


def cases(plan: Plan, size: int = 12) -> st.SearchStrategy[list[Given]]:
    """Inputs of a plan."""
    columns = st.fixed_dictionaries({each.name: values_of(each.kind) for each in plan.columns})
    lists = st.fixed_dictionaries(
        {
            each.name: st.lists(
                st.fixed_dictionaries({c.name: values_of(c.kind) for c in each.columns}),
                max_size=each.most,
            )
            for each in plan.lists
        }
    )
    return st.lists(st.tuples(columns, lists), min_size=1, max_size=size)
