"""Numbers as people type them → units, in SQL: the twin of `inputs.reading.read_number`.

`tests/simulation/test_agreement.py` holds the two together on generated texts. One expression gives
the units, or one of three marks beyond any number that is accepted; so each text is read once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlglot import exp

from convention_dsl.simulation.expressions import (
    NULL,
    E,
    bigint,
    case,
    cast,
    coalesce,
    equal,
    is_null,
    matches,
    part,
    remainder,
    replaced,
    times,
    try_cast,
    whole,
)
from convention_dsl.types import NumberKind

UNREADABLE, OFF_STEP, TOO_HIGH = -(2**63) + 1, -(2**63) + 2, 2**63 - 1

_SPACES = " \u00a0\u202f\u2009"
_MINUS = "\u2212"
_SPACED = rf"(?:[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+|[0-9]+)"
_BLANK = rf"[\s\x0b{_SPACES}]*"
_SIGN = rf"(?:[-+{_MINUS}]{_BLANK})?"
_RATIO = rf"[0-9]+{_BLANK}/{_BLANK}[0-9]+"
_GROUPED = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"
_MOST_DECIMALS = 15
_DIGITS = 20
"""How many digits are read: more than any number of 64 bits has."""


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
    mark = "[.,]" if decimal_comma else "[.]"
    plain = f"{_SPACED}(?:{mark}[0-9]+)?"
    own = _UNITS.get(kind, ())
    cases = [(is_null(value), NULL), *_usual(value, scale, mark)]
    cases.append((_shaped(value, plain), _decimal(value, Fraction(scale), mark)))
    for unit in own:
        worth = scale * unit.worth
        ending = f"[{_SPACES}]*{unit.pattern}"
        cases.append((_shaped(value, plain + ending), _decimal(value, worth, mark)))
        if not decimal_comma:
            cases.append((_shaped(value, _GROUPED + ending), _decimal(value, worth, "[.]")))
    ending = f"(?:[{_SPACES}]*(?:{'|'.join(unit.pattern for unit in own)}))?" if own else ""
    worths = [(matches(value, unit.pattern), scale * unit.worth) for unit in own]
    cases.append((_shaped(value, _RATIO + ending), _ratio(value, worths, Fraction(scale))))
    return case(cases, bigint(UNREADABLE))


def _shaped(value: E, shape: str) -> E:
    return matches(value, f"^{_SIGN}{shape}$")


def _usual(value: E, scale: int, mark: str) -> Iterator[tuple[E, E]]:
    """Read what most cells are, without the cost of the other shapes: a few digits, cents."""
    yield matches(value, "^[0-9]{1,9}$"), times(cast(value, exp.DType.BIGINT), whole(scale))
    decimals = _decimals(Fraction(scale))
    if 0 < decimals <= 4 and 10**decimals == scale:
        point = replaced(value, ",", ".") if "," in mark else value
        number = cast(point, f"DECIMAL({9 + decimals}, {decimals})")
        shape = f"^[0-9]{{1,9}}{mark}[0-9]{{1,{decimals}}}$"
        yield matches(value, shape), cast(times(number, whole(scale)), exp.DType.BIGINT)


def _decimal(value: E, worth: Fraction, mark: str) -> E:
    """Read digits with a decimal mark (other commas only group them), where 1 is `worth` units."""
    decimals = _decimals(worth)
    per_step = worth / 10**decimals
    bare = replaced(value, _MINUS, "-")
    bare = replaced(bare, ",", "." if "," in mark else "")
    number = try_cast(replaced(bare, "[^-0-9.]", ""), f"DECIMAL({_DIGITS}, {decimals})")
    steps = times(number, whole(10**decimals * per_step.numerator))
    exact = coalesce(try_cast(steps, exp.DType.BIGINT), bigint(TOO_HIGH))
    if per_step.denominator > 1:
        exact = _divided(exact, whole(per_step.denominator))
    return case(
        [(matches(value, f"{mark}[0-9]{{{decimals}}}[0-9]*[1-9]"), bigint(OFF_STEP))], exact
    )


def _divided(count: E, by: E) -> E:
    """Return a quotient, or the mark of what has none."""
    is_whole = equal(remainder(count, by), whole(0))
    return case([(is_whole, cast(_quotient(count, by), exp.DType.BIGINT))], bigint(OFF_STEP))


def _quotient(dividend: E, divisor: E) -> E:
    return exp.IntDiv(
        this=exp.Paren(this=dividend.copy()), expression=exp.Paren(this=divisor.copy())
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
    return min(max(twos, fives), _MOST_DECIMALS)


def _ratio(value: E, worths: Sequence[tuple[E, Fraction]], worth: Fraction) -> E:
    """Read a fraction such as 1/3, of up to 18 digits over as many."""
    bare = replaced(replaced(value, _MINUS, "-"), "[^-0-9/]", "")
    above, below = (try_cast(part(bare, "/", index), exp.DType.INT128) for index in (1, 2))
    ups = [(when, whole(each.numerator)) for when, each in worths]
    downs = [(when, whole(each.denominator)) for when, each in worths]
    dividend = times(above, cast(case(ups, whole(worth.numerator)), exp.DType.INT128))
    divisor = times(below, cast(case(downs, whole(worth.denominator)), exp.DType.INT128))
    units = coalesce(try_cast(_quotient(dividend, divisor), exp.DType.BIGINT), bigint(TOO_HIGH))
    is_whole = equal(remainder(dividend, divisor), whole(0))
    return case(
        [
            (matches(value, "[0-9]{19}|/[^0-9]*0+([^0-9]|$)"), bigint(UNREADABLE)),
            (is_whole, units),
        ],
        bigint(OFF_STEP),
    )


def spelled_integers(value: E, *, decimal_comma: bool) -> tuple[E, E]:
    """Return whether a text is integers between `|`, and the text with each as plain digits."""
    mark = "[.,]" if decimal_comma else r"\."
    member = rf"{_BLANK}{_SIGN}{_SPACED}(?:{mark}0+)?{_BLANK}"
    shape = matches(value, rf"^{member}(?:\|{member})*$")
    digits = replaced(replaced(value, f"{mark}0+{_BLANK}(\\||$)", "\\1"), "\u2212", "-")
    return shape, replaced(digits, "[^-0-9|]", "")
