"""Faults planted on purpose in the program that one engine is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace

from convention_dsl.core.nodes import Apply, Cases, Round, RoundingMode, Row
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program


def rounding_mode(node: object) -> object:
    """Settle ties to the even neighbour."""
    if isinstance(node, Round) and node.mode is RoundingMode.HALF_AWAY:
        return replace(node, mode=RoundingMode.HALF_EVEN)
    return node


def rounding_towards_zero(node: object) -> object:
    """Round up where the text says down."""
    if isinstance(node, Round) and node.mode is RoundingMode.DOWN:
        return replace(node, mode=RoundingMode.UP)
    return node


def less_for_less_equal(node: object) -> object:
    """Take `<=` for `<`."""
    if isinstance(node, Apply) and node.operator is Operator.LESS_EQUAL:
        return replace(node, operator=Operator.LESS)
    return node


def row_order(node: object) -> object:
    """Give the first two rows each other's value, as a table read one line off."""
    if isinstance(node, Cases) and len(node.rows) > 1:
        one, two, *others = node.rows
        swapped = (replace(one, value=two.value), replace(two, value=one.value), *others)
        return replace(node, rows=swapped)
    return node


def exception_priority(node: object) -> object:
    """Let the exception that yields prevail."""
    if isinstance(node, Cases) and any(row.prevails_over for row in node.rows):
        winners = {loser: row.id for row in node.rows for loser in row.prevails_over}
        rows = tuple(
            replace(row, prevails_over=(winners[row.id],) if row.id in winners else ())
            for row in node.rows
        )
        return replace(node, rows=rows)
    return node


FAULTS: tuple[Callable[[object], object], ...] = (
    rounding_mode,
    rounding_towards_zero,
    less_for_less_equal,
    row_order,
    exception_priority,
)


def planted(fault: Callable[[object], object]) -> Callable[[Program], Program]:
    """Return a change of every clause body by `fault`."""

    def change(program: Program) -> Program:
        clauses = {
            ref: replace(clause, body=transformed(clause.body, fault))
            for ref, clause in program.clauses.items()
        }
        return replace(program, clauses=clauses)

    return change


def transformed(node: object, change: Callable[[object], object]) -> object:
    """Return `node` with `change` applied to every node of it, the innermost first."""
    if isinstance(node, tuple):
        return tuple(transformed(part, change) for part in node)
    if not is_dataclass(node) or isinstance(node, type):
        return node
    kept = ("type", "span", "element_type", "provenance", "clause")
    parts = {f.name: getattr(node, f.name) for f in fields(node) if f.init and f.name not in kept}
    if not isinstance(node, (Row, *EXPRESSIONS)):
        return node
    return change(replace(node, **{k: transformed(v, change) for k, v in parts.items()}))


def _expressions() -> tuple[type, ...]:
    from convention_dsl.core import nodes

    found = (getattr(nodes, name) for name in dir(nodes))
    kinds = [k for k in found if isinstance(k, type) and is_dataclass(k)]
    return tuple(k for k in kinds if issubclass(k, nodes.Node) or k is nodes.Term)


EXPRESSIONS = _expressions()
