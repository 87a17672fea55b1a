"""Aggregates over sets: one body per element of the universe, counted where it is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from convention_dsl.core.nodes import Aggregate, AggregateKind, Expr
from convention_dsl.proof import encode_numbers as numbers
from convention_dsl.proof import encode_values as values
from convention_dsl.proof import smt
from convention_dsl.proof.encode_literals import literal
from convention_dsl.proof.encode_operators import compared
from convention_dsl.proof.encode_values import as_bool, as_kind
from convention_dsl.proof.smt import Bool
from convention_dsl.proof.symbolic import (
    Flags,
    Listing,
    Number,
    OutsideMethod,
    Symbolic,
    Written,
)
from convention_dsl.types import SetType

if TYPE_CHECKING:
    from convention_dsl.proof.encode import Encoder

Environment = Mapping[str, Symbolic]
Domain = Flags | Written


@dataclass(frozen=True, slots=True)
class Candidate:
    """An element that may be in the set: where it counts, and the value of the body there.

    `parts` are disjoint conditions of which one holds where it counts.
    """

    element: Symbolic
    counts: Bool
    parts: tuple[Bool, ...]
    body: Symbolic


def element(type_: SetType, item: str | int) -> Symbolic:
    """Return an element of a universe as a symbolic value."""
    return literal(Fraction(item) if isinstance(item, int) else item, type_.element)


def aggregate(encoder: Encoder, expr: Aggregate, env: Environment) -> Symbolic:
    """Return the symbolic value of an aggregate."""
    domain = encoder.value(expr.domain, env)
    if isinstance(domain, Listing):
        raise OutsideMethod("lists")
    if not isinstance(domain, Flags | Written):
        raise TypeError(f"no elements: {domain!r}")
    match expr.kind:
        case AggregateKind.ANY:
            return smt.disjunction(_until(encoder, expr, domain, env, stop=True))
        case AggregateKind.ALL:
            found = _until(encoder, expr, domain, env, stop=False)
            return smt.conjunction(map(smt.negation, found))
        case AggregateKind.SUM | AggregateKind.COUNT:
            candidates = _candidates(encoder, expr, domain, env)
            counted = [each for candidate in candidates for each in _counted(encoder, candidate)]
            return numbers.add(encoder.script, counted)
        case (
            AggregateKind.MINIMUM
            | AggregateKind.MAXIMUM
            | AggregateKind.LOWEST
            | AggregateKind.HIGHEST
        ):
            return _best(encoder, expr, _candidates(encoder, expr, domain, env), env)
        case _:
            assert_never(expr.kind)


@dataclass(frozen=True, slots=True)
class _Element:
    """An element that may be in the set: where it is there, in disjoint parts, and its scope."""

    value: Symbolic
    present: Bool
    parts: tuple[Bool, ...]
    env: Environment


def _elements(expr: Aggregate, domain: Domain, env: Environment) -> list[_Element]:
    if isinstance(domain, Written):
        return [
            _Element(part, True, (True,), {**env, expr.variable: part}) for part in domain.parts
        ]
    type_ = expr.domain.type
    assert isinstance(type_, SetType)
    found: list[_Element] = []
    for item, present in domain.items():
        if present is not False:
            value = element(type_, item)
            inner = {**env, expr.variable: value}
            found.append(_Element(value, present, domain.disjoint(item), inner))
    return found


def _passes(encoder: Encoder, filter_: Expr | None, env: Environment) -> Bool:
    """Return whether an element passes; called under the path on which it is there."""
    return True if filter_ is None else encoder.holds(filter_, env)


def _both(encoder: Encoder, present: Bool, passes: Bool) -> Bool:
    return encoder.script.boolean(smt.conjunction((present, passes)))


def _until(
    encoder: Encoder, expr: Aggregate, domain: Domain, env: Environment, *, stop: bool
) -> list[Bool]:
    """Return where each element ends the search: it counts and its body is `stop`.

    As in the evaluator, the elements after the one that ends it are not looked at.
    """
    ends: list[Bool] = []
    for each in _elements(expr, domain, env):
        with encoder.under(*map(smt.negation, ends), each.present):
            passes = _passes(encoder, expr.filter, each.env)
            counts = _both(encoder, each.present, passes)
            with encoder.under(counts):
                body = as_bool(encoder.value(expr.body, each.env))
        ended = smt.conjunction((counts, body if stop else smt.negation(body)))
        ends.append(encoder.script.boolean(ended))
    return ends


def _candidates(
    encoder: Encoder, expr: Aggregate, domain: Domain, env: Environment
) -> list[Candidate]:
    found = []
    for each in _elements(expr, domain, env):
        with encoder.under(each.present):
            passes = _passes(encoder, expr.filter, each.env)
            counts = _both(encoder, each.present, passes)
            if counts is False:
                continue
            parts = tuple(_both(encoder, part, passes) for part in each.parts)
            with encoder.under(counts):
                body = encoder.value(expr.body, each.env)
            found.append(Candidate(each.value, counts, parts, body))
    return found


def _counted(encoder: Encoder, candidate: Candidate) -> list[Number]:
    body = as_kind(candidate.body, Number)
    return [numbers.choose(encoder.script, part, body, numbers.ZERO) for part in candidate.parts]


def _best(
    encoder: Encoder, expr: Aggregate, candidates: Sequence[Candidate], env: Environment
) -> Symbolic:
    """Choose each candidate where it is best: before the earlier ones, not after the later ones."""
    least = expr.kind in (AggregateKind.MINIMUM, AggregateKind.LOWEST)
    keeps_element = expr.kind in (AggregateKind.LOWEST, AggregateKind.HIGHEST)
    choices: list[tuple[Bool, Symbolic]] = []
    for position, candidate in enumerate(candidates):
        wins = [
            _beats(encoder, candidate, other, least, strict=rank < position)
            for rank, other in enumerate(candidates)
            if rank != position
        ]
        best = encoder.script.boolean(smt.conjunction((candidate.counts, *wins)))
        if best is not False:
            choices.append((best, candidate.element if keeps_element else candidate.body))
    none = encoder.script.boolean(smt.negation(smt.disjunction(c.counts for c in candidates)))
    if expr.if_empty is not None and none is not False:
        with encoder.under(none):
            choices.append((none, encoder.value(expr.if_empty, env)))
    return values.select(encoder.script, choices)


def _beats(
    encoder: Encoder, candidate: Candidate, other: Candidate, least: bool, *, strict: bool
) -> Bool:
    first, second = (candidate.body, other.body) if least else (other.body, candidate.body)
    before = compared(encoder.script, first, second, strict)
    return smt.implication(other.counts, before)
