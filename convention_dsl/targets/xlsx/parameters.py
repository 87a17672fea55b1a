"""The sheet of amounts: every amount and rate of the text, to be read and to be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from convention_dsl.calculator.plan.formula import ItemKind
from convention_dsl.calculator.plan.plan import Column, ParameterColumn
from convention_dsl.targets.xlsx import caching, formulas
from convention_dsl.targets.xlsx.filling import written
from convention_dsl.targets.xlsx.naming import CellNames, quoted
from convention_dsl.targets.xlsx.shown import number_format, put
from convention_dsl.targets.xlsx.styles import Styles
from convention_dsl.targets.xlsx.tools import Tools
from convention_dsl.targets.xlsx.words import word
from convention_dsl.types import DateType, NumberKind, NumberType, Type

_FIRST = 5
_RULE, _LABEL, _VALUE, _UNIT, _TEXT, _RANGE, _SOURCE, _CONFIDENCE, _ID, _OK, _UNITS = range(11)
_WIDTHS = (30, 38, 14, 8, 14, 26, 60, 11, 34, 11, 11)
_LINE = 15.5
_HEADS = (
    "rule",
    "label",
    "value",
    "unit",
    "text value",
    "range",
    "source",
    "confidence",
    "id",
    "accepted",
    "units",
)


@dataclass(frozen=True)
class Placed:
    """Where formulas find parameters (in units), by name, and whether all are accepted."""

    names: Mapping[str, str]
    ok: str | None


class ParametersSheet:
    """Names the parameters' cells, then writes their sheet."""

    def __init__(
        self,
        parameters: Sequence[ParameterColumn],
        language: str,
        names: CellNames,
        titles: Mapping[str, str],
    ) -> None:
        self._titles = titles
        self._parameters = parameters
        self._language = language
        self._title = word("parameters", language)
        self._visible = {each.name: names.unique(each.name) for each in parameters}
        self._units = {each.name: names.unique(self._units_name(each)) for each in parameters}

    @property
    def placed(self) -> Placed:
        """Return where formulas find what the sheet holds."""
        if not self._parameters:
            return Placed({}, None)
        first, last = _FIRST + 1, _FIRST + len(self._parameters)
        ok = f"AND({quoted(self._title)}!$J${first}:$J${last})"
        return Placed(self._units, ok)

    def _units_name(self, each: ParameterColumn) -> str:
        is_amount = isinstance(each.type, NumberType) and each.type.kind is NumberKind.AMOUNT
        unit = "cents" if is_amount and each.scale == 100 else "units"
        return f"{each.name}_{word(f'suffix {unit}', self._language)}"

    def write(self, workbook: Workbook, tools: Tools) -> None:
        """Write the sheet."""
        styles = tools.styles
        sheet = workbook.add_worksheet(self._title)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, word("parameters title", self._language), styles("title"))
        intro = word("parameters intro", self._language)
        sheet.merge_range(1, 0, 2, _RANGE, intro, styles("note"))
        for column, (head, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
            style = "head" if column == _VALUE else "head plain"
            sheet.write_string(_FIRST - 1, column, word(head, self._language), styles(style))
            sheet.set_column(column, column, width)
        sheet.set_column(_OK, _UNITS, 11, None, {"level": 1, "hidden": True})
        sheet.set_row(_FIRST - 1, 32)
        for row, each in enumerate(self._parameters, start=_FIRST):
            self._row(sheet, row, each, tools)
            for name, letter in ((self._visible, "C"), (self._units, "K")):
                place = f"={quoted(self._title)}!${letter}${row + 1}"
                workbook.define_name(name[each.name], place)
        self._finish(sheet, styles)

    def _row(self, sheet: Worksheet, row: int, each: ParameterColumn, tools: Tools) -> None:
        styles, column = tools.styles, as_column(each)
        content = written(column, each.value, {}, self._language)
        number = number_format(each.type, each.scale, self._language)
        source = each.provenance.source or word("no source", self._language)
        confidence = each.provenance.confidence
        said = word(confidence.value, self._language) if confidence else ""
        texts = {
            _RULE: self._rule(each),
            _LABEL: each.label or each.name.replace("_", " "),
            _RANGE: tools.validator.expected(column),
            _SOURCE: source,
            _ID: each.id,
        }
        for at, text in texts.items():
            sheet.write_string(row, at, text, styles("cell"))
        lines = max(-(-len(text) // (_WIDTHS[at] - 2)) for at, text in texts.items())
        sheet.set_row(row, _LINE * lines)
        put(sheet, row, _VALUE, content, styles("input centre", number))
        put(sheet, row, _TEXT, content, styles("locked", number))
        sheet.write_string(row, _UNIT, unit(each.type, self._language), styles("cell centre"))
        sheet.write_string(row, _CONFIDENCE, said, styles("cell centre"))
        tools.validator.restrict_column(sheet, (row, row), _VALUE, column)
        comment = f"{texts[_LABEL]}\n{source}" + (f" ({said})" if said else "")
        sheet.write_comment(row, _VALUE, comment, {"x_scale": 2.2, "y_scale": 1.2})
        self._units_cells(sheet, row, each, tools)

    def _units_cells(self, sheet: Worksheet, row: int, each: ParameterColumn, tools: Tools) -> None:
        """Write whether the value is accepted, and the value in units (the text's if it is not)."""
        column, cell, style = as_column(each), f"C{row + 1}", tools.styles("locked")
        accepted = f"={tools.reader.accepted(column, cell)}"
        sheet.write_formula(row, _OK, accepted, style, True)
        items = column.kind.type.items if isinstance(column.kind, ItemKind) else ()
        fixed = formulas.constant(each.value, items)
        units = f"=IF(J{row + 1},{tools.reader.read(column, cell)},{fixed})"
        sheet.write_formula(row, _UNITS, units, style, caching.cached(each.value, each.kind))

    def _rule(self, each: ParameterColumn) -> str:
        """Return the label of the clause of which a parameter is a row or a term."""
        clause, slash, _ = each.id.partition("/")
        return self._titles.get(clause.partition(".")[0], "") if slash else ""

    def _finish(self, sheet: Worksheet, styles: Styles) -> None:
        last = _FIRST + len(self._parameters)
        if self._parameters:
            cells = f"C{_FIRST + 1}:C{last}"
            for condition, style in (
                (f"=NOT($J{_FIRST + 1})", "problem"),
                (f"=$C{_FIRST + 1}<>$E{_FIRST + 1}", "changed"),
            ):
                rule = {
                    "type": "formula",
                    "criteria": condition,
                    "format": styles.conditional(style),
                    "stop_if_true": True,
                }
                sheet.conditional_format(cells, rule)
        sheet.freeze_panes(_FIRST, _VALUE)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_FIRST - 1)
        sheet.print_area(0, 0, max(last - 1, _FIRST), _ID)
        sheet.set_footer(f"&L{self._title}&R{word('page', self._language)}")
        sheet.protect("", {"format_columns": True, "format_rows": True})


def as_column(each: ParameterColumn) -> Column:
    """Return a parameter as a column that a person fills in; any unit of its scale is accepted."""
    type_ = NumberType(each.type.kind) if isinstance(each.type, NumberType) else each.type
    return Column(each.name, (each.name,), each.kind, type_, each.scale, label=each.label)


def unit(type_: Type, language: str) -> str:
    """Return the unit of the values of a type."""
    match type_:
        case NumberType(NumberKind.AMOUNT):
            return "€"
        case NumberType(NumberKind.RATE):
            return "%"
        case NumberType():
            return word("number", language)
        case DateType():
            return word("date", language)
        case _:
            return word("yes or no", language)
