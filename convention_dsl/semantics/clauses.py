"""Clauses: their signatures, then their readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from convention_dsl.core import build
from convention_dsl.core.nodes import ClauseRef, Expr
from convention_dsl.core.program import Binding, ClauseDef, Reading
from convention_dsl.core.provenance import Provenance
from convention_dsl.semantics.bodies import body
from convention_dsl.semantics.declared_types import Place, declared
from convention_dsl.semantics.fitting import fit
from convention_dsl.semantics.names import Alias, Input, Signature, pinned_texts
from convention_dsl.semantics.owner import Ids, Owner, leaf_type
from convention_dsl.semantics.rounding import is_valid_target
from convention_dsl.semantics.scope import Context, Local, Scope
from convention_dsl.semantics.text import Printer
from convention_dsl.syntax.nodes import (
    ClauseDecl,
    FieldAccess,
    GivenDecl,
    InputDecl,
    Name,
    NameExpr,
    ReadingDecl,
    RoundTarget,
)
from convention_dsl.types import NumberType, RecordType, Type


def inputs(scope: Scope, nodes: Sequence[InputDecl], place: Place) -> tuple[Input, ...]:
    """Return declared inputs; a name that is there twice is told and kept once."""
    found: dict[str, Input] = {}
    for node in nodes:
        name = node.name.text
        if name in found:
            scope.problems.add("E0154", node.name.span, name=name)
            continue
        if scope.hides(name):
            scope.problems.add("E0111", node.name.span, name=name)
        found[name] = Input(name, declared(scope, node.type, place), node.label, node.span)
    return tuple(found.values())


def signature(
    scope: Scope, node: ClauseDecl, given: GivenDecl | None, block: int | None
) -> Signature:
    """Return how a clause is called: the `given` inputs first, then its own."""
    understood = given.inputs if given else ()
    both = (*understood, *node.inputs)
    return Signature(
        book=scope.visible.own.name,
        name=node.name.text,
        inputs=inputs(scope, both, Place.INPUT),
        result=declared(scope, node.result.type, Place.RESULT),
        given=len({each.name.text for each in understood}),
        block=block if understood else None,
        readings=tuple(r.name.text for r in node.readings if r.name is not None),
        replaces=_replaces(scope, node),
        span=node.name.span,
    )


def _replaces(scope: Scope, node: ClauseDecl) -> ClauseRef | None:
    """Return the clause that `replaces` names, of a used text: `alias.name`, or a bare name."""
    match node.metadata.replaces:
        case FieldAccess(target=NameExpr(name=qualifier), name=name):
            alias = scope.visible.aliases.get(qualifier)
            return alias.clause_ref(name.text) if alias else None
        case NameExpr(name=name):
            pinned = pinned_texts(scope.visible)
            return pinned[0][1].clause_ref(name) if len(pinned) == 1 else None
        case _:
            return None


def check_replaces(scope: Scope, node: ClauseDecl, found: Signature) -> None:
    """Report a clause that is said to be replaced and is not there."""
    match node.metadata.replaces:
        case FieldAccess(target=NameExpr(name=qualifier) as before, name=name):
            alias = scope.visible.aliases.get(qualifier)
            if alias is not None:
                _check_declared(scope, alias, name)
            elif not scope.visible.is_broken(qualifier):
                scope.problems.unknown("E0102", before.span, qualifier, scope.visible.aliases)
        case NameExpr(name=text, span=span):
            pinned = pinned_texts(scope.visible)
            if len(pinned) == 1:
                _check_declared(scope, pinned[0][1], Name(text=text, span=span))
            elif found.replaces is None and not scope.visible.is_broken(text):
                scope.problems.add("E0150", span, name=node.name.text)
        case _:
            pass


def _check_declared(scope: Scope, alias: Alias, name: Name) -> None:
    book = alias.names
    if name.text not in book.clauses and name.text not in book.broken:
        scope.problems.unknown("E0105", name.span, name.text, book.clauses, book=book.name)


def clause_scope(context: Context, found: Signature) -> Scope:
    """Return the scope of a clause's body: its inputs, and the fields of the given records."""
    local = {each.name: Local(each.type, each.name, each.span) for each in found.inputs}
    given = tuple(each.name for each in found.inputs[: found.given])
    records = [each for each in found.inputs[: found.given] if isinstance(each.type, RecordType)]
    bare = tuple(each.name for each in records)
    return Scope(context, local, bare=bare, block=found.block, given=given)


def subject(found: Signature) -> str | None:
    """Return the only record among the inputs, whose name labels leave out."""
    records = [each.name for each in found.inputs if isinstance(each.type, RecordType)]
    return records[0] if len(records) == 1 else None


def clause(
    context: Context,
    node: ClauseDecl,
    found: Signature,
    outer: Provenance,
    ids: Ids,
) -> ClauseDef | None:
    """Return the definition of a clause; None where any reading of it is wrong."""
    language = context.visible.own.language
    provenance = Provenance(node.metadata.source, node.metadata.confidence).within(outer)
    rounding = node.result.rounding
    scope = clause_scope(context, found)
    check_replaces(scope, node, found)
    _check_result(scope, node, found.result)
    owner = Owner(
        prefix=found.name,
        provenance=provenance,
        ids=ids,
        printer=Printer(language),
        leaf=leaf_type(found.result, rounded=rounding is not None),
        result=found.result,
        subject=subject(found),
    )
    readings = [_reading(context, found, each, owner, rounding) for each in node.readings]
    _check_reading_names(scope, node.readings)
    bindings = [_binding(each) for each in found.inputs]
    kept_readings = tuple(reading for reading in readings if reading is not None)
    kept_inputs = tuple(binding for binding in bindings if binding is not None)
    wrong = len(kept_readings) < len(readings) or len(kept_inputs) < len(bindings)
    if wrong or found.result is None or not readings:
        return None
    return ClauseDef(
        book=found.book,
        name=found.name,
        inputs=kept_inputs,
        result=found.result,
        readings=kept_readings,
        whole_cents=node.result.whole_cents,
        rounded=rounding is not None,
        label=node.metadata.label,
        provenance=provenance,
        replaces=found.replaces,
        span=node.name.span,
    )


def _binding(each: Input) -> Binding | None:
    return None if each.type is None else Binding(each.name, each.type, each.label, each.span)


def _check_result(scope: Scope, node: ClauseDecl, result: Type | None) -> None:
    """Report "in whole cents" of what is no amount, and a rounding that has no sense."""
    if result is None:
        return
    is_amount = isinstance(result, NumberType) and result.has_dimension
    if node.result.whole_cents and not is_amount:
        scope.problems.add("E0170", node.result.span, found=result)
    rounding = node.result.rounding
    if rounding is None:
        return
    if isinstance(result, NumberType):
        is_valid_target(scope.problems, rounding, result, rounding.span)
    else:
        scope.problems.add("E0133", node.result.span, found=result)


def _check_reading_names(scope: Scope, nodes: Sequence[ReadingDecl]) -> None:
    seen: set[str] = set()
    for node in nodes:
        if node.name is not None:
            if node.name.text in seen:
                scope.problems.add("E0154", node.name.span, name=node.name.text)
            seen.add(node.name.text)


def _reading(
    context: Context,
    found: Signature,
    node: ReadingDecl,
    owner: Owner,
    rounding: RoundTarget | None,
) -> Reading | None:
    name = node.name.text if node.name else None
    if name is not None:
        owner = replace(owner, prefix=f"{owner.prefix}.{name}")
    value = body(clause_scope(context, found), node.body, owner)
    value = _rounded(context, value, rounding, found.result)
    return None if value is None else Reading(name, value, node.label)


def _rounded(
    context: Context, value: Expr | None, rounding: RoundTarget | None, result: Type | None
) -> Expr | None:
    """Return a body rounded as its clause says, and a whole number where the result is one."""
    if value is None or rounding is None or result is None:
        return value
    if not isinstance(value.type, NumberType) or not isinstance(result, NumberType):
        return None
    if rounding.step.value <= 0:
        return None
    value = build.round_to(value, rounding.step.value, rounding.mode, value.span)
    return fit(context.problems, value, NumberType(result.kind, None, None, result.step))
