"""Properties: quantified inputs, hypotheses, a claim, and the verdicts expected.

The input after "for which" is a local name like those quantified, and no input of the property.
"""

from __future__ import annotations

from collections.abc import Iterable

from convention_dsl.core.nodes import Expr
from convention_dsl.core.program import Binding, Expectation, Period, PropertyDef, Scope
from convention_dsl.core.provenance import Provenance
from convention_dsl.semantics.bodies import report_unused
from convention_dsl.semantics.claims import Property, Stated, state
from convention_dsl.semantics.clauses import inputs
from convention_dsl.semantics.declared_types import Place
from convention_dsl.semantics.figures import figures
from convention_dsl.semantics.follows import followed
from convention_dsl.semantics.names import BookNames, Input
from convention_dsl.semantics.scope import Context, Local
from convention_dsl.semantics.scope import Scope as NameScope
from convention_dsl.semantics.text import Printer
from convention_dsl.semantics.thresholds import threshold
from convention_dsl.syntax.nodes import ExpectedDecl, Name, PropertyDecl


def property_(context: Context, node: PropertyDecl, outer: Provenance) -> PropertyDef | None:
    """Return a property in the core; None where it is wrong, which has been reported."""
    scope, quantified, asked = _scope(context, node)
    named = quantified or asked
    bindings = [
        Binding(each.name, each.type, each.label, each.span)
        for each in quantified
        if each.type is not None
    ]
    printer = Printer(context.visible.own.language)
    reading = Property(scope, node, bindings, printer)
    hypotheses = reading.hypotheses()
    stated = state(reading, node.claim)
    said = [*hypotheses, stated.claim if stated else None]
    limit = None if asked is None else threshold(reading, asked, said)
    expectations = _expectations(context, node.expectations)
    if stated is None or any(each is None for each in hypotheses):
        return None
    if len(bindings) < len(quantified) or (asked is not None and limit is None):
        return None
    report_unused(reading.names, node.lets)
    metadata = node.metadata
    return PropertyDef(
        book=context.visible.own.name,
        name=node.name.text,
        inputs=(*bindings, *stated.twins),
        hypotheses=(*(each for each in hypotheses if each is not None), *stated.hypotheses),
        claim=stated.claim,
        title=metadata.label,
        promised_by=metadata.promised_by,
        demanded_by=metadata.demanded_by,
        twins=tuple((each.name[:-1], each.name) for each in stated.twins),
        shown=stated.shown if named else _figures(reading, stated),
        scopes=_scopes(node.scopes),
        period=Period(node.period.start, node.period.end) if node.period else None,
        expectations=expectations,
        populations=followed(scope, (*node.hypotheses, node.claim, *node.lets)),
        provenance=Provenance(metadata.source, metadata.confidence).within(outer),
        span=node.name.span,
        threshold=limit,
    )


def _figures(reading: Property, stated: Stated) -> tuple[tuple[str, Expr], ...]:
    """Return what a property without inputs shows: calls, then figures."""
    return tuple({**dict(stated.shown), **figures(reading, stated.claim)}.items())


def _scope(
    context: Context, node: PropertyDecl
) -> tuple[NameScope, tuple[Input, ...], Input | None]:
    """Return the scope of a property's text, its quantified inputs, the input of "for which"."""
    asked = () if node.threshold is None else (node.threshold,)
    named = inputs(NameScope(context), (*asked, *node.inputs), Place.DATA)
    local = {each.name: Local(each.type, each.name, each.span) for each in named}
    scope = NameScope(context, local)
    return (scope, named[1:], named[0]) if asked else (scope, named, None)


def _scopes(written: tuple[Scope, ...]) -> tuple[Scope, ...] | None:
    return tuple(dict.fromkeys(written)) or None


def _expectations(context: Context, nodes: Iterable[ExpectedDecl]) -> tuple[Expectation, ...]:
    """Return the expected verdicts; the reading that one names must be some clause's."""
    found = []
    for node in nodes:
        reading = node.reading.text if node.reading else None
        if node.reading is not None and not is_reading(context, node.reading):
            continue
        found.append(Expectation(node.status, node.reason, node.scope, reading, node.span))
    return tuple(found)


def is_reading(context: Context, name: Name) -> bool:
    """Return whether some clause in sight has a reading of that name; told where none has."""
    known = {each for book in _books(context) for c in book.clauses.values() for each in c.readings}
    if name.text in known:
        return True
    context.problems.unknown("E0178", name.span, name.text, known)
    return False


def _books(context: Context) -> list[BookNames]:
    visible = context.visible
    return [*visible.books, *(alias.names for alias in visible.aliases.values())]
