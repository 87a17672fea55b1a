"""What a workbook is made from: a plan without what no result needs, and the rows filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from convention_dsl.calculator.plan.conversion import encode
from convention_dsl.calculator.plan.formula import BoolKind, DateKind, IntKind, ItemKind
from convention_dsl.calculator.plan.interpret import run
from convention_dsl.calculator.plan.plan import Column, Plan, Raw, Role
from convention_dsl.calculator.plan.traverse import needed, outputs
from convention_dsl.core.provenance import Confidence
from convention_dsl.source import Span
from convention_dsl.targets.edition import Edition
from convention_dsl.targets.xlsx import dates
from convention_dsl.targets.xlsx.guide import Example, Guide, default_of

Row = Mapping[str, Raw]
Rows = Sequence[tuple[str, Row]]

_SAMPLES = 6


@dataclass(frozen=True)
class Contents:
    """`rows` are those of the plan's columns, or of the elements of its list, with their labels.

    `single` gives the plan's columns where the plan has a list; `count` is the room for rows.
    """

    plan: Plan
    edition: Edition
    guide: Guide
    place: Callable[[Span], str]
    count: int
    rows: Rows
    single: Row
    confidences: Mapping[str, Confidence]


def pruned(plan: Plan) -> Plan:
    """Return a plan without the columns and definitions that nothing shown depends on."""
    wanted = {*outputs(plan), *_of_lines(plan)}
    used = needed(plan, wanted)
    lists = tuple(
        replace(
            each,
            columns=_used(each.columns, used),
            definitions=tuple(d for d in each.definitions if d.name in used),
        )
        for each in plan.lists
    )
    return replace(
        plan,
        columns=_used(plan.columns, used),
        lists=lists,
        parameters=tuple(each for each in plan.parameters if each.name in used),
        definitions=tuple(each for each in plan.definitions if each.name in used),
    )


def _used(columns: Sequence[Column], used: frozenset[str]) -> tuple[Column, ...]:
    """Return the columns used, with those that say whether they are known."""
    paths = [each.path for each in columns if each.name in used]
    return tuple(
        each
        for each in columns
        if each.name in used
        or (each.role is Role.KNOWN and any(path[: len(each.path)] == each.path for path in paths))
    )


def _of_lines(plan: Plan) -> Iterator[str]:
    """Yield what is shown of the payslip: the first level's amounts, and what applied below."""
    for line in plan.lines:
        if line.shown is not None:
            yield line.shown
        if line.depth == 1:
            yield from (name for name in (line.value, line.denominator) if name)


# Rows to begin with -----------------------------------------------------------------------------


def first_rows(plan: Plan, guide: Guide, most: int) -> tuple[Rows, Row]:
    """Return rows that show what the workbook does: the text's examples, or inputs made up.

    The second is the only row of the plan's columns, where the plan has a list.
    """
    if plan.lists:
        return _first_elements(plan, guide)[:most], _first_single(plan, guide)
    found = [(each.label, row) for each in guide.examples for row in _encoded(plan, each)]
    if not found:
        found = [each for each in _labelled(plan.columns, guide) if _is_fine(plan, each[1])]
    return found[:most], {}


def _first_elements(plan: Plan, guide: Guide) -> Rows:
    only = plan.lists[0]
    element = replace(plan, columns=_alone(only.columns, only.path), lists=(), inputs=("element",))
    found = [(each.label, row) for each in guide.elements for row in _encoded(element, each)]
    return found or list(_labelled(only.columns, guide))


def _alone(columns: Sequence[Column], path: tuple[str, ...]) -> tuple[Column, ...]:
    """Return the columns of an element of the list at `path` as those of an input of its own."""
    return tuple(replace(each, path=("element", *each.path[len(path) :])) for each in columns)


def _encoded(plan: Plan, example: Example) -> Iterator[Row]:
    """Yield the columns of an example, where all of them can be written in cells."""
    try:
        row = encode(plan, example.arguments)[0]
    except ValueError:
        return
    if not any(isinstance(each, date) and each < dates.FIRST for each in row.values()):
        yield row


def _first_single(plan: Plan, guide: Guide) -> Row:
    """Return the plan's own columns: of a record of the examples, where they are of one record."""
    inputs = {each.path[0] for each in plan.columns}
    if len(inputs) != 1 or not guide.singles:
        return next(_made_up(plan.columns, guide))
    alone = replace(plan, lists=(), inputs=tuple(inputs))
    found = (row for each in guide.singles for row in _encoded(alone, each))
    return next(found, None) or next(_made_up(plan.columns, guide))


def _labelled(columns: Sequence[Column], guide: Guide) -> Iterator[tuple[str, Row]]:
    for number, row in enumerate(_made_up(columns, guide), start=1):
        yield str(number), row


def _is_fine(plan: Plan, row: Row) -> bool:
    values = run(plan, row)
    is_faulty = plan.fault is not None and values[plan.fault] != 0
    return not is_faulty and all(values[each.name] for each in plan.requirements)


def _made_up(columns: Sequence[Column], guide: Guide) -> Iterator[Row]:
    """Yield inputs: the defaults where there are any, else values across their ranges."""
    for turn in range(_SAMPLES):
        yield {each.name: _value(each, guide, turn) for each in columns}


def _value(column: Column, guide: Guide, turn: int) -> Raw:
    default = default_of(column, guide.defaults)
    if default is not None:
        return default
    match column.kind:
        case BoolKind():
            return column.role is Role.KNOWN or (column.role is Role.VALUE and turn % 2 == 1)
        case IntKind(low, high):
            step = _whole_step(column)
            return low + (high - low) * turn // (_SAMPLES - 1) // step * step
        case DateKind(low, high):
            first, last = max(low, date(1940, 1, 1)), min(high, date(2040, 1, 1))
            if first > last:
                return low
            return first + timedelta(days=(last - first).days * turn // (_SAMPLES - 1))
        case ItemKind(type_):
            return type_.items[turn % len(type_.items)]


def _whole_step(column: Column) -> int:
    step = getattr(column.type, "step", None)
    return max(1, int(step * column.scale)) if step else 1
