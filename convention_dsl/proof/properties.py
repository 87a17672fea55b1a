"""Properties of a linked program as obligations; no solver here."""

from __future__ import annotations

from convention_dsl.core.program import Expectation, Program, PropertyDef, Scope
from convention_dsl.proof.obligation import Obligation, reached


def obligations(program: Program, property_: PropertyDef) -> dict[Scope, Obligation]:
    """Return the obligations of a linked property, by scope.

    The input of "for which", where there is one, is the last of theirs. Where the property reaches
    no open parameter there is one obligation, at the values. A parameter with a range and no value
    is open in both scopes, so that only the open scope is left.
    """
    plain = Obligation(
        id=f"{property_.book}.{property_.name}",
        kind="property",
        inputs=property_.named,
        hypotheses=property_.hypotheses,
        claim=property_.claim,
        twins=property_.twins,
    )
    known = reached(program, plain).parameters
    open_ = [id_ for id_, found in known.items() if found.definition.open_range is not None]
    wanted = property_.scopes or (Scope.VALUES, Scope.OPEN)
    found: dict[Scope, Obligation] = {}
    if Scope.VALUES in wanted and all(parameter.value is not None for parameter in known.values()):
        found[Scope.VALUES] = plain
    if (Scope.OPEN in wanted and open_) or not found:
        scope = Scope.OPEN if open_ else Scope.VALUES
        found[scope] = _opened(plain, tuple(sorted(open_)))
    return found


def _opened(plain: Obligation, parameters: tuple[str, ...]) -> Obligation:
    return Obligation(
        plain.id,
        plain.kind,
        plain.inputs,
        plain.hypotheses,
        plain.claim,
        parameters,
        plain.twins,
    )


def expected(property_: PropertyDef, scope: Scope, readings: frozenset[str]) -> Expectation | None:
    """Return the expectation for a verdict: the one that says most about its scope and reading."""
    matching = [
        each
        for each in property_.expectations
        if (each.scope is None or each.scope is scope)
        and (each.reading is None or each.reading in readings)
    ]
    precise = [(each.scope is not None) + (each.reading is not None) for each in matching]
    return matching[precise.index(max(precise))] if matching else None
