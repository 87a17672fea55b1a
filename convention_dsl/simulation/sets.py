"""Sets: a text such as `a|b`, `a ; b`, `{a ; b}`, or a native list → whether each member is in it.

Both are first brought to one form, `|a|b|`, in which a member is looked for between bars. Integers
of a set are digits, with or without zeros after a decimal mark; one written as a fraction (`6/2`),
which `calc` takes, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from convention_dsl.simulation import reasons
from convention_dsl.simulation.cell import Cell, Decoded, Defect, Habits
from convention_dsl.simulation.expressions import (
    FALSE,
    NULL,
    E,
    add,
    both,
    case,
    cast,
    differ,
    either,
    is_null,
    is_there,
    joined,
    less,
    matches,
    negation,
    replaced,
    text,
    trimmed,
    whole,
)
from convention_dsl.simulation.numbers import spelled_integers
from convention_dsl.simulation.texts import BLANKS, spellings, stripped
from convention_dsl.types import EnumType, NumberType, SetType

_BLANK = rf"[{BLANKS}]*"


@dataclass(frozen=True)
class Members:
    """The set of a cell: whether it is empty, what may be wrong, its members between bars."""

    barred: E
    blank: E
    defects: tuple[Defect, ...]
    words: Mapping[str | int, Sequence[str]]
    """How each possible member may be written."""

    def has(self, wanted: str | int) -> Decoded:
        """Return whether a member is in the set."""
        return Decoded(_holds(self.barred, self.words[wanted]), self.blank, self.defects)


def members(cell: Cell, type_: SetType, habits: Habits) -> Members | None:
    """Return the set of a cell; None where the cell's type holds no set."""
    if cell.type.this == exp.DType.ARRAY:
        barred, odd = _of_list(cell, habits)
        blank = is_null(cell.value)
    elif cell.type.this in exp.DataType.TEXT_TYPES:
        value = stripped(cell, habits)
        barred, odd = _of_text(value, type_, habits), FALSE
        blank = is_null(value)
    else:
        return None
    words = _spelled(type_, habits)
    known = habits.helpers.name(2, matches(barred, "^" + f"(?:[|](?:{_any(words)}))*" + "[|]$"))
    unknown = either(is_null(barred), negation(known), odd)
    defects = (
        Defect(reasons.unknown_member(type_), both(negation(blank), unknown)),
        Defect(reasons.TWICE_IN_SET, both(is_there(barred), known, _has_twin(barred, words))),
    )
    return Members(barred, blank, defects, words)


def _spelled(type_: SetType, habits: Habits) -> Mapping[str | int, Sequence[str]]:
    """Return how each possible member may be written."""
    if isinstance(type_.element, NumberType):
        return {value: [str(value)] for value in type_.universe}
    found: dict[str | int, list[str]] = {item: [] for item in type_.element.items}
    for spelling, item in spellings(type_.element, habits).items():
        found[item].append(spelling)
    return found


def _any(words: Mapping[str | int, Sequence[str]]) -> str:
    return "|".join(re.escape(word) for some in words.values() for word in some)


def _holds(barred: E, words: Sequence[str]) -> E:
    found = (_has(barred, word) for word in words)
    return either(*found)


def _has(barred: E, word: str) -> E:
    position = exp.StrPosition(this=barred.copy(), substr=text(f"|{word}|"))
    return less(whole(0), position)


def _has_twin(barred: E, words: Mapping[str | int, Sequence[str]]) -> E:
    """Return whether there are more parts than members; looked into where there are two parts."""
    found: E = whole(0)
    for some in words.values():
        found = add(found, cast(_holds(barred, some), exp.DType.INT))
    bars = exp.Length(this=replaced(barred, "[^|]", ""))
    parts = exp.Sub(this=bars, expression=whole(1))
    return case([(matches(barred, "[|].*[|].*[|]"), differ(parts, found))], FALSE)


def _of_text(value: E, type_: SetType, habits: Habits) -> E:
    """Return the members of a text between bars; NULL where the text is no set."""
    braced = matches(value, r"(?s)^\{.*\}$")
    inside = replaced(replaced(value, r"(?s)^\{|\}$", ""), "[,;]", "|")
    bare = case([(braced, inside)], _with_bars(value, type_, habits))
    bare = trimmed(bare, BLANKS)
    if isinstance(type_.element, EnumType):
        members = replaced(bare, rf"{_BLANK}\|{_BLANK}", "|")
    else:
        is_set, digits = spelled_integers(bare, decimal_comma=habits.decimal_comma)
        plain = replaced(digits, r"(^|\|)0+([0-9])", r"\1\2")
        members = case([(is_set, plain)], NULL)
    full = joined(text("|"), members, text("|"))
    empty = exp.EQ(this=bare, expression=text(""))
    shape = case([(is_null(value), NULL), (empty, text("|"))], full)
    return habits.helpers.name(1, shape)


def _with_bars(value: E, type_: SetType, habits: Habits) -> E:
    """Take semicolons for bars, unless a label has one."""
    element = type_.element
    if isinstance(element, EnumType) and any(";" in each for each in spellings(element, habits)):
        return value
    return replaced(value, ";", "|")


def _of_list(cell: Cell, habits: Habits) -> tuple[E, E]:
    """Return the members of a list between bars, and whether some of them are no members at all."""
    texts = exp.cast(cell.value.copy(), exp.DataType.build("ARRAY<TEXT>"))
    inner = exp.ArrayToString(this=texts, expression=text("|"))
    shape = case(
        [
            (is_null(cell.value), NULL),
            (exp.EQ(this=exp.ArraySize(this=cell.value.copy()), expression=whole(0)), text("|")),
        ],
        joined(text("|"), inner, text("|")),
    )
    barred = habits.helpers.name(1, shape)
    bars = exp.Length(this=replaced(barred, "[^|]", ""))
    parts = exp.Sub(this=bars, expression=whole(1))
    return barred, differ(parts, exp.ArraySize(this=cell.value.copy()))
