"""Deciding by trying every input: exact, and faster than a solver when there are few.

Only the leaves that the obligation reads vary. No solver is imported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from math import prod

from convention_dsl.core.nodes import Value
from convention_dsl.core.program import Program
from convention_dsl.core.values import belongs
from convention_dsl.proof.leaves import OF_DATE, Assignment, Leaf, Path, value_of
from convention_dsl.proof.order import Order
from convention_dsl.proof.question import Question, parameter_path
from convention_dsl.proof.replay import Referee, Replay
from convention_dsl.types import Type


def size(question: Question) -> int | None:
    """Return how many inputs there are to try, None where they are not finitely many."""
    sizes = [leaf.size for leaf in free_leaves(question).values()]
    if any(size is None for size in sizes):
        return None
    return prod(size for size in sizes if size is not None)


def free_leaves(question: Question) -> dict[str, Leaf]:
    """Return one leaf for each symbol: merged inputs share theirs."""
    symbols = question.inputs.symbols
    return {symbols[path]: leaf for path, leaf in question.inputs.leaves.items()}


class Enumeration:
    """All inputs of a question, judged one by one."""

    def __init__(self, program: Program, question: Question, order: Order) -> None:
        self.program = program
        self.question = question
        self.order = order
        self.judged: dict[Replay, int] = dict.fromkeys(Replay, 0)

    def simplest(self) -> Assignment | None:
        """Judge every input; return the simplest that refutes the claim."""
        best: tuple[tuple[int, ...], Assignment] | None = None
        for assignment in self._assignments():
            verdict = self._judge(assignment)
            self.judged[verdict] += 1
            if verdict is Replay.REFUTES:
                rank = self.order.key(assignment)
                if best is None or rank < best[0]:
                    best = rank, assignment
        return None if best is None else best[1]

    def _assignments(self) -> Iterator[Assignment]:
        free = free_leaves(self.question)
        spans = [range(leaf.low or 0, (leaf.high or 0) + 1) for leaf in free.values()]
        symbols = self.question.inputs.symbols
        days = _dates(list(free.values()))
        for values in product(*spans):
            by_symbol = dict(zip(free, values, strict=True))
            assignment = {path: by_symbol[symbol] for path, symbol in symbols.items()}
            if all(_is_in_range(assignment, place, type_) for place, type_ in days.items()):
                yield assignment

    def _judge(self, assignment: Assignment) -> Replay:
        question = self.question
        inputs, parameters = values(question, self.order, assignment)
        return Referee(self.program, question.obligation, parameters).judge(inputs)


def values(
    question: Question, order: Order, assignment: Assignment
) -> tuple[Mapping[str, Value], Mapping[str, Value]]:
    """Return the inputs and the open parameters of an assignment of the leaves that are read."""
    obligation = question.obligation
    whole = order.completed(assignment)
    inputs = {b.name: value_of((b.name,), b.type, whole) for b in obligation.inputs}
    parameters = {}
    for id_ in obligation.open_parameters:
        leaf = question.inputs.leaves.get(parameter_path(id_))
        if leaf is not None:
            parameters[id_] = value_of(leaf.path, leaf.type, whole)
    return inputs, parameters


def _dates(leaves: list[Leaf]) -> dict[Path, Type]:
    return {leaf.path[:-1]: leaf.type for leaf in leaves if leaf.kind in OF_DATE}


def _is_in_range(assignment: Assignment, place: Path, type_: Type) -> bool:
    """Return whether year, month and day are a day of the calendar, and one of the range."""
    try:
        day = date(*(assignment[(*place, kind.value)] for kind in OF_DATE))
    except ValueError:
        return False
    return belongs(day, type_)
