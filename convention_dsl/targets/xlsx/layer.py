"""The rows of a workbook: what is filled in, what is calculated of each, what is said of it.

A clause about one patient is one layer of many rows. A clause about a list is two: its elements
(many rows), and what else it depends on (one row).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from convention_dsl.calculator.plan.formula import Const, Fold, FoldKind, ItemKind, Ref
from convention_dsl.calculator.plan.plan import Column, Definition, Requirement
from convention_dsl.targets.xlsx import formulas
from convention_dsl.targets.xlsx.fields import Fields
from convention_dsl.targets.xlsx.grid import ROW, Grid, add_texts
from convention_dsl.targets.xlsx.naming import quoted, string
from convention_dsl.targets.xlsx.outputs import Output
from convention_dsl.targets.xlsx.reading import Reader
from convention_dsl.targets.xlsx.words import word

BLANK, PROBLEM, MESSAGE, COUNTED = "blank", "problem", "message", "counted"
"""Keys of columns, with a space in them or not names of a plan: see `key`."""

LONGEST_TEXT = 400
SEPARATOR = " · "
"""Before each of the texts that a message joins."""

IDENTIFIER, FIRST_FIELD = 0, 1
"""The columns (from 0) of the name of a row, and of the first cell to fill in."""


@dataclass(frozen=True)
class Layer:
    """What rows are made of. `sheet` is filled in, `grid` calculates."""

    sheet: str
    columns: tuple[Column, ...]
    fields: Fields
    definitions: tuple[Definition, ...]
    outputs: tuple[Output, ...]
    requirements: tuple[Requirement, ...]
    fault: str | None
    reasons: tuple[tuple[str, str], ...]
    """The rows of the text that may have applied: (name of the condition, label)."""
    count: int
    is_single: bool = False
    """Whether there is one row, which is always calculated."""

    @property
    def state(self) -> int:
        """The column (from 0) that says what is wrong with a row."""
        return FIRST_FIELD + len(self.fields.all)

    @property
    def last(self) -> int:
        """The last column (from 0) of the sheet."""
        return self.state + len(self.outputs) + (1 if self.reasons else 0)


def key(what: str, index: int | None = None) -> str:
    """Return the key of a column that is no definition of the plan."""
    return f"{what} #" if index is None else f"{what} #{index}"


def each_of(name: str) -> str:
    """Return the key of the column that holds what each row adds to an aggregate."""
    return f"{name} of each"


@dataclass
class Laying:
    """Lays out the calculation of a layer.

    `outer` says where what the layer reads of elsewhere stands: parameters, the columns of another
    layer. `parameters_ok` is the cell that says whether all parameters are accepted, `faults` the
    range of what is said of faults, `elements` the rows of the list that the layer is about.
    """

    layer: Layer
    grid: Grid
    reader: Reader
    language: str
    outer: Mapping[str, str]
    parameters_ok: str | None
    faults: str | None
    elements: Grid | None = None

    def lay(self) -> None:
        """Add every column, in an order in which each reads those before it."""
        self.lay_inputs()
        self.lay_definitions(self.layer.definitions)
        self.lay_messages()

    def lay_inputs(self) -> None:
        """Add the columns that read what is filled in."""
        self._blank()
        self._known()
        self._problems()
        self._values()

    def lay_definitions(self, definitions: Sequence[Definition]) -> None:
        """Add the columns of some definitions."""
        group = word("steps", self.language)
        for each in definitions:
            if isinstance(each.formula, Fold):
                formula = self._fold(each.name, each.formula)
            else:
                formula = formulas.text(each.formula, self.names())
            self.grid.add(each.name, formula, each.label or each.name, group)

    def names(self) -> dict[str, str]:
        """Return where the names that formulas of the grid read stand."""
        return {**self.outer, **self.grid.names_here()}

    def cell(self, index: int) -> str:
        """Return where field `index` is filled in."""
        return f"{quoted(self.layer.sheet)}!{xl_col_to_name(FIRST_FIELD + index)}{ROW}"

    def _blank(self) -> None:
        if self.layer.is_single:
            self.grid.add(key(BLANK), "FALSE", word("blank row", self.language), self._checks)
            return
        last = xl_col_to_name(FIRST_FIELD + len(self.layer.fields.all) - 1)
        cells = f"{quoted(self.layer.sheet)}!A{ROW}:{last}{ROW}"
        self.grid.add(
            key(BLANK), f"COUNTA({cells})=0", word("blank row", self.language), self._checks
        )

    @property
    def _checks(self) -> str:
        return word("checks", self.language)

    def _known(self) -> None:
        places = {id(each): self.cell(n) for n, each in enumerate(self.layer.fields.all)}
        for name, fields in self.layer.fields.knowing.items():
            cells = [places[id(each)] for each in fields]
            if cells:
                group = word("read inputs", self.language)
                self.grid.add(name, self.reader.known(cells), name, group)

    def _problems(self) -> None:
        names = self.names()
        for index, each in enumerate(self.layer.fields.all):
            formula = self.reader.problem(each, self.cell(index), names)
            self.grid.add(key(PROBLEM, index), formula, each.label, self._checks)

    def _values(self) -> None:
        for index, each in enumerate(self.layer.fields.all):
            problem = self.grid.here(key(PROBLEM, index))
            for column in each.columns:
                formula = self.reader.value(each, column, self.cell(index), problem)
                group = word("read inputs", self.language)
                self.grid.add(column.name, formula, column.label or column.name, group)

    # Lists

    def _fold(self, name: str, fold: Fold) -> str:
        """Return an aggregate of the rows of the other layer, through a column of its own there."""
        assert self.elements is not None
        own = {step.key: self.grid.only(step.key) for step in self.grid.steps}
        names = {**self.outer, **own, **self.elements.names_here()}
        conditions = [self.elements.here(key(COUNTED))]
        conditions += [_atom(fold.filter, names)] if fold.filter is not None else []
        counted = conditions[0] if len(conditions) == 1 else f"AND({','.join(conditions)})"
        formula = f'IF({counted},{_atom(fold.body, names)},"")'
        self.elements.add(each_of(name), formula, name, word("steps", self.language))
        column = self.elements.down(each_of(name))
        empty = "0" if fold.empty is None else _atom(fold.empty, self.names())
        match fold.fold:
            case FoldKind.SUM:
                return f"SUM({column})"
            case FoldKind.LEAST:
                return f"IF(COUNT({column})=0,{empty},MIN({column}))"
            case FoldKind.GREATEST:
                return f"IF(COUNT({column})=0,{empty},MAX({column}))"
            case FoldKind.ANY:
                return f"COUNTIF({column},TRUE)>0"
            case FoldKind.EVERY:
                return f"COUNTIF({column},FALSE)=0"

    # What is said of a row

    def lay_messages(self) -> None:
        """Add the columns that say what is wrong with a row."""
        grid, names, language = self.grid, self.names(), self.language
        labels = [each.label for each in self.layer.fields.all]
        problems = [grid.here(key(PROBLEM, n)) for n in range(len(labels))]
        pairs = list(zip(problems, labels, strict=True))
        missing = self._add_texts("missing", [_listed(f"{p}=1", label) for p, label in pairs])
        refused = self._add_texts("refused", [_listed(f"{p}=2", label) for p, label in pairs])
        broken = [(f"NOT({names[e.name]})", e.label) for e in self.layer.requirements]
        unmet = self._add_texts("unmet", [_listed(when, label) for when, label in broken])
        self._reasons(names)
        said = self._about_faults(string(word("ok", language)))
        said = self._about_elements(said)
        said = self._about_parameters(self._unless(unmet, "unmet", said))
        said = self._unless(refused, "refused", self._unless(missing, "missing", said))
        said = f'IF({grid.here(key(BLANK))},"",{said})'
        message = grid.add(key(MESSAGE), said, word("state", language), self._checks)
        counted = f"{message}={string(word('ok', language))}"
        grid.add(key(COUNTED), counted, word("counted", language), self._checks)

    def _reasons(self, names: Mapping[str, str]) -> None:
        if self.layer.reasons:
            reasons = self.layer.reasons
            self._add_texts("reasons", [_listed(names[name], label) for name, label in reasons])

    def _add_texts(self, what: str, parts: Sequence[str]) -> str:
        head = word(what, self.language).strip(" :")
        return add_texts(self.grid, key(what), parts, head, self._checks)

    def _unless(self, place: str, what: str, otherwise: str) -> str:
        said = (
            f"{string(word(what, self.language))}&MID({place},{len(SEPARATOR) + 1},{LONGEST_TEXT})"
        )
        return f'IF({place}<>"",{said},{otherwise})'

    def _about_faults(self, otherwise: str) -> str:
        if self.layer.fault is None or self.faults is None:
            return otherwise
        place = self.names()[self.layer.fault]
        return f"IF({place}>0,INDEX({self.faults},MAX(1,{place})),{otherwise})"

    def _about_parameters(self, otherwise: str) -> str:
        if self.parameters_ok is None:
            return otherwise
        wrong = word("bad parameter", self.language, sheet=word("parameters", self.language))
        return f"IF({self.parameters_ok},{otherwise},{string(wrong)})"

    def _about_elements(self, otherwise: str) -> str:
        if self.elements is None:
            return otherwise
        filled = f"COUNTIF({self.elements.down(key(BLANK))},FALSE)"
        wrong = f"({filled}-COUNTIF({self.elements.down(key(COUNTED))},TRUE))"
        text = string(word("wrong rows", self.language))
        return f"IF({wrong}>0,{wrong}&{text},{otherwise})"


def _listed(condition: str, label: str) -> str:
    """Return the formula of a label in an enumeration where a condition holds."""
    return f'IF({condition},{string(SEPARATOR + label)},"")'


def _atom(formula: object, names: Mapping[str, str]) -> str:
    """Return what a fold names: a column, or a fixed value."""
    assert isinstance(formula, Const | Ref)
    if isinstance(formula, Ref):
        return names[formula.name]
    items = formula.kind.type.items if isinstance(formula.kind, ItemKind) else ()
    return formulas.constant(formula.value, items)
