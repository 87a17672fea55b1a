"""Examples: single ones, and tables of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from convention_dsl.core import build
from convention_dsl.core.nodes import Call, ClauseRef, Expr, Literal
from convention_dsl.core.program import ExampleDef
from convention_dsl.semantics.calls import finished_call, fitted
from convention_dsl.semantics.inferred import loose
from convention_dsl.semantics.names import RecordName, Signature
from convention_dsl.semantics.owner import Ids, slug
from convention_dsl.semantics.properties import is_reading
from convention_dsl.semantics.records import complete_record
from convention_dsl.semantics.references import alias_of, clause_named
from convention_dsl.semantics.scope import Scope
from convention_dsl.syntax.nodes import (
    READING_COLUMN,
    CallExpr,
    ExampleDecl,
    ExampleRow,
    ExamplesDecl,
    FieldAccess,
    FieldHeader,
    Name,
    NameExpr,
    ValueHeader,
)
from convention_dsl.types import DATE, RecordType, Type

Path = tuple[str, ...]
"""An input, or a field of one: `("p", "age")`."""


def example(scope: Scope, node: ExampleDecl, ids: Ids) -> ExampleDef | None:
    """Return a single example."""
    actual = scope.expression(node.actual)
    expected = fitted(scope, node.expected, loose(actual.type) if actual else None)
    known = [is_reading(scope.context, each) for each in node.readings]
    if actual is None or expected is None or not all(known):
        return None
    name = slug(node.label) or (slug(actual.clause.name) if isinstance(actual, Call) else "example")
    return ExampleDef(
        book=scope.visible.own.name,
        id=ids.unique(f"example/{name}"),
        actual=actual,
        expected=expected,
        day=node.day,
        label=node.label,
        span=node.span,
        readings=frozenset(each.text for each in node.readings),
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of examples: what its rows call, and what its columns give."""

    scope: Scope
    node: ExamplesDecl
    signature: Signature
    ref: ClauseRef
    paths: tuple[Path, ...]


def examples(scope: Scope, node: ExamplesDecl, ids: Ids) -> Iterator[ExampleDef]:
    """Yield the examples of a table: a call per row."""
    found = _clause(scope, node)
    if found is None:
        return
    signature, ref = found
    scope.context.usage.clauses.add((signature.book, signature.name))
    paths = [_path(scope, signature, header) for header in node.headers]
    known = tuple(path for path in paths if path is not None)
    if len(known) < len(paths) or not _has_results(scope, node, signature):
        return
    table = _Table(scope, node, signature, ref, known)
    for position, row in enumerate(node.rows, start=1):
        label = row.metadata.label
        made = _row(table, row)
        if made is not None:
            actual, expected, day, readings = made
            id_ = ids.unique(f"example/{slug(label) or f'{slug(signature.name)}-{position}'}")
            book = scope.visible.own.name
            yield ExampleDef(book, id_, actual, expected, day, label, row.span, readings)


def _clause(scope: Scope, node: ExamplesDecl) -> tuple[Signature, ClauseRef] | None:
    target = node.clause
    if isinstance(target, NameExpr):
        signature = clause_named(scope, Name(text=target.name, span=target.span))
        return (signature, ClauseRef(signature.book, signature.name)) if signature else None
    alias = alias_of(scope, target.target)
    if alias is None:
        scope.expression(target.target)
        return None
    name = target.name
    if name.text in alias.names.clauses:
        return alias.names.clauses[name.text], alias.clause_ref(name.text)
    if name.text not in alias.names.broken:
        scope.problems.unknown(
            "E0105", name.span, name.text, alias.names.clauses, book=alias.names.name
        )
    return None


AT: Path = ("at",)
READING: Path = (READING_COLUMN,)
_OF_THE_RUN = (AT, READING)
"""The columns that say when and how the clause is calculated, and nothing of its inputs."""


def _path(scope: Scope, signature: Signature, node: NameExpr | FieldAccess) -> Path | None:
    """Return what a column gives: an input, a field of the only record, a path, date, reading."""
    if isinstance(node, NameExpr) and node.name == READING_COLUMN:
        return READING
    types = {each.name: each.type for each in signature.inputs}
    if isinstance(node, NameExpr):
        if not node.name:
            return None
        if node.name in types:
            return (node.name,)
        records = [n for n, t in types.items() if isinstance(t, RecordType)]
        owners = [n for n in records if node.name in _fields(types[n])]
        if len(owners) == 1:
            return (owners[0], node.name)
        if node.name == "at":
            return AT
        if _may_be_broken(scope, types, node.name):
            return None
        candidates = [*types, *(f for n in records for f in _fields(types[n]))]
        scope.problems.unknown("E0179", node.span, node.name, candidates, clause=signature.name)
        return None
    if isinstance(node.target, NameExpr) and node.target.name in types:
        record = types[node.target.name]
        if node.name.text in _fields(record):
            return (node.target.name, node.name.text)
        name = node.name
        if _may_be_broken(scope, {node.target.name: record}, name.text):
            return None
        candidates = _fields(record)
        scope.problems.unknown("E0179", name.span, name.text, candidates, clause=signature.name)
        return None
    scope.problems.unknown("E0179", node.span, node.name.text, types, clause=signature.name)
    return None


def _may_be_broken(scope: Scope, types: Mapping[str, Type | None], field: str) -> bool:
    """Return whether a record that has an error of its own may have the field."""
    names = [t.name.rpartition(".")[2] for t in types.values() if isinstance(t, RecordType)]
    records = [record for name in names for record in scope.visible.records(name)]
    return None in types.values() or any(field in each.broken_fields for each in records)


def _fields(type_: Type | None) -> list[str]:
    return [name for name, _ in type_.fields] if isinstance(type_, RecordType) else []


def _has_results(scope: Scope, node: ExamplesDecl, signature: Signature) -> bool:
    """Return whether the result columns are one value, or fields of the record returned."""
    fields = _fields(signature.result)
    if fields:
        named = [h.name for h in node.outputs if isinstance(h, FieldHeader)]
        unknown = [name for name in named if name.text not in fields]
        for name in unknown:
            scope.problems.unknown("E0179", name.span, name.text, fields, clause=signature.name)
        return len(named) == len(node.outputs) and not unknown
    if len(node.outputs) == 1 and isinstance(node.outputs[0], ValueHeader | FieldHeader):
        return True
    scope.problems.add("E0162", node.outputs[-1].span)
    return False


_Made = tuple[Expr, Expr, date | None, frozenset[str]]


def _row(table: _Table, row: ExampleRow) -> _Made | None:
    """Return the call that a row makes, the value it expects, the date and the reading."""
    scope, paths, node = table.scope, table.paths, table.node
    if len(row.cells) != len(paths) or len(row.outputs) != len(node.outputs):
        found, expected = len(row.cells) + len(row.outputs), len(paths) + len(node.outputs)
        scope.problems.add("E0160", row.span, found=found, expected=expected, inputs=len(paths))
        return None
    compared = _compared(table, row, _actual(table, row))
    day, readings = None, frozenset[str]()
    for path, cell in zip(paths, row.cells, strict=True):
        if path == AT and cell is not None:
            value = fitted(scope, cell, DATE)
            if not isinstance(value, Literal) or not isinstance(value.value, date):
                return None
            day = value.value
        elif path == READING and isinstance(cell, NameExpr):
            if not is_reading(scope.context, Name(text=cell.name, span=cell.span)):
                return None
            readings |= {cell.name}
    return None if compared is None else (*compared, day, readings)


def _actual(table: _Table, row: ExampleRow) -> Expr | None:
    """Return the call that a row stands for; what it leaves out has a default or is missing."""
    scope, signature = table.scope, table.signature
    whole, parts = _written(table, row)
    arguments: list[Expr | None] = []
    missing: list[str] = []
    for each in signature.inputs:
        if each.name in whole:
            arguments.append(whole[each.name])
        elif isinstance(each.type, RecordType):
            found = record_of(scope, each.type)
            written = parts.get(each.name, {})
            arguments.append(complete_record(scope, found, written, row.span))
        else:
            missing.append(each.name)
    if missing:
        count = len(missing)
        scope.problems.add("E0153", row.span, record=signature.name, fields=missing, count=count)
        return None
    callee = NameExpr(name=signature.name, span=row.span)
    call = CallExpr(callee=callee, arguments=(), span=row.span)
    return finished_call(scope, signature, table.ref, arguments, call)


def _written(
    table: _Table, row: ExampleRow
) -> tuple[dict[str, Expr | None], dict[str, dict[str, Expr | None]]]:
    """Return the inputs that a row gives whole, and the fields that it gives of others."""
    types = {each.name: each.type for each in table.signature.inputs}
    whole: dict[str, Expr | None] = {}
    parts: dict[str, dict[str, Expr | None]] = {}
    for path, cell in zip(table.paths, row.cells, strict=True):
        if path in _OF_THE_RUN or cell is None:
            continue
        type_ = types[path[0]]
        if len(path) == 1:
            whole[path[0]] = fitted(table.scope, cell, type_)
        elif isinstance(type_, RecordType):
            value = fitted(table.scope, cell, type_.field_type(path[1]))
            parts.setdefault(path[0], {})[path[1]] = value
    return whole, parts


def record_of(scope: Scope, type_: RecordType) -> RecordName:
    """Return the record of a type, with its defaults."""
    short = type_.name.rpartition(".")[2]
    names = [*scope.visible.books, *(a.names for a in scope.visible.aliases.values())]
    for book in names:
        found = book.records.get(short)
        if found is not None and found.type is not None and found.type.name == type_.name:
            return found
    return RecordName(short, type_)


def _compared(table: _Table, row: ExampleRow, actual: Expr | None) -> tuple[Expr, Expr] | None:
    """Return what is compared: the value, or the record of the named fields."""
    scope, result = table.scope, table.signature.result
    if not isinstance(result, RecordType):
        expected = fitted(scope, row.outputs[0], loose(result) if result else None)
        return None if actual is None or expected is None else (actual, expected)
    headers = [h.name.text for h in table.node.outputs if isinstance(h, FieldHeader)]
    values = {
        name: fitted(scope, cell, result.field_type(name))
        for name, cell in zip(headers, row.outputs, strict=True)
    }
    if actual is None or any(value is None for value in values.values()):
        return None
    fields = (name for name, _ in result.fields)
    parts = [values.get(name) or build.field(actual, name, row.span) for name in fields]
    return actual, build.construct(result, parts, row.span)
