"""Code for expressions: statements where they help, expressions elsewhere.

`Emitter.value` returns the code of an expression at a given shape and may first add statements;
`Emitter.store` adds statements that end by handing the value to a destination. Only cases, local
definitions and aggregates need statements: everything else is `simple` and stays one expression, so
that what must not be evaluated (a branch, the rest of a conjunction) never is. Evaluation keeps the
evaluator's order wherever an error could be raised.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import assert_never

from convention_dsl.calculator import (
    aggregates,
    checks,
    converting,
    numbers,
    operators,
    sharing,
    switches,
)
from convention_dsl.calculator.annotations import annotation, is_plain
from convention_dsl.calculator.context import Context, Local, Parts, Place, renamed, typed_arguments
from convention_dsl.calculator.conversion import encoder
from convention_dsl.calculator.shapes import (
    FractionShape,
    IntShape,
    RecordShape,
    SetShape,
    Shape,
    shape_of,
)
from convention_dsl.calculator.writer import Lines, Names
from convention_dsl.core.errors import ErrorKind
from convention_dsl.core.nodes import (
    Aggregate,
    Apply,
    Call,
    Cases,
    Construct,
    Dated,
    Expr,
    Field,
    If,
    Let,
    Literal,
    ParameterRef,
    Round,
    Total,
    Variable,
)
from convention_dsl.core.program import parameter_id
from convention_dsl.core.traverse import children, walk
from convention_dsl.source import Span
from convention_dsl.types import RecordType

_TALL = 25
"""An expression of this height gets a name: Python refuses two hundred nested parentheses."""


class Emitter:
    """Writes the body of one function."""

    def __init__(self, context: Context, names: Names, lines: Lines) -> None:
        self.context = context
        self.collected = context.collected
        self.failures = context.failures
        self.names = names
        self.lines = lines
        self.variables: dict[str, Place] = {}
        self._simple: dict[int, tuple[Expr, bool]] = {}
        self._heights: dict[int, tuple[Expr, int]] = {}

    # Destinations -------------------------------------------------------------------------------

    def store(self, expr: Expr, shape: Shape, destination: str) -> None:
        """Add statements that hand the value of `expr` to `destination`, a line with one `{}`."""
        kept = self._kept_value(expr)
        if kept is not None:
            self.lines.add(destination.format(self.convert(*kept, shape)))
            return
        finer = numbers.finer(expr, shape)
        if finer is not None:
            code = self.temporary(expr, finer)
            self.lines.add(destination.format(self.convert(code, finer, shape)))
            return
        if self.lines.is_deep and not self.is_simple(expr):
            self.lines.add(destination.format(self._outlined(expr, shape)))
            return
        match expr:
            case If():
                self._store_if(expr, shape, destination)
            case Cases():
                switches.store_cases(self, expr, shape, destination)
            case Let():
                self._define(expr)
                self.store(expr.body, shape, destination)
            case Total() if isinstance(shape, IntShape | FractionShape):
                numbers.store_total(self, expr, shape, destination)
            case Aggregate():
                aggregates.store_aggregate(self, expr, shape, destination)
            case _:
                code = self.value(expr, shape)
                if not (code == "0" and "+=" in destination):
                    self.lines.add(destination.format(code))

    def _outlined(self, expr: Expr, shape: Shape) -> str:
        """Return a call of a new function whose body computes `expr`."""
        names, lines = self.collected.names.inner(), Lines(1)
        inner = Emitter(self.context, names, lines)
        used = {node.name for node in walk(expr) if isinstance(node, Variable)}
        given: list[str] = []
        taken: list[str] = []
        for name in sorted(used & self.variables.keys()):
            place = self.variables[name]
            inner.variables[name] = renamed(place, name, names)
            given += self.arguments(place)
            taken += typed_arguments(inner.variables[name])
        inner.store(expr, shape, "return {}")
        function = self.collected.names.unique("part")
        self.context.parts.append(
            [f"def {function}({', '.join(taken)}) -> {annotation(shape)}:", *lines.lines]
        )
        return f"{function}({', '.join(given)})"

    def temporary(self, expr: Expr, shape: Shape, wanted: str = "t") -> str:
        """Add statements that put the value of `expr` in a new local; return its name."""
        kept = self._kept_value(expr)
        if kept is not None and kept[1] == shape:
            return kept[0]
        name = self.names.unique(wanted)
        self.declare(name, shape)
        self.store(expr, shape, f"{name} = {{}}")
        self.keep(expr, name, shape)
        return name

    def keep(self, expr: Expr, name: str, shape: Shape) -> None:
        """Note that a local holds the value of `expr` from here on, where that saves work."""
        if sharing.is_worth_keeping(expr):
            self.lines.keep(expr, name, shape)

    def _kept_value(self, expr: Expr) -> tuple[str, Shape] | None:
        return self.lines.kept(expr) if sharing.is_worth_keeping(expr) else None

    def declare(self, name: str, shape: Shape) -> None:
        """Add the type of a local where its first value may not tell it."""
        if not is_plain(shape):
            self.lines.add(f"{name}: {annotation(shape)}")

    def comment(self, text: str) -> None:
        """Add a comment, the label of what follows; nothing where there is none."""
        if text:
            self.lines.add("# " + " ".join(text.split()))

    def fail(self, kind: ErrorKind, span: Span) -> None:
        """Add a statement that raises an error."""
        self.lines.add(f'raise EvaluationError("{kind}", {self.collected.place(span)})')

    def _store_if(self, expr: If, shape: Shape, destination: str) -> None:
        with self.lines.block(f"if {self.condition(expr.condition)}:"):
            self.store(expr.then, shape, destination)
        if destination.startswith("return "):
            self.store(expr.otherwise, shape, destination)
            return
        if isinstance(expr.otherwise, Literal) and "+=" in destination and not expr.otherwise.value:
            return
        with self.lines.block("else:"):
            self.store(expr.otherwise, shape, destination)

    def _define(self, expr: Let) -> None:
        shape = shape_of(expr.value.type)
        wanted = expr.name.rpartition("_")[0] or expr.name
        name = self.temporary(expr.value, shape, wanted)
        self.variables[expr.name] = self.place(name, shape)

    def place(self, code: str, shape: Shape) -> Place:
        """Return where a value that `code` gives again and again is found."""
        if not isinstance(shape, RecordShape):
            return Local(code, shape)
        fields = {
            name: self.place(f"{code}[{index}]", field)
            for index, (name, field) in enumerate(shape.fields)
        }
        return Parts(fields)

    # Expressions --------------------------------------------------------------------------------

    def is_simple(self, expr: Expr) -> bool:
        """Return whether the code of `expr` is one expression, without statements before it."""
        found = self._simple.get(id(expr))
        if found is None:
            needs = (
                self._height(expr) >= _TALL
                or isinstance(expr, Cases | Let)
                or (isinstance(expr, Aggregate) and not aggregates.is_popcount(expr))
                or (isinstance(expr, Call) and self._spreads(expr))
            )
            simple = not needs and not checks.is_needed(self, expr)
            found = (expr, simple and all(self.is_simple(part) for part in children(expr)))
            self._simple[id(expr)] = found
        return found[1]

    def is_fixed(self, expr: Expr) -> bool:
        """Return whether `expr` has a value, and no parameter takes part in it."""
        symbolic = any(isinstance(node, ParameterRef | Call) for node in walk(expr))
        return not symbolic and not self.failures.may_fail(expr)

    def values(self, pairs: Sequence[tuple[Expr, Shape]]) -> list[str]:
        """Return the codes of several expressions that are evaluated in this order."""
        codes = []
        for index, (expr, shape) in enumerate(pairs):
            later = pairs[index + 1 :]
            moved = any(not self.is_simple(other) for other, _ in later)
            if moved and self.failures.may_fail(expr):
                codes.append(self.temporary(expr, shape))
            else:
                codes.append(self.value(expr, shape))
        return codes

    def natural(self, expr: Expr) -> str:
        """Return the code of `expr` at the shape of its type."""
        return self.value(expr, shape_of(expr.type))

    def value(self, expr: Expr, shape: Shape) -> str:
        """Return the code of `expr` at `shape`, to be evaluated once, right after it is written."""
        code = self._value(expr, shape)
        height = self._height(expr)
        return self._kept(code) if height and height % _TALL == 0 else code

    def _height(self, expr: Expr) -> int:
        """Return how many expressions are within each other below `expr`."""
        found = self._heights.get(id(expr))
        if found is None:
            height = max((self._height(part) + 1 for part in children(expr)), default=0)
            found = self._heights[id(expr)] = (expr, height)
        return found[1]

    def _value(self, expr: Expr, shape: Shape) -> str:
        constant = numbers.constant(expr, shape, self)
        if constant is not None:
            return constant
        finer = numbers.finer(expr, shape)
        if finer is not None:
            return self.convert(self.value(expr, finer), finer, shape)
        match expr:
            case Literal():
                return self.literal(expr, shape)
            case Variable() | Field():
                return self._path(expr, shape)
            case ParameterRef():
                return self.convert(self._parameter(expr), shape_of(expr.type), shape)
            case Apply():
                return operators.value(self, expr, shape)
            case If() if self.is_simple(expr):
                then, otherwise = self.value(expr.then, shape), self.value(expr.otherwise, shape)
                return f"({then} if {self.condition(expr.condition)} else {otherwise})"
            case Total() if self.is_simple(expr) and isinstance(shape, IntShape | FractionShape):
                return numbers.total(self, expr, shape)
            case Aggregate() if aggregates.is_popcount(expr):
                return aggregates.popcount(self, expr, shape)
            case If() | Cases() | Let() | Total() | Aggregate():
                return self.temporary(expr, shape)
            case Call():
                return self._call(expr, shape)
            case Construct():
                return self._construct(expr, shape)
            case Round():
                return numbers.rounding(self, expr, shape)
            case Dated():
                raise ValueError("an expression is linked before it is compiled")
            case _:
                assert_never(expr)

    def condition(self, expr: Expr) -> str:
        """Return code that is true or false as `expr` is, though not always a `bool`."""
        return operators.condition(self, expr)

    def literal(self, expr: Literal, shape: Shape) -> str:
        """Return the code of a value written in the text."""
        natural = shape_of(expr.type)
        if isinstance(natural, SetShape):
            return self.convert(f"{encoder(expr.type)(expr.value):#x}", natural, shape)
        return self.convert(self.raw(encoder(expr.type)(expr.value)), natural, shape)

    def raw(self, raw: object) -> str:
        """Return the code of a value as generated code has it."""
        match raw:
            case date():
                return self.collected.day(raw)
            case Fraction():
                return self.collected.fraction(raw)
            case tuple():
                return "(" + "".join(f"{self.raw(part)}, " for part in raw) + ")"
            case _:
                return repr(raw)

    def _parameter(self, expr: ParameterRef) -> str:
        id_ = parameter_id(expr.book, expr.name, expr.pin)
        name = self.context.parameter(id_)
        if self.context.program.parameters[id_].value is not None:
            return name
        helper = self.collected.helper("_needed")
        return f"{helper}({name}, {self.collected.place(expr.span)})"

    def _path(self, expr: Variable | Field, shape: Shape) -> str:
        place = self._lookup(expr)
        if place is not None:
            return self._whole(place, shape)
        assert isinstance(expr, Field)
        record = expr.record.type
        assert isinstance(record, RecordType)
        index = [name for name, _ in record.fields].index(expr.name)
        field = record.fields[index][1]
        return self.convert(f"{self.natural(expr.record)}[{index}]", shape_of(field), shape)

    def _lookup(self, expr: Expr) -> Place | None:
        """Return where a variable, or a field of one, is found."""
        if isinstance(expr, Variable):
            return self.variables[expr.name]
        if isinstance(expr, Field):
            record = self._lookup(expr.record)
            return record.fields[expr.name] if isinstance(record, Parts) else None
        return None

    def _whole(self, place: Place, shape: Shape) -> str:
        if isinstance(place, Local):
            return self.convert(place.code, place.shape, shape)
        assert isinstance(shape, RecordShape)
        inner = (self._whole(place.fields[name], part) for name, part in shape.fields)
        return "(" + "".join(f"{code}, " for code in inner) + ")"

    def arguments(self, place: Place) -> list[str]:
        """Return a variable's codes as arguments: records field by field."""
        if isinstance(place, Local):
            return [place.code]
        return [code for field in place.fields.values() for code in self.arguments(field)]

    def _call(self, expr: Call, shape: Shape) -> str:
        clause = self.context.program.clauses[expr.clause]
        types = [binding.type for binding in clause.inputs]
        codes = checks.values(self, expr.arguments, types)
        if self._spreads(expr):  # what is spread is computed first, so what comes before it too
            codes = [self._kept(code) for code in codes]
        spread = []
        for code, argument, type_ in zip(codes, expr.arguments, types, strict=True):
            place = self._lookup(argument) if isinstance(type_, RecordType) else None
            if place is not None and argument.type == type_:
                spread += self.arguments(place)
            elif isinstance(type_, RecordType) and _nested(type_):
                spread += self.arguments(self.place(code, shape_of(type_)))
            else:
                spread.append(f"*{code}" if isinstance(type_, RecordType) else code)
        call = f"{self.context.function(expr.clause)}({', '.join(spread)})"
        return self.convert(call, shape_of(clause.body.type), shape)

    def _spreads(self, expr: Call) -> bool:
        """Return whether a record of records, not just a variable, is given field by field."""
        types = [argument.type for argument in expr.arguments]
        pairs = zip(expr.arguments, types, strict=True)
        return any(
            isinstance(type_, RecordType) and _nested(type_) and self._lookup(argument) is None
            for argument, type_ in pairs
        )

    def _kept(self, code: str) -> str:
        if code.isidentifier():
            return code
        name = self.names.unique("t")
        self.lines.add(f"{name} = {code}")
        return name

    def _construct(self, expr: Construct, shape: Shape) -> str:
        codes = checks.parts(self, expr)
        natural = shape_of(expr.type)
        if isinstance(natural, SetShape):
            bits = (f"1 << {_minus(code, natural.offset)}" for code in codes)
            return self.convert(f"({' | '.join(bits) or '0'})", natural, shape)
        return self.convert("(" + "".join(f"{code}, " for code in codes) + ")", natural, shape)

    # Conversions --------------------------------------------------------------------------------

    def convert(self, code: str, given: Shape, wanted: Shape) -> str:
        """Return the code of the same value at another shape."""
        return converting.converted(self, code, given, wanted)


def _nested(type_: RecordType) -> bool:
    return any(isinstance(field, RecordType) for _, field in type_.fields)


def _minus(code: str, offset: int) -> str:
    return f"({code} - {offset})" if offset > 0 else f"({code} + {-offset})" if offset else code
