"""One plan over the columns of an input."""

from __future__ import annotations

from sqlglot import exp

from convention_dsl.calculator.plan.plan import Column, Plan, Role
from convention_dsl.inputs.form import Form
from convention_dsl.simulation import reasons
from convention_dsl.simulation.binding import bind
from convention_dsl.simulation.cell import Habits
from convention_dsl.simulation.expressions import FALSE, E, coalesce, less, own, whole
from convention_dsl.simulation.reading import Check, ListReading, PlanReading
from convention_dsl.simulation.scalars import NO_TEXT, Reader
from convention_dsl.simulation.slots import fill
from convention_dsl.simulation.table import Table


class PlanReader:
    """One plan over the table."""

    def __init__(self, plan: Plan, form: Form, table: Table, habits: Habits) -> None:
        self.plan, self.form, self.habits = plan, form, habits
        self.bound = bind(form, table.cells)
        self.slots = fill(form, self.bound, habits)
        self.reader = Reader(habits, is_grouped=bool(plan.lists))

    def reading(self) -> PlanReading:
        """Return the columns of the plan; the reader then has the checks."""
        lists = {}
        for each in self.plan.lists:
            present = self.slots.elements[each.path]
            rows = Reader(self.habits)
            columns = {part.name: self._column(rows, part) for part in each.columns}
            self.reader.checks += rows.checks
            self.reader.mistyped += rows.mistyped
            self.reader.group_checks.append(_too_many(each.label or each.name, present, each.most))
            lists[each.name] = ListReading(present, columns)
        columns = {each.name: self._column(self.reader, each) for each in self.plan.columns}
        return PlanReading(columns, lists)

    def _column(self, reader: Reader, target: Column) -> E:
        if target.role is Role.KNOWN and target.path in self.slots.maybes:
            return own(reader.any_row(self.slots.maybes[target.path]))
        return own(reader.scalar(self.slots.leaves[target.path], target))


def _too_many(name: str, present: E, most: int) -> Check:
    counted = exp.Sum(this=exp.cast(present.copy(), exp.DType.BIGINT))
    beyond = coalesce(less(whole(most), counted), FALSE)
    return Check(name, reasons.too_many(most), beyond, NO_TEXT)
