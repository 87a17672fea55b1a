"""Numbers as people type them → units, in SQL: the twin of `inputs.reading.read_number`.

`tests/simulation/test_agreement.py` holds the two together on generated texts. One expression gives
the units, or one of four marks beyond any number that is accepted; so each text is read once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from sqlglot import exp

from convention_dsl.simulation.expressions import (
    NULL,
    E,
    bigint,
    case,
    cast,
    either,
    equal,
    is_null,
    less,
    matches,
    part,
    remainder,
    replaced,
    times,
    try_cast,
    whole,
)
from convention_dsl.types import NumberKind

UNREADABLE, OFF_STEP, TOO_LOW, TOO_HIGH = -(2**63) + 1, -(2**63) + 2, -(2**63) + 3, 2**63 - 1

_SPACES = " \u00a0\u202f\u2009"
_MINUS = "\u2212"
_SPACED = rf"(?:[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+|[0-9]+)"
_BLANK = rf"[\s\x0b{_SPACES}]*"
_SIGN = rf"(?:[-+{_MINUS}]{_BLANK})?"
_RATIO = rf"[0-9]+{_BLANK}/{_BLANK}[0-9]+"
_GROUPED = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"
_DIGITS = 18
"""How many digits are read; more of them are out of any range that 64 bits hold."""


@dataclass(frozen=True)
class _Unit:
    """A unit after a number: what is matched at its end, and what one of it is worth."""

    pattern: str
    worth: Fraction


_UNITS = {
    NumberKind.AMOUNT: (
        _Unit("(?i:md€)", Fraction(10**9)),
        _Unit("(?i:m€)", Fraction(10**6)),
        _Unit("(?i:€|euros?|eur)", Fraction(1)),
    ),
    NumberKind.RATE: (_Unit("%", Fraction(1, 100)),),
}


def units(value: E, kind: NumberKind, scale: int, *, decimal_comma: bool) -> E:
    """Return the units of a text (trimmed, NULL where empty): `scale` of them make one."""
    own = _UNITS.get(kind, ())
    mark = "[.,]" if decimal_comma else r"\."
    plain = f"{_SPACED}(?:{mark}[0-9]+)?"
    cases: list[tuple[E, E]] = [(is_null(value), NULL), *_usual(value, scale, mark)]
    one = _arms(value, "", f"(?:{plain}|{_RATIO})", Fraction(scale))
    cases.append(one)
    for unit in own:
        body = plain if decimal_comma else f"{plain}|{_GROUPED}"
        shape = f"(?:{body}|{_RATIO})[{_SPACES}]*{unit.pattern}"
        cases.append(_arms(value, unit.pattern, shape, scale * unit.worth))
    return case(cases, bigint(UNREADABLE))


def _usual(value: E, scale: int, mark: str) -> Iterator[tuple[E, E]]:
    """Read what most cells are, without the cost of the other shapes: a few digits, cents."""
    yield matches(value, "^[0-9]{1,9}$"), times(cast(value, exp.DType.BIGINT), whole(scale))
    decimals = _decimals(Fraction(scale))
    if decimals and 10**decimals == scale:
        shape = f"^[0-9]{{1,9}}{mark}[0-9]{{1,{decimals}}}$"
        point = replaced(value, ",", ".") if "," in mark else value
        yield matches(value, shape), _tenths(point, decimals)


def _tenths(value: E, decimals: int) -> E:
    """Return a text of digits times 10 to the power of `decimals`."""
    number = try_cast(value, f"DECIMAL({_DIGITS}, {decimals})")
    return try_cast(times(number, whole(10**decimals)), exp.DType.BIGINT)


def _arms(value: E, unit: str, shape: str, worth: Fraction) -> tuple[E, E]:
    """Read a text of one shape, where 1 is `worth` units."""
    inner = case(
        [(matches(value, "/"), _ratio(value, worth))],
        _decimal(value, worth, has_groups=bool(unit) and _GROUPED in shape),
    )
    return matches(value, f"^{_SIGN}{shape}$"), inner


def _bare(value: E, keep: str) -> E:
    """Return the digits of a number and the marks between them, with a plain minus sign."""
    return replaced(replaced(value, "\u2212", "-"), f"[^-0-9{keep}]", "")


def _decimal(value: E, worth: Fraction, *, has_groups: bool) -> E:
    """Read digits with a decimal mark."""
    decimals = _decimals(worth)
    per_step = worth / 10**decimals
    bare = _bare(value, ".,")
    bare = replaced(bare, ",", "" if has_groups else ".")
    room = max(1, _DIGITS - decimals - len(str(per_step.numerator)) + 1)
    exact = times(_tenths(bare, decimals), whole(per_step.numerator))
    if per_step.denominator > 1:
        divided = cast(
            exp.IntDiv(this=exp.Paren(this=exact), expression=whole(per_step.denominator)),
            exp.DType.BIGINT,
        )
        rest = equal(remainder(exp.Paren(this=exact), whole(per_step.denominator)), whole(0))
        exact = case([(rest, divided)], bigint(OFF_STEP))
    return case(
        [
            (matches(bare, f"^-0*[1-9][0-9]{{{room},}}(?:[.]|$)"), bigint(TOO_LOW)),
            (matches(bare, f"^0*[1-9][0-9]{{{room},}}(?:[.]|$)"), bigint(TOO_HIGH)),
            (matches(bare, f"[.][0-9]{{{decimals}}}[0-9]*[1-9]"), bigint(OFF_STEP)),
        ],
        exact,
    )


def _decimals(worth: Fraction) -> int:
    """Return how many decimals a text may have, zeros aside, and still be a whole number of units.

    That is the most that a multiple of 1/worth has: the digits of 1/worth, or of the part of it
    that a decimal text can write.
    """
    twos = fives = 0
    rest = worth.numerator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return min(max(twos, fives), _DIGITS - 3)


def _ratio(value: E, worth: Fraction) -> E:
    """Read a fraction such as 1/3, of up to `_DIGITS` digits over as many."""
    bare = _bare(value, "/")
    above = try_cast(part(bare, "/", 1), exp.DType.BIGINT)
    below = try_cast(part(bare, "/", 2), exp.DType.BIGINT)
    dividend = times(cast(above, exp.DType.INT128), whole(worth.numerator))
    divisor = times(cast(below, exp.DType.INT128), whole(worth.denominator))
    quotient = exp.IntDiv(this=exp.Paren(this=dividend), expression=exp.Paren(this=divisor))
    too_long = matches(bare, f"[0-9]{{{_DIGITS + 1},}}")
    return case(
        [
            (either(too_long, is_null(above), is_null(below)), bigint(UNREADABLE)),
            (equal(below, whole(0)), bigint(UNREADABLE)),
            (_differs(remainder(dividend, divisor)), bigint(OFF_STEP)),
            (less(quotient, bigint(TOO_LOW)), bigint(TOO_LOW)),
            (less(bigint(TOO_HIGH), quotient), bigint(TOO_HIGH)),
        ],
        cast(quotient, exp.DType.BIGINT),
    )


def _differs(rest: E) -> E:
    return exp.NEQ(this=exp.Paren(this=rest), expression=whole(0))


def spelled_integers(value: E, *, decimal_comma: bool) -> tuple[E, E]:
    """Return whether a text is integers between `|`, and the text with each as plain digits."""
    mark = "[.,]" if decimal_comma else r"\."
    member = rf"{_BLANK}{_SIGN}{_SPACED}(?:{mark}0+)?{_BLANK}"
    shape = matches(value, rf"^{member}(?:\|{member})*$")
    digits = replaced(replaced(value, f"{mark}0+{_BLANK}(\\||$)", "\\1"), "\u2212", "-")
    return shape, replaced(digits, "[^-0-9|]", "")
