"""Plans in workbooks, calculated by LibreOffice from what is written in their cells.

Every formula's cached value is replaced by nonsense first, so that what is read was calculated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from convention_dsl.calculator.plan.formula import BoolKind, DateKind, IntKind, ItemKind, Kind
from convention_dsl.calculator.plan.lower import UnsupportedError
from convention_dsl.calculator.plan.plan import Column, Plan, Raw
from convention_dsl.calculator.plan.width import LARGEST
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.source import NOWHERE
from convention_dsl.targets.edition import Edition
from convention_dsl.targets.xlsx import dates
from convention_dsl.targets.xlsx.build import refuse
from convention_dsl.targets.xlsx.contents import Contents, Rows, pruned
from convention_dsl.targets.xlsx.grid import FIRST_ROW
from convention_dsl.targets.xlsx.guide import Guide
from convention_dsl.targets.xlsx.workbook import Made, workbook_of
from tests.agreement.backends import Case, Given, Row, Values, Work, names_wanted
from tests.libreoffice import tables
from tests.tools import located

Table = Sequence[Sequence[str]]

EDITION = Edition("book", "Book", "en", "0", None, {}, (), {}, {})
GUIDE = Guide()

_EARLY = Wording("an input before 1900", "une donnée d'avant 1900")
_ZERO = date(1899, 12, 30)
"""The day that cells count from."""
_FILES = 40
"""How many workbooks LibreOffice is given at once."""


@dataclass(frozen=True)
class Asked:
    """A workbook, and which of its rows answer what."""

    plan: Plan
    made: Made
    count: int


class Backend:
    """Calculates plans with workbooks: one for all cases, or one for each where there are lists."""

    name = "xlsx"
    limit = LARGEST["sheet"]

    def available(self) -> str | None:
        return None if located("soffice") else "soffice is not installed here"

    def run(self, plan: Plan, cases: Sequence[Case]) -> list[Values]:
        found = self.run_many([(plan, cases)])[0]
        if isinstance(found, UnsupportedError):
            raise found
        return found

    def run_many(self, work: Sequence[Work]) -> list[Given]:
        asked = [_asked(plan, cases) for plan, cases in work]
        files = {
            f"{n}_{m}.xlsx": each.made.data
            for n, books in enumerate(asked)
            if not isinstance(books, UnsupportedError)
            for m, each in enumerate(books)
        }
        names = list(files)
        calculated: dict[str, Mapping[str, Table]] = {}
        for start in range(0, len(names), _FILES):
            some = {name: files[name] for name in names[start : start + _FILES]}
            calculated |= tables(some)
        return [
            books
            if isinstance(books, UnsupportedError)
            else [
                values
                for m, each in enumerate(books)
                for values in _values(each, calculated[f"{n}_{m}.xlsx"])
            ]
            for n, books in enumerate(asked)
        ]


def _asked(whole: Plan, cases: Sequence[Case]) -> list[Asked] | UnsupportedError:
    try:
        refuse(whole)
        _refuse_early(cases)
    except UnsupportedError as refusal:
        return refusal
    plan = _keeping(whole, names_wanted(whole))
    if not plan.lists:
        rows = [("", columns) for columns, _ in cases]
        return [Asked(plan, _made(plan, rows, {}), len(rows))]
    name = plan.lists[0].name
    return [
        Asked(plan, _made(plan, [("x", row) for row in lists[name]], columns), 1)
        for columns, lists in cases
    ]


def _keeping(plan: Plan, names: Sequence[str]) -> Plan:
    """Return a plan with what is asked for, even where it is a column that nothing else reads."""
    less = pruned(plan)
    kept = {each.name for each in less.columns}
    columns = tuple(each for each in plan.columns if each.name in kept or each.name in names)
    return replace(less, columns=columns)


def _made(plan: Plan, rows: Rows, single: Row) -> Made:
    count = max(1, len(rows))
    contents = Contents(plan, EDITION, GUIDE, lambda span: span.path, count, rows, single, {})
    return workbook_of(contents)


def _refuse_early(cases: Sequence[Case]) -> None:
    """Refuse what cannot be written in a cell."""
    for columns, lists in cases:
        for row in (columns, *(row for rows in lists.values() for row in rows)):
            if any(isinstance(each, date) and each < dates.FIRST for each in row.values()):
                raise UnsupportedError(_EARLY, NOWHERE)


def _values(asked: Asked, sheets: Mapping[str, Table]) -> list[Values]:
    """Return what the sheet of calculation says of what is asked."""
    model = asked.made.models[0]
    kinds = _kinds(asked.plan)
    places = {step.key: at for at, step in enumerate(model.grid.steps)}
    fixed: dict[str, Raw] = {each.name: each.value for each in asked.plan.parameters}
    return [
        {
            name: _raw(cells[places[name]], kinds[name]) if name in places else fixed[name]
            for name in names_wanted(asked.plan)
        }
        for cells in sheets[model.grid.sheet][FIRST_ROW : FIRST_ROW + asked.count]
    ]


def _kinds(plan: Plan) -> Mapping[str, Kind]:
    named: Sequence[Column] = plan.columns
    return {each.name: each.kind for each in (*named, *plan.parameters, *plan.definitions)}


def _raw(cell: str, kind: Kind) -> Raw:
    """Return what a cell holds as a scalar; anything else than the kind's is an error."""
    match kind:
        case BoolKind():
            return {"TRUE": True, "FALSE": False}[cell]
        case IntKind():
            return _number(cell)
        case DateKind():
            return _ZERO + timedelta(days=_number(cell))
        case ItemKind(type_):
            return type_.items[int(cell)]


def _number(cell: str) -> int:
    """Return a number; LibreOffice gives one that comes of days the format of days."""
    if "-" in cell[1:]:
        return (date.fromisoformat(cell) - _ZERO).days
    if "/" in cell:
        return (datetime.strptime(cell, "%m/%d/%Y").date() - _ZERO).days
    return int(cell)
