"""The search for a list that refutes, or for the lemmas after which there can be none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import Expr
from convention_dsl.proof import enumeration
from convention_dsl.proof.leaves import Path
from convention_dsl.proof.lists import region as regions
from convention_dsl.proof.lists.affine import Atom, constant, dimension
from convention_dsl.proof.lists.cone import Excluded, meet
from convention_dsl.proof.lists.counts import Counted, Counting
from convention_dsl.proof.lists.elements import (
    Element,
    Elementary,
    weighted,
    with_parameters,
)
from convention_dsl.proof.lists.mixed import has_value
from convention_dsl.proof.lists.pool import Pool
from convention_dsl.proof.lists.region import Point, Region
from convention_dsl.proof.lists.task import Found, Held, Refuted, Task, lemma_expr
from convention_dsl.proof.lists.witness import inputs, moved
from convention_dsl.proof.order import order
from convention_dsl.proof.question import Question, pairs, pose
from convention_dsl.proof.replay import Referee, Replay
from convention_dsl.proof.solver import Assigned, Outcome, Session
from convention_dsl.proof.symbolic import OutsideMethod

_ROUNDS = 400


class Search:
    """One search; the elements found are remembered, by the conditions under which they were."""

    def __init__(self, task: Task, pool: Pool | None = None) -> None:
        self.task = task
        self.pool = pool or Pool()
        self.lemmas: list[Found] = []

    def run(self) -> Held | Refuted:
        """Return the outcome; raises `OutsideMethod` where there is none."""
        try:
            return self._run()
        finally:
            self.pool.add(self.known_elements())

    def _run(self) -> Held | Refuted:
        for _ in range(_ROUNDS):
            point = self._violation(self.lemmas)
            if point is None:
                return Held(tuple(self._needed()))
            refuted = self._settle(point)
            if refuted is not None:
                return refuted
        raise OutsideMethod("rounds")

    # The question over sums -----------------------------------------------------------------------

    def _needed(self) -> list[Found]:
        """Return lemmas of which none can be left out."""
        kept = list(self.lemmas)
        for lemma in self.lemmas if len(kept) > 1 else ():
            fewer = [other for other in kept if other is not lemma]
            if self._violation(fewer) is None:
                kept = fewer
        return kept

    def _violation(self, known: Sequence[Found]) -> Point | None:
        """Return sums that satisfy lemmas and violate the obligation, None where none do."""
        task = self.task
        lemmas = [lemma_expr(found, task.abstract) for found in known]
        obligation = task.over_sums(lemmas)
        question = pose(task.program, obligation, total=task.total)
        session = Session(question.script.text, task.limits, task.deadline)
        premises = [premise.literal for premise in question.premises]
        match session.check([*premises, question.goal]):
            case Outcome.UNSAT:
                return None
            case Outcome.UNKNOWN:
                reason = session.last_unknown
                is_product = reason == "time" and question.script.non_linear
                raise OutsideMethod("non-linear" if is_product else reason)
            case Outcome.SAT:
                return self._point(question, session)

    def _point(self, question: Question, session: Session) -> Point:
        wanted: dict[Path, Assigned] = {
            path: Assigned(symbol, question.inputs.leaves[path].is_binary)
            for path, symbol in question.inputs.symbols.items()
        }
        task, obligation = self.task, question.obligation
        ordered = order(task.program, obligation, question.inputs.leaves, pairs(obligation))
        return Point(*enumeration.values(question, ordered, session.values(wanted)))

    # One violation --------------------------------------------------------------------------------

    def _settle(self, point: Point) -> Refuted | None:
        """Exclude a violation by a lemma, or return the list that it shows."""
        path = self._path(point)
        conditions = self.conditions(point)
        for attempt in (self._relaxed, self._exact, self._pinned):
            found = attempt(path, conditions)
            if isinstance(found, Refuted):
                return found
            if found is not None:
                self.lemmas.append(found)
                return None
        raise OutsideMethod("integers")

    def _path(self, point: Point) -> regions.Path:
        abstract = self.task.abstract
        premises, claim = abstract.hypotheses, abstract.claim
        inputs_, sums = abstract.inputs, abstract.bindings
        return regions.Path(self.task.program, premises, claim, inputs_, sums, point)

    def conditions(self, point: Point) -> tuple[Expr, ...]:
        """Return the conditions that fix what the terms of mixed sums depend on."""
        exprs = dict.fromkeys(e for found in self.task.abstract.mixed.values() for e in found)
        program = with_parameters(self.task.program, point.parameters)
        return tuple(has_value(expr, evaluate(program, expr, point.inputs)) for expr in exprs)

    def _relaxed(self, path: regions.Path, conditions: tuple[Expr, ...]) -> Found | None:
        """Try to exclude all products between their bounds at once."""
        found = regions.region(path, relaxed=True)
        if not found.has_products:
            return None
        met = self._meet(found, conditions)
        return self._lemma(met, conditions) if isinstance(met, Excluded) else None

    def _exact(self, path: regions.Path, conditions: tuple[Expr, ...]) -> Found | Refuted | None:
        return self._decided(path, regions.region(path, relaxed=False), conditions)

    def _pinned(self, path: regions.Path, conditions: tuple[Expr, ...]) -> Found | Refuted | None:
        """Keep to the very values of the inputs at the point."""
        found = regions.region(path, relaxed=False)
        for where in found.types:
            value = _value_at(path.point, where)
            if value is not None:
                found.require_equal(dimension(where) - constant(value))
        return self._decided(path, found, conditions)

    def _decided(
        self, path: regions.Path, found: Region, conditions: tuple[Expr, ...]
    ) -> Found | Refuted | None:
        met = self._meet(found, conditions)
        if isinstance(met, Excluded):
            return self._lemma(met, conditions)
        elements = self.known(conditions)
        counting = Counting(found, elements, self.task.limits, self.task.deadline)
        counted = counting.any() if self.task.takes_any else counting.smallest()
        return None if counted is None else self.replayed(path.point, found, counted)

    def mixes(self, atoms: Sequence[Atom], conditions: tuple[Expr, ...]) -> bool:
        """Return whether elements, each any rational number of times, satisfy atoms."""
        task = self.task
        known = self.pool.known(self.task, conditions)
        met = meet(atoms, self.kinds(conditions), known, task.limits, task.deadline)
        return not isinstance(met, Excluded)

    def known(self, conditions: tuple[Expr, ...]) -> tuple[Element, ...]:
        """Return the elements found so far under conditions."""
        return self.pool.known(self.task, conditions).elements

    def known_elements(self) -> tuple[Element, ...]:
        """Return the elements found under no condition."""
        return () if self.task.abstract.mixed else self.known(())

    def _meet(self, found: Region, conditions: tuple[Expr, ...]) -> object:
        known = self.pool.known(self.task, conditions)
        task = self.task
        return meet(found.bounded(), self.kinds(conditions), known, task.limits, task.deadline)

    def kinds(self, conditions: tuple[Expr, ...]) -> tuple[Elementary, ...]:
        """Return the elements of each kind of list."""
        return self.pool.kinds(self.task, conditions)

    def _lemma(self, met: Excluded, conditions: tuple[Expr, ...]) -> Found:
        """Return a lemma under as few conditions as it holds under."""
        needed = conditions if self._speaks_of_mixed(met.weights) else ()
        for condition in needed:
            fewer = tuple(other for other in needed if other is not condition)
            if all(kind.violating(met.weights) is None for kind in self.kinds(fewer)):
                needed = fewer
        return Found(met.weights, needed, met.multipliers)

    def _speaks_of_mixed(self, weights: dict[str, Fraction]) -> bool:
        return any(name in self.task.abstract.mixed for name in weights)

    def replayed(self, point: Point, found: Region, counted: Counted) -> Refuted | None:
        """Return the list of counted elements, where the evaluator says that it refutes."""
        task = self.task
        plain = moved(point.inputs, counted.others)
        parameters = dict(point.parameters)
        for where, value in counted.others.items():
            if where[0] is None:
                parameters[str(where[1])] = value
        names = {binding.name for binding in task.abstract.inputs}
        kept = {name: value for name, value in plain.items() if name in names}
        whole = inputs(task.obligation.inputs, kept, counted.groups, task.abstract.same)
        if whole is None:
            return None
        referee = Referee(task.program, task.obligation, parameters)
        if referee.judge(whole) is not Replay.REFUTES:
            return None
        return Refuted(whole, parameters, found, counted, point)


def _value_at(point: Point, where: tuple[str | int | None, ...]) -> Fraction | None:
    if where[0] is None:
        value = point.parameters.get(str(where[1]))
    else:
        value = point.inputs.get(str(where[0]))
        for part in where[1:]:
            value = value.get(str(part)) if isinstance(value, dict) else None
    return value if isinstance(value, Fraction) else None


def sums_of(counted: Counted, names: Sequence[str]) -> Iterator[tuple[str, Fraction]]:
    """Yield what the elements of a list add up to."""
    for name in names:
        parts = (weighted({name: Fraction(1)}, each.vector) * n for each, n in counted.groups)
        yield name, sum(parts, Fraction(0))
