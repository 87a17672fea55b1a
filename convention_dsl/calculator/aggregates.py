"""Code for aggregates: a popcount of a mask where the price is one, a loop otherwise.

Over a set, the filter is specialised for each element; elements alike in price are counted together
as the bits that the set and the mask of those that pass have in common.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from convention_dsl.calculator.annotations import annotation
from convention_dsl.calculator.decisions import Leaf, decide, most_tested
from convention_dsl.calculator.formulas import (
    Atom,
    Formula,
    Formulas,
    Junction,
    Subject,
)
from convention_dsl.calculator.numbers import constant, shape_at
from convention_dsl.calculator.shapes import (
    UNIT,
    FractionShape,
    IntShape,
    SetShape,
    Shape,
    shape_of,
)
from convention_dsl.calculator.switches import is_cheap, subject_code, threshold_code, write_tree
from convention_dsl.core import build
from convention_dsl.core.nodes import Aggregate, AggregateKind, Expr, Literal
from convention_dsl.core.ranges import element_type
from convention_dsl.core.traverse import walk
from convention_dsl.types import BooleanType, EnumType, NumberKind, SetType

if TYPE_CHECKING:
    from convention_dsl.calculator.emit import Emitter

SPECIALISED = 20_000
"""The number of nodes up to which filters and bodies are specialised for every element."""
SHARED = 3
"""A test is made once for all elements where at least so many conditions need it."""
LEAVES = 64

_SUMS = (AggregateKind.SUM, AggregateKind.COUNT)
_CHOICES = (AggregateKind.LOWEST, AggregateKind.HIGHEST)
_EXTREMES = (AggregateKind.MINIMUM, AggregateKind.MAXIMUM)
_STARTS = {AggregateKind.ANY: "False", AggregateKind.ALL: "True"}
_SMALLEST = (AggregateKind.LOWEST, AggregateKind.MINIMUM)


def is_popcount(expr: Aggregate) -> bool:
    """Return whether `expr` just counts the elements of a set."""
    return (
        expr.kind is AggregateKind.COUNT
        and expr.filter is None
        and isinstance(expr.domain.type, SetType)
    )


def popcount(emitter: Emitter, expr: Aggregate, shape: Shape) -> str:
    """Return the code of the number of elements of a set."""
    code = f"{emitter.natural(expr.domain)}.bit_count()"
    return emitter.convert(code, UNIT, shape)


def store_aggregate(emitter: Emitter, expr: Aggregate, shape: Shape, destination: str) -> None:
    """Add statements that hand the value of an aggregate to `destination`."""
    if is_popcount(expr):
        emitter.lines.add(destination.format(popcount(emitter, expr, shape)))
        return
    through = _sum_shape(expr, shape)
    if through != shape:
        name = emitter.names.unique("sum")
        emitter.declare(name, through)
        store_aggregate(emitter, expr, through, f"{name} = {{}}")
        emitter.lines.add(destination.format(emitter.convert(name, through, shape)))
        return
    prices = _prices(emitter, expr)
    if prices is None:
        _Loop(emitter, expr, shape).store(destination)
    elif expr.kind in _SUMS:
        _store_sum(emitter, expr, prices, shape, destination)
    else:
        _store_quantified(emitter, expr, prices, destination)


def _sum_shape(expr: Aggregate, shape: Shape) -> Shape:
    """Return a shape that holds each body of a sum: a sum can be a multiple of what no body is."""
    if expr.kind is AggregateKind.SUM and isinstance(shape, IntShape | FractionShape):
        return shape_at(expr.body, shape)
    return shape


Prices = list[tuple[Expr | None, list[tuple[int, Expr]]]]
"""For each price (None: a condition, not a sum), its elements' bits and their conditions."""


def _prices(emitter: Emitter, expr: Aggregate) -> Prices | None:
    """Return the elements of a set grouped by what each counts for, or None where a loop is due."""
    type_ = expr.domain.type
    if not isinstance(type_, SetType) or expr.kind not in (
        *_SUMS,
        AggregateKind.ANY,
        AggregateKind.ALL,
    ):
        return None
    tested = [part for part in (expr.filter, expr.body) if part is not None]
    size = sum(1 for part in tested for _ in walk(part)) * len(type_.universe)
    nested = any(isinstance(node, Aggregate) for part in tested for node in walk(part))
    if nested or size > SPECIALISED:
        return None
    groups: dict[Expr | None, list[tuple[int, Expr]]] = {}
    offset = _offset(expr.domain)
    for element in _elements(type_):
        bit = _bit(element, offset)
        condition = _specialised(emitter, expr.filter, expr.variable, element)
        body = _specialised(emitter, expr.body, expr.variable, element)
        if emitter.failures.may_fail(condition) or emitter.failures.may_fail(body):
            return None
        if expr.kind in _SUMS:
            groups.setdefault(body, []).append((bit, condition))
        else:
            wanted = body if expr.kind is AggregateKind.ANY else build.negation(body)
            both = build.conjunction([condition, wanted])
            groups.setdefault(None, []).append((bit, both))
    several = sum(1 for elements in groups.values() if len(elements) == 1)
    return None if several > 8 else list(groups.items())


def _elements(type_: SetType) -> list[Literal]:
    if isinstance(type_.element, EnumType):
        return [build.literal_item(item, type_.element) for item in type_.element.items]
    return [build.literal_number(int(n), NumberKind.INTEGER) for n in type_.universe]


def _bit(element: Literal, offset: int) -> int:
    if isinstance(element.type, EnumType):
        return element.type.items.index(str(element.value))
    return int(element.value) - offset  # type: ignore[arg-type]


def _offset(domain: Expr) -> int:
    shape = shape_of(domain.type)
    return shape.offset if isinstance(shape, SetShape) else 0


def _specialised(emitter: Emitter, expr: Expr | None, name: str, element: Literal) -> Expr:
    if expr is None:
        return build.literal_boolean(True)
    return emitter.context.inliner.specialised(expr, name, element)


def _store_sum(
    emitter: Emitter, expr: Aggregate, prices: Prices, shape: Shape, destination: str
) -> None:
    assert isinstance(shape, IntShape | FractionShape)
    set_ = _set_code(emitter, expr.domain)
    name = emitter.names.unique("count")
    direct = "+=" in destination
    if not direct:
        emitter.declare(name, shape)
        emitter.lines.add(f"{name} = 0")
    target = destination if direct else f"{name} += {{}}"

    def write() -> None:
        for price, elements in prices:
            assert price is not None
            mask = mask_code(emitter, elements)
            if mask == "0":
                continue
            count = f"({set_} & {mask}).bit_count()"
            emitter.lines.add(target.format(_priced(emitter, price, count, shape)))

    if set_.isidentifier() and any(len(elements) > 1 for _, elements in prices):
        with emitter.lines.block(f"if {set_}:"):
            write()
    else:
        write()
    if not direct:
        emitter.lines.add(destination.format(name))


def _priced(emitter: Emitter, price: Expr, count: str, shape: IntShape | FractionShape) -> str:
    fixed = constant(price, shape, emitter)
    if fixed == "1":
        return count
    return f"{fixed or emitter.value(price, shape)} * {count}"


def _store_quantified(emitter: Emitter, expr: Aggregate, prices: Prices, destination: str) -> None:
    set_ = _set_code(emitter, expr.domain)
    elements = [pair for _, group in prices for pair in group]
    symbol = "!=" if expr.kind is AggregateKind.ANY else "=="
    mask = mask_code(emitter, elements)
    emitter.lines.add(destination.format(f"({set_} & {mask} {symbol} 0)"))


def _set_code(emitter: Emitter, domain: Expr) -> str:
    code = emitter.natural(domain)
    if code.isidentifier() or isinstance(domain, Literal):
        return code
    name = emitter.names.unique("set")
    emitter.lines.add(f"{name} = {code}")
    return name


def mask_code(emitter: Emitter, elements: Sequence[tuple[int, Expr]]) -> str:
    """Return the code of the mask of the elements whose condition holds; may add statements."""
    merged: dict[Expr, int] = {}
    for bit, condition in elements:
        merged[condition] = merged.get(condition, 0) | 1 << bit
    formulas = Formulas()
    built = formulas.build(list(merged))
    bits = list(merged.values())
    if all(isinstance(formula, bool) for formula in built):
        return _constant_mask(built, bits)
    facts = formulas.initial_facts()
    tree = decide(built, facts, most_tested(SHARED), LEAVES)
    if tree is None:
        tree = Leaf(tuple(enumerate(built)))
    name = emitter.names.unique("mask")
    known: dict[int, str] = {}
    for index, subject in enumerate(formulas.subjects):
        subject_code(emitter, subject, index, known)

    def finish(leaf: Leaf) -> None:
        left: dict[Formula, int] = {}
        for row, formula in leaf.rows:
            left[formula] = left.get(formula, 0) | bits[row]
        emitter.lines.add(f"{name} = {left.pop(True, 0):#x}")
        for formula, mask in left.items():
            test = formula_code(emitter, formulas.subjects, formula, known)
            with emitter.lines.block(f"if {test}:"):
                emitter.lines.add(f"{name} |= {mask:#x}")

    write_tree(emitter, formulas.subjects, tree, known, finish)
    return name


def _constant_mask(built: Sequence[Formula], bits: Sequence[int]) -> str:
    mask = sum(bit for formula, bit in zip(built, bits, strict=True) if formula is True)
    return f"{mask:#x}" if mask else "0"


def formula_code(
    emitter: Emitter, subjects: Sequence[Subject], formula: Formula, known: dict[int, str]
) -> str:
    """Return the code of a condition."""
    match formula:
        case bool():
            return str(formula)
        case Atom():
            return _atom_code(emitter, subjects, formula, known)
        case Junction():
            word = " and " if formula.conjunctive else " or "
            parts = (formula_code(emitter, subjects, part, known) for part in formula.parts)
            return "(" + word.join(parts) + ")"


def _atom_code(
    emitter: Emitter, subjects: Sequence[Subject], atom: Atom, known: dict[int, str]
) -> str:
    subject = subjects[atom.subject]
    code = subject_code(emitter, subject, atom.subject, known)
    if isinstance(subject.expr.type, BooleanType):
        if atom.mask & 2:
            return code
        if is_cheap(subject.expr):
            return emitter.condition(build.negation(subject.expr))
        return f"(not {code})"
    tests = []
    impossible = subject.all_segments & ~subject.possible
    for first, last in _runs(atom.mask | impossible, len(subject.thresholds) + 1):
        low = threshold_code(emitter, subject, first - 1) if first else None
        top = len(subject.thresholds)
        high = threshold_code(emitter, subject, last) if last < top else None
        if subject.possible >> first & ((1 << (last - first + 1)) - 1):
            tests.append(_range_code(code, low, high))
    return tests[0] if len(tests) == 1 else "(" + " or ".join(tests) + ")"


def _range_code(code: str, low: str | None, high: str | None) -> str:
    if low is None:
        return f"{code} < {high}"
    return f"{code} >= {low}" if high is None else f"{low} <= {code} < {high}"


def _runs(mask: int, segments: int) -> list[tuple[int, int]]:
    """Return the first and the last segment of each run of segments in `mask`."""
    runs: list[tuple[int, int]] = []
    for segment in range(segments):
        if mask >> segment & 1:
            if runs and runs[-1][1] == segment - 1:
                runs[-1] = (runs[-1][0], segment)
            else:
                runs.append((segment, segment))
    return runs


class _Loop:
    """An aggregate written as a loop over the elements."""

    def __init__(self, emitter: Emitter, expr: Aggregate, shape: Shape) -> None:
        self.emitter = emitter
        self.expr = expr
        self.shape = shape
        self.result = emitter.names.unique("result")
        self.key = emitter.names.unique("key")
        self.element = emitter.names.unique(expr.variable.rpartition("_")[0] or expr.variable)

    def store(self, destination: str) -> None:
        lines, kind = self.emitter.lines, self.expr.kind
        domain = _set_code(self.emitter, self.expr.domain)
        if kind in _CHOICES:
            lines.add(f"{self.result}: {annotation(self.shape)}")
            lines.add(f"{self.key}: {annotation(shape_of(self.expr.body.type))} | None = None")
        elif kind in _EXTREMES:
            lines.add(f"{self.result}: {annotation(self.shape)} | None = None")
        else:
            self.emitter.declare(self.result, self.shape)
            lines.add(f"{self.result} = {_STARTS.get(kind, '0')}")
        self.each(domain, self.step)
        if self.expr.if_empty is not None and kind not in _SUMS:
            tested = self.key if kind in _CHOICES else self.result
            with lines.block(f"if {tested} is None:"):
                self.emitter.store(self.expr.if_empty, self.shape, f"{self.result} = {{}}")
        lines.add(destination.format(self.result))

    def each(self, domain: str, step: Callable[[], None]) -> None:
        """Add the loop over the elements that pass the filter."""
        lines = self.emitter.lines
        type_ = self.expr.domain.type
        shape = shape_of(element_type(type_))
        self.emitter.variables[self.expr.variable] = self.emitter.place(self.element, shape)
        if isinstance(type_, SetType):
            universe = [_bit(element, 0) for element in _elements(type_)]
            offset = _offset(self.expr.domain)
            shift = f"({self.element} + {-offset})" if offset else self.element
            start = f"{universe[0]}, " if universe[0] else ""
            with (
                lines.block(f"for {self.element} in range({start}{universe[-1] + 1}):"),
                lines.block(f"if {domain} >> {shift} & 1:"),
            ):
                self.filtered(step)
        else:
            with lines.block(f"for {self.element} in {domain}:"):
                self.filtered(step)

    def filtered(self, step: Callable[[], None]) -> None:
        if self.expr.filter is None:
            step()
            return
        with self.emitter.lines.block(f"if {self.emitter.condition(self.expr.filter)}:"):
            step()

    def step(self) -> None:
        """Add what is done with an element that passes."""
        emitter, expr, lines = self.emitter, self.expr, self.emitter.lines
        match expr.kind:
            case AggregateKind.SUM | AggregateKind.COUNT:
                emitter.store(expr.body, self.shape, f"{self.result} += {{}}")
            case AggregateKind.ANY:
                with lines.block(f"if {emitter.condition(expr.body)}:"):
                    lines.add(f"{self.result} = True")
                    lines.add("break")
            case AggregateKind.ALL:
                with lines.block(f"if not ({emitter.condition(expr.body)}):"):
                    lines.add(f"{self.result} = False")
                    lines.add("break")
            case _:
                self.compare()

    def compare(self) -> None:
        """Add the choice between an element and the best so far."""
        emitter, lines, kind = self.emitter, self.emitter.lines, self.expr.kind
        chooses = kind in _CHOICES
        shape = shape_of(self.expr.body.type) if chooses else self.shape
        best = self.key if chooses else self.result
        name = emitter.temporary(self.expr.body, shape)
        symbol = "<" if kind in _SMALLEST else ">"
        with lines.block(f"if {best} is None or {name} {symbol} {best}:"):
            lines.add(f"{best} = {name}")
            if chooses:
                element = element_type(self.expr.domain.type)
                whole = emitter.value(
                    build.variable(self.expr.variable, element), shape_of(element)
                )
                code = emitter.convert(whole, shape_of(element), self.shape)
                lines.add(f"{self.result} = {code}")
