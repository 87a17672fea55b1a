"""The headings of the sheet that people fill in, and the comments that explain them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from convention_dsl.locale import ItemLabels
from convention_dsl.targets.xlsx.fields import Field, ManyField, ValueField, YesNoField
from convention_dsl.targets.xlsx.filling import written, yes_no
from convention_dsl.targets.xlsx.layer import FIRST_FIELD, IDENTIFIER, Layer
from convention_dsl.targets.xlsx.shown import Content
from convention_dsl.targets.xlsx.tools import Tools
from convention_dsl.targets.xlsx.words import word
from convention_dsl.types import BooleanType, EnumType, NumberKind, NumberType

BAND, GROUP, HEAD = 4, 5, 6
"""The rows of headings: what is filled in or calculated, the set or record, the column."""


@dataclass(frozen=True)
class Headings:
    """Writes what is above the rows of one layer."""

    layer: Layer
    tools: Tools
    title: str
    subtitle: str

    def write(self, sheet: Worksheet) -> None:
        """Write the headings, and set the widths of the columns."""
        self._top(sheet)
        self._heads(sheet)

    def _top(self, sheet: Worksheet) -> None:
        styles = self.tools.styles
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, self.title, styles("title"))
        sheet.write_string(1, 0, self.subtitle, styles("subtitle"))
        sheet.set_default_row(17)
        sheet.set_row(0, 28)
        sheet.set_row(BAND, 20)
        bands = (
            ("inputs", "band", 0, self.layer.state - 1),
            ("results", "band result", self.layer.state, self.layer.last),
        )
        for what, style, first, last in bands:
            text = word(what, self.tools.language)
            _merge(sheet, (BAND, first, BAND, last), text, styles(style))

    def _heads(self, sheet: Worksheet) -> None:
        language, styles = self.tools.language, self.tools.styles
        sheet.set_column(IDENTIFIER, IDENTIFIER, 26)
        note = word("identifier note", language)
        self._head(sheet, IDENTIFIER, word("identifier", language), "head", note)
        fields = list(enumerate(self.layer.fields.all, start=FIRST_FIELD))
        for group, same in groupby(fields, key=lambda each: each[1].group):
            together = list(same)
            if group:
                place = (GROUP, together[0][0], GROUP, together[-1][0])
                _merge(sheet, place, group, styles("group"))
            for at, field in together:
                self._field_head(sheet, at, field, is_grouped=bool(group))
        self._result_heads(sheet)
        has_members = any(isinstance(each, YesNoField) for _, each in fields)
        sheet.set_row(GROUP, 20)
        sheet.set_row(HEAD, 180 if has_members else 72)

    def _head(self, sheet: Worksheet, at: int, text: str, style: str, note: str) -> None:
        """Write a heading over the two rows of headings."""
        _merge(sheet, (GROUP, at, HEAD, at), text, self.tools.styles(style))
        if note:
            sheet.write_comment(GROUP, at, note, {"x_scale": 2, "y_scale": 1.3})

    def _field_head(self, sheet: Worksheet, at: int, field: Field, *, is_grouped: bool) -> None:
        note = self._note(field)
        text = field.label + _unit(field)
        is_member = isinstance(field, YesNoField)
        style = "head member" if is_member else "head"
        sheet.set_column(at, at, _width(field, self.tools.labels))
        if is_grouped:
            sheet.write_string(HEAD, at, text, self.tools.styles(style))
            sheet.write_comment(HEAD, at, note, {"x_scale": 2, "y_scale": 1.3})
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
            sheet,
            self.layer.state,
            word("state", language),
            "head result",
            word("state note", language),
        )
        sheet.set_column(self.layer.state, self.layer.state, 28)
        for at, each in enumerate(self.layer.outputs, start=self.layer.state + 1):
            source = each.provenance.source
            confidence = each.provenance.confidence
            said = f" ({word(confidence.value, language)})" if confidence else ""
            note = f"{word('source', language)} : {source}{said}" if source else ""
            self._head(sheet, at, each.label, "head result", note)
            least = 40 if each.members else 14
            sheet.set_column(at, at, max(least, _longest_word(each.label) + 2))
        if self.layer.reasons:
            note = word("reasons note", language)
            self._head(sheet, self.layer.last, word("reasons", language), "head result", note)
            sheet.set_column(self.layer.last, self.layer.last, 60)


def _merge(sheet: Worksheet, place: tuple[int, int, int, int], text: str, style: Format) -> None:
    if place[0] == place[2] and place[1] == place[3]:
        sheet.write_string(place[0], place[1], text, style)
    else:
        sheet.merge_range(*place, text, style)


def _unit(field: Field) -> str:
    type_ = field.columns[0].type
    if isinstance(field, ValueField) and isinstance(type_, NumberType):
        return {NumberKind.AMOUNT: " (€)", NumberKind.RATE: " (%)"}.get(type_.kind, "")
    return ""


def _width(field: Field, labels: ItemLabels) -> int:
    match field:
        case YesNoField():
            return 5
        case ManyField():
            return 14
        case ValueField(column=column, label=label):
            if isinstance(column.type, EnumType):
                items = labels.get(column.type.name, {}).values()
                return min(40, max(14, *map(len, items)) + 2)
            plain = 8 if isinstance(column.type, BooleanType) else 11
            return max(plain, min(22, _longest_word(label) + 3))


def _plain(content: Content) -> str:
    return str(content).replace(".", ",") if content is not None else ""


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)
