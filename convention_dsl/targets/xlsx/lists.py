"""The sheet of lists: what cells may hold, and the words that formulas look up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from xlsxwriter import Workbook

from convention_dsl.calculator.plan.plan import Column, Fault, Role
from convention_dsl.targets.xlsx.naming import CellNames, quoted
from convention_dsl.targets.xlsx.styles import Styles
from convention_dsl.targets.xlsx.words import word
from convention_dsl.types import EnumType, SetType

YES_NO = "yes or no"
FAULTS = "faults"


@dataclass
class Lists:
    """Named ranges of one column, each with its numbers from 1 beside it."""

    language: str
    cell_names: CellNames
    names: dict[object, str] = field(default_factory=dict)
    _entries: dict[str, tuple[str, Sequence[str]]] = field(default_factory=dict)

    def add(self, key: object, title: str, wanted: str, entries: Sequence[str]) -> None:
        """Add a list under a key, once."""
        if key in self.names or not entries:
            return
        name = self.cell_names.unique(wanted)
        self.cell_names.unique(f"{name}_n")
        self.names[key] = name
        self._entries[name] = (title, entries)

    def add_enum(self, type_: EnumType, shown: Sequence[str]) -> None:
        """Add what people read of the items of an enumeration, in order."""
        short = type_.name.rpartition(".")[2]
        self.add(type_, short, f"{word('list name', self.language)}_{short}", shown)

    def write(self, workbook: Workbook, title: str, styles: Styles) -> None:
        """Write the sheet of this title."""
        sheet = workbook.add_worksheet(title)
        for index, (name, (head, entries)) in enumerate(self._entries.items()):
            column = 2 * index
            sheet.write_string(0, column, head, styles("step head"))
            sheet.write_string(0, column + 1, "n°", styles("step head"))
            for row, entry in enumerate(entries, start=1):
                sheet.write_string(row, column, entry, styles("step"))
                sheet.write_number(row, column + 1, row, styles("step"))
            sheet.set_column(column, column, 32)
            sheet.set_column(column + 1, column + 1, 4)
            for each, at in ((name, column), (f"{name}_n", column + 1)):
                letter = _letter(at)
                place = f"${letter}$2:${letter}${len(entries) + 1}"
                workbook.define_name(each, f"={quoted(title)}!{place}")
        sheet.protect()
        sheet.hide()


def _letter(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


def shown_items(type_: EnumType, labels: Mapping[str, str]) -> list[str]:
    """Return what people read of each item: its label, with its name where two labels are alike."""
    found = [(labels.get(item) or item).strip() for item in type_.items]
    folded = [each.casefold() for each in found]
    return [
        label if folded.count(label.casefold()) == 1 else f"{label} ({item})"
        for label, item in zip(found, type_.items, strict=True)
    ]


def universe(columns: Iterable[Column]) -> list[str]:
    """Return the elements of the set whose members some columns are, as text."""
    first = next(iter(columns))
    assert first.role is Role.MEMBER
    assert isinstance(first.type, SetType)
    return [str(each) for each in first.type.universe]


def fault_texts(faults: Sequence[Fault], places: Sequence[str], language: str) -> list[str]:
    """Return what is said of each fault, with its place in the texts."""
    return [
        word(f"fault {fault.kind.value}", language) + (f" ({place})" if place else "")
        for fault, place in zip(faults, places, strict=True)
    ]
