"""What a bare name or a dotted path stands for."""

from __future__ import annotations

from convention_dsl.core import build
from convention_dsl.core.nodes import Expr
from convention_dsl.core.operators import Operator
from convention_dsl.semantics.build import operate
from convention_dsl.semantics.fitting import plain
from convention_dsl.semantics.names import Alias, ParameterName, Signature
from convention_dsl.semantics.scope import Scope
from convention_dsl.source import Span
from convention_dsl.syntax.nodes import Expression, FieldAccess, Name, NameExpr
from convention_dsl.types import DateType, EnumType, OptionalType, RecordType, SetType, Type

DATE_PARTS = {
    "year": Operator.YEAR,
    "année": Operator.YEAR,
    "month": Operator.MONTH,
    "mois": Operator.MONTH,
    "day": Operator.DAY,
    "jour": Operator.DAY,
}


def bare_name(scope: Scope, node: NameExpr, hint: Type | None) -> Expr | None:
    """Return the value of a bare name: local, a given's field, a parameter or an item."""
    name, span = node.name, node.span
    if not name:
        return None
    holders = scope.holders(name)
    if len(holders) + (name in scope.locals) > 1:
        owners = [f"{holder}.{name}" for holder in holders]
        scope.problems.add("E0104", span, name=name, meanings=owners)
        return None
    if name in scope.locals:
        return scope.read(name, span)
    if holders:
        return _bare_field(scope, holders[0], name, span)
    enum = hinted_enum(hint)
    if enum is not None and name in enum.items:
        return build.literal_item(name, enum, span)
    return None if scope.closed and _closed_name(scope, node) else _declared(scope, node)


def hinted_enum(hint: Type | None) -> EnumType | None:
    """Return the enumeration whose items a place expects."""
    match hint:
        case EnumType():
            return hint
        case OptionalType(inner):
            return hinted_enum(inner)
        case SetType(element):
            return hinted_enum(element)
        case _:
            return None


def _bare_field(scope: Scope, holder: str, name: str, span: Span) -> Expr | None:
    record = scope.read(holder, span)
    return None if record is None else build.field(record, name, span)


def _closed_name(scope: Scope, node: NameExpr) -> bool:
    """Report a parameter named in a record's own condition, which knows fields and items only."""
    if not scope.visible.parameters(node.name):
        return False
    scope.problems.add("E0109", node.span, name=node.name)
    return True


def _declared(scope: Scope, node: NameExpr) -> Expr | None:
    """Return the value of a name that is not local: parameter, item, whole enumeration, clause."""
    visible, name, span = scope.visible, node.name, node.span
    parameters, enums = visible.parameters(name), visible.enums_with(name)
    if len(parameters) + len(enums) > 1:
        if scope.lenient:
            return None
        meanings = [f"{p.book}.{name}" for p in parameters] + [
            f"{enum.name.rpartition('.')[2]}.{name}" for enum in enums
        ]
        scope.problems.add("E0104", span, name=name, meanings=meanings)
        return None
    if parameters:
        return parameter(scope, parameters[0], None, span)
    if enums:
        return build.literal_item(name, enums[0], span)
    for whole in visible.enums(name):
        return None if whole is None else build.whole_set(whole, span)
    if not visible.is_broken(name) and not scope.lenient and not _is_broken_field(scope, name):
        _unknown_name(scope, node)
    return None


def _is_broken_field(scope: Scope, name: str) -> bool:
    """Return whether a record whose fields can be read bare has this field, with an error."""
    types = (scope.locals[holder].type for holder in scope.bare if holder in scope.locals)
    names = [t.name.rpartition(".")[2] for t in types if isinstance(t, RecordType)]
    return any(
        name in record.broken_fields for each in names for record in scope.visible.records(each)
    )


def _as_called(scope: Scope, clause: Signature) -> str:
    """Return a call of a clause, its inputs as they are declared."""
    separator = "; " if scope.visible.own.language == "fr" else ", "
    return f"{clause.name}({separator.join(each.name for each in clause.inputs)})"


def _unknown_name(scope: Scope, node: NameExpr) -> None:
    visible = scope.visible
    clauses = visible.clauses(node.name)
    if clauses:
        scope.problems.add("E0110", node.span, name=node.name, call=_as_called(scope, clauses[0]))
        return
    candidates = [
        *scope.locals,
        *scope.bare_fields(),
        *visible.value_names(),
        *visible.type_names(),
    ]
    scope.problems.unknown("E0101", node.span, node.name, candidates)


def parameter(scope: Scope, found: ParameterName, alias: Alias | None, span: Span) -> Expr | None:
    """Return a reference to a parameter; an alias that is pinned must find a value at its date."""
    scope.context.usage.parameters.add((found.book, found.name))
    pin = alias.pin if alias else None
    if pin is not None and found.starts and not any(s is None or s <= pin for s in found.starts):
        scope.problems.add("E0114", span, name=found.name, book=found.book, day=pin)
        return None
    if found.type is None:
        return None
    return build.parameter(found.book, found.name, found.type, pin, span)


# Dotted paths -----------------------------------------------------------------------------------


def alias_of(scope: Scope, node: object) -> Alias | None:
    """Return the book that a name before a dot stands for, where it is not a local name."""
    if not isinstance(node, NameExpr) or node.name in scope.locals or scope.holders(node.name):
        return None
    return scope.visible.aliases.get(node.name)


def access(scope: Scope, node: FieldAccess) -> Expr | None:
    """Return the value of `p.age`, `alias.parameter`, `Enumeration.item` or `d.year`."""
    alias = alias_of(scope, node.target)
    if alias is not None:
        return _of_book(scope, alias, node)
    enum = _enum_named(scope, node)
    if enum is not None:
        return _item_of(scope, enum, node)
    target = before_dot(scope, node.target)
    return None if target is None else field_of(scope, target, node.name, node.span)


def before_dot(scope: Scope, target: Expression) -> Expr | None:
    """Return the value before a dot; a book that is not used deserves its own words."""
    if isinstance(target, NameExpr) and _is_no_value(scope, target.name):
        candidates = [*scope.locals, *scope.bare_fields(), *scope.visible.aliases]
        candidates += [*scope.visible.enums_names()]
        scope.problems.unknown("E0102", target.span, target.name, candidates)
        return None
    return scope.expression(target)


def _is_no_value(scope: Scope, name: str) -> bool:
    visible = scope.visible
    return not (
        name in scope.locals
        or scope.holders(name)
        or visible.parameters(name)
        or visible.enums_with(name)
        or visible.clauses(name)
        or visible.enums(name)
        or visible.is_broken(name)
    )


def _enum_named(scope: Scope, node: FieldAccess) -> EnumType | None:
    target = node.target
    if not isinstance(target, NameExpr) or target.name in scope.locals:
        return None
    return next((enum for enum in scope.visible.enums(target.name) if enum is not None), None)


def _item_of(scope: Scope, enum: EnumType, node: FieldAccess) -> Expr | None:
    if node.name.text in enum.items:
        return build.literal_item(node.name.text, enum, node.span)
    short = enum.name.rpartition(".")[2]
    scope.problems.unknown("E0103", node.name.span, node.name.text, enum.items, record=short)
    return None


def _of_book(scope: Scope, alias: Alias, node: FieldAccess) -> Expr | None:
    name = node.name.text
    found = alias.names.parameters.get(name)
    if found is not None:
        return parameter(scope, found, alias, node.span)
    if name in alias.names.broken:
        return None
    if name in alias.names.clauses:
        call = _as_called(scope, alias.names.clauses[name])
        scope.problems.add("E0110", node.span, name=name, call=call)
        return None
    candidates = [*alias.names.parameters, *alias.names.clauses]
    scope.problems.unknown("E0105", node.name.span, name, candidates, book=alias.names.name)
    return None


def field_of(scope: Scope, target: Expr, name: Name, span: Span) -> Expr | None:
    """Return field `name` of a record, or a part of a date."""
    match target.type:
        case RecordType() as record:
            if record.field_type(name.text) is not None:
                return build.field(target, name.text, span)
            unknown_field(scope, record, name)
        case DateType() if name.text in DATE_PARTS:
            return operate(DATE_PARTS[name.text], target, span=span)
        case OptionalType():
            scope.problems.add("E0123", target.span, found=plain(target.type))
        case _:
            scope.problems.add("E0106", name.span, name=name.text, found=plain(target.type))
    return None


def unknown_field(scope: Scope, record: RecordType, name: Name) -> None:
    """Report a field that a record does not have, unless its declaration is itself broken."""
    short = record.name.rpartition(".")[2]
    if any(name.text in r.broken_fields for r in scope.visible.records(short)):
        return
    fields = [field for field, _ in record.fields]
    scope.problems.unknown("E0103", name.span, name.text, fields, record=short)


def clause_named(scope: Scope, name: Name) -> Signature | None:
    """Return the clause that a bare name calls; None after a message, or in silence."""
    found = scope.visible.clauses(name.text)
    if len(found) > 1:
        meanings = [f"{signature.book}.{name.text}" for signature in found]
        scope.problems.add("E0104", name.span, name=name.text, meanings=meanings)
        return None
    if not found and not scope.visible.is_broken(name.text):
        scope.problems.unknown("E0107", name.span, name.text, scope.visible.clause_names())
    return found[0] if found else None
