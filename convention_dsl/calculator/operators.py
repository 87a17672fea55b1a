"""Code for the operators of the core: a table from each to a function that writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from convention_dsl.calculator import numbers
from convention_dsl.calculator.shapes import (
    BOOL,
    DATE,
    DURATION,
    FRACTION,
    ITEM,
    UNIT,
    FractionShape,
    IntShape,
    MapShape,
    OptionalShape,
    RecordShape,
    SetShape,
    Shape,
    number_shape,
    scales,
    shape_of,
)
from convention_dsl.core.nodes import Apply, Duration, Expr, Literal
from convention_dsl.core.operators import Operator
from convention_dsl.types import (
    BooleanType,
    EnumType,
    MapType,
    NumberType,
    OptionalType,
    Type,
)

if TYPE_CHECKING:
    from convention_dsl.calculator.emit import Emitter

Writer = Callable[["Emitter", Apply, Shape], str]


def value(emitter: Emitter, expr: Apply, shape: Shape) -> str:
    """Return the code of an operation at `shape`; a boolean one is a `bool`."""
    return WRITERS[expr.operator](emitter, expr, shape)


def condition(emitter: Emitter, expr: Expr) -> str:
    """Return code that is true or false as `expr` is."""
    match expr:
        case Apply(operator=Operator.CONTAINS):
            return _contains_bit(emitter, expr)
        case Apply(operator=Operator.NOT, arguments=(inner,)):
            tested = _tested_set(inner)
            if tested is not None:
                return _within(emitter.natural(tested))
            return f"not {_within(condition(emitter, inner))}"
        case Apply(operator=Operator.EQUAL) if (tested := _tested_set(expr)) is not None:
            return f"not {_within(emitter.natural(tested))}"
        case Apply(operator=Operator.AND | Operator.OR):
            return _junction(emitter, expr, condition)
        case _:
            return _bare(emitter.value(expr, BOOL))


def _tested_set(expr: Expr) -> Expr | None:
    """Return the set that `expr` compares with the empty one, if that is what it does."""
    if isinstance(expr, Apply) and expr.operator is Operator.EQUAL:
        for literal, other in (expr.arguments, expr.arguments[::-1]):
            if isinstance(literal, Literal) and literal.value == frozenset():
                return other
    return None


def _bare(code: str) -> str:
    """Return code without parentheses around the whole of it, where it can do without.

    A choice cannot: it is no condition of another one.
    """
    if not (code.startswith("(") and code.endswith(")")):
        return code
    depth = 0
    for index, character in enumerate(code):
        depth += (character == "(") - (character == ")")
        if depth == 0 and index < len(code) - 1:
            return code
    needed = any(word in code for word in (":=", ",", " if "))
    return code if needed else code[1:-1]


def _within(code: str) -> str:
    """Return code that can stand within a larger expression."""
    return code if code.isidentifier() or _bare(code) != code else f"({code})"


def _junction(emitter: Emitter, expr: Apply, write: Callable[[Emitter, Expr], str]) -> str:
    word = "and" if expr.operator is Operator.AND else "or"
    if all(emitter.is_simple(argument) for argument in expr.arguments[1:]):
        return f" {word} ".join(_within(write(emitter, argument)) for argument in expr.arguments)
    name = emitter.names.unique("t")
    emitter.lines.add(f"{name} = {write(emitter, expr.arguments[0])}")
    _rest(emitter, expr, name, 1)
    return name


def _rest(emitter: Emitter, expr: Apply, name: str, index: int) -> None:
    """Add statements that go on with argument `index` where those before it do not decide."""
    if index == len(expr.arguments):
        return
    test = name if expr.operator is Operator.AND else f"not {name}"
    with emitter.lines.block(f"if {test}:"):
        emitter.lines.add(f"{name} = {emitter.value(expr.arguments[index], BOOL)}")
        _rest(emitter, expr, name, index + 1)


def _boolean_junction(emitter: Emitter, expr: Apply, _shape: Shape) -> str:
    return f"({_junction(emitter, expr, lambda em, part: em.value(part, BOOL))})"


def _not(emitter: Emitter, expr: Apply, _shape: Shape) -> str:
    tested = _tested_set(expr.arguments[0])
    if tested is not None:
        return f"({emitter.natural(tested)} != 0)"
    return f"(not {_within(condition(emitter, expr.arguments[0]))})"


def _common(first: Type, second: Type) -> Shape:
    """Return the shape at which values of two types compare."""
    if isinstance(first, NumberType) and isinstance(second, NumberType):
        return scales(number_shape(first), number_shape(second))
    if isinstance(first, BooleanType | EnumType):
        return shape_of(first)
    return _joined(shape_of(first), shape_of(second))


def _joined(first: Shape, second: Shape) -> Shape:
    match first, second:
        case ((IntShape() | FractionShape()), (IntShape() | FractionShape())):
            return scales(first, second)
        case SetShape(), SetShape():
            return SetShape(min(first.offset, second.offset))
        case OptionalShape(), OptionalShape():
            return OptionalShape(_joined(first.inner, second.inner))
        case MapShape(), MapShape():
            return MapShape(first.size, _joined(first.value, second.value))
        case RecordShape(), RecordShape():
            pairs = zip(first.fields, second.fields, strict=True)
            return RecordShape(tuple((name, _joined(a, b)) for (name, a), (_, b) in pairs))
        case _:
            return first


def _compare(symbol: str) -> Writer:
    def code(emitter: Emitter, expr: Apply, _shape: Shape) -> str:
        first, second = expr.arguments
        if symbol == "==" and isinstance(first.type, BooleanType):
            for literal, other in ((first, second), (second, first)):
                if isinstance(literal, Literal):
                    wanted = emitter.value(other, BOOL)
                    return wanted if literal.value else f"(not {_within(wanted)})"
        shape = _common(first.type, second.type)
        left, right = emitter.values([(first, shape), (second, shape)])
        return f"({left} {symbol} {right})"

    return code


def _number(emitter: Emitter, expr: Apply, shape: Shape) -> str:
    assert isinstance(shape, IntShape | FractionShape)
    return numbers.value(emitter, expr, shape)


def _contains_bit(emitter: Emitter, expr: Apply) -> str:
    """Return code that is not zero where the element is in the set."""
    set_, element = expr.arguments
    offset = _offset(set_)
    shape = SetShape(offset)
    if isinstance(element, Literal):
        index = _index(element)
        if index < offset:
            return "0"
        return f"({emitter.value(set_, shape)} & {1 << (index - offset):#x})"
    given = shape_of(element.type)
    mask, bit = emitter.values([(set_, shape), (element, given)])
    number = element.type
    tests = []
    if isinstance(number, NumberType):
        name = emitter.names.unique("t")
        if given != UNIT:  # a number that is no integer is in no set
            tests.append(f"({name} := {emitter.convert(bit, given, FRACTION)}).denominator == 1")
            bit = f"int({name})"
        elif number.low is None or number.low < offset:
            tests.append(f"({name} := {bit}) >= {offset}")
            bit = name
        if given != UNIT:
            tests.append(f"{bit} >= {offset}")
    tests.append(f"{mask} >> {_shifted(bit, offset)} & 1")
    return f"({' and '.join(tests)})"


def _shifted(code: str, offset: int) -> str:
    return code if offset == 0 else f"({code} + {-offset})"


def _index(element: Literal) -> int:
    if isinstance(element.type, EnumType):
        return element.type.items.index(str(element.value))
    return int(element.value)  # type: ignore[arg-type]


def _offset(set_: Expr) -> int:
    shape = shape_of(set_.type)
    return shape.offset if isinstance(shape, SetShape) else 0


def _contains(emitter: Emitter, expr: Apply, _shape: Shape) -> str:
    return f"({_contains_bit(emitter, expr)} != 0)"


def _sets(emitter: Emitter, expr: Apply) -> tuple[list[str], SetShape]:
    first, second = expr.arguments
    shape = SetShape(min(_offset(first), _offset(second)))
    return emitter.values([(first, shape), (second, shape)]), shape


def _subset(emitter: Emitter, expr: Apply, _shape: Shape) -> str:
    (first, second), _ = _sets(emitter, expr)
    return f"({first} & ~{second} == 0)"


def _combine(symbol: str) -> Writer:
    def code(emitter: Emitter, expr: Apply, shape: Shape) -> str:
        (first, second), common = _sets(emitter, expr)
        return emitter.convert(f"({first} {symbol} {second})", common, shape)

    return code


def _item(emitter: Emitter, expr: Apply, shape: Shape) -> str:
    map_, key = expr.arguments
    assert isinstance(map_.type, MapType)
    codes = emitter.values([(map_, shape_of(map_.type)), (key, ITEM)])
    return emitter.convert(f"{codes[0]}[{codes[1]}]", shape_of(map_.type.value), shape)


def _part(name: str) -> Writer:
    def code(emitter: Emitter, expr: Apply, shape: Shape) -> str:
        return emitter.convert(f"{emitter.value(expr.arguments[0], DATE)}.{name}", UNIT, shape)

    return code


def _between(helper: str) -> Writer:
    def code(emitter: Emitter, expr: Apply, shape: Shape) -> str:
        start, end = emitter.values([(argument, DATE) for argument in expr.arguments])
        text = f"{emitter.collected.helper(helper)}({start}, {end})"
        return emitter.convert(text, UNIT, shape)

    return code


def _days_between(emitter: Emitter, expr: Apply, shape: Shape) -> str:
    start, end = emitter.values([(argument, DATE) for argument in expr.arguments])
    return emitter.convert(f"({end} - {start}).days", UNIT, shape)


def _add_duration(emitter: Emitter, expr: Apply, _shape: Shape) -> str:
    day, duration = expr.arguments
    helper = emitter.collected.helper("_add_duration")
    place = emitter.collected.place(expr.span)
    if isinstance(duration, Literal) and isinstance(duration.value, Duration):
        length = f"{duration.value.months}, {duration.value.days}"
        return f"{helper}({emitter.value(day, DATE)}, {length}, {place})"
    start, pair = emitter.values([(day, DATE), (duration, DURATION)])
    return f"{helper}({start}, *{pair}, {place})"


def _known(emitter: Emitter, expr: Apply, shape: Shape) -> str:
    assert isinstance(shape, OptionalShape)
    return emitter.value(expr.arguments[0], shape.inner)


def _is_known(emitter: Emitter, expr: Apply, _shape: Shape) -> str:
    return f"({emitter.natural(expr.arguments[0])} is not None)"


def _or_else(emitter: Emitter, expr: Apply, shape: Shape) -> str:
    optional, fallback = expr.arguments
    assert isinstance(optional.type, OptionalType)
    inner = shape_of(optional.type.inner)
    code = emitter.natural(optional)
    name = code if code.isidentifier() else emitter.names.unique("t")
    test = code if code.isidentifier() else f"({name} := {code})"
    if emitter.is_simple(fallback):
        known = emitter.convert(name, inner, shape)
        return f"({known} if {test} is not None else {emitter.value(fallback, shape)})"
    result = emitter.names.unique("t")
    emitter.declare(result, shape)
    with emitter.lines.block(f"if {test} is not None:"):
        emitter.lines.add(f"{result} = {emitter.convert(name, inner, shape)}")
    with emitter.lines.block("else:"):
        emitter.store(fallback, shape, f"{result} = {{}}")
    return result


WRITERS: Mapping[Operator, Writer] = {
    Operator.NOT: _not,
    Operator.AND: _boolean_junction,
    Operator.OR: _boolean_junction,
    Operator.EQUAL: _compare("=="),
    Operator.LESS: _compare("<"),
    Operator.LESS_EQUAL: _compare("<="),
    Operator.NEGATE: _number,
    Operator.ADD: _number,
    Operator.SUBTRACT: _number,
    Operator.MULTIPLY: _number,
    Operator.DIVIDE: _number,
    Operator.FLOOR_DIVIDE: _number,
    Operator.MODULO: _number,
    Operator.MINIMUM: numbers.extreme,
    Operator.MAXIMUM: numbers.extreme,
    Operator.CONTAINS: _contains,
    Operator.SUBSET: _subset,
    Operator.UNION: _combine("|"),
    Operator.INTERSECTION: _combine("&"),
    Operator.DIFFERENCE: _combine("& ~"),
    Operator.ITEM: _item,
    Operator.ADD_DURATION: _add_duration,
    Operator.YEAR: _part("year"),
    Operator.MONTH: _part("month"),
    Operator.DAY: _part("day"),
    Operator.YEARS_BETWEEN: _between("_years_between"),
    Operator.MONTHS_BETWEEN: _between("_months_between"),
    Operator.DAYS_BETWEEN: _days_between,
    Operator.KNOWN: _known,
    Operator.IS_KNOWN: _is_known,
    Operator.OR_ELSE: _or_else,
}
