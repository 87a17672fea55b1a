"""The cover: what the workbook is, how it is used, which text it holds and on which sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from convention_dsl.calculator.plan.plan import Plan
from convention_dsl.core.provenance import Confidence
from convention_dsl.locale import format_date
from convention_dsl.targets.edition import Edition
from convention_dsl.targets.xlsx.styles import Styles
from convention_dsl.targets.xlsx.words import word

_FIRST, _SECOND = 1, 2


@dataclass
class Cover:
    """Writes the cover, from top to bottom."""

    plan: Plan
    edition: Edition
    rows: str
    """The name of the sheet of rows."""
    single: str | None
    """The name of the sheet beside it, where the clause is about the list of the rows."""
    count: int
    styles: Styles
    confidences: Mapping[str, Confidence]
    row: int = 1

    def write(self, workbook: Workbook) -> None:
        """Write the sheet; it is to be the first."""
        sheet = workbook.add_worksheet(self._word("read me"))
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 3)
        sheet.set_column(_FIRST, _FIRST, 26)
        sheet.set_column(_SECOND, _SECOND, 92)
        sheet.write_string(self.row, _FIRST, self._clause, self.styles("title"))
        sheet.set_row(self.row, 30)
        sheet.write_string(self.row + 1, _FIRST, self.edition.title, self.styles("subtitle"))
        self.row += 3
        self._what(sheet)
        self._how(sheet)
        self._colours(sheet)
        self._about(sheet)
        self._sources(sheet)
        sheet.set_portrait()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&R{self._word('page')}")
        sheet.activate()

    @property
    def _clause(self) -> str:
        label = self.plan.label or self.plan.clause.name.replace("_", " ")
        return label[:1].upper() + label[1:]

    def _word(self, key: str, **arguments: object) -> str:
        return word(key, self.edition.language, **arguments)

    def _section(self, sheet: Worksheet, key: str) -> None:
        sheet.write_string(self.row, _FIRST, self._word(key), self.styles("section"))
        sheet.write_blank(self.row, _SECOND, None, self.styles("section"))
        sheet.set_row(self.row, 24)
        self.row += 1

    def _line(self, sheet: Worksheet, text: str, *, head: str = "", style: str = "text") -> None:
        """Write a text beside its heading, or over both columns where it has none."""
        if head:
            sheet.write_string(self.row, _FIRST, head, self.styles("key"))
            sheet.write_string(self.row, _SECOND, text, self.styles(style))
            width = 92
        else:
            sheet.merge_range(self.row, _FIRST, self.row, _SECOND, text, self.styles(style))
            width = 118
        sheet.set_row(self.row, 16 * max(1, -(-len(text) // width)))
        self.row += 1

    def _what(self, sheet: Worksheet) -> None:
        self._section(sheet, "what")
        key = "what text" if self.single is None else "what list"
        names = {"clause": self._clause, "rows": self.rows, "single": self.single}
        self._line(sheet, self._word(key, **names, book=self.edition.title))
        self.row += 1

    def _how(self, sheet: Worksheet) -> None:
        self._section(sheet, "how")
        arguments = {
            "rows": self.rows,
            "count": self.count,
            "state": self._word("state"),
            "parameters": self._word("parameters"),
            "calculation": self._word("calculation"),
        }
        for number in range(1, 6):
            self._line(sheet, f"{number}.  {self._word(f'how {number}', **arguments)}")
        self.row += 1

    def _colours(self, sheet: Worksheet) -> None:
        self._section(sheet, "colours")
        for style, key in (
            ("input centre", "colour input"),
            ("result", "colour result"),
            ("problem", "colour problem"),
            ("changed", "colour changed"),
        ):
            sheet.write_blank(self.row, _FIRST, None, self.styles(style))
            sheet.write_string(self.row, _SECOND, self._word(key), self.styles("legend"))
            sheet.set_row(self.row, 18)
            self.row += 1
        self.row += 1

    def _about(self, sheet: Worksheet) -> None:
        edition, language = self.edition, self.edition.language
        self._section(sheet, "about")
        self._line(sheet, f"{edition.title} ({edition.book})", head=self._word("book"))
        self._line(sheet, self.plan.clause.name, head=self._word("clause"))
        if edition.at is not None:
            self._line(sheet, format_date(edition.at, language), head=self._word("at"))
        self._line(sheet, edition.version, head=self._word("version"))
        for head, pairs in (("readings", edition.readings), ("changed", edition.parameters)):
            for index, (name, value) in enumerate(sorted(pairs.items())):
                said = f"{name} : {value}" if head == "readings" else f"{name} = {value}"
                self._line(sheet, said, head=self._word(head) if index == 0 else " ")
        self.row += 1

    def _sources(self, sheet: Worksheet) -> None:
        self._section(sheet, "sources")
        for source in self.edition.sources:
            confidence = self.confidences.get(source)
            said = word(confidence.value, self.edition.language) if confidence else "–"
            self._line(sheet, source, head=said)
