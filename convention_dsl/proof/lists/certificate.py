"""Certificates: what a search found, as data that stands by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from convention_dsl.core import build
from convention_dsl.core.nodes import Expr
from convention_dsl.core.operators import Operator
from convention_dsl.proof.lists.affine import Affine, Atom, is_sum
from convention_dsl.proof.lists.elements import Elements, element_bindings, term
from convention_dsl.proof.lists.task import Found, Held, Task, lemma_expr
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.verdict import Certificate, Combination, Lemma
from convention_dsl.proof.wording import Wording
from convention_dsl.types import NumberKind


def certificate(task: Task, held: Held) -> Certificate:
    """Return the certificate of a search that found no violation."""
    abstract = task.abstract
    split = [part for found in held.lemmas for part in _by_kind(task, found)]
    lemmas = tuple(_lemma(task, found) for found in split)
    exprs = [lemma_expr(found, abstract) for found in split]
    return Certificate(abstract.sums, abstract.replaced, lemmas, task.over_sums(exprs))


def _by_kind(task: Task, found: Found) -> Iterator[Found]:
    """Yield what a lemma says of each kind of element: it is their sum."""
    for kind in dict.fromkeys(each.elements for each in task.abstract.sums):
        names = {each.name for each in task.abstract.sums if each.elements == kind}
        weights = {name: weight for name, weight in found.weights.items() if name in names}
        if weights:
            multipliers = tuple((m, _only(atom, names)) for m, atom in found.multipliers)
            yield Found(weights, found.conditions, multipliers)


def _only(atom: Atom, names: set[str]) -> Atom:
    """Return an atom with the sums of one kind alone."""
    kept = {
        where: value
        for where, value in atom.form.coefficients.items()
        if is_sum(where) and where[1] in names
    }
    return replace(atom, form=Affine(kept))


def _lemma(task: Task, found: Found) -> Lemma:
    last = len(task.abstract.hypotheses)
    scale = next((m for m, atom in found.multipliers if atom.origin == last), Fraction(1))
    claim = Affine()
    hypotheses: list[tuple[Fraction, Combination, str]] = []
    premises: list[Expr] = []
    wording = Wording(_language(task), {})
    for multiplier, atom in found.multipliers:
        share = multiplier / scale
        if atom.origin == last:
            claim += atom.form.times(-share)
        elif (combination := _combination(atom.form)) and atom.origin is not None:
            said = task.abstract.said[atom.origin]
            hypotheses.append((share, combination, wording.text(said)))
            premises.append(said)
    weights = {name: weight / scale for name, weight in found.weights.items()}
    scaled = Found(weights, found.conditions, found.multipliers)
    return Lemma(
        weights=tuple((weight, name) for name, weight in weights.items()),
        conditions=found.conditions,
        obligations=tuple(_obligations(task, scaled)),
        claim=_combination(claim),
        hypotheses=tuple(hypotheses),
        premises=tuple(premises),
    )


def _combination(form: Affine) -> Combination:
    pairs = form.coefficients.items()
    return tuple((weight, str(where[1])) for where, weight in pairs if is_sum(where))


def _obligations(task: Task, found: Found) -> Iterator[Obligation]:
    """Yield, for each kind of element, that its weighted terms are never negative."""
    kinds: dict[Elements, None] = dict.fromkeys(each.elements for each in task.abstract.sums)
    for kind in kinds:
        sums = [each for each in task.abstract.sums if each.elements == kind]
        parts: list[Expr] = [
            build.apply(
                Operator.MULTIPLY,
                (build.literal_number(found.weights[each.name], NumberKind.NUMBER), term(each)),
            )
            for each in sums
            if each.name in found.weights
        ]
        if not parts:
            continue
        total = parts[0]
        for part in parts[1:]:
            total = build.apply(Operator.ADD, (total, part))
        yield Obligation(
            id=f"{task.obligation.id}.lemma",
            kind="lemma",
            inputs=(*element_bindings(kind), *task.context(found.conditions).inputs),
            hypotheses=found.conditions,
            claim=build.apply(Operator.LESS_EQUAL, (build.literal_number(0), total)),
            open_parameters=task.obligation.open_parameters,
        )


def _language(task: Task) -> str:
    book = task.program.library.books.get(task.obligation.id.partition(".")[0])
    return book.language if book else "en"
