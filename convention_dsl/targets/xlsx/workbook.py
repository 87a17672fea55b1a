"""A plan and its rows → the bytes of a workbook."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from convention_dsl.calculator.plan.formula import ItemKind
from convention_dsl.calculator.plan.plan import Column, Plan
from convention_dsl.locale import ItemLabels, format_date
from convention_dsl.targets.xlsx.contents import Contents
from convention_dsl.targets.xlsx.cover import Cover
from convention_dsl.targets.xlsx.entry import EntrySheet
from convention_dsl.targets.xlsx.fields import Fields, ManyField, fields_of
from convention_dsl.targets.xlsx.grid import FIRST_ROW, at_row
from convention_dsl.targets.xlsx.lists import (
    FAULTS,
    YES_NO,
    Lists,
    fault_texts,
    shown_items,
    universe,
)
from convention_dsl.targets.xlsx.model import (
    Ground,
    Model,
    element_layer,
    list_models,
    main_layer,
    scalar_model,
    with_short_formulas,
)
from convention_dsl.targets.xlsx.naming import CellNames, sheet_name
from convention_dsl.targets.xlsx.outputs import enums_shown, outputs_of
from convention_dsl.targets.xlsx.parameters import ParametersSheet
from convention_dsl.targets.xlsx.reading import Reader
from convention_dsl.targets.xlsx.shown import Shower
from convention_dsl.targets.xlsx.styles import PlainSheet, Styles
from convention_dsl.targets.xlsx.tools import Tools
from convention_dsl.targets.xlsx.validation import Validator
from convention_dsl.targets.xlsx.words import word
from convention_dsl.types import EnumType

_NO_DATE = datetime(2000, 1, 1)
_SHEETS = ("read me", "parameters", "calculation", "lists")


@dataclass(frozen=True)
class Made:
    """A workbook, and its layers: what stands where, and with which values."""

    data: bytes
    models: tuple[Model, ...]
    """That of the rows last."""


def workbook_of(contents: Contents) -> Made:
    """Return a workbook; the same contents give the same bytes."""
    return _Maker(contents).make()


class _Maker:
    """Makes one workbook."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.edition = contents.edition
        self.language = contents.edition.language
        self.plan = with_short_formulas(contents.plan)
        self.names = CellNames()
        self.lists = Lists(self.language, self.names)
        self.labels = _labels(self.plan, contents.edition.item_labels)
        titles = contents.guide.titles
        self.parameters = ParametersSheet(self.plan.parameters, self.language, self.names, titles)
        self.fields = self._fields(self.plan.columns)
        self.element_fields = [self._fields(each.columns) for each in self.plan.lists]
        self._add_lists()

    def make(self) -> Made:
        """Return the workbook."""
        output = io.BytesIO()
        workbook = Workbook(output, {"in_memory": True})
        models = self._models()
        self._describe(workbook)
        tools = self._tools(Styles(workbook))
        rows = models[-1].layer.sheet
        count = self.contents.count
        confidences = self.contents.confidences
        single = models[0].layer.sheet if self.plan.lists else None
        cover = Cover(self.plan, self.edition, rows, single, count, tools.styles, confidences)
        cover.write(workbook)
        for model in models:
            sheet = workbook.add_worksheet(model.layer.sheet, PlainSheet)
            about = (models[-1].layer, models[-1].lines) if model.layer.is_single else None
            texts = self._title, self._subtitle
            entry = EntrySheet(model.layer, model.grid, model.names, tools, *texts, about)
            entry.write(sheet, model.lines, model.blank)
        self.parameters.write(workbook, tools)
        for model in reversed(models):
            self._calculation(workbook.add_worksheet(model.grid.sheet, PlainSheet), model, tools)
        self.lists.write(workbook, word("lists", self.language), tools.styles)
        workbook.close()
        return Made(output.getvalue(), models)

    # What the sheets share

    @property
    def _title(self) -> str:
        label = self.plan.label or self.plan.clause.name.replace("_", " ")
        return label[:1].upper() + label[1:]

    @property
    def _subtitle(self) -> str:
        parts = [self.edition.title]
        if self.edition.at is not None:
            day = format_date(self.edition.at, self.language)
            parts.append(f"{word('at', self.language).lower()} {day}")
        parts.append(f"{word('version', self.language).lower()} {self.edition.version}")
        return " · ".join(parts)

    def _fields(self, columns: Sequence[Column]) -> Fields:
        return fields_of(columns, self.contents.guide.defaults, self.language)

    def _add_lists(self) -> None:
        yes_no = [word("yes", self.language), word("no", self.language)]
        title = word("yes or no", self.language)
        self.lists.add(YES_NO, title, f"{word('list name', self.language)}_{title}", yes_no)
        for type_ in _enums(self.plan, self.edition.item_labels):
            self.lists.add_enum(type_, list(self.labels[type_.name].values()))
        for fields in (self.fields, *self.element_fields):
            for each in fields.all:
                if isinstance(each, ManyField):
                    name = f"{word('list name', self.language)}_{each.columns[0].path[-1]}"
                    self.lists.add(each.columns[0].type, each.label, name, universe(each.columns))
        places = [self.contents.place(each.span) for each in self.plan.faults]
        self.fault_texts = fault_texts(self.plan.faults, places, self.language)
        name = word("faults name", self.language)
        self.lists.add(FAULTS, name, f"{word('list name', self.language)}_{name}", self.fault_texts)

    def _tools(self, styles: Styles) -> Tools:
        lists = self.lists.names
        return Tools(
            self.language,
            self.labels,
            Reader(self.language, lists),
            Validator(self.language, lists),
            Shower(self.language, lists, self.labels),
            styles,
        )

    def _models(self) -> tuple[Model, ...]:
        lists, placed = self.lists.names, self.parameters.placed
        ground = Ground(
            self.language,
            self.labels,
            Reader(self.language, lists),
            Shower(self.language, lists, self.labels),
            placed.names,
            placed.ok,
            lists.get(FAULTS),
            self.fault_texts,
        )
        rows = self._rows_title()
        count = self.contents.count
        if not self.plan.lists:
            layer = main_layer(self.plan, self.fields, rows, self.labels, count)
            return (scalar_model(self.contents, self.plan, layer, ground),)
        guide = self.contents.guide
        total = guide.single if self.plan.columns and guide.single else word("total", self.language)
        title = self._sheet_title(total, rows)
        single = main_layer(self.plan, self.fields, title, self.labels, count)
        elements = element_layer(self.plan, self.element_fields[0], rows, self.contents)
        found = list_models(self.contents, self.plan, single, elements, ground)
        return found.single, found.elements

    def _rows_title(self) -> str:
        subject = self.contents.guide.subject
        if not subject or " " in subject:
            return word("rows", self.language)
        plural = subject if subject[-1] in "sxz" else f"{subject}s"
        return self._sheet_title(plural)

    def _sheet_title(self, wanted: str, *taken: str) -> str:
        """Return the name of a sheet, unlike those of the other sheets."""
        own = (word(each, self.language) for each in _SHEETS)
        return sheet_name(wanted[:1].upper() + wanted[1:], (*own, *taken))

    # Sheets

    def _describe(self, workbook: Workbook) -> None:
        at = self.edition.at
        properties = {
            "title": self._title,
            "subject": self.edition.title,
            "comments": f"{word('version', self.language)} {self.edition.version}",
            "created": datetime.combine(at, time()) if at else _NO_DATE,
        }
        workbook.set_properties(properties)
        workbook.set_size(1920, 1200)
        workbook.set_calc_mode("auto")

    def _calculation(self, sheet: Worksheet, model: Model, tools: Tools) -> None:
        styles, grid = tools.styles, model.grid
        sheet.write_string(0, 0, word("calculation title", self.language), styles("title"))
        sheet.write_string(1, 0, word("calculation intro", self.language), styles("subtitle"))
        for at, step in enumerate(grid.steps):
            sheet.write_string(FIRST_ROW - 2, at, step.group, styles("step head"))
            sheet.write_string(FIRST_ROW - 1, at, step.head, styles("step head"))
        sheet.set_column(0, len(grid.steps), 13)
        sheet.set_row(FIRST_ROW - 1, 62)
        lines = [*model.lines, *[model.blank] * (grid.count - len(model.lines))]
        style = styles("step")
        for row, line in enumerate(lines, start=FIRST_ROW):
            for at, step in enumerate(grid.steps):
                formula = at_row(step.formula, row)
                sheet.write_formula(row, at, formula, style, line.cached[step.key])
        sheet.freeze_panes(FIRST_ROW, 0)
        sheet.set_tab_color("#A6A6A6")
        sheet.set_landscape()
        sheet.protect("", {"format_columns": True})
        sheet.hide()


def _enums(plan: Plan, labels: ItemLabels) -> list[EnumType]:
    columns = [*plan.columns, *(each for list_ in plan.lists for each in list_.columns)]
    kinds = [each.kind for each in columns]
    kinds += [each.kind for each in plan.parameters]
    asked = [kind.type for kind in kinds if isinstance(kind, ItemKind)]
    return list(dict.fromkeys([*asked, *enums_shown(outputs_of(plan, labels))]))


def _labels(plan: Plan, labels: ItemLabels) -> dict[str, Mapping[str, str]]:
    """Return what people read of the items of each enumeration of a plan."""
    found: dict[str, Mapping[str, str]] = dict(labels)
    for type_ in _enums(plan, labels):
        shown = shown_items(type_, labels.get(type_.name, {}))
        found[type_.name] = dict(zip(type_.items, shown, strict=True))
    return found
