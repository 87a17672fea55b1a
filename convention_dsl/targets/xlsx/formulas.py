"""Formulas of a plan → formulas of a worksheet, one arm per class.

Inside a workbook every integer of the plan is a number without decimals of at most 14 digits
(`limits.py`): its sums, products and whole divisions are exact in floating point, and no comparison
of a spreadsheet (which takes numbers equal to the 15th digit for equal) can err. A boolean is TRUE
or FALSE, a day a serial number, an item its position in its enumeration, from 0.

Only functions that Excel 2016 and LibreOffice 7.4 both have: IF, AND, OR, NOT, MIN, MAX, INT, MOD,
DATE, YEAR, MONTH, DAY, EDATE.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import assert_never

from convention_dsl.calculator.plan.formula import (
    AddDays,
    AddMonths,
    All,
    Choose,
    Compare,
    Const,
    DatePart,
    DaysBetween,
    Extract,
    Fold,
    Formula,
    Greatest,
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
from convention_dsl.targets.xlsx import dates

_COMPARE, _ADD, _MULTIPLY, _ATOM = range(4)
"""How tightly a printed formula binds."""

SAFE_MOD = 10**12
"""Excel's MOD refuses quotients beyond about 1.1 × 10^12."""

Printed = tuple[str, int]


def text(formula: Formula, names: Mapping[str, str]) -> str:
    """Return a formula without its `=`; `names` says where each column and definition stands."""
    return _printed(formula, names)[0]


def constant(value: bool | int | date | str, items: Sequence[str] = ()) -> str:
    """Return a fixed value; an item of `items` as its position."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case int():
            return str(value)
        case date():
            return dates.constant(value)
        case str():
            return str(items.index(value))


def _printed(formula: Formula, names: Mapping[str, str]) -> Printed:
    match formula:
        case Const(kind, value):
            items = kind.type.items if isinstance(kind, ItemKind) else ()
            return constant(value, items), _ADD if _is_negative(formula) else _ATOM
        case Ref(_, name):
            return names[name], _ATOM
        case Sum(_, terms):
            return _sum(terms, names), _ADD
        case Negate(_, value):
            return f"-{_within(value, names, _MULTIPLY)}", _ADD
        case Product(_, factors):
            return "*".join(_within(each, names, _ATOM) for each in factors), _MULTIPLY
        case Quotient(_, dividend, divisor):
            return f"INT({_divided(dividend, divisor, names)})", _ATOM
        case Remainder(_, dividend, divisor):
            return _remainder(dividend, divisor, names)
        case Least(_, parts):
            return _call("MIN", parts, names), _ATOM
        case Greatest(_, parts):
            return _call("MAX", parts, names), _ATOM
        case Compare(comparison, left, right):
            ends = (_within(each, names, _ADD) for each in (left, right))
            return comparison.value.join(ends), _COMPARE
        case Position(_, item):
            return _printed(item, names)
        case All(parts):
            return _call("AND", parts, names), _ATOM
        case Some(parts):
            return _call("OR", parts, names), _ATOM
        case Not(part):
            return f"NOT({text(part, names)})", _ATOM
        case Choose(_, cases, otherwise):
            return _choice(cases, otherwise, names), _ATOM
        case Extract(_, part, day):
            return _extract(part, day, names), _ATOM
        case AddMonths(_, day, months):
            native = dates.is_native(day.kind) and dates.is_native(formula.kind)
            add = dates.add_months if native else dates.add_months_far
            return add(_within(day, names, _ADD), _within(months, names, _ADD)), _ATOM
        case AddDays(_, day, days):
            return _sum((day, days), names), _ADD
        case DaysBetween(_, start, end):
            return f"{_within(end, names, _ADD)}-{_within(start, names, _MULTIPLY)}", _ADD
        case Fold():
            raise ValueError("a fold is a column of its own: `folds.py`")
        case _:
            assert_never(formula)


def _is_negative(formula: Const) -> bool:
    return isinstance(formula.value, int) and formula.value < 0


def _within(formula: Formula, names: Mapping[str, str], level: int) -> str:
    printed, own = _printed(formula, names)
    return printed if own >= level else f"({printed})"


def _sum(terms: Sequence[Formula], names: Mapping[str, str]) -> str:
    printed = ""
    for term in terms:
        if isinstance(term, Negate):
            printed += f"-{_within(term.value, names, _MULTIPLY)}"
        elif isinstance(term, Const) and _is_negative(term):
            printed += constant(term.value)
        else:
            sign = "+" if printed else ""
            printed += f"{sign}{_within(term, names, _MULTIPLY)}"
    return printed


def _divided(dividend: Formula, divisor: Formula, names: Mapping[str, str]) -> str:
    return f"{_within(dividend, names, _MULTIPLY)}/{_within(divisor, names, _ATOM)}"


def _remainder(dividend: Formula, divisor: Formula, names: Mapping[str, str]) -> Printed:
    over, by = dividend.kind, divisor.kind
    assert isinstance(over, IntKind)
    assert isinstance(by, IntKind)
    if over.high < by.low * SAFE_MOD:
        return f"MOD({text(dividend, names)},{text(divisor, names)})", _ATOM
    whole = f"INT({_divided(dividend, divisor, names)})"
    start = _within(dividend, names, _ADD)
    return f"{start}-{_within(divisor, names, _ATOM)}*{whole}", _ADD


def _call(function: str, parts: Sequence[Formula], names: Mapping[str, str]) -> str:
    return f"{function}({','.join(text(each, names) for each in parts)})"


def _choice(
    cases: Sequence[tuple[Formula, Formula]], otherwise: Formula, names: Mapping[str, str]
) -> str:
    opened = "".join(f"IF({text(when, names)},{text(then, names)}," for when, then in cases)
    return f"{opened}{text(otherwise, names)}{')' * len(cases)}"


def _extract(part: DatePart, day: Formula, names: Mapping[str, str]) -> str:
    printed = _within(day, names, _ADD)
    extract = dates.part if dates.is_native(day.kind) else dates.part_far
    return extract(part.value.upper(), printed)
