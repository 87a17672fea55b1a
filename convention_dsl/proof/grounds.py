"""What a verdict rests on, with sources and the weakest confidence.

A proof's grounds are at first all that it reaches; a solver's core reduces them to a set of which
none can be left out. A refutation rests on what its own calculation used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from convention_dsl.core.explanation import Step, StepKind
from convention_dsl.core.nodes import Cases, ClauseRef, Expr, ParameterRef, Row, Term, Total
from convention_dsl.core.program import Program, parameter_id
from convention_dsl.core.provenance import Confidence, weakest
from convention_dsl.core.traverse import walk
from convention_dsl.proof.obligation import Reached
from convention_dsl.proof.question import Question
from convention_dsl.proof.trail import (
    clause_ground,
    domain_ground,
    hypothesis_ground,
    parameter_ground,
    row_ground,
)
from convention_dsl.proof.verdict import Ground
from convention_dsl.proof.wording import Wording

_ALL_ELSE_EQUAL = ("all else equal", "toutes choses égales par ailleurs")

MOST_ROWS = 64
"""Beyond so many rows and terms the clauses alone are named."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """Grounds in the order of the text, and the weakest confidence of all that they stand for."""

    grounds: tuple[Ground, ...]
    minimal: bool
    confidence: Confidence | None


def rows(body: Expr) -> Iterator[Row | Term]:
    """Yield the rows and the terms of a clause's body."""
    for node in walk(body):
        match node:
            case Cases():
                yield from node.rows
            case Total():
                yield from node.terms
            case _:
                pass


def premise_texts(question: Question, language: str) -> dict[str, str]:
    """Return the premises as texts, by their assumption literals."""
    texts = {}
    for premise in question.premises:
        place = ".".join(str(part) for part in premise.path)
        text = Wording(language, {"self": place}).text(premise.expr)
        if premise.invariant is not None and premise.invariant.label:
            text = f"{place}: {premise.invariant.label}"
        texts[premise.literal] = text
    return texts


def equalities(question: Question, language: str) -> str | None:
    """Return what the merged premises say, as one text: all else equal."""
    texts = premise_texts(question, language)
    merged = [texts[premise.literal] for premise in question.premises if premise.merged]
    if len(merged) < 2:
        return merged[0] if merged else None
    return _ALL_ELSE_EQUAL[language == "fr"]


def premise_grounds(question: Question, language: str) -> list[Ground]:
    """Return the premises as grounds, those that say "all else equal" as one."""
    texts = premise_texts(question, language)
    merged = equalities(question, language)
    own = [texts[premise.literal] for premise in question.premises if not premise.merged]
    return [hypothesis_ground(text) for text in (*own, *([merged] if merged else []))]


def reachable(program: Program, question: Question, known: Reached, language: str) -> Grounds:
    """Return all that a question reaches: certainly enough, perhaps too much."""
    every = [(ref, row) for ref, clause in known.clauses.items() for row in rows(clause.body)]
    row_grounds = [row_ground(ref, row) for ref, row in every]
    grounds = [
        *(clause_ground(program, ref) for ref in known.clauses),
        *(row_grounds if len(every) <= MOST_ROWS else ()),
        *(parameter_ground(parameter) for parameter in known.parameters.values()),
        *premise_grounds(question, language),
        *(domain_ground((name,)) for name in _inputs_read(question)),
    ]
    return Grounds(tuple(dict.fromkeys(grounds)), False, confidence([*grounds, *row_grounds]))


def _inputs_read(question: Question) -> list[str]:
    return list(dict.fromkeys(str(path[0]) for path in question.inputs.symbols if path[0]))


def narrowed(program: Program, known: Reached, kept: Iterable[Ground]) -> Grounds:
    """Return the grounds that a core kept, with the parameters that their clauses read."""
    wanted = set(kept)
    found: list[Ground] = []
    for ref, clause in known.clauses.items():
        own = [row for row in rows(clause.body) if row_ground(ref, row) in wanted]
        ground = clause_ground(program, ref)
        if ground in wanted or own:
            found += [ground, *(row_ground(ref, row) for row in own)]
            found += [
                parameter_ground(program.parameters[id_])
                for id_ in _parameters(clause.body, ref, wanted)
            ]
    found += [ground for ground in _rest(wanted) if ground not in found]
    return Grounds(tuple(dict.fromkeys(found)), True, confidence(found))


def _rest(wanted: set[Ground]) -> list[Ground]:
    """Return the hypotheses, parameters and ranges among grounds, in a fixed order."""
    kinds = ("parameter", "hypothesis", "domain")
    rest = [ground for ground in wanted if ground.kind in kinds]
    return sorted(rest, key=lambda ground: (kinds.index(ground.kind), ground.name))


def _parameters(body: Expr, ref: ClauseRef, wanted: set[Ground]) -> Iterator[str]:
    """Yield the parameters that a body reads, but for those of rows that are not needed."""
    skipped = [row for row in rows(body) if row_ground(ref, row) not in wanted]
    outside: set[int] = set()
    for row in skipped:
        outside.update(id(node) for node in walk(row.value))
    for node in walk(body):
        if isinstance(node, ParameterRef) and id(node) not in outside:
            yield parameter_id(node.book, node.name, node.pin)


def unnamed(program: Program, known: Reached, found: Iterable[Ground]) -> Iterator[Ground]:
    """Yield all that the clauses say of which `found` names nothing.

    Where a clause stands in a proof as its body or as its range, no assumption carries its name.
    """
    named = set(found)
    for ref, clause in known.clauses.items():
        own = [clause_ground(program, ref), *(row_ground(ref, row) for row in rows(clause.body))]
        if named.isdisjoint(own):
            yield from own
            for id_ in _parameters(clause.body, ref, set(own)):
                yield parameter_ground(program.parameters[id_])


def of_trace(program: Program, steps: Sequence[Step]) -> Grounds:
    """Return what the calculation of a counterexample used."""
    found = list(dict.fromkeys(_of_steps(program, steps, None)))
    return Grounds(tuple(found), False, confidence(found))


def _of_steps(program: Program, steps: Sequence[Step], name: str | None) -> Iterator[Ground]:
    refs = {str(ref): ref for ref in program.clauses}
    for step in steps:
        head, inside = step.head, name
        match head.kind:
            case StepKind.CLAUSE:
                inside = head.id
                yield clause_ground(program, refs[head.id])
            case StepKind.PARAMETER:
                yield parameter_ground(program.parameters[head.id])
            case StepKind.ROW | StepKind.CASE | StepKind.EXCEPTION | StepKind.TERM:
                label = f"{name}: {head.label}" if name and head.label else head.id
                yield Ground("row", label, head.provenance)
            case _:
                pass
        yield from _of_steps(program, step.children, inside)


def confidence(grounds: Iterable[Ground]) -> Confidence | None:
    """Return the weakest confidence among grounds."""
    levels = (ground.provenance.confidence for ground in grounds)
    return weakest([level for level in levels if level is not None])


def shrink(
    items: Sequence[str],
    core_of: Callable[[Sequence[str]], frozenset[str] | None],
    owners: Mapping[str, str] = MappingProxyType({}),
) -> list[str]:
    """Return a subset of `items`, which suffice, of which none can be left out.

    `core_of` returns a subset of what it is given that suffices, or None where there is none (or
    where it cannot tell). Items are given up in their order, whatever subset it returns, so that
    the result does not depend on a solver's choices. Without its owner (which comes later) an item
    says nothing: where it is needed, so is its owner, and nothing is asked about that.
    """
    core = core_of(items)
    kept = list(items)
    if core is None:
        return kept
    needed: set[str] = set()
    for item in items:
        if item in needed:
            continue
        without = [other for other in kept if other != item]
        smaller = core if item not in core else core_of(without)
        if smaller is not None:
            kept, core = without, smaller
        elif item in owners:
            needed.add(owners[item])
    return kept
