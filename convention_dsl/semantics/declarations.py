"""Enumerations, records and parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from convention_dsl.core import build
from convention_dsl.core.nodes import Expr, Literal, Value
from convention_dsl.core.program import (
    DatedValue,
    EnumDef,
    FieldInfo,
    Invariant,
    OpenRange,
    ParameterDef,
    RecordDef,
)
from convention_dsl.core.provenance import Confidence, Provenance
from convention_dsl.core.ranges import union
from convention_dsl.semantics.constants import folded
from convention_dsl.semantics.declared_types import Place, constant, declared, number_type
from convention_dsl.semantics.fitting import condition, fit, plain
from convention_dsl.semantics.inferred import loose
from convention_dsl.semantics.names import FieldDefault, RecordName
from convention_dsl.semantics.problems import Problems
from convention_dsl.semantics.scope import Scope
from convention_dsl.syntax.nodes import (
    EnumDecl,
    FieldDecl,
    ListTypeExpr,
    NamedTypeExpr,
    NumberTypeExpr,
    OpenDecl,
    OptionalTypeExpr,
    ParameterDecl,
    RecordDecl,
    SetTypeExpr,
    TypeExpression,
)
from convention_dsl.types import (
    CENT,
    BooleanType,
    DateType,
    EnumType,
    MapType,
    NumberKind,
    NumberType,
    RecordType,
    Type,
)

# Enumerations -----------------------------------------------------------------------------------


def enumeration(book: str, node: EnumDecl, problems: Problems) -> tuple[EnumType, EnumDef]:
    """Return the type and the definition of an enumeration."""
    labels: dict[str, str] = {}
    for item in node.items:
        if item.name.text in labels:
            problems.add("E0154", item.name.span, name=item.name.text)
        labels[item.name.text] = item.label or item.name.text
    items = tuple(labels)
    name = node.name.text
    type_ = EnumType(f"{book}.{name}", items, node.ordered)
    return type_, EnumDef(name, items, labels, node.ordered, node.span)


# Records ----------------------------------------------------------------------------------------


def in_order(records: Iterable[RecordDecl], problems: Problems) -> list[RecordDecl]:
    """Return records after those that their fields are made of; a circle is told and left out."""
    waiting = {node.name.text: node for node in records}
    ordered: list[RecordDecl] = []
    while waiting:
        ready = [n for n in waiting.values() if not _needs(n) & waiting.keys()]
        if not ready:
            first = next(iter(waiting.values()))
            problems.add("E0166", first.name.span, names=list(waiting))
            return ordered
        ordered += ready
        for node in ready:
            del waiting[node.name.text]
    return ordered


def _needs(node: RecordDecl) -> set[str]:
    found = (_named(field.type) for field in node.fields)
    return {name for name in found if name is not None}


def _named(node: TypeExpression) -> str | None:
    match node:
        case NamedTypeExpr():
            return node.name
        case ListTypeExpr() | SetTypeExpr():
            return _named(node.element)
        case OptionalTypeExpr():
            return _named(node.inner)
        case _:
            return None


def record_name(scope: Scope, node: RecordDecl) -> RecordName:
    """Return the type of a record; a field whose type is wrong is left out of it."""
    fields: dict[str, Type] = {}
    broken: set[str] = set()
    for each in node.fields:
        name = each.name.text
        if name in fields or name in broken:
            scope.problems.add("E0154", each.name.span, name=name)
            continue
        type_ = _field_type(scope, each)
        if type_ is None:
            broken.add(name)
        else:
            fields[name] = type_
    record = RecordType(f"{scope.visible.own.name}.{node.name.text}", tuple(fields.items()))
    return RecordName(node.name.text, record, (), frozenset(broken))


def _field_type(scope: Scope, node: FieldDecl) -> Type | None:
    type_ = declared(scope, node.type, Place.DATA)
    if node.per_item is None:
        return type_
    found = scope.visible.enums(node.per_item.text)
    if not found and not scope.visible.is_broken(node.per_item.text):
        names = list(scope.visible.enums_names())
        scope.problems.unknown("E0108", node.per_item.span, node.per_item.text, names)
    if not found or found[0] is None or type_ is None:
        return None
    return MapType(found[0], type_)


def with_defaults(scope: Scope, node: RecordDecl, name: RecordName) -> RecordName:
    """Return a record with the defaults of its fields elaborated."""
    assert name.type is not None
    defaults = {each.name.text: _default(scope, each, name.type) for each in node.fields}
    fields = tuple(FieldDefault(n, t, defaults.get(n)) for n, t in name.type.fields)
    return RecordName(name.name, name.type, fields, name.broken_fields)


def _default(scope: Scope, node: FieldDecl, record: RecordType) -> Expr | None:
    type_ = record.field_type(node.name.text)
    if node.default is None or type_ is None:
        return None
    value = replace(scope, closed=True).expression(node.default, type_)
    if isinstance(type_, MapType) and value is not None and not isinstance(value.type, MapType):
        each = fit(scope.problems, value, type_.value)
        return build.construct(type_, [each] * len(type_.key.items)) if each else None
    return fit(scope.problems, value, type_)


def record(scope: Scope, node: RecordDecl, name: RecordName) -> RecordDef:
    """Return the definition of a record, its conditions over the variable `self`."""
    assert name.type is not None
    decls = {each.name.text: each for each in node.fields}
    fields = tuple(
        FieldInfo(each.name, each.type, decls[each.name].label, each.default, decls[each.name].span)
        for each in name.fields
    )
    inner = Scope(scope.context, bare=("self'",), closed=True)
    inner = inner.bind("self'", name.type, "self")
    invariants = []
    for each in node.invariants:
        test = condition(scope.problems, inner.expression(each.condition))
        if test is not None:
            invariants.append(Invariant(test, each.label, each.span))
    label = node.metadata.label
    return RecordDef(name.name, name.type, fields, tuple(invariants), label, node.span)


# Parameters -------------------------------------------------------------------------------------


def parameter(
    scope: Scope, node: ParameterDecl, outer: Provenance, override: Value | None
) -> ParameterDef | None:
    """Return the definition of a parameter; its type is the hull of its values and its range."""
    type_ = _parameter_type(scope, node)
    if type_ is None:
        return None
    provenance = Provenance(node.metadata.source, node.metadata.confidence).within(outer)
    literals, values = _values(scope, node, type_, provenance)
    open_range = None
    if node.open is not None and isinstance(type_, NumberType):
        open_range = _open_range(scope, node.open, type_)
    if len(values) < len(node.values) or (node.open and not open_range):
        return None
    if not values and open_range is None:
        scope.problems.add("E0168", node.span, name=node.name.text)
        return None
    if override is not None:
        literals, values = _overridden(literals, override, type_)
    return ParameterDef(
        book=scope.visible.own.name,
        name=node.name.text,
        type=_hull(type_, literals, open_range),
        values=tuple(values),
        open_range=open_range,
        label=node.metadata.label,
        provenance=provenance,
        span=node.span,
        year=node.year,
    )


def _parameter_type(scope: Scope, node: ParameterDecl) -> Type | None:
    if isinstance(node.type, NumberTypeExpr):
        return number_type(scope, node.type, Place.RESULT)
    type_ = declared(scope, node.type, Place.RESULT)
    if type_ is None or isinstance(type_, BooleanType | DateType):
        return type_
    scope.problems.add("E0167", node.type.span, found=plain(type_))
    return None


def _values(
    scope: Scope, node: ParameterDecl, type_: Type, outer: Provenance
) -> tuple[list[Literal], list[DatedValue]]:
    literals: list[Literal] = []
    values: list[DatedValue] = []
    starts: set[date | None] = set()
    for each in node.values:
        if each.start in starts:
            scope.problems.add("E0172", each.span, name=node.name.text)
            continue
        starts.add(each.start)
        found = scope.expression(each.value, type_)
        constant_ = None if found is None else folded(found)
        if found is not None and constant_ is None:
            scope.problems.add("E0156", each.value.span)
        value = fit(scope.problems, constant_, type_)
        if not isinstance(value, Literal) or not isinstance(value.value, bool | Fraction | date):
            continue
        own = Provenance(each.metadata.source, each.metadata.confidence).within(outer)
        literals.append(value)
        values.append(DatedValue(each.start, value.value, own))
    return literals, sorted(values, key=lambda value: value.start or date.min)


def _open_range(scope: Scope, node: OpenDecl, type_: NumberType) -> OpenRange | None:
    bounds: list[Fraction | None] = []
    for written in (node.low, node.high):
        bound = None if written is None else constant(scope, written, type_)
        if written is not None and bound is None:
            return None
        bounds.append(bound)
    low, high = bounds
    if low is not None and high is not None and low > high:
        scope.problems.add("E0145", node.span)
        return None
    step = _open_step(scope, node, type_)
    return None if step is None else OpenRange(low, high, step)


def _open_step(scope: Scope, node: OpenDecl, type_: NumberType) -> Fraction | None:
    if node.step is not None:
        step = constant(scope, node.step, type_)
        if step is not None and step <= 0:
            scope.problems.add("E0138", node.step.span)
            return None
        return step
    usual = {NumberKind.AMOUNT: CENT, NumberKind.INTEGER: Fraction(1)}
    step = type_.step or usual.get(type_.kind)
    if step is None:
        scope.problems.add("E0157", node.span, kind=NumberType(type_.kind))
    return step


def _overridden(
    literals: list[Literal], override: Value, type_: Type
) -> tuple[list[Literal], list[DatedValue]]:
    """Return one value in place of all; the type still covers those of the text."""
    chosen: Literal
    match type_, override:
        case NumberType(kind), Fraction():
            chosen = build.literal_number(override, kind)
        case DateType(), date():
            chosen = build.literal_date(override)
        case _:
            chosen = build.literal_boolean(override is True)
    assert isinstance(chosen.value, Fraction | bool | date)
    assumed = Provenance("--param", Confidence.ASSUMED)
    return [*literals, chosen], [DatedValue(None, chosen.value, assumed)]


def accepts(type_: Type, override: Value) -> bool:
    """Return whether `override` is a value that a parameter of `type_` can take."""
    match type_:
        case NumberType(kind):
            number = isinstance(override, Fraction)
            return number and (kind is not NumberKind.INTEGER or override.denominator == 1)  # type: ignore[union-attr]
        case BooleanType():
            return isinstance(override, bool)
        case DateType():
            return isinstance(override, date)
        case _:
            return False


def _hull(type_: Type, literals: list[Literal], open_range: OpenRange | None) -> Type:
    types: list[Type] = [literal.type for literal in literals]
    if open_range is not None and isinstance(type_, NumberType):
        types.append(NumberType(type_.kind, open_range.low, open_range.high, open_range.step))
    hull = union(types) if types else loose(type_)
    if isinstance(hull, NumberType) and isinstance(type_, NumberType):
        return NumberType(type_.kind, hull.low, hull.high, hull.step)
    return hull


def overrides_for(book: str, name: str, overrides: Mapping[str, Value]) -> Value | None:
    """Return the value that a what-if gives to a parameter, by `book.name` or by `name`."""
    qualified = f"{book}.{name}"
    return overrides[qualified] if qualified in overrides else overrides.get(name)
