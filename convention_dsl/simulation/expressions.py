"""Small builders of SQL: what reading an input is written with, for any dialect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlglot import exp

E = exp.Expression

TRUE, FALSE, NULL = exp.true(), exp.false(), exp.null()
_CONSTANTS = (TRUE, FALSE, NULL)


def own(value: E) -> E:
    """Return an expression to put in another: itself the first time, then copies of it."""
    is_shared = value.parent is not None or any(value is each for each in _CONSTANTS)
    return value.copy() if is_shared else value


def column(name: str) -> E:
    """Return the column of that very name."""
    return exp.column(name, quoted=True)


def text(value: str) -> E:
    """Return a fixed text."""
    return exp.Literal.string(value)


def whole(value: int) -> E:
    """Return a fixed integer, of the narrowest type that the engine has for it."""
    literal = exp.Literal.number(str(abs(value)))
    return exp.Neg(this=literal) if value < 0 else literal


def bigint(value: int) -> E:
    """Return a fixed integer of 64 bits."""
    return exp.cast(whole(value), exp.DType.BIGINT)


def day(value: date) -> E:
    """Return a fixed day."""
    return exp.cast(text(value.isoformat()), exp.DType.DATE)


def renamed(value: E, name: str) -> E:
    """Return a value under a name."""
    return exp.Alias(this=own(value), alias=exp.to_identifier(name, quoted=True))


def is_null(value: E) -> E:
    """Return whether there is no value."""
    return exp.Is(this=own(value), expression=exp.null())


def is_there(value: E) -> E:
    """Return whether there is a value."""
    return exp.Not(this=is_null(value))


def equal(left: E, right: E) -> E:
    """Return whether two values are equal."""
    return exp.EQ(this=_grouped(left), expression=_grouped(right))


def less(left: E, right: E) -> E:
    """Return whether a value is less than another."""
    return exp.LT(this=_grouped(left), expression=_grouped(right))


def add(left: E, right: E) -> E:
    """Return a sum."""
    return exp.Add(this=_grouped(left), expression=_grouped(right))


def times(left: E, right: E) -> E:
    """Return a product."""
    return exp.Mul(this=_grouped(left), expression=_grouped(right))


def quotient(left: E, right: E) -> E:
    """Return a division in floating point."""
    return exp.Div(this=_grouped(left), expression=_grouped(right))


def differ(left: E, right: E) -> E:
    """Return whether two values are different."""
    return exp.NEQ(this=_grouped(left), expression=_grouped(right))


def between(value: E, low: E, high: E) -> E:
    """Return whether a value is in a range, both ends included."""
    return exp.Between(this=own(value), low=own(low), high=own(high))


def remainder(left: E, right: E) -> E:
    """Return what a division leaves."""
    return exp.Mod(this=_grouped(left), expression=_grouped(right))


def _grouped(value: E) -> E:
    is_simple = isinstance(value, exp.Column | exp.Literal | exp.Neg | exp.Func)
    if is_simple and not isinstance(value, exp.Binary):
        return own(value)
    return exp.Paren(this=own(value))


def among(value: E, values: Iterable[E]) -> E:
    """Return whether a value is one of several (at least one)."""
    return exp.In(this=_grouped(value), expressions=[own(each) for each in values])


def negation(value: E) -> E:
    """Return whether a condition is false."""
    if value in (TRUE, FALSE):
        return exp.false() if value == TRUE else exp.true()
    return exp.Not(this=_grouped(value))


def _expression(built: exp.Expr) -> E:
    assert isinstance(built, exp.Expression)
    return built


def both(*parts: E) -> E:
    """Return whether all of the conditions hold; fixed ones are left out."""
    kept = [part for part in parts if part != TRUE]
    if FALSE in kept:
        return exp.false()
    return _expression(exp.and_(*map(own, kept), copy=False)) if kept else exp.true()


def either(*parts: E) -> E:
    """Return whether one of the conditions holds; fixed ones are left out."""
    kept = [part for part in parts if part != FALSE]
    if TRUE in kept:
        return exp.true()
    return _expression(exp.or_(*map(own, kept), copy=False)) if kept else exp.false()


def case(cases: Sequence[tuple[E, E]], otherwise: E) -> E:
    """Return the value of the first case whose condition holds."""
    chosen = exp.Case(ifs=[], default=own(otherwise))
    for condition, value in cases:
        chosen.append("ifs", exp.If(this=own(condition), true=own(value)))
    return chosen if cases else own(otherwise)


def coalesce(value: E, otherwise: E) -> E:
    """Return a value, or another where there is none."""
    return exp.Coalesce(this=own(value), expressions=[own(otherwise)])


def cast(value: E, type_: exp.DType | str) -> E:
    """Return a value in another type; an error where it has none."""
    return exp.cast(own(value), type_, copy=False)


def try_cast(value: E, type_: exp.DType | str) -> E:
    """Return a value in another type, or none."""
    return exp.TryCast(this=own(value), to=exp.DataType.build(type_), safe=True)


def matches(value: E, pattern: str) -> E:
    """Return whether a regular expression (RE2, to be anchored by the caller) is found."""
    return exp.RegexpLike(this=own(value), expression=text(pattern))


def trimmed(value: E, characters: str) -> E:
    """Return a text without some characters at either end."""
    return exp.Trim(this=own(value), expression=text(characters))


def replaced(value: E, pattern: str, by: str) -> E:
    """Return a text with every match of a regular expression replaced."""
    return exp.RegexpReplace(
        this=own(value), expression=text(pattern), replacement=text(by), modifiers=text("g")
    )


def part(value: E, separator: str, index: int) -> E:
    """Return the part of a text (from 1) between separators."""
    number = exp.Literal.number(index)
    return exp.SplitPart(this=own(value), delimiter=text(separator), part_index=number)


def joined(*parts: E) -> E:
    """Return texts one after the other; none where one of them is none."""
    whole_text = own(parts[0])
    for each in parts[1:]:
        whole_text = exp.DPipe(this=whole_text, expression=own(each), safe=True)
    return whole_text


def lower(value: E) -> E:
    """Return a text in small letters."""
    return exp.Lower(this=own(value))


def as_text(value: E) -> E:
    """Return a value as text."""
    return exp.cast(own(value), exp.DType.VARCHAR, copy=False)
