"""The lines of a payslip while a plan is made: under which condition, at which depth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from convention_dsl.calculator.plan.construct import FALSE, TRUE, all_
from convention_dsl.calculator.plan.formula import Formula
from convention_dsl.calculator.plan.plan import Line, LineKind
from convention_dsl.calculator.plan.scopes import Scopes
from convention_dsl.calculator.plan.values import Number, Scalar
from convention_dsl.core.provenance import NO_PROVENANCE, Provenance
from convention_dsl.types import Type


@dataclass(frozen=True, slots=True)
class Draft:
    """A line whose condition and value have no names yet."""

    kind: LineKind
    label: str
    depth: int
    shown: Formula = TRUE
    value: Number | Scalar | None = None
    type: Type | None = None
    provenance: Provenance = NO_PROVENANCE


Drafts = tuple[Draft, ...]


def under(condition: Formula, drafts: Iterable[Draft]) -> Drafts:
    """Return lines that are shown only where a condition holds too."""
    found = (replace(line, shown=all_(condition, line.shown)) for line in drafts)
    return tuple(line for line in found if line.shown != FALSE)


def deeper(drafts: Iterable[Draft]) -> Drafts:
    """Return lines one level further in."""
    return tuple(replace(line, depth=line.depth + 1) for line in drafts)


def finished(drafts: Drafts, scopes: Scopes) -> tuple[Line, ...]:
    """Return lines with names for what they show, without those about the elements of a list."""
    return tuple(_line(each, scopes) for each in drafts if _is_of_plan(each, scopes))


def _is_of_plan(draft: Draft, scopes: Scopes) -> bool:
    return all(scopes.list_of(formula) is None for formula in _formulas(draft))


def _formulas(draft: Draft) -> list[Formula]:
    match draft.value:
        case Number(units, _, over):
            return [draft.shown, units, *([over] if over is not None else [])]
        case Scalar(formula):
            return [draft.shown, formula]
        case None:
            return [draft.shown]


def _line(draft: Draft, scopes: Scopes) -> Line:
    shown = None if draft.shown == TRUE else scopes.named(draft.shown, "shown")
    value = over = None
    scale = 1
    match draft.value:
        case Number(units, scale, divisor):
            value = scopes.named(units, draft.label or "amount", scale=scale)
            over = None if divisor is None else scopes.named(divisor, "divisor")
        case Scalar(formula):
            value = scopes.named(formula, draft.label or "value")
        case None:
            pass
    return Line(
        draft.kind,
        draft.label,
        draft.depth,
        shown,
        value,
        draft.type,
        scale,
        over,
        draft.provenance,
    )
