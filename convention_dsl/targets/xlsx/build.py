"""The target `xlsx`: a workbook for each clause."""

from __future__ import annotations

from datetime import date

from convention_dsl.calculator.plan.formula import DateKind
from convention_dsl.calculator.plan.plan import Definition, Plan
from convention_dsl.calculator.plan.scopes import UnsupportedError
from convention_dsl.calculator.plan.width import LARGEST, beyond
from convention_dsl.core.depth import room
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.source import NOWHERE
from convention_dsl.targets.edition import Files
from convention_dsl.targets.registry import Material
from convention_dsl.targets.xlsx import dates
from convention_dsl.targets.xlsx.contents import Contents, first_rows, pruned
from convention_dsl.targets.xlsx.guide import guide_to
from convention_dsl.targets.xlsx.model import with_short_formulas
from convention_dsl.targets.xlsx.sources import confidences
from convention_dsl.targets.xlsx.tightening import fitting
from convention_dsl.targets.xlsx.workbook import workbook_of

ROWS = 200
"""The room for rows where none is asked for."""

MOST_ROWS = 5_000
"""The room for rows at most: a row is more than a hundred formulas."""

_EXAMPLES = 20

_MOST_COLUMNS = 16_000
"""A little less than a sheet has: some are for messages."""

_TOO_LARGE = Wording(
    "numbers beyond what a spreadsheet holds exactly",
    "des nombres trop grands pour un tableur, qui ne les tiendrait pas exactement",
)
_SEVERAL_LISTS = Wording("several lists", "plusieurs listes")
_TOO_LONG = Wording(
    "more steps than a sheet has columns", "plus d'étapes qu'une feuille n'a de colonnes"
)
_TOO_EARLY = Wording(
    "a date before 1900, which spreadsheets do not know",
    "une date d'avant 1900, que les tableurs ne connaissent pas",
)


def build(material: Material) -> Files:
    """Return one workbook for each clause, under its name."""
    with room():
        return _built(material)


def _built(material: Material) -> Files:
    files: dict[str, bytes] = {}
    count = min(material.options.rows or ROWS, MOST_ROWS)
    for ref, whole in zip(material.refs, material.plans, strict=True):
        plan = _fitting(whole)
        assert plan is not None, "refused before"
        guide = guide_to(material.program, ref)
        rows, single = first_rows(plan, guide, min(count, _EXAMPLES))
        contents = Contents(
            plan,
            material.edition,
            guide,
            material.place,
            count,
            rows,
            single,
            confidences(material.program, [ref]),
        )
        files[f"{ref.name}.xlsx"] = workbook_of(contents).data
    return files


def refuse(plan: Plan) -> None:
    """Raise `UnsupportedError` where a workbook would not calculate a plan exactly."""
    if len(plan.lists) > 1:
        raise UnsupportedError(_SEVERAL_LISTS, NOWHERE)
    columns = [*plan.columns, *(each for list_ in plan.lists for each in list_.columns)]
    latest = [each.kind.high for each in columns if isinstance(each.kind, DateKind)]
    latest += [each.value for each in plan.parameters if isinstance(each.value, date)]
    if any(day < dates.FIRST for day in latest):
        raise UnsupportedError(_TOO_EARLY, NOWHERE)
    fitted = _fitting(plan)
    if fitted is None:
        large = beyond(plan, LARGEST["sheet"])
        span = large.span if isinstance(large, Definition) else NOWHERE
        raise UnsupportedError(_TOO_LARGE, span)
    if _width(fitted) > _MOST_COLUMNS:
        raise UnsupportedError(_TOO_LONG, NOWHERE)


def _width(plan: Plan) -> int:
    """Return about how many columns the widest sheet of calculation has."""
    with room():
        short = with_short_formulas(plan)
    own = 3 * len(short.columns) + len(short.definitions)
    return max(own, *(3 * len(x.columns) + len(x.definitions) for x in short.lists), 0)


def _fitting(plan: Plan) -> Plan | None:
    """Return what a workbook calculates of a plan, within the numbers of a spreadsheet."""
    with room():
        return fitting(pruned(plan), LARGEST["sheet"], MOST_ROWS)
