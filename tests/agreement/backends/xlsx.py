"""Plans in workbooks, calculated by LibreOffice from what is written in their cells.

Every formula's cached value is replaced by nonsense first, so that what is read was calculated.
"""

from __future__ import annotations

import io
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
from convention_dsl.targets.xlsx.grid import FIRST_ROW, Grid
from convention_dsl.targets.xlsx.guide import Guide
from convention_dsl.targets.xlsx.workbook import Made, workbook_of
from tests.agreement.backends import Case, Given, Row, Values, Work, names_wanted
from tests.libreoffice import recalculated
from tests.tools import located

EDITION = Edition("book", "Book", "en", "0", None, {}, (), {}, {})
GUIDE = Guide()

_EARLY = Wording("an input before 1900", "une donnée d'avant 1900")
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
        missing = [each for each in ("soffice", "openpyxl") if located(each) is None]
        return f"{missing[0]} is not installed here" if missing else None

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
        calculated: dict[str, bytes] = {}
        for start in range(0, len(names), _FILES):
            some = {name: files[name] for name in names[start : start + _FILES]}
            calculated |= recalculated(some)
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


def _values(asked: Asked, data: bytes) -> list[Values]:
    from openpyxl import load_workbook

    model = asked.made.models[0]
    sheet = load_workbook(io.BytesIO(data), data_only=True)[model.grid.sheet]
    kinds = _kinds(asked.plan)
    fixed: dict[str, Raw] = {each.name: each.value for each in asked.plan.parameters}
    wanted = names_wanted(asked.plan)
    found = []
    for row in range(FIRST_ROW + 1, FIRST_ROW + 1 + asked.count):
        values: dict[str, Raw] = {}
        for name in wanted:
            if not model.grid.has(name):
                values[name] = fixed[name]
                continue
            values[name] = _raw(sheet[f"{_letter(model.grid, name)}{row}"].value, kinds[name])
        found.append(values)
    return found


def _letter(grid: Grid, name: str) -> str:
    return grid.here(name)[:-1]


def _kinds(plan: Plan) -> Mapping[str, Kind]:
    named: Sequence[Column] = plan.columns
    return {each.name: each.kind for each in (*named, *plan.parameters, *plan.definitions)}


def _raw(value: object, kind: Kind) -> Raw:
    """Return what a cell holds as a scalar; anything else than the kind's is an error."""
    match kind:
        case BoolKind():
            assert isinstance(value, bool), value
            return value
        case IntKind():
            assert isinstance(value, int | float), value
            assert not isinstance(value, bool), value
            assert value == int(value), value
            return int(value)
        case DateKind():
            if isinstance(value, datetime):  # LibreOffice gives a result the format of its inputs
                return value.date()
            assert isinstance(value, int | float), value
            return date(1899, 12, 30) + timedelta(days=int(value))
        case ItemKind(type_):
            assert isinstance(value, int | float), value
            return type_.items[int(value)]
