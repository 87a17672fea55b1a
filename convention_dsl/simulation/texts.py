"""Cells of text as scalars of a plan: the twin of `inputs.cells`, in SQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import assert_never

from sqlglot import exp

from convention_dsl.calculator.plan.formula import BoolKind, DateKind, IntKind, ItemKind
from convention_dsl.calculator.plan.plan import Column
from convention_dsl.inputs.reading import UNKNOWN_WORDS
from convention_dsl.simulation import numbers, reasons
from convention_dsl.simulation.bounds import accepted, accepted_days, step_units
from convention_dsl.simulation.cell import Cell, Decoded, Defect, Habits
from convention_dsl.simulation.expressions import (
    FALSE,
    NULL,
    TRUE,
    E,
    among,
    both,
    case,
    coalesce,
    day,
    either,
    equal,
    is_null,
    is_there,
    joined,
    lower,
    matches,
    negation,
    own,
    part,
    remainder,
    replaced,
    text,
    trimmed,
    try_cast,
    whole,
)
from convention_dsl.types import DateType, EnumType, NumberKind, NumberType, Type

BLANKS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680" + (
    "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
)
"""What Python's `strip` takes for blank."""

_TRUE, _FALSE = ("yes", "true", "oui", "vrai", "1"), ("no", "false", "non", "faux", "0")
_MONTHS = (
    ("january", "janvier"),
    ("february", "février"),
    ("march", "mars"),
    ("april", "avril"),
    ("may", "mai"),
    ("june", "juin"),
    ("july", "juillet"),
    ("august", "août"),
    ("september", "septembre"),
    ("october", "octobre"),
    ("november", "novembre"),
    ("december", "décembre"),
)


def decode(cell: Cell, target: Column, type_: Type, habits: Habits) -> Decoded:
    """Return a cell of text as a column of a plan; `type_` is the leaf's, not optional."""
    match target.kind:
        case ItemKind(enum):
            return _item(cell, enum, type_, habits)
        case BoolKind():
            return _boolean(stripped(cell, habits), type_, habits)
        case IntKind():
            assert isinstance(type_, NumberType)
            return _number(stripped(cell, habits), target, target.kind, type_, habits)
        case DateKind():
            return _date(stripped(cell, habits), target.kind, type_, habits)
        case _:
            assert_never(target.kind)


def stripped(cell: Cell, habits: Habits) -> E:
    """Return the text of a cell without blanks around it, NULL where there is nothing else."""
    bare = exp.Nullif(this=trimmed(cell.value, BLANKS), expression=text(""))
    plain = matches(cell.value, "^[!-~]+$")  # Most cells; taking blanks away costs much more.
    return habits.helpers.name(0, case([(plain, cell.value)], bare))


def says_unknown(cell: Cell) -> E:
    """Return whether an optional cell says that its value is unknown."""
    words = [text(word) for word in sorted(UNKNOWN_WORDS)]
    found = among(lower(trimmed(cell.value, BLANKS)), words)
    return both(is_there(cell.value), found)


def spellings(enum: EnumType, habits: Habits) -> Mapping[str, str]:
    """Return each accepted spelling of an item and the item; the names come first."""
    named = {label: item for item, label in habits.labels.get(enum.name, {}).items()}
    labels = {label: item for label, item in named.items() if label and label not in enum.items}
    return {**{item: item for item in enum.items}, **labels}


def _boolean(value: E, type_: Type, habits: Habits) -> Decoded:
    small = lower(value)
    read = case(
        [
            (among(small, map(text, _TRUE)), TRUE),
            (among(small, map(text, _FALSE)), FALSE),
        ],
        NULL,
    )
    return _read(value, habits.helpers.name(1, read), type_)


def _read(value: E, read: E, type_: Type, *more: Defect) -> Decoded:
    """Return what was read of a text, NULL where it could not be."""
    unreadable = Defect(reasons.unreadable(type_), both(is_there(value), is_null(read)))
    return Decoded(read, is_null(value), (unreadable, *more))


# Numbers ----------------------------------------------------------------------------------------


def _number(value: E, target: Column, kind: IntKind, type_: NumberType, habits: Habits) -> Decoded:
    read = numbers.units(value, type_.kind, target.scale, decimal_comma=habits.decimal_comma)
    units = habits.helpers.name(1, read)
    there, every = is_there(value), step_units(target, type_)
    low, high = whole(kind.low), whole(kind.high)
    inside = exp.Between(this=units, low=low, high=high)
    on_step = equal(remainder(units, whole(every)), whole(0)) if every > 1 else TRUE
    between = both(inside, negation(on_step)) if every > 1 else FALSE
    marks = [whole(numbers.UNREADABLE), whole(numbers.OFF_STEP)]
    beyond = both(there, negation(inside), negation(among(units, marks)))
    split = both(there, either(equal(units, marks[1]), between))
    unreadable = both(there, equal(units, marks[0]))
    is_whole = type_.kind is NumberKind.INTEGER and every == target.scale
    if is_whole:
        unreadable, split = either(unreadable, split), FALSE
    found = (
        Defect(reasons.unreadable(type_), unreadable),
        Defect(reasons.outside(accepted(target, kind, type_)), beyond),
        Defect(reasons.off_step(Fraction(every, target.scale), type_.kind), split),
    )
    kept = case([(both(inside, on_step), units)], NULL)
    return Decoded(kept, is_null(value), tuple(each for each in found if each.holds != FALSE))


# Days -------------------------------------------------------------------------------------------

_ISO = "^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$"
_SLASHES = "^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}$"
_GAP = "[ \u00a0\u202f\u2009]+"


def _date(value: E, kind: DateKind, type_: Type, habits: Habits) -> Decoded:
    assert isinstance(type_, DateType)
    cases = [(matches(value, _ISO), try_cast(value, exp.DType.DATE))]
    if habits.decimal_comma:
        parts = [part(value, "/", index) for index in (3, 2, 1)]
        cases.append((matches(value, _SLASHES), _day(*parts)))
    cases.append(
        (matches(value, f"^[0-9]{{1,2}}(?:er)?{_GAP}[^ ]+{_GAP}[0-9]{{4}}$"), _worded(value))
    )
    read = habits.helpers.name(1, case(cases, NULL))
    inside = exp.Between(this=read, low=day(kind.low), high=day(kind.high))
    beyond = both(is_there(value), is_there(read), negation(inside))
    kept = case([(inside, read)], NULL)
    decoded = _read(value, read, type_)
    outside = Defect(reasons.outside(accepted_days(kind, type_)), beyond)
    return Decoded(kept, decoded.blank, (*decoded.defects, outside))


def _day(year: E, month: E, number: E) -> E:
    """Return the day that three texts of digits make, or none."""
    return try_cast(joined(year, text("-"), month, text("-"), number), exp.DType.DATE)


def _worded(value: E) -> E:
    """Read `1er janvier 2026`: the parts are joined again with one space."""
    plain = replaced(replaced(lower(value), _GAP, " "), "^([0-9]+)er ", "\\1 ")
    name = part(plain, " ", 2)
    months = [
        (among(name, map(text, names)), text(str(number)))
        for number, names in enumerate(_MONTHS, start=1)
    ]
    return _day(part(plain, " ", 3), case(months, NULL), part(plain, " ", 1))


# Items ------------------------------------------------------------------------------------------


def _item(cell: Cell, enum: EnumType, type_: Type, habits: Habits) -> Decoded:
    """Read an item by its name or its label, blanks around it left out.

    A map and not a CASE: DuckDB then looks up each different text of a column of Parquet once, not
    the text of each row. Where it has every text anew, blanks are looked for in few of them.
    """
    bare = trimmed(cell.value, BLANKS)
    spelled = spellings(enum, habits)
    items = exp.Map(keys=_texts(spelled.keys()), values=_texts(spelled.values()))
    found: E = exp.Bracket(this=items, expressions=[own(bare)])
    if habits.is_csv:
        as_it_is = exp.Bracket(this=items.copy(), expressions=[own(cell.value)])
        found = coalesce(as_it_is, found)
    read = habits.helpers.name(1, found)
    no_text = either(is_null(cell.value), equal(bare, text("")))
    blank = case([(is_null(read), no_text)], FALSE)
    unreadable = Defect(reasons.unreadable(type_), both(is_null(read), negation(no_text)))
    return Decoded(read, blank, (unreadable,))


def _texts(values: Iterable[str]) -> exp.Array:
    return exp.Array(expressions=[text(each) for each in values])
