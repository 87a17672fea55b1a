"""Exceptions: what they change, what they prevail over, what they say instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.program import ExceptionDef
from convention_dsl.core.provenance import Provenance
from convention_dsl.semantics.bodies import body, local_names
from convention_dsl.semantics.books import period
from convention_dsl.semantics.clauses import clause_scope, subject
from convention_dsl.semantics.fitting import condition
from convention_dsl.semantics.names import BookNames, ExceptionName, Signature
from convention_dsl.semantics.owner import Ids, Owner, leaf_type
from convention_dsl.semantics.references import alias_of
from convention_dsl.semantics.scope import Context, Scope
from convention_dsl.semantics.text import Printer
from convention_dsl.syntax.nodes import ExceptionDecl, FieldAccess, Name, NameExpr

Targets = Mapping[tuple[str, str], Signature]


def resolve(scope: Scope, nodes: Iterable[ExceptionDecl]) -> None:
    """Find what the exceptions of a book change, and note them in its names.

    An exception to an exception changes the clause of that exception, within it.
    """
    own = scope.visible.own
    waiting = {node.name.text: node for node in nodes if node.name.text not in own.exceptions}
    chain: list[str] = []

    def visit(name: str) -> None:
        node = waiting.pop(name)
        chain.append(name)
        target = node.target
        if isinstance(target, NameExpr) and target.name in chain:
            scope.problems.add("E0171", target.span, names=chain[chain.index(target.name) :])
            own.exceptions[name] = ExceptionName(own.name, name, None, None, node.name.span)
        else:
            if isinstance(target, NameExpr) and target.name in waiting:
                visit(target.name)
            own.exceptions[name] = _resolved(scope, node)
        chain.pop()

    while waiting:
        visit(next(iter(waiting)))


def _resolved(scope: Scope, node: ExceptionDecl) -> ExceptionName:
    own, target = scope.visible.own, node.target
    if isinstance(target, FieldAccess):
        alias = alias_of(scope, target.target)
        if alias is None:
            _unknown_book(scope, target)
            return _to(scope, node, None, None)
        return _found(scope, node, alias.names, target.name)
    books = [book for book in scope.visible.books if _declares(book, target.name)]
    return _found(scope, node, books[0] if books else own, Name(text=target.name, span=target.span))


def _declares(book: BookNames, name: str) -> bool:
    return name in book.clauses or name in book.exceptions


def _unknown_book(scope: Scope, target: FieldAccess) -> None:
    qualifier = target.target
    name = qualifier.name if isinstance(qualifier, NameExpr) else "…"
    if not scope.visible.is_broken(name):
        scope.problems.unknown("E0102", qualifier.span, name, scope.visible.aliases)


def _found(scope: Scope, node: ExceptionDecl, book: BookNames, name: Name) -> ExceptionName:
    if name.text in book.clauses:
        return _to(scope, node, ClauseRef(book.name, name.text), None)
    general = book.exceptions.get(name.text)
    if general is not None:
        return _to(scope, node, general.target, name.text)
    if name.text not in book.broken:
        candidates = [*book.clauses, *book.exceptions]
        scope.problems.unknown("E0169", name.span, name.text, candidates)
    return _to(scope, node, None, None)


def _to(
    scope: Scope, node: ExceptionDecl, target: ClauseRef | None, within: str | None
) -> ExceptionName:
    return ExceptionName(scope.visible.own.name, node.name.text, target, within, node.name.span)


def exception(
    context: Context,
    node: ExceptionDecl,
    targets: Targets,
    outer: Provenance,
    ids: Ids,
    *,
    rounded: bool,
) -> ExceptionDef | None:
    """Return an exception; the inputs of the clause that it changes are in scope."""
    name = context.visible.own.exceptions[node.name.text]
    _check_priorities(context, node, name)
    if name.target is None:
        return None
    found = targets[name.target.book, name.target.name]
    scope = clause_scope(context, found)
    provenance = Provenance(node.metadata.source, node.metadata.confidence).within(outer)
    names = local_names(clause_scope(context, found), node.body.lets)
    guard = condition(scope.problems, names.scope.expression(node.condition))
    owner = Owner(
        prefix=name.name,
        provenance=provenance,
        ids=ids,
        printer=Printer(context.visible.own.language),
        leaf=leaf_type(found.result, rounded=rounded),
        result=found.result,
        subject=subject(found),
    )
    value = body(_with_touched(scope, names.scope), node.body, owner)
    if guard is None or value is None:
        return None
    return ExceptionDef(
        book=name.book,
        name=name.name,
        target=name.target,
        within=name.within,
        guard=names.around(guard),
        value=value,
        period=period(node.metadata.in_force),
        prevails_over=tuple(each.text for each in node.metadata.prevails_over),
        label=node.metadata.label or owner.printer.text(node.condition),
        provenance=provenance,
        span=node.name.span,
    )


def _with_touched(scope: Scope, other: Scope) -> Scope:
    """Return `scope` counting what the guard read as read: it can use the local names too."""
    scope.touched.update(other.touched)
    return scope


def _check_priorities(context: Context, node: ExceptionDecl, name: ExceptionName) -> None:
    """Report a priority over what is no exception to the same rule."""
    siblings = {
        each.name
        for book in _books(context)
        for each in book.exceptions.values()
        if (each.target, each.within) == (name.target, name.within) and each is not name
    }
    for other in node.metadata.prevails_over:
        known = any(other.text in book.broken for book in _books(context))
        if other.text not in siblings and not known and name.target is not None:
            context.problems.unknown("E0173", other.span, other.text, siblings, target=name.name)


def _books(context: Context) -> list[BookNames]:
    visible = context.visible
    books = {book.name: book for book in visible.books}
    books.update({alias.names.name: alias.names for alias in visible.aliases.values()})
    return list(books.values())
