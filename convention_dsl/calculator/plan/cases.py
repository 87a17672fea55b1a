"""Grids, cases and exceptions: which row applies, and whether one and only one does.

Rows are exclusive by proof, not by order: a choice in order says the same only where that proof is
had. It is looked for on the rows' conditions as the text has them (`calculator.decisions`: a number
cut by thresholds) and on the formulas (conditions that are each other's contrary). Where neither
finds it, a fault tells the overlap or the gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from convention_dsl.calculator.decisions import decide, leaves_of, most_tested
from convention_dsl.calculator.failures import Failures
from convention_dsl.calculator.formulas import Formulas
from convention_dsl.calculator.plan.construct import (
    add,
    all_,
    choose,
    equal,
    integer,
    not_,
    some,
)
from convention_dsl.calculator.plan.formula import All, Const, Formula, Not, Some
from convention_dsl.core.nodes import Call, Cases, ParameterRef, Row
from convention_dsl.core.traverse import walk
from convention_dsl.types import NumberType

_MOST_ATOMS = 8


def effective(rows: Sequence[Row], guards: Sequence[Formula]) -> list[Formula]:
    """Return when each row holds and no other that holds prevails over it."""
    found = []
    for row, guard in zip(rows, guards, strict=True):
        pairs = zip(rows, guards, strict=True)
        over = [other for each, other in pairs if row.id in each.prevails_over]
        found.append(all_(guard, *(not_(other) for other in over)))
    return found


def is_settled(expr: Cases, guards: Sequence[Formula], failures: Failures, editable: bool) -> bool:
    """Return whether it is sure that one row applies, or none where there is a general rule."""
    return _by_atoms(expr, guards) or (
        not (editable and any(map(_is_movable, _guards(expr)))) and _by_thresholds(expr, failures)
    )


def _guards(expr: Cases) -> list[object]:
    return [node for row in expr.rows for node in walk(row.guard)]


def _is_movable(node: object) -> bool:
    """Return whether the range of an expression may change with the parameters."""
    return isinstance(node, ParameterRef) or (
        isinstance(node, Call) and isinstance(node.type, NumberType)
    )


def _by_thresholds(expr: Cases, failures: Failures) -> bool:
    guards = [row.guard for row in expr.rows]
    if not guards or any(failures.may_fail(guard) for guard in guards):
        return False
    formulas = Formulas()
    built = formulas.build(guards)
    tree = decide(built, formulas.initial_facts(), most_tested(), 4 * len(guards) + 64)
    if tree is None:
        return False
    leaves = [[index for index, _ in leaf.rows] for leaf in leaves_of(tree)]
    return all(_is_fine(expr, holding) for holding in leaves)


def _by_atoms(expr: Cases, guards: Sequence[Formula]) -> bool:
    atoms = list(dict.fromkeys(atom for guard in guards for atom in _atoms(guard)))
    if len(atoms) > _MOST_ATOMS:
        return False
    for values in product((False, True), repeat=len(atoms)):
        world = dict(zip(atoms, values, strict=True))
        holding = [index for index, guard in enumerate(guards) if _holds(guard, world)]
        if not _is_fine(expr, holding):
            return False
    return True


def _is_fine(expr: Cases, holding: Sequence[int]) -> bool:
    """Return whether the rows that hold leave one, or none where there is a general rule."""
    if not holding:
        return expr.otherwise is not None
    silenced = {id_ for index in holding for id_ in expr.rows[index].prevails_over}
    return sum(expr.rows[index].id not in silenced for index in holding) == 1


def _atoms(formula: Formula) -> list[Formula]:
    match formula:
        case All(parts) | Some(parts):
            return [atom for part in parts for atom in _atoms(part)]
        case Not(part):
            return _atoms(part)
        case Const():
            return []
        case _:
            return [formula]


def _holds(formula: Formula, world: dict[Formula, bool]) -> bool:
    match formula:
        case All(parts):
            return all(_holds(part, world) for part in parts)
        case Some(parts):
            return any(_holds(part, world) for part in parts)
        case Not(part):
            return not _holds(part, world)
        case Const(value=value):
            return value is True
        case _:
            return world[formula]


def fault_of(
    expr: Cases,
    guards: Sequence[Formula],
    applying: Sequence[Formula],
    overlap: Formula,
    gap: Formula,
) -> Formula:
    """Return the fault of rows of which more or fewer than one may apply."""
    if not expr.rows:
        return gap if expr.otherwise is None else integer(0)
    one, zero = integer(1), integer(0)
    count = add(*(choose([(applies, one)], zero) for applies in applying))
    exactly_one = equal(count, one)
    none = all_(*(not_(guard) for guard in guards))
    if expr.otherwise is not None:
        return choose([(some(none, exactly_one), zero)], overlap)
    return choose([(exactly_one, zero), (none, gap)], overlap)
