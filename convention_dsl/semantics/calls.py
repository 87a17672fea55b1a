"""Calls: of clauses, of built-in functions, and reads of per-item values."""

from __future__ import annotations

from convention_dsl.core import build
from convention_dsl.core.nodes import Call, ClauseRef, Expr
from convention_dsl.core.operators import Operator
from convention_dsl.semantics.build import operate
from convention_dsl.semantics.builtin import BUILTINS, builtin
from convention_dsl.semantics.fitting import fit, plain, same_family
from convention_dsl.semantics.names import Alias, Signature, pinned_texts
from convention_dsl.semantics.references import (
    alias_of,
    bare_name,
    before_dot,
    clause_named,
    field_of,
)
from convention_dsl.semantics.scope import Scope
from convention_dsl.source import Span
from convention_dsl.syntax.nodes import Binary, CallExpr, Expression, FieldAccess, Name, NameExpr
from convention_dsl.types import MapType, Type


def call(scope: Scope, node: CallExpr, hint: Type | None) -> Expr | None:
    """Return the value of `f(a, b)`, `alias.f(a)`, `d.score(i)` or `min(a, b)`."""
    callee = node.callee
    if isinstance(callee, NameExpr):
        return _named_call(scope, callee, node, hint)
    alias = alias_of(scope, callee.target)
    if alias is not None:
        return _qualified_call(scope, alias, callee, node)
    target = before_dot(scope, callee.target)
    values = None if target is None else field_of(scope, target, callee.name, callee.span)
    return _item(scope, values, node)


def _named_call(scope: Scope, callee: NameExpr, node: CallExpr, hint: Type | None) -> Expr | None:
    name = callee.name
    if not scope.visible.clauses(name):
        if name in BUILTINS:
            return builtin(scope, BUILTINS[name], node, hint)
        if name in scope.locals or scope.holders(name):
            return _item(scope, bare_name(scope, callee, None), node)
    if scope.closed:
        scope.problems.add("E0109", callee.span, name=name)
        return None
    signature = clause_named(scope, Name(text=name, span=callee.span))
    if signature is None:
        _check_arguments(scope, node)
        return None
    return clause_call(scope, signature, ClauseRef(signature.book, name), node)


def _check_arguments(scope: Scope, node: CallExpr) -> None:
    """Elaborate the arguments of a call that means nothing: their own mistakes deserve a word."""
    for argument in node.arguments:
        scope.beside_wrong(argument)


def _qualified_call(scope: Scope, alias: Alias, callee: FieldAccess, node: CallExpr) -> Expr | None:
    name = callee.name.text
    signature = alias.names.clauses.get(name)
    if signature is not None:
        return clause_call(scope, signature, alias.clause_ref(name), node)
    _check_arguments(scope, node)
    if name not in alias.names.broken:
        scope.problems.unknown(
            "E0105", callee.name.span, name, alias.names.clauses, book=alias.names.name
        )
    return None


def clause_call(scope: Scope, signature: Signature, ref: ClauseRef, node: CallExpr) -> Expr | None:
    """Return a call of a clause; among the clauses of one `given` its inputs are understood."""
    if scope.closed:
        scope.problems.add("E0109", node.span, name=signature.name)
        return None
    scope.context.usage.clauses.add((signature.book, signature.name))
    given = _understood(scope, signature, node)
    expected = signature.inputs[len(given) :]
    if len(node.arguments) != len(expected):
        _wrong_count(scope, signature, node)
        _check_arguments(scope, node)
        return None
    written = [
        fitted(scope, argument, each.type)
        for argument, each in zip(node.arguments, expected, strict=True)
    ]
    return finished_call(scope, signature, ref, [*given, *written], node)


def fitted(scope: Scope, node: Expression, type_: Type | None) -> Expr | None:
    """Return the value of `node` as one of `type_`; None where either is wrong."""
    if type_ is None:
        scope.beside_wrong(node)
        return None
    return fit(scope.problems, scope.expression(node, type_), type_)


def _understood(scope: Scope, signature: Signature, node: CallExpr) -> list[Expr | None]:
    same_block = scope.block is not None and scope.block == signature.block
    if not same_block or len(node.arguments) == len(signature.inputs):
        return []
    return [scope.read(name, node.span) for name in scope.given]


def _wrong_count(scope: Scope, signature: Signature, node: CallExpr) -> None:
    scope.problems.add(
        "E0112",
        node.span,
        name=signature.name,
        expected=len(signature.inputs),
        found=len(node.arguments),
        inputs=[each.name for each in signature.inputs],
    )


def finished_call(
    scope: Scope,
    signature: Signature,
    ref: ClauseRef,
    arguments: list[Expr | None],
    node: CallExpr,
) -> Expr | None:
    """Return the call where its arguments are right, and note it for counterexamples."""
    known = [argument for argument in arguments if argument is not None]
    if len(known) < len(arguments) or signature.result is None:
        return None
    type_ = scope.context.call_types.of_call(ref, signature)
    result = build.call(ref, known, type_, node.span)
    if scope.calls is not None:
        scope.calls.append((node, result))
    return result


def _item(scope: Scope, values: Expr | None, node: CallExpr) -> Expr | None:
    """Return the value of one item of a per-item field."""
    if values is None:
        _check_arguments(scope, node)
        return None
    if not isinstance(values.type, MapType):
        scope.problems.add("E0113", node.callee.span, found=plain(values.type))
        return None
    if len(node.arguments) != 1:
        scope.problems.add("E0113", node.span, found=values.type)
        return None
    key = fit(scope.problems, scope.expression(node.arguments[0], values.type.key), values.type.key)
    return None if key is None else operate(Operator.ITEM, values, key, span=node.span)


# The clause that another one replaces -----------------------------------------------------------


def before(scope: Scope, left: Expr | None, node: Binary) -> Expr | None:
    """Return the same call to the clause that the called one replaces."""
    if left is None:
        return None
    if not isinstance(left, Call) or not isinstance(node.left, CallExpr):
        scope.problems.add("E0147", node.right.span)
        return None
    found = _replaced(scope, left.clause)
    if found is None:
        scope.problems.add("E0150", node.right.span, name=left.clause.name)
        return None
    ref, qualifier, signature = found
    if not _same_inputs(signature, left.arguments):
        scope.problems.add("E0151", node.right.span, name=left.clause.name, before=ref.name)
        return None
    scope.context.usage.clauses.add((ref.book, ref.name))
    former = _same_call(node.left.arguments, qualifier, ref.name, node.right.span)
    return finished_call(scope, signature, ref, list(left.arguments), former)


def _replaced(scope: Scope, ref: ClauseRef) -> tuple[ClauseRef, str, Signature] | None:
    """Return what `replaces` names, else the clause of that name in the only pinned text."""
    aliases = scope.visible.aliases
    for book in (*scope.visible.books, *(alias.names for alias in aliases.values())):
        own = book.clauses.get(ref.name) if book.name == ref.book else None
        if own is not None and own.replaces is not None:
            return _signature_of(scope, own.replaces)
    pinned = pinned_texts(scope.visible)
    if len(pinned) != 1:
        return None
    qualifier, alias = pinned[0]
    signature = alias.names.clauses.get(ref.name)
    return (alias.clause_ref(ref.name), qualifier, signature) if signature else None


def _signature_of(scope: Scope, ref: ClauseRef) -> tuple[ClauseRef, str, Signature] | None:
    for qualifier, alias in scope.visible.aliases.items():
        if (
            alias.names.name == ref.book
            and alias.pin == ref.pin
            and ref.name in alias.names.clauses
        ):
            return ref, qualifier, alias.names.clauses[ref.name]
    return None


def _same_inputs(signature: Signature, arguments: tuple[Expr, ...]) -> bool:
    if len(signature.inputs) != len(arguments):
        return False
    pairs = zip(signature.inputs, arguments, strict=True)
    return all(each.type is None or same_family(each.type, arg.type) for each, arg in pairs)


def _same_call(
    arguments: tuple[Expression, ...], qualifier: str, name: str, span: Span
) -> CallExpr:
    target = NameExpr(name=qualifier, span=span)
    callee = FieldAccess(target=target, name=Name(text=name, span=span), span=span)
    return CallExpr(callee=callee, arguments=arguments, span=span)
