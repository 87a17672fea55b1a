"""The sheet that people fill in: their rows, and on the right what is calculated of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from convention_dsl.targets.xlsx.caching import Cached, without_separator
from convention_dsl.targets.xlsx.fields import Field, ManyField, ValueField, YesNoField
from convention_dsl.targets.xlsx.filling import Filled
from convention_dsl.targets.xlsx.grid import FIRST_ROW, Grid, at_row
from convention_dsl.targets.xlsx.headings import BAND, HEAD, Headings
from convention_dsl.targets.xlsx.layer import (
    COUNTED,
    FIRST_FIELD,
    IDENTIFIER,
    LONGEST_TEXT,
    MESSAGE,
    SEPARATOR,
    Layer,
    key,
)
from convention_dsl.targets.xlsx.naming import quoted, string
from convention_dsl.targets.xlsx.shown import Content, cached_content, number_format, put
from convention_dsl.targets.xlsx.tools import Tools
from convention_dsl.targets.xlsx.words import word

_COUNTS, _TOTALS = 2, 3


@dataclass(frozen=True)
class Line:
    """A row with what its formulas give: those of the calculation, and the results shown."""

    filled: Filled
    cached: Cached
    shown: tuple[Content, ...]


@dataclass(frozen=True)
class EntrySheet:
    """Writes the sheet of one layer."""

    layer: Layer
    grid: Grid
    names: Mapping[str, str]
    """Where the names of the plan stand, for formulas of the same row of this sheet."""
    tools: Tools
    title: str
    subtitle: str
    about: tuple[Layer, Sequence[Line]] | None = None
    """The rows of the list that the only row of the layer is about."""

    def write(self, sheet: Worksheet, lines: Sequence[Line], blank: Line) -> None:
        """Write the sheet: the filled rows, then blank ones as far as there is room."""
        Headings(self.layer, self.tools, self.title, self.subtitle).write(sheet)
        rows = [*lines, *[blank] * (self.layer.count - len(lines))]
        for row, line in enumerate(rows, start=FIRST_ROW):
            self._row(sheet, row, line)
        self._counts(sheet, rows)
        self._totals(sheet, rows)
        self._restrict(sheet)
        self._finish(sheet)

    # Rows

    def _row(self, sheet: Worksheet, row: int, line: Line) -> None:
        styles = self.tools.styles
        label = line.filled.label or None
        put(sheet, row, IDENTIFIER, label, styles("input"))
        for at, (field, cell) in enumerate(
            zip(self.layer.fields.all, line.filled.cells, strict=True), start=FIRST_FIELD
        ):
            put(sheet, row, at, cell, styles(*_cell_style(field, self.tools.language)))
        message = self.grid.there(key(MESSAGE))
        state = line.cached[key(MESSAGE)]
        self._formula(sheet, (row, self.layer.state), message, styles("state"), state)
        counted = self.grid.there(key(COUNTED))
        for index, output in enumerate(self.layer.outputs):
            formula = f'IF({counted},{self.tools.shower.formula(output, self.names)},"")'
            number = number_format(output.type, output.scale, self.tools.language)
            style = "result bold" if output.is_main else "result"
            style = "result text" if output.members else style
            at = self.layer.state + 1 + index
            self._formula(sheet, (row, at), formula, styles(style, number), line.shown[index])
        if self.layer.reasons:
            start = len(SEPARATOR) + 1
            joined = f"MID({self.grid.there(key('reasons'))},{start},{LONGEST_TEXT})"
            value = without_separator(str(line.cached[key("reasons")]))
            value = value if line.cached[key(COUNTED)] else ""
            formula = f'IF({counted},{joined},"")'
            self._formula(sheet, (row, self.layer.last), formula, styles("result text"), value)

    def _formula(
        self,
        sheet: Worksheet,
        place: tuple[int, int],
        formula: str,
        style: Format,
        content: Content,
    ) -> None:
        row, at = place
        sheet.write_formula(row, at, at_row(formula, row), style, cached_content(content))

    # What is above the rows

    def _counts(self, sheet: Worksheet, rows: Sequence[Line]) -> None:
        """Say how many rows are calculated: of this sheet, or of the list that it is about."""
        layer, lines = (self.layer, rows) if self.about is None else self.about
        language = self.tools.language
        ok = string(word("ok", language))
        states = f"{quoted(layer.sheet)}!{_down(layer.state, layer.count)}"
        counted = sum(bool(each.cached[key(COUNTED)]) for each in lines)
        wrong = sum(bool(each.cached[key(MESSAGE)]) for each in lines) - counted
        head = "" if self.about is None else word("in sheet", language, sheet=layer.sheet)
        good, bad = word("counted rows", language), word("wrong rows shown", language)
        numbers = f"COUNTIF({states},{ok})", f'COUNTIF({states},"?*")-COUNTIF({states},{ok})'
        formula = f"={string(head)}&{numbers[0]}&{string(good)}&{numbers[1]}&{string(bad)}"
        said = f"{head}{counted}{good}{wrong}{bad}"
        sheet.write_formula(_COUNTS, 0, formula, self.tools.styles("subtitle"), said)

    def _totals(self, sheet: Worksheet, rows: Sequence[Line]) -> None:
        language, styles = self.tools.language, self.tools.styles
        if self.layer.is_single or not any(each.is_added_up for each in self.layer.outputs):
            return
        label = word("totals", language)
        sheet.write_string(_TOTALS, self.layer.state, label, styles("total label"))
        sheet.set_row(_TOTALS, 22)
        for index, output in enumerate(self.layer.outputs):
            if not output.is_added_up:
                continue
            at = self.layer.state + 1 + index
            formula = f"=SUBTOTAL(109,{_down(at, self.layer.count)})"
            total = sum(_number(each.shown[index]) for each in rows)
            number = number_format(output.type, output.scale, language)
            sheet.write_formula(_TOTALS, at, formula, styles("total", number), total)

    def _restrict(self, sheet: Worksheet) -> None:
        rows = FIRST_ROW, FIRST_ROW + self.layer.count - 1
        for at, field in enumerate(self.layer.fields.all, start=FIRST_FIELD):
            self.tools.validator.restrict(sheet, rows, at, field)
        state = xl_col_to_name(self.layer.state)
        cell, ok = f"${state}{FIRST_ROW + 1}", string(word("ok", self.tools.language))
        for criteria, style in ((f"={cell}={ok}", "good"), (f'={cell}<>""', "problem")):
            rule = {
                "type": "formula",
                "criteria": criteria,
                "format": self.tools.styles.conditional(style),
                "stop_if_true": True,
            }
            sheet.conditional_format(rows[0], self.layer.state, rows[1], self.layer.state, rule)

    def _finish(self, sheet: Worksheet) -> None:
        last = FIRST_ROW + self.layer.count - 1
        sheet.freeze_panes(FIRST_ROW, FIRST_FIELD)
        if not self.layer.is_single:
            sheet.autofilter(HEAD, 0, last, self.layer.last)
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(BAND, HEAD)
        sheet.print_area(0, 0, last, self.layer.last)
        footer = self.title.replace("&", "&&")
        sheet.set_footer(f"&L{footer}&R{word('page', self.tools.language)}")
        allowed = {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True}
        sheet.protect("", allowed)


def _cell_style(field: Field, language: str) -> tuple[str, str]:
    match field:
        case ManyField():
            return "input text", ""
        case YesNoField():
            return "input centre", ""
        case ValueField(column=column):
            return "input centre", number_format(column.type, column.scale, language)


def _down(at: int, count: int) -> str:
    letter = xl_col_to_name(at)
    return f"${letter}${FIRST_ROW + 1}:${letter}${FIRST_ROW + count}"


def _number(content: Content) -> int | Decimal:
    return content if isinstance(content, int | Decimal) else 0
