"""What is said of the columns of the table to fill: what they are, what they accept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from sqlglot import exp

from convention_dsl.calculator.plan.formula import IntKind
from convention_dsl.calculator.plan.plan import Column, Role
from convention_dsl.core.nodes import Value
from convention_dsl.locale import ItemLabels, describe_type
from convention_dsl.targets.sql.decimals import number, places
from convention_dsl.targets.sql.dialects import Dialect
from convention_dsl.targets.sql.words import say
from convention_dsl.types import EnumType, NumberType, Type


@dataclass(frozen=True)
class Context:
    """For whom a file is written: the dialect, the language, and the words of the text."""

    dialect: Dialect
    language: str
    labels: ItemLabels
    defaults: Mapping[tuple[str, ...], Value]

    def say(self, key: str, **arguments: object) -> str:
        """Return a phrase in the language of the text."""
        return say(key, self.language, **arguments)


def effective(declared: Column) -> Type:
    """Return the type of a column with the bounds that the plan adds where it has none."""
    match declared.type, declared.kind:
        case NumberType() as type_, IntKind(low, high):
            return replace(
                type_,
                low=Fraction(low, declared.scale) if type_.low is None else type_.low,
                high=Fraction(high, declared.scale) if type_.high is None else type_.high,
            )
        case type_, _:
            return type_


def expected(declared: Column, context: Context) -> str:
    """Return what a column accepts, in the reader's words."""
    said = describe_type(effective(declared), context.language)
    if isinstance(declared.kind, IntKind) and places(declared.scale, declared.type) is None:
        return context.say("in units", expected=said, unit=f"1/{declared.scale}")
    return said


def described(declared: Column, context: Context) -> str:
    """Return what a column is and accepts."""
    if declared.role is Role.MEMBER:
        return " : ".join(part for part in (declared.group, declared.label) if part)
    said = _items(declared, context) or expected(declared, context)
    if declared.optional:
        said = context.say("or unknown", expected=said)
    return f"{declared.label} : {said}" if declared.label else said


def _items(declared: Column, context: Context) -> str:
    """Return the items that a column accepts with their labels; "" where it is of another type."""
    if not isinstance(declared.type, EnumType):
        return ""
    labels = context.labels.get(declared.type.name, {})
    told = [
        f"`{item}` ({labels[item]})" if labels.get(item, item) != item else f"`{item}`"
        for item in declared.type.items
    ]
    return context.say("one of", items=", ".join(told))


def default_of(declared: Column, context: Context) -> exp.Expression | None:
    """Return what the text gives to a column where nothing else is given; None: nothing."""
    value = context.defaults.get(declared.path)
    match value:
        case bool():
            return exp.Boolean(this=value)
        case int() | Fraction():
            if places(declared.scale, declared.type) is None:
                return None
            return number(Fraction(value))
        case date():
            return exp.cast(exp.Literal.string(value.isoformat()), "date")
        case str():
            return exp.Literal.string(value)
        case frozenset():
            return exp.Boolean(this=declared.member in value)
        case _:
            return None
