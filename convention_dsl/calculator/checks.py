"""Code that refuses a value which is not of the declared type, unless its range proves that it is.

A clause's argument and a part of a record, map, set or list must be of the type declared for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from convention_dsl.calculator.shapes import IntShape, SetShape, Shape, number_shape, shape_of
from convention_dsl.core.errors import ErrorKind
from convention_dsl.core.nodes import Call, Construct, Expr
from convention_dsl.core.ranges import is_within, part_slots
from convention_dsl.types import (
    DateType,
    ListType,
    MapType,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)

if TYPE_CHECKING:
    from convention_dsl.calculator.emit import Emitter


def is_needed(emitter: Emitter, expr: Expr) -> bool:
    """Return whether a call or a construct must check what it is given."""
    match expr:
        case Call():
            inputs = emitter.context.program.clauses[expr.clause].inputs
            types = [binding.type for binding in inputs]
            return not _fit(expr.arguments, types)
        case Construct():
            return not _fit(expr.parts, _slots(expr))
        case _:
            return False


def parts(emitter: Emitter, expr: Construct) -> list[str]:
    """Return the codes of the parts at the shapes of the declared types, checked."""
    return values(emitter, expr.parts, _slots(expr))


def values(emitter: Emitter, exprs: Sequence[Expr], types: Sequence[Type]) -> list[str]:
    """Return the codes of values at the shapes of declared types; add checks where needed.

    A call's arguments are checked one by one as they are computed, a construct's parts likewise.
    """
    if _fit(exprs, types):
        pairs = [(expr, shape_of(type_)) for expr, type_ in zip(exprs, types, strict=True)]
        return emitter.values(pairs)
    return [_checked(emitter, e, type_) for e, type_ in zip(exprs, types, strict=True)]


def _slots(expr: Construct) -> list[Type]:
    return [type_ for _, type_ in part_slots(expr.type, len(expr.parts))]


def _fit(exprs: Sequence[Expr], types: Sequence[Type]) -> bool:
    return all(is_within(expr.type, type_) for expr, type_ in zip(exprs, types, strict=True))


def _checked(emitter: Emitter, expr: Expr, type_: Type) -> str:
    natural, wanted = shape_of(expr.type), shape_of(type_)
    name = emitter.temporary(expr, natural)
    test = _membership(emitter, name, expr.type, type_)
    if test is not None:
        with emitter.lines.block(f"if not ({test}):"):
            emitter.fail(ErrorKind.OUT_OF_RANGE, expr.span)
    return emitter.convert(name, natural, wanted)


def _membership(emitter: Emitter, code: str, given: Type, wanted: Type) -> str | None:
    """Return code that tells whether a value of type `given` is of type `wanted`; None: always."""
    if is_within(given, wanted):
        return None
    match given, wanted:
        case NumberType(), NumberType():
            return _number(emitter, code, given, wanted)
        case DateType(), DateType():
            tests = []
            if wanted.low is not None:
                tests.append(f"{emitter.collected.day(wanted.low)} <= {code}")
            if wanted.high is not None:
                tests.append(f"{code} <= {emitter.collected.day(wanted.high)}")
            return " and ".join(tests)
        case SetType(), SetType():
            return _set(code, shape_of(given), wanted)
        case OptionalType(), OptionalType():
            return f"{code} is None or {_membership(emitter, code, given.inner, wanted.inner)}"
        case MapType(), MapType():
            return _every(emitter, code, given.value, wanted.value)
        case ListType(), ListType():
            return _every(emitter, code, given.element, wanted.element)
        case RecordType(), RecordType():
            fields = zip(given.fields, wanted.fields, strict=True)
            tests_ = [
                _membership(emitter, f"{code}[{index}]", one, other)
                for index, ((_, one), (_, other)) in enumerate(fields)
            ]
            return " and ".join(f"({test})" for test in tests_ if test)
        case _:
            return None


def _every(emitter: Emitter, code: str, given: Type, wanted: Type) -> str:
    name = emitter.names.unique("t")
    return f"all([{_membership(emitter, name, given, wanted)} for {name} in {code}])"


def _number(emitter: Emitter, code: str, given: NumberType, wanted: NumberType) -> str:
    shape = number_shape(given)
    scale = shape.scale if isinstance(shape, IntShape) else None
    tests = []
    if wanted.low is not None:
        low = ceil(wanted.low * scale) if scale else wanted.low
        tests.append(f"{code} >= {emitter.collected.fraction(Fraction(low))}")
    if wanted.high is not None:
        high = floor(wanted.high * scale) if scale else wanted.high
        tests.append(f"{code} <= {emitter.collected.fraction(Fraction(high))}")
    if wanted.step is not None:
        if scale:
            modulus = (wanted.step * scale).numerator
            tests.append(f"{code} % {modulus} == 0")
        else:
            tests.append(f"{code} % {emitter.collected.fraction(wanted.step)} == 0")
    return " and ".join(tests)


def _set(code: str, given: Shape, wanted: SetType) -> str:
    offset = given.offset if isinstance(given, SetShape) else 0
    allowed = sum(1 << (int(n) - offset) for n in wanted.universe if int(n) >= offset)
    return f"{code} & ~{allowed:#x} == 0"
