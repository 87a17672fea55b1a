"""The file of a population: its columns, and a class of elements per line.

Condition cells are read as cells of tables are, in the language of the book that names the file;
what they mean is left to `semantics`. Positions are those of the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from convention_dsl.diagnostics import Diagnostic, Label, has_errors
from convention_dsl.source import NOWHERE, Source, Span
from convention_dsl.syntax import nodes
from convention_dsl.syntax.delimited import Field, records
from convention_dsl.syntax.limits import MAX_CLASSES
from convention_dsl.syntax.parser import parse_cell
from convention_dsl.syntax.reader import read_part
from convention_dsl.syntax.surface import other_words, surface
from convention_dsl.types import NumberKind

_R = nodes.ColumnRole
_WHOLE = {
    "en": re.compile(r"[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+"),
    "fr": re.compile(r"[0-9]+|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+"),
}
_NUMBER = re.compile(r"(-?)([0-9]+)[.,]([0-9]+)")
_NEGATIVE = re.compile(r"[-\u2212\u2013]\s*(.+)")
_PERCENT = re.compile(r"[1-9][0-9]?(?:[.,][0-9]+)?|100")
_MOST_DIGITS = 15


def parse_data(source: Source, language: str) -> tuple[nodes.DataTable | None, list[Diagnostic]]:
    """Return the classes in a file; None where anything is wrong with it, which is told."""
    found, problems = records(source)
    if not problems and len(found) < 2:
        problems = [Diagnostic("E0601", Span(source.path, 0, 1), {"path": source.path})]
    if not problems and len(found) > MAX_CLASSES + 1:
        span = found[MAX_CLASSES + 1][0].span
        problems = [Diagnostic("E0603", span, {"limit": MAX_CLASSES})]
    if problems:
        return None, problems
    reading = _Reading(source, language)
    columns = reading.header(found[0])
    if reading.problems:
        return None, reading.problems
    rows = tuple(reading.row(columns, record) for record in found[1:])
    if has_errors(reading.problems):
        return None, reading.problems
    span = Span(source.path, 0, len(source.text))
    return nodes.DataTable(columns=columns, rows=rows, span=span), reading.problems


class _Reading:
    """A file being read, and what is wrong with it."""

    def __init__(self, source: Source, language: str) -> None:
        self.source = source
        self.language = language
        self.problems: list[Diagnostic] = []

    def tell(self, code: str, field: Field, **arguments: object) -> None:
        self.problems.append(Diagnostic(code, field.span, arguments))

    # Columns ------------------------------------------------------------------------------------

    def header(self, fields: Sequence[Field]) -> tuple[nodes.DataColumn, ...]:
        columns: list[nodes.DataColumn] = []
        first: dict[str, Span] = {}
        for number, field in enumerate(fields, start=1):
            if not field.text:
                self.tell("E0604", field, number=number)
                continue
            name = _text(self, field)
            if name.casefold() in first:
                label = Label(first[name.casefold()], "first")
                self.problems.append(Diagnostic("E0605", field.span, {"name": name}, (label,)))
                continue
            first[name.casefold()] = field.span
            columns.append(self._column(field, name))
        if not self.problems:
            self._check_counts(fields[0], columns)
        return tuple(columns)

    def _column(self, field: Field, name: str) -> nodes.DataColumn:
        words = surface(self.language).words["columns"]
        if name.casefold() in words:
            return nodes.DataColumn(role=_R(words[name.casefold()]), span=field.span)
        parts = [part.strip() for part in name.split(".")]
        path = tuple(nodes.Name(text=part, span=field.span) for part in parts)
        return nodes.DataColumn(role=_R.FIELD, path=path, span=field.span)

    def _check_counts(self, header: Field, columns: Sequence[nodes.DataColumn]) -> None:
        """Tell a header that says in no way, or in two, how many there are in a class."""
        present = [c.role for c in columns if c.role not in (_R.FIELD, _R.LABEL)]
        given = frozenset(present)
        if given in _WAYS:
            return
        halves = {_R.AT_LEAST: _R.AT_MOST, _R.AT_MOST: _R.AT_LEAST}
        missing = [halves[role] for role in present if role in halves and len(given) == 1]
        if missing or not given:
            self._missing_count(header, columns, self._word((missing or [_R.COUNT])[0]))
        else:
            names = [self._word(role) for role in present]
            span = next(c.span for c in columns if c.role is present[-1])
            self.problems.append(Diagnostic("E0607", span, {"names": names}))

    def _missing_count(
        self, header: Field, columns: Sequence[nodes.DataColumn], wanted: str
    ) -> None:
        """Tell that a column of counts is missing, where one in the other language's words is."""
        foreign = other_words(self.language, "columns")
        for column in columns:
            meant = foreign.get(column.path[0].text.casefold()) if len(column.path) == 1 else None
            if meant:
                self.problems.append(Diagnostic("E0606", column.span, {"name": meant}, (), meant))
                return
        self.tell("E0606", header, name=wanted)

    def _word(self, role: nodes.ColumnRole) -> str:
        return surface(self.language).word("columns", role.value)

    # Rows ---------------------------------------------------------------------------------------

    def row(self, columns: Sequence[nodes.DataColumn], record: Sequence[Field]) -> nodes.DataClass:
        span = record[0].span.to(record[-1].span)
        if len(record) != len(columns):
            arguments = {"found": len(record), "expected": len(columns)}
            self.problems.append(Diagnostic("E0608", span, arguments))
            return nodes.DataClass(cells=(), span=span)
        pairs = list(zip(columns, record, strict=True))
        by_role = {column.role: field for column, field in pairs}
        low, high = self._bounds(by_role)
        share = by_role.get(_R.SHARE)
        label = by_role.get(_R.LABEL)
        return nodes.DataClass(
            cells=tuple(self._cell(field) for column, field in pairs if column.role is _R.FIELD),
            at_least=low,
            at_most=high,
            share=self._share(share) if share else None,
            share_span=share.span if share else NOWHERE,
            label=_text(self, label) if label else "",
            span=span,
        )

    def _bounds(self, by_role: dict[nodes.ColumnRole, Field]) -> tuple[int | None, int | None]:
        if _R.COUNT in by_role:
            count = self._whole(by_role[_R.COUNT])
            return count, count
        if _R.AT_LEAST not in by_role:
            return None, None
        low, high = self._whole(by_role[_R.AT_LEAST]), self._whole(by_role[_R.AT_MOST])
        if low is not None and high is not None and low > high:
            self.tell("E0611", by_role[_R.AT_MOST], low=low, high=high)
        return low, high

    def _whole(self, field: Field) -> int | None:
        """Return a number of elements; what is none is told."""
        text = field.text
        negative = _NEGATIVE.fullmatch(text)
        digits = re.sub(r"[ ,\u00a0\u202f]", "", negative.group(1) if negative else text)
        if negative and digits.replace(".", "").isdigit():
            self.tell("E0610", field, text=text)
            return None
        if _WHOLE[self.language].fullmatch(text) and len(digits) <= _MOST_DIGITS:
            return int(digits)
        decimal = _NUMBER.fullmatch(text)
        if decimal and not decimal.group(3).strip("0") and len(digits) <= _MOST_DIGITS:
            return int(decimal.group(2))
        self.tell("E0609", field, text=text)
        return None

    def _cell(self, field: Field) -> nodes.Cell | None:
        if not field.text:
            self.tell("E0612", field)
            return None
        program = read_part(self.source, self.language, field.text, field.offsets)
        cell, problems = parse_cell(program)
        self.problems += problems
        return cell

    def _share(self, field: Field) -> tuple[Fraction, Fraction] | None:
        """Return the share of a class, or the two that it is between."""
        told = len(self.problems)
        cell = self._cell(field)
        if cell is None or len(self.problems) > told:
            return None
        (test, *others), *more = cell.alternatives
        found = _rates(test) if not others and not more else None
        if found is None or not 0 <= found[0] <= found[1] <= 1:
            hint = f"{field.text} %" if _PERCENT.fullmatch(field.text) else None
            self.problems.append(Diagnostic("E0613", field.span, {"text": field.text}, (), hint))
            return None
        return found


_WAYS = (
    frozenset({_R.COUNT}),
    frozenset({_R.AT_LEAST, _R.AT_MOST}),
    frozenset({_R.SHARE}),
)


def _rates(test: nodes.CellTest) -> tuple[Fraction, Fraction] | None:
    operand = test.operand
    if test.operator is nodes.CellOperator.EQUAL:
        low = high = _rate(operand)
    elif test.operator is nodes.CellOperator.RANGE and isinstance(operand, nodes.RangeExpr):
        low = _rate(operand.low)
        high = None if operand.half_open else _rate(operand.high)
    else:
        return None
    return None if low is None or high is None else (low, high)


def _rate(node: nodes.Expression | None) -> Fraction | None:
    if isinstance(node, nodes.NumberLiteral) and node.kind is NumberKind.RATE:
        return node.value
    return None


def _text(reading: _Reading, field: Field) -> str:
    """Return a field's text in composed form."""
    return read_part(reading.source, reading.language, field.text, field.offsets).raw
