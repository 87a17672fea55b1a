"""Populations: what is known of a list, as conditions on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

from convention_dsl.core import build
from convention_dsl.core.nodes import AggregateKind, Expr, Variable
from convention_dsl.core.program import Binding, PopulationClass, PopulationDef
from convention_dsl.core.provenance import Provenance
from convention_dsl.semantics.build import all_of, is_true
from convention_dsl.semantics.cells import guard
from convention_dsl.semantics.declared_types import Place, constant, declared
from convention_dsl.semantics.fitting import condition, plain
from convention_dsl.semantics.follows import followed
from convention_dsl.semantics.names import PopulationName
from convention_dsl.semantics.operators import compare
from convention_dsl.semantics.references import field_of
from convention_dsl.semantics.scope import Context, Scope
from convention_dsl.semantics.text import Printer, condition_text
from convention_dsl.source import Span
from convention_dsl.syntax.nodes import (
    BinaryOperator,
    ColumnRole,
    DataClass,
    DataColumn,
    DataTable,
    Expression,
    PopulationDecl,
    RangeExpr,
)
from convention_dsl.syntax.surface import surface
from convention_dsl.types import ListType, NumberKind, NumberType, RecordType

_EVERYBODY = {"en": "everybody", "fr": "tous"}


@dataclass(frozen=True, slots=True)
class Size:
    """How many elements a list has, between two numbers."""

    low: int
    high: int


def population_name(scope: Scope, node: PopulationDecl) -> PopulationName:
    """Return the name of a population and the type of its list (None: wrong, and told so)."""
    name = node.name
    type_ = declared(scope, node.list.type, Place.DATA)
    if type_ is not None and not isinstance(type_, ListType):
        scope.problems.add("E0614", node.list.span, name=node.list.name.text, found=plain(type_))
        type_ = None
    return PopulationName(scope.visible.own.name, name.text, type_, None, name.span)


def population(
    context: Context, node: PopulationDecl, found: PopulationName, outer: Provenance
) -> PopulationDef | None:
    """Return what a population says, in the core; None where it is wrong, which has been told."""
    list_name = node.list.name.text
    scope = Scope(context)
    if scope.hides(list_name):
        scope.problems.add("E0111", node.list.name.span, name=list_name)
    if node.counting is None and node.file is None and not node.conditions:
        scope.problems.add("E0615", node.name.span, name=node.name.text)
        return None
    size = _size(scope, node.counting)
    inner = scope.bind(list_name, found.type, span=node.list.span)
    written = [condition(scope.problems, inner.expression(each)) for each in node.conditions]
    said = [each for each in written if each is not None]
    if found.type is None or (node.counting is not None and size is None):
        return None
    binding = Binding(list_name, found.type, node.list.label, node.list.span)
    record = found.type.element
    one = build.variable(_element(record, list_name), record, node.list.span)
    classes = _classes(scope, node, one, size)
    if classes is None or len(said) < len(written):
        return None
    if classes and size is not None and not _adds_up(scope, node, classes, size):
        return None
    metadata = node.metadata
    definition = PopulationDef(
        book=found.book,
        name=found.name,
        list_input=binding,
        element=one.name,
        classes=classes,
        conditions=(),
        populations=followed(scope, node.conditions),
        label=metadata.label,
        provenance=Provenance(metadata.source, metadata.confidence).within(outer),
        span=node.name.span,
    )
    place = node.counting.span if node.counting else node.span
    return replace(definition, conditions=(*_counts(scope, definition, size, place), *said))


def _element(record: RecordType, list_name: str) -> str:
    """Return what to call one element of the list: `p` for a patient."""
    letter = record.name.rpartition(".")[2][0].lower()
    return letter if letter != list_name else f"{letter}'"


# Sizes ------------------------------------------------------------------------------------------


def _size(scope: Scope, node: Expression | None) -> Size | None:
    """Return how many elements there are in all; None where nothing is said, or it is wrong."""
    if node is None:
        return None
    if isinstance(node, RangeExpr):
        low, high = _whole(scope, node.low), _whole(scope, node.high)
        if low is None or high is None:
            return None
        if node.half_open:
            high -= 1
        if low > high:
            scope.problems.add("E0617", node.span)
            return None
        return Size(low, high)
    number = _whole(scope, node)
    return None if number is None else Size(number, number)


def _whole(scope: Scope, node: Expression) -> int | None:
    value = constant(scope, node, NumberType(NumberKind.NUMBER))
    if value is None:
        return None
    if value < 0 or value.denominator != 1:
        scope.problems.add("E0616", node.span)
        return None
    return int(value)


def _adds_up(
    scope: Scope, node: PopulationDecl, classes: Sequence[PopulationClass], size: Size
) -> bool:
    """Report classes whose counts cannot add up to the size that is said."""
    low = sum(each.at_least for each in classes)
    high = sum(each.at_most for each in classes)
    if low <= size.high and size.low <= high:
        return True
    assert node.counting is not None
    shares = node.file is not None and node.file.table is not None and _in_shares(node.file.table)
    if low == high and shares:
        scope.problems.add("E0626", node.counting.span, low=low, size=size.low)
        return False
    code = "E0618" if low == high else "E0619"
    scope.problems.add(code, node.counting.span, low=low, high=high)
    return False


# Classes ----------------------------------------------------------------------------------------


def _classes(
    scope: Scope, node: PopulationDecl, one: Variable, size: Size | None
) -> tuple[PopulationClass, ...] | None:
    """Return the classes in the file, if there is one; None where any of it is wrong."""
    if node.file is None:
        return ()
    table = node.file.table
    if table is None:
        return None
    fields = [column for column in table.columns if column.role is ColumnRole.FIELD]
    if _in_shares(table) and not _is_exact(size):
        scope.problems.add("E0620", _share_span(table), name=node.name.text)
        return None
    columns = _Columns(
        tuple(_header(scope, column, one) for column in fields),
        tuple(".".join(part.text for part in column.path) for column in fields),
    )
    found = [_class(scope, columns, each, size) for each in table.rows]
    known = [each for each in found if each is not None]
    complete = len(known) == len(found) and all(each is not None for each in columns.fields)
    return tuple(known) if complete else None


def _in_shares(table: DataTable) -> bool:
    return any(each.share is not None for each in table.rows)


def _is_exact(size: Size | None) -> bool:
    return size is not None and size.low == size.high


def _share_span(table: DataTable) -> Span:
    return next(column.span for column in table.columns if column.role is ColumnRole.SHARE)


def _header(scope: Scope, column: DataColumn, one: Variable) -> Expr | None:
    """Return the field that the cells of a column are about."""
    first = column.path[0]
    element = one.type
    assert isinstance(element, RecordType)
    if element.field_type(first.text) is None:
        words = surface(scope.visible.own.language).words["columns"]
        known = [*(name for name, _ in element.fields), *words]
        short = element.name.rpartition(".")[2]
        scope.problems.unknown("E0621", column.span, first.text, known, record=short)
        return None
    value: Expr | None = replace(one, span=column.span)
    for part in column.path:
        if value is None:
            return None
        value = field_of(scope, value, part, column.span)
    return value


@dataclass(frozen=True, slots=True)
class _Columns:
    """The fields that condition cells are about (None: wrong), and how they were written."""

    fields: tuple[Expr | None, ...]
    texts: tuple[str, ...]


def _class(
    scope: Scope, columns: _Columns, row: DataClass, size: Size | None
) -> PopulationClass | None:
    cells = [cell for cell in row.cells if cell is not None]
    guards = [
        guard(scope, header, cell) for header, cell in zip(columns.fields, cells, strict=True)
    ]
    known = [each for each in guards if each is not None]
    bounds = _bounds(scope, row, size)
    if bounds is None or len(known) < len(guards):
        return None
    printer = Printer(scope.visible.own.language)
    label = row.label or condition_text(printer, columns.texts, tuple(cells))
    return PopulationClass(
        condition=all_of(known, row.span),
        at_least=bounds.low,
        at_most=bounds.high,
        label=label or _EVERYBODY[printer.language],
        span=row.span,
    )


def _bounds(scope: Scope, row: DataClass, size: Size | None) -> Size | None:
    """Return how many elements a class has: as said, or whole numbers within a share of all."""
    if row.at_least is not None and row.at_most is not None:
        return Size(row.at_least, row.at_most)
    if row.share is None or size is None:
        return None
    low, high = ceil(row.share[0] * size.low), floor(row.share[1] * size.high)
    if low > high:
        scope.problems.add("E0622", row.share_span, size=size.low)
        return None
    return Size(low, high)


# Conditions -------------------------------------------------------------------------------------


def _counts(
    scope: Scope, definition: PopulationDef, size: Size | None, place: Span
) -> Iterator[Expr]:
    """Yield what is said of the number of elements: of each class, then of all."""
    listed = definition.list_input
    domain = build.variable(listed.name, listed.type, listed.span)

    def between(filter_: Expr | None, bounds: Size, span: Span) -> Iterator[Expr]:
        one = build.literal_number(1, span=span)
        count = build.aggregate(
            AggregateKind.COUNT, definition.element, domain, one, filter_=filter_, span=span
        )
        for word, number in _asked(bounds):
            literal = build.literal_number(number, span=span)
            found = compare(scope.problems, word, count, literal, span)
            if found is not None:
                yield found

    for each in definition.classes:
        filter_ = None if is_true(each.condition) else each.condition
        yield from between(filter_, Size(each.at_least, each.at_most), each.span)
    if size is not None:
        yield from between(None, size, place)


def _asked(bounds: Size) -> list[tuple[BinaryOperator, int]]:
    if bounds.low == bounds.high:
        return [(BinaryOperator.EQUAL, bounds.low)]
    least = [(BinaryOperator.GREATER_EQUAL, bounds.low)] if bounds.low else []
    return [*least, (BinaryOperator.LESS_EQUAL, bounds.high)]
