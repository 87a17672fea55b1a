"""The sheet that people fill in: their rows, and on the right what is calculated of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from convention_dsl.targets.xlsx.caching import Cached, without_separator
from convention_dsl.targets.xlsx.fields import Field, ManyField, ValueField, YesNoField
from convention_dsl.targets.xlsx.filling import Filled, written, yes_no
from convention_dsl.targets.xlsx.grid import FIRST_ROW, Grid, at_row
from convention_dsl.targets.xlsx.layer import (
    COUNTED,
    FIRST_FIELD,
    LONGEST_TEXT,
    MESSAGE,
    SEPARATOR,
    Layer,
    key,
)
from convention_dsl.targets.xlsx.naming import string
from convention_dsl.targets.xlsx.shown import Content, cached_content, number_format, put
from convention_dsl.targets.xlsx.tools import Tools
from convention_dsl.targets.xlsx.words import word
from convention_dsl.types import BooleanType, EnumType, NumberKind, NumberType

_COUNTS, _TOTALS, _BAND, _GROUP, _HEAD = 2, 3, 4, 5, 6
_IDENTIFIER = 0


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

    @property
    def _state(self) -> int:
        return FIRST_FIELD + len(self.layer.fields.all)

    @property
    def _last(self) -> int:
        return self._state + len(self.layer.outputs) + (1 if self.layer.reasons else 0)

    def write(self, sheet: Worksheet, lines: Sequence[Line], blank: Line) -> None:
        """Write the sheet: the filled rows, then blank ones as far as there is room."""
        self._top(sheet)
        self._heads(sheet)
        rows = [*lines, *[blank] * (self.layer.count - len(lines))]
        for row, line in enumerate(rows, start=FIRST_ROW):
            self._row(sheet, row, line)
        self._totals(sheet, rows)
        self._restrict(sheet)
        self._finish(sheet)

    # Headings

    def _top(self, sheet: Worksheet) -> None:
        styles = self.tools.styles
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, self.title, styles("title"))
        sheet.write_string(1, 0, self.subtitle, styles("subtitle"))
        sheet.set_row(0, 28)
        bands = (
            ("inputs", "band", 0, self._state - 1),
            ("results", "band result", self._state, self._last),
        )
        for what, style, first, last in bands:
            text = word(what, self.tools.language)
            _merge(sheet, (_BAND, first, _BAND, last), text, styles(style))

    def _heads(self, sheet: Worksheet) -> None:
        language, styles = self.tools.language, self.tools.styles
        sheet.set_column(_IDENTIFIER, _IDENTIFIER, 26)
        note = word("identifier note", language)
        self._head(sheet, _IDENTIFIER, word("identifier", language), "head", note)
        fields = list(enumerate(self.layer.fields.all, start=FIRST_FIELD))
        for group, same in groupby(fields, key=lambda each: _group(each[1])):
            together = list(same)
            if group:
                place = (_GROUP, together[0][0], _GROUP, together[-1][0])
                _merge(sheet, place, group, styles("group"))
            for at, field in together:
                self._field_head(sheet, at, field, is_grouped=bool(group))
        self._result_heads(sheet)
        has_members = any(isinstance(each, YesNoField) for _, each in fields)
        sheet.set_row(_GROUP, 18)
        sheet.set_row(_HEAD, 170 if has_members else 72)

    def _head(self, sheet: Worksheet, at: int, text: str, style: str, note: str) -> None:
        """Write a heading over the two rows of headings."""
        _merge(sheet, (_GROUP, at, _HEAD, at), text, self.tools.styles(style))
        if note:
            sheet.write_comment(_GROUP, at, note, {"x_scale": 2, "y_scale": 1.3})

    def _field_head(self, sheet: Worksheet, at: int, field: Field, *, is_grouped: bool) -> None:
        note = self._note(field)
        text = field.label + _unit(field)
        is_member = isinstance(field, YesNoField)
        style = "head member" if is_member else "head"
        sheet.set_column(at, at, _width(field))
        if is_grouped:
            sheet.write_string(_HEAD, at, text, self.tools.styles(style))
            sheet.write_comment(_HEAD, at, note, {"x_scale": 2, "y_scale": 1.3})
        else:
            self._head(sheet, at, text, style, note)

    def _note(self, field: Field) -> str:
        language = self.tools.language
        lines = [word("expected", language, what=self.tools.validator.expected_of(field))]
        match field:
            case ValueField(default=default) if default is not None:
                shown = written(field.column, default, self.tools.labels, language)
                lines.append(word("default", language, value=_plain(shown)))
            case ValueField(is_optional=True):
                lines.append(word("optional", language))
            case ValueField():
                lines.append(word("required", language))
            case YesNoField(default=default):
                lines.append(word("default", language, value=yes_no(default, language)))
            case ManyField(default=default):
                value = ";".join(map(str, sorted(default, key=str))) or word("none", language)
                lines.append(word("default", language, value=value))
        name = ".".join(field.columns[0].path)
        return "\n".join((*lines, word("column", language, name=name)))

    def _result_heads(self, sheet: Worksheet) -> None:
        language = self.tools.language
        self._head(
            sheet, self._state, word("state", language), "head result", word("state note", language)
        )
        sheet.set_column(self._state, self._state, 24)
        for at, each in enumerate(self.layer.outputs, start=self._state + 1):
            source = each.provenance.source
            confidence = each.provenance.confidence
            said = f" ({word(confidence.value, language)})" if confidence else ""
            note = f"{word('source', language)} : {source}{said}" if source else ""
            self._head(sheet, at, each.label, "head result", note)
            sheet.set_column(at, at, max(14, _longest_word(each.label) + 2))
        if self.layer.reasons:
            note = word("reasons note", language)
            self._head(sheet, self._last, word("reasons", language), "head result", note)
            sheet.set_column(self._last, self._last, 60)

    # Rows

    def _row(self, sheet: Worksheet, row: int, line: Line) -> None:
        styles = self.tools.styles
        label = line.filled.label or None
        put(sheet, row, _IDENTIFIER, label, styles("input"))
        for at, (field, cell) in enumerate(
            zip(self.layer.fields.all, line.filled.cells, strict=True), start=FIRST_FIELD
        ):
            put(sheet, row, at, cell, styles(*_cell_style(field, self.tools.language)))
        message = self.grid.there(key(MESSAGE))
        state = line.cached[key(MESSAGE)]
        self._formula(sheet, (row, self._state), message, styles("state"), state)
        counted = self.grid.there(key(COUNTED))
        for index, output in enumerate(self.layer.outputs):
            formula = f'IF({counted},{self.tools.shower.formula(output, self.names)},"")'
            number = number_format(output.type, output.scale, self.tools.language)
            style = "result bold" if output.is_main else "result"
            at = self._state + 1 + index
            self._formula(sheet, (row, at), formula, styles(style, number), line.shown[index])
        if self.layer.reasons:
            start = len(SEPARATOR) + 1
            joined = f"MID({self.grid.there(key('reasons'))},{start},{LONGEST_TEXT})"
            value = without_separator(str(line.cached[key("reasons")]))
            value = value if line.cached[key(COUNTED)] else ""
            formula = f'IF({counted},{joined},"")'
            self._formula(sheet, (row, self._last), formula, styles("result text"), value)

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

    def _totals(self, sheet: Worksheet, rows: Sequence[Line]) -> None:
        language, styles = self.tools.language, self.tools.styles
        last = FIRST_ROW + self.layer.count
        ok = string(word("ok", language))
        states = self._down(self._state)
        counted = sum(bool(each.cached[key(COUNTED)]) for each in rows)
        wrong = sum(bool(each.cached[key(MESSAGE)]) for each in rows) - counted
        good, bad = word("counted rows", language), word("wrong rows shown", language)
        formula = (
            f"=COUNTIF({states},{ok})&{string(good)}"
            f"&COUNTIF({states},{string('?*')})-COUNTIF({states},{ok})&{string(bad)}"
        )
        sheet.write_formula(_COUNTS, 0, formula, styles("subtitle"), f"{counted}{good}{wrong}{bad}")
        if self.layer.is_single or not any(each.is_added_up for each in self.layer.outputs):
            return
        sheet.write_string(_TOTALS, 0, word("totals", language), styles("key"))
        for index, output in enumerate(self.layer.outputs):
            if not output.is_added_up:
                continue
            at = self._state + 1 + index
            letter = xl_col_to_name(at)
            formula = f"=SUBTOTAL(109,{letter}{FIRST_ROW + 1}:{letter}{last})"
            total = sum(_number(each.shown[index]) for each in rows)
            number = number_format(output.type, output.scale, language)
            sheet.write_formula(_TOTALS, at, formula, styles("total", number), total)

    def _down(self, at: int) -> str:
        letter = xl_col_to_name(at)
        return f"${letter}${FIRST_ROW + 1}:${letter}${FIRST_ROW + self.layer.count}"

    def _restrict(self, sheet: Worksheet) -> None:
        rows = FIRST_ROW, FIRST_ROW + self.layer.count - 1
        for at, field in enumerate(self.layer.fields.all, start=FIRST_FIELD):
            self.tools.validator.restrict(sheet, rows, at, field)
        state = xl_col_to_name(self._state)
        cell, ok = f"${state}{FIRST_ROW + 1}", string(word("ok", self.tools.language))
        for criteria, style in ((f"={cell}={ok}", "good"), (f'={cell}<>""', "problem")):
            rule = {
                "type": "formula",
                "criteria": criteria,
                "format": self.tools.styles.conditional(style),
                "stop_if_true": True,
            }
            sheet.conditional_format(rows[0], self._state, rows[1], self._state, rule)

    def _finish(self, sheet: Worksheet) -> None:
        last = FIRST_ROW + self.layer.count - 1
        sheet.freeze_panes(FIRST_ROW, FIRST_FIELD)
        if not self.layer.is_single:
            sheet.autofilter(_HEAD, 0, last, self._last)
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_BAND, _HEAD)
        sheet.print_area(0, 0, last, self._last)
        footer = self.title.replace("&", "&&")
        sheet.set_footer(f"&L{footer}&R{word('page', self.tools.language)}")
        allowed = {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True}
        sheet.protect("", allowed)


def _merge(sheet: Worksheet, place: tuple[int, int, int, int], text: str, style: Format) -> None:
    if place[0] == place[2] and place[1] == place[3]:
        sheet.write_string(place[0], place[1], text, style)
    else:
        sheet.merge_range(*place, text, style)


def _group(field: Field) -> str:
    return field.group


def _unit(field: Field) -> str:
    type_ = field.columns[0].type
    if isinstance(field, ValueField) and isinstance(type_, NumberType):
        return {NumberKind.AMOUNT: " (€)", NumberKind.RATE: " (%)"}.get(type_.kind, "")
    return ""


def _width(field: Field) -> int:
    match field:
        case YesNoField():
            return 5
        case ManyField():
            return 14
        case ValueField(column=column, label=label):
            if isinstance(column.type, EnumType):
                return 22
            plain = 8 if isinstance(column.type, BooleanType) else 11
            return max(plain, min(22, _longest_word(label) + 3))


def _cell_style(field: Field, language: str) -> tuple[str, str]:
    match field:
        case ManyField():
            return "input text", ""
        case YesNoField():
            return "input centre", ""
        case ValueField(column=column):
            return "input centre", number_format(column.type, column.scale, language)


def _plain(content: Content) -> str:
    return str(content).replace(".", ",") if content is not None else ""


def _number(content: Content) -> int | Decimal:
    return content if isinstance(content, int | Decimal) else 0


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)
