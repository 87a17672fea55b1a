"""Code for cases: a decision tree where no guard can fail, one test after the other otherwise.

A leaf of the tree knows exactly which rows hold there, so that gaps and overlaps raise what the
evaluator raises, and a row is never chosen by its order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from convention_dsl.calculator.decisions import Leaf, Split, Tree, decide, leaves_of, most_tested
from convention_dsl.calculator.formulas import Formulas, Subject
from convention_dsl.calculator.shapes import BOOL, Shape, shape_of
from convention_dsl.core.errors import ErrorKind
from convention_dsl.core.nodes import Apply, Cases, Expr, Field, Literal, ParameterRef, Variable
from convention_dsl.core.operators import Operator
from convention_dsl.core.traverse import walk
from convention_dsl.types import BooleanType, DateType

if TYPE_CHECKING:
    from convention_dsl.calculator.emit import Emitter

_CHEAP = 7
_CHEAP_OPERATORS = frozenset(
    {
        Operator.CONTAINS,
        Operator.EQUAL,
        Operator.LESS,
        Operator.LESS_EQUAL,
        Operator.INTERSECTION,
        Operator.IS_KNOWN,
        Operator.SUBSET,
    }
)
HEAVY = 25
"""The number of nodes from which a value is written once, whatever the number of its leaves."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a leaf does: the value of a row, `otherwise` (row -1), or an error."""

    row: int = -1
    error: ErrorKind | None = None


def store_cases(emitter: Emitter, expr: Cases, shape: Shape, destination: str) -> None:
    """Add statements that hand the value of the one row that applies to `destination`."""
    guards = [row.guard for row in expr.rows]
    tree = None
    if guards and not any(emitter.failures.may_fail(guard) for guard in guards):
        formulas = Formulas()
        built = formulas.build(guards)
        facts = formulas.initial_facts()
        tree = decide(built, facts, most_tested(), 4 * len(guards) + 64)
    if tree is None:
        _store_in_order(emitter, expr, shape, destination)
        return
    outcomes = [_outcome(expr, leaf) for leaf in leaves_of(tree)]
    fine = all(outcome.error is None for outcome in outcomes)
    emitter.failures.settle(expr, exclusive_and_complete=fine)
    _Chooser(emitter, formulas.subjects).store(expr, tree, outcomes, shape, destination)


def _outcome(expr: Cases, leaf: Leaf) -> Outcome:
    holding = [row for row, _ in leaf.rows]
    if not holding:
        return Outcome(error=ErrorKind.GAP if expr.otherwise is None else None)
    silenced = {id_ for row in holding for id_ in expr.rows[row].prevails_over}
    left = [row for row in holding if expr.rows[row].id not in silenced]
    return Outcome(left[0]) if len(left) == 1 else Outcome(error=ErrorKind.OVERLAP)


@dataclass
class _Chooser:
    emitter: Emitter
    subjects: Sequence[Subject]

    def store(
        self,
        expr: Cases,
        tree: Tree,
        outcomes: Sequence[Outcome],
        shape: Shape,
        destination: str,
    ) -> None:
        repeated = Counter(outcome.row for outcome in outcomes if outcome.error is None)
        if any(n > 1 and _is_heavy(_value(expr, row)) for row, n in repeated.items()):
            name = self.emitter.names.unique("row")

            def note(leaf: Leaf) -> None:
                self.finish(expr, leaf, lambda row: self.emitter.lines.add(f"{name} = {row}"))

            self.write(tree, note)
            self.dispatch(expr, name, sorted(repeated), shape, destination)
            return

        def hand(row: int) -> None:
            self.emitter.store(_value(expr, row), shape, destination)

        self.write(tree, lambda leaf: self.finish(expr, leaf, hand))

    def dispatch(
        self, expr: Cases, name: str, rows: Sequence[int], shape: Shape, destination: str
    ) -> None:
        """Add statements that hand over the value of the row whose position is in `name`."""
        opening = "if"
        for row in rows[:-1]:
            with self.emitter.lines.block(f"{opening} {name} == {row}:"):
                self.emitter.store(_value(expr, row), shape, destination)
            opening = "elif"
        if len(rows) == 1:
            self.emitter.store(_value(expr, rows[0]), shape, destination)
            return
        with self.emitter.lines.block("else:"):
            self.emitter.store(_value(expr, rows[-1]), shape, destination)

    def finish(self, expr: Cases, leaf: Leaf, hand: Callable[[int], None]) -> None:
        outcome = _outcome(expr, leaf)
        if outcome.error is not None:
            self.emitter.fail(outcome.error, expr.span)
            return
        if outcome.row >= 0:
            self.emitter.comment(expr.rows[outcome.row].label)
        hand(outcome.row)

    def write(self, tree: Tree, finish: Callable[[Leaf], None]) -> None:
        write_tree(self.emitter, self.subjects, tree, {}, finish)


def write_tree(
    emitter: Emitter,
    subjects: Sequence[Subject],
    tree: Tree,
    known: dict[int, str],
    finish: Callable[[Leaf], None],
) -> None:
    """Add the tests of a decision tree; `finish` writes each leaf.

    `known` holds the code of the subjects that were computed on the way.
    """
    if isinstance(tree, Leaf):
        finish(tree)
        return
    known = dict(known)
    opening = "if"
    while isinstance(tree, Split):
        subject = subjects[tree.subject]
        if opening == "elif" and tree.subject not in known and not is_cheap(subject.expr):
            break  # what it tests is computed first
        code = subject_code(emitter, subject, tree.subject, known)
        first, second = tree.below, tree.above
        if isinstance(subject.expr.type, BooleanType):
            first, second = second, first
            test = code
        else:
            test = f"{code} < {threshold_code(emitter, subject, tree.index)}"
        with emitter.lines.block(f"{opening} {test}:"):
            write_tree(emitter, subjects, first, known, finish)
        opening, tree = "elif", second
    with emitter.lines.block("else:"):
        write_tree(emitter, subjects, tree, known, finish)


def subject_code(emitter: Emitter, subject: Subject, index: int, known: dict[int, str]) -> str:
    """Return code for a subject that can be used again; computes it first where that costs."""
    if index not in known:
        expr = subject.expr
        if is_cheap(expr):
            boolean = isinstance(expr.type, BooleanType)
            known[index] = emitter.condition(expr) if boolean else emitter.natural(expr)
        elif isinstance(expr.type, BooleanType):
            known[index] = emitter.temporary(expr, BOOL)
        else:
            known[index] = emitter.temporary(expr, shape_of(expr.type))
    return known[index]


def threshold_code(emitter: Emitter, subject: Subject, index: int) -> str:
    """Return the code of one of a subject's thresholds."""
    value = subject.thresholds[index]
    if isinstance(subject.expr.type, DateType):
        return emitter.collected.day(date.fromordinal(value))
    return str(value)


def is_cheap(expr: Expr) -> bool:
    """Return whether `expr` may be computed again: a name, a field, a test or two of them."""
    nodes = [node for node, _ in zip(walk(expr), range(_CHEAP + 1), strict=False)]
    return len(nodes) <= _CHEAP and all(
        isinstance(node, Literal | Variable | Field | ParameterRef)
        or (isinstance(node, Apply) and node.operator in _CHEAP_OPERATORS)
        for node in nodes
    )


def _is_heavy(expr: Expr) -> bool:
    return sum(1 for _, _ in zip(walk(expr), range(HEAVY), strict=False)) == HEAVY


def _value(expr: Cases, row: int) -> Expr:
    if row >= 0:
        return expr.rows[row].value
    assert expr.otherwise is not None
    return expr.otherwise


def _store_in_order(emitter: Emitter, expr: Cases, shape: Shape, destination: str) -> None:
    """Add statements that compute every guard, then see which rows apply."""
    names = [emitter.temporary(row.guard, BOOL, "holds") for row in expr.rows]
    by_id = {row.id: index for index, row in enumerate(expr.rows)}
    over: dict[int, list[str]] = {}
    for index, row in enumerate(expr.rows):
        for id_ in row.prevails_over:
            if id_ in by_id:
                over.setdefault(by_id[id_], []).append(names[index])
    applies = list(names)
    for index, silencers in over.items():
        applies[index] = emitter.names.unique("applies")
        emitter.lines.add(f"{applies[index]} = {names[index]} and not ({' or '.join(silencers)})")
    if len(applies) > 1:
        with emitter.lines.block(f"if {' + '.join(applies)} > 1:"):
            emitter.fail(ErrorKind.OVERLAP, expr.span)
    opening = "if"
    for name, row in zip(applies, expr.rows, strict=True):
        with emitter.lines.block(f"{opening} {name}:"):
            emitter.comment(row.label)
            emitter.store(row.value, shape, destination)
        opening = "elif"
    if over:
        with emitter.lines.block(f"elif {' or '.join(names[index] for index in over)}:"):
            emitter.fail(ErrorKind.OVERLAP, expr.span)
    _store_otherwise(emitter, expr, shape, destination, bool(applies))


def _store_otherwise(
    emitter: Emitter, expr: Cases, shape: Shape, destination: str, after: bool
) -> None:
    def write() -> None:
        if expr.otherwise is None:
            emitter.fail(ErrorKind.GAP, expr.span)
        else:
            emitter.store(expr.otherwise, shape, destination)

    if not after:
        write()
        return
    with emitter.lines.block("else:"):
        write()
