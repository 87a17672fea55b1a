"""Record expressions: `Patient(age: 82)`, `p with (age: 83)`, and per-item values."""

from __future__ import annotations

from collections.abc import Mapping

from convention_dsl.core import build
from convention_dsl.core.nodes import Expr
from convention_dsl.core.ranges import union
from convention_dsl.diagnostics import Label
from convention_dsl.semantics.build import shared
from convention_dsl.semantics.fitting import fit, merge, plain
from convention_dsl.semantics.names import RecordName
from convention_dsl.semantics.references import unknown_field
from convention_dsl.semantics.scope import Scope
from convention_dsl.source import Span
from convention_dsl.syntax.nodes import NamedPart, RecordExpr, WithExpr
from convention_dsl.types import EnumType, MapType, RecordType, Type


def record(scope: Scope, node: RecordExpr, hint: Type | None) -> Expr | None:
    """Return a record from its named parts, defaults filled in; or values per item."""
    name = node.record.text
    records, enums = scope.visible.records(name), scope.visible.enums(name)
    if len(records) + len(enums) > 1:
        scope.problems.add("E0104", node.record.span, name=name, meanings=[name, name])
        return None
    if enums:
        return None if enums[0] is None else _per_item(scope, enums[0], node, hint)
    if not records:
        if not scope.visible.is_broken(name):
            names = scope.visible.type_names()
            scope.problems.unknown("E0108", node.record.span, name, names)
        _elaborate_all(scope, node.parts)
        return None
    return _record(scope, records[0], node)


def _elaborate_all(scope: Scope, parts: tuple[NamedPart, ...]) -> None:
    for part in parts:
        scope.beside_wrong(part.value)


def _record(scope: Scope, found: RecordName, node: RecordExpr) -> Expr | None:
    if found.type is None:
        _elaborate_all(scope, node.parts)
        return None
    written = field_values(scope, found.type, node.parts)
    if any(found.type.field_type(part.name.text) is None for part in node.parts):
        return None
    return complete_record(scope, found, written, node.span)


def complete_record(
    scope: Scope, found: RecordName, written: Mapping[str, Expr | None], span: Span
) -> Expr | None:
    """Return a record from the values of some fields; the others have a default or are missing."""
    if found.type is None:
        return None
    defaults = {each.name: each.default for each in found.fields}
    missing = [n for n, _ in found.type.fields if n not in written and defaults.get(n) is None]
    missing = [name for name in missing if name not in found.broken_fields]
    if missing:
        scope.problems.add("E0153", span, record=found.name, fields=missing, count=len(missing))
        return None
    values = [written.get(n) if n in written else defaults.get(n) for n, _ in found.type.fields]
    known = [value for value in values if value is not None]
    return build.construct(found.type, known, span) if len(known) == len(values) else None


def field_values(
    scope: Scope, type_: RecordType, parts: tuple[NamedPart, ...]
) -> dict[str, Expr | None]:
    """Return the values that `parts` give to fields; None for a value that is wrong."""
    values: dict[str, Expr | None] = {}
    places: dict[str, Span] = {}
    for part in parts:
        name, expected = part.name.text, type_.field_type(part.name.text)
        if name in places:
            twice = Label(places[name], "first")
            scope.problems.add("E0154", part.name.span, labels=(twice,), name=name)
            continue
        places[name] = part.name.span
        if expected is None:
            unknown_field(scope, type_, part.name)
            scope.beside_wrong(part.value)
            continue
        values[name] = fit(scope.problems, scope.expression(part.value, expected), expected)
    return values


def with_parts(scope: Scope, node: WithExpr, hint: Type | None) -> Expr | None:
    """Return `p with (c2s: yes)`: the same record but for some fields."""
    base = scope.expression(node.record, hint)
    if base is None:
        _elaborate_all(scope, node.parts)
        return None
    if not isinstance(base.type, RecordType):
        scope.problems.add("E0143", base.span, found=plain(base.type))
        return None
    type_ = base.type
    written = field_values(scope, type_, node.parts)
    if len(written) < len(node.parts) or any(value is None for value in written.values()):
        return None

    def replaced(old: Expr) -> Expr:
        parts = (written.get(n) or build.field(old, n, node.span) for n, _ in type_.fields)
        return build.construct(type_, list(parts), node.span)

    return shared(base, scope.context.fresh, replaced)


def _per_item(scope: Scope, enum: EnumType, node: RecordExpr, hint: Type | None) -> Expr | None:
    """Return one value per item of an enumeration: `Indicator(a: 10 %, b: 20 %)`."""
    wanted = hint.value if isinstance(hint, MapType) and hint.key == enum else None
    values: dict[str, Expr | None] = {}
    for part in node.parts:
        name = part.name.text
        if name not in enum.items:
            short = enum.name.rpartition(".")[2]
            scope.problems.unknown("E0103", part.name.span, name, enum.items, record=short)
            return None
        if name in values:
            scope.problems.add("E0154", part.name.span, name=name)
            return None
        values[name] = scope.expression(part.value, wanted)
    missing = [item for item in enum.items if item not in values]
    if missing:
        short = enum.name.rpartition(".")[2]
        scope.problems.add("E0153", node.span, record=short, fields=missing, count=len(missing))
        return None
    return _map(scope, enum, [values[item] for item in enum.items], wanted, node.span)


def _map(
    scope: Scope, enum: EnumType, values: list[Expr | None], wanted: Type | None, span: Span
) -> Expr | None:
    if wanted is not None:
        values = [fit(scope.problems, value, wanted) for value in values]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    merged = merge(scope.problems, known, span)
    if merged is None:
        return None
    type_ = wanted or union([value.type for value in merged])
    return build.construct(MapType(enum, type_), merged, span)
