"""What a proof says that it rests on: all the rest may change, and the property still holds.

And what is said to contradict: nobody meets it all, and somebody meets it but for any one part.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from convention_dsl.core import build
from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.link import link, link_property, with_values
from convention_dsl.core.nodes import Cases, ClauseRef, Expr, Row, Term, Total, Value
from convention_dsl.core.program import Clause, Program, Status
from convention_dsl.proof.grounds import premise_texts
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.properties import obligations
from convention_dsl.proof.question import Premise, open_type, pose
from convention_dsl.proof.terms import rebuilt
from convention_dsl.proof.trail import row_ground
from convention_dsl.proof.verdict import PropertyResult
from convention_dsl.types import BooleanType, NumberKind, NumberType
from tests.agreement.judged import Judge
from tests.agreement.properties import NAME
from tests.agreement.small import every

CENTS = (-10_000, -100, -33, 0, 1, 50, 100, 200, 777, 10_000)
MOST = 500
"""Cases looked at for one proof."""

Environment = Mapping[str, Value]


class Changed:
    """A program in which what a proof does not rest on has other values, drawn from `rng`."""

    def __init__(self, rng: random.Random, program: Program, result: PropertyResult) -> None:
        self.rng = rng
        self.program = program
        self.kept = {(ground.kind, ground.name) for ground in result.verdict.grounds}
        self.count = 0

    def changed(self) -> Program:
        """Return the program; `count` says how many things changed."""
        clauses = {ref: self.clause(ref, clause) for ref, clause in self.program.clauses.items()}
        values = {
            id_: self.number(parameter.definition.type.kind)
            for id_, parameter in self.program.parameters.items()
            if ("parameter", id_) not in self.kept
            and isinstance(parameter.definition.type, NumberType)
        }
        self.count += len(values)
        return with_values(replace(self.program, clauses=clauses), values)

    def number(self, kind: NumberKind) -> Fraction:
        cents = self.rng.choice(CENTS)
        return Fraction(cents if kind is NumberKind.INTEGER else Fraction(cents, 100))

    def clause(self, ref: ClauseRef, clause: Clause) -> Clause:
        if ("clause", str(ref)) in self.kept:
            return replace(clause, body=self.expr(ref, clause.body))
        self.count += 1
        return replace(clause, body=self.other(clause.body))

    def expr(self, ref: ClauseRef, expr: Expr) -> Expr:
        """Return an expression with its rows and terms changed, the outermost first."""
        match expr:
            case Cases():
                expr = replace(expr, rows=tuple(self.row(ref, row) for row in expr.rows))
            case Total():
                expr = replace(expr, terms=tuple(self.term(ref, term) for term in expr.terms))
            case _:
                pass
        return rebuilt(expr, lambda part: self.expr(ref, part))

    def row(self, ref: ClauseRef, row: Row) -> Row:
        return row if self.rests_on(ref, row) else replace(row, value=self.other(row.value))

    def term(self, ref: ClauseRef, term: Term) -> Term:
        return term if self.rests_on(ref, term) else replace(term, value=self.other(term.value))

    def rests_on(self, ref: ClauseRef, part: Row | Term) -> bool:
        kept = ("row", row_ground(ref, part).name) in self.kept
        self.count += not kept
        return kept

    def other(self, expr: Expr) -> Expr:
        """Return some other value of the kind of `expr`."""
        if isinstance(expr.type, NumberType):
            return build.literal_number(self.number(expr.type.kind), expr.type.kind)
        if isinstance(expr.type, BooleanType):
            return build.literal_boolean(self.rng.random() < 0.5)
        return expr


@dataclass(frozen=True)
class Case:
    """The obligation of a verdict, with its premises as they are named."""

    program: Program
    obligation: Obligation
    premises: tuple[tuple[str, Premise], ...]

    def inputs(self, rng: random.Random) -> Iterator[tuple[Environment, Mapping[str, Fraction]]]:
        """Yield inputs and values of the open amounts: all of them, or some where they are many."""
        names = [binding.name for binding in self.obligation.inputs]
        domains = [every(binding.type) for binding in self.obligation.inputs]
        ids = list(self.obligation.open_parameters)
        domains += [every(open_type(self.program.parameters[id_])) for id_ in ids]
        size = 1
        for domain in domains:
            size *= len(domain)
        some: Iterator[tuple[Value, ...]] = product(*domains)
        if size > MOST:
            some = (tuple(map(rng.choice, domains)) for _ in range(MOST))
        for values in some:
            given = dict(zip(names, values, strict=False))
            yield given, dict(zip(ids, values[len(names) :], strict=True))  # type: ignore[arg-type]


def case_of(judge: Judge, result: PropertyResult) -> Case:
    """Return the obligation of a verdict."""
    program, problems = link(judge.library, NAME, at=result.start, readings=result.reading)
    assert program is not None, problems
    linked = link_property(program, result.property)
    obligation = obligations(program, linked)[result.scope]
    question = pose(program, obligation)
    texts = premise_texts(question, "en")
    return Case(program, obligation, tuple((texts[p.literal], p) for p in question.premises))


def holds(program: Program, premise: Premise, inputs: Environment) -> bool:
    """Return whether a premise holds; one without a value does not."""
    environment = inputs
    if premise.invariant is not None:
        value: Value = inputs[str(premise.path[0])]
        for step in premise.path[1:]:
            value = value[str(step)] if isinstance(value, dict) else None
        if value is None:
            return True
        environment = {"self": value}
    try:
        return evaluate(program, premise.expr, environment) is True
    except EvaluationError:
        return False


def broken_proof(judge: Judge, rng: random.Random, result: PropertyResult) -> str | None:
    """Return how a property breaks when what its proof does not rest on is changed."""
    case = case_of(judge, result)
    changed = Changed(rng, case.program, result)
    program = changed.changed()
    needed = [premise for text, premise in case.premises if _is_kept(text, premise, changed)]
    if not changed.count and len(needed) == len(case.premises):
        return None
    for inputs, amounts in case.inputs(rng):
        own = {id_: v for id_, v in amounts.items() if ("parameter", id_) in changed.kept}
        here = with_values(program, own) if own else program
        if not all(holds(here, premise, inputs) for premise in needed):
            continue
        try:
            if evaluate(here, case.obligation.claim, inputs) is not True:
                grounds = [f"{ground.kind} {ground.name}" for ground in result.verdict.grounds]
                return f"rests on {grounds}, but {dict(inputs)} {own}"
        except EvaluationError:
            continue
    return None


def _is_kept(text: str, premise: Premise, changed: Changed) -> bool:
    """Return whether a premise is among the grounds, by itself or as one of "all else equal"."""
    alike = premise.merged and ("hypothesis", "all else equal") in changed.kept
    return alike or ("hypothesis", text) in changed.kept


def wrong_contradiction(judge: Judge, rng: random.Random, result: PropertyResult) -> str | None:
    """Return what is wrong with the contradiction of a vacuous verdict."""
    case = case_of(judge, result)
    named = result.verdict.contradiction
    premises = [premise for text, premise in case.premises if text in named]
    if not premises:
        return "no contradiction is named"
    missing = set(range(len(premises)))
    everything = list(case.inputs(rng))
    for inputs, amounts in everything:
        here = with_values(case.program, amounts) if amounts else case.program
        failing = [at for at, each in enumerate(premises) if not holds(here, each, inputs)]
        if not failing:
            return f"{named} do not contradict: {dict(inputs)} {amounts}"
        if len(failing) == 1:
            missing.discard(failing[0])
    texts = [text for text, _ in case.premises if text in named]
    if missing and len(everything) < MOST and len(set(texts)) == len(texts):
        return f"{[texts[at] for at in missing]} can be left out of {named}"
    return None


def rests(
    judge: Judge, rng: random.Random, results: Sequence[PropertyResult]
) -> tuple[int, list[str]]:
    """Look at what proofs and contradictions rest on; return how many, and what is wrong."""
    looked, wrong = 0, []
    for result in results:
        found = None
        if result.verdict.status is Status.PROVED and result.verdict.minimal:
            found = broken_proof(judge, rng, result) or broken_proof(judge, rng, result)
        elif result.verdict.status is Status.VACUOUS:
            found = wrong_contradiction(judge, rng, result)
        else:
            continue
        looked += 1
        if found:
            wrong.append(f"{result.property.name} {dict(result.reading)} {result.start}: {found}")
    return looked, wrong
