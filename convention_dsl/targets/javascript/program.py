"""The definitions of a plan as one JavaScript function on scaled integers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from convention_dsl.calculator.plan.formula import (
    All,
    Choose,
    Fold,
    Formula,
    Product,
    Some,
    Sum,
)
from convention_dsl.calculator.plan.plan import Column, Definition, ListInput, ParameterColumn, Plan
from convention_dsl.calculator.plan.traverse import names_in, outputs
from convention_dsl.targets.javascript.formulas import Level, Printer
from convention_dsl.targets.javascript.naming import Names
from convention_dsl.targets.javascript.widths import is_wide

_WIDTH = 96


@dataclass(frozen=True)
class Function:
    """The text of the function, what must stand before it, and how it counts."""

    constants: tuple[str, ...]
    lines: tuple[str, ...]
    is_big: bool
    """Whether integers are `BigInt`s."""


def function(plan: Plan, taken: Iterable[str]) -> Function:
    """Return `compute(columns, lists, parameters)`, which gives the values that are asked of it.

    `taken` are the identifiers that the rest of the module uses.
    """
    return _Writer(plan, frozenset(taken)).function()


@dataclass
class _Writer:
    plan: Plan
    taken: frozenset[str]
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        own = {"columns", "lists", "parameters", "element", "values"}
        self.names = Names(self.taken | own)
        self.known: set[str] = set()
        self.lists = {many.name: many for many in self.plan.lists}
        self.done: dict[str, set[str]] = {many.name: set() for many in self.plan.lists}
        elements = {many.name: frozenset(_element_names(many)) for many in self.plan.lists}
        self.printer = Printer(self.names, is_wide(self.plan), elements)

    def function(self) -> Function:
        self.lines.append("function compute(columns, lists, parameters) {")
        self._take("columns", self.plan.columns)
        self._take("parameters", self.plan.parameters)
        self.known |= {each.name for each in self.plan.columns}
        self.known |= {each.name for each in self.plan.parameters}
        for definition in self.plan.definitions:
            if isinstance(definition.formula, Fold):
                self._elements(self.lists[definition.formula.over])
            self._definition(definition, "  ")
            self.known.add(definition.name)
        for many in self.plan.lists:
            if many.requirements:
                self._elements(many)
        self._return()
        self.lines.append("}")
        constants = tuple(_positions(self.printer))
        return Function(constants, tuple(self.lines), self.printer.is_big)

    def _take(self, source: str, columns: Sequence[Column | ParameterColumn]) -> None:
        """Write what is taken of the columns or the parameters: those that are read."""
        read = self._read()
        names = [each.name for each in columns if each.name in read]
        if names:
            self._block("  const {", map(self.printer.member, names), f"}} = {source};")

    def _read(self) -> frozenset[str]:
        found = {name for each in self.plan.definitions for name in names_in(each.formula)}
        for many in self.plan.lists:
            found |= {name for each in many.definitions for name in names_in(each.formula)}
        return frozenset(found | set(asked(self.plan)))

    def _block(self, start: str, members: Iterable[str], end: str) -> None:
        """Write members between braces, on one line where they fit."""
        found = list(members)
        line = f"{start} {', '.join(found)} {end}"
        if len(line) <= _WIDTH:
            self.lines.append(line)
            return
        margin = " " * (len(start) - len(start.lstrip()) + 2)
        self.lines.append(start)
        self.lines += _filled(found, margin)
        self.lines.append(f"{margin[2:]}{end}")

    def _definition(self, definition: Definition, margin: str) -> None:
        said = [definition.label, definition.provenance.source or ""]
        if any(said):
            self.lines.append(f"{margin}// {' — '.join(' '.join(x.split()) for x in said if x)}")
        start = f"{margin}const {self.names[definition.name]} ="
        self.lines += self._laid_out(start, definition.formula, margin)

    def _laid_out(self, start: str, formula: Formula, margin: str) -> Iterator[str]:
        """Yield an assignment on one line, or on one line a part where it is long."""
        line = f"{start} {self.printer.text(formula)};"
        parts = [] if len(line) <= _WIDTH else self._split(formula)
        if len(parts) < 2:
            yield line
            return
        yield start
        for index, part in enumerate(parts):
            yield f"{margin}  {part}{';' if index == len(parts) - 1 else ''}"

    def _split(self, formula: Formula) -> list[str]:
        code = self.printer.code
        match formula:
            case Choose(_, cases, otherwise):
                chosen = [
                    f"{': ' if index else ''}{code(condition).within(Level.OR)}"
                    f" ? {code(value).within(Level.OR)}"
                    for index, (condition, value) in enumerate(cases)
                ]
                return [*chosen, f": {code(otherwise).within(Level.OR)}"]
            case Sum(_, parts):
                return _operands("+", [code(part).within(Level.PRODUCT) for part in parts])
            case Product(_, parts):
                return _operands("*", [code(part).within(Level.SIGN) for part in parts])
            case All(parts):
                return _operands("&&", [code(part).within(Level.EQUALITY) for part in parts])
            case Some(parts):
                return _operands("||", [code(part).within(Level.EQUALITY) for part in parts])
            case _:
                return []

    def _elements(self, many: ListInput) -> None:
        """Write what is computed of each element, as far as what it needs is known by now."""
        known = self.known | self.done[many.name] | {each.name for each in many.columns}
        ready: list[Definition] = []
        for definition in many.definitions:
            is_new = definition.name not in self.done[many.name]
            if is_new and known.issuperset(names_in(definition.formula)):
                ready.append(definition)
                known.add(definition.name)
        earlier = self.printer.lists.get(many.name)
        if earlier is not None and not ready:
            return
        own = self.names.unique(many.name)
        self.printer.lists[many.name] = own
        source = earlier or f"lists[{json.dumps(many.name, ensure_ascii=False)}]"
        self.done[many.name] |= {each.name for each in ready}
        if ready:
            self._mapped(own, source, ready, many)
        else:
            self.lines.append(f"  const {own} = {source};")

    def _mapped(
        self, own: str, source: str, definitions: Sequence[Definition], many: ListInput
    ) -> None:
        """Write a list whose elements have some definitions more than those of `source`."""
        made = {each.name for each in definitions}
        read = {name for each in definitions for name in names_in(each.formula)} - made
        names = [name for name in _element_names(many) if name in read]
        self.lines.append(f"  const {own} = {source}.map((element) => {{")
        if names:
            self._block("    const {", map(self.printer.member, names), "} = element;")
        for definition in definitions:
            self._definition(definition, "    ")
        members = ["...element", *(self.printer.member(each.name) for each in definitions)]
        self._block("    return {", members, "};")
        self.lines.append("  });")

    def _return(self) -> None:
        self._block("  const values = {", map(self.printer.member, asked(self.plan)), "};")
        checked = [many.name for many in self.plan.lists if many.requirements]
        members = (
            f"{json.dumps(name, ensure_ascii=False)}: {self.printer.lists[name]}"
            for name in checked
        )
        self._block("  return { values, elements: {", members, "} };")


def asked(plan: Plan) -> list[str]:
    """Return what the function gives: results, fault, requirements, and what lines show."""
    of_elements = {each.name for many in plan.lists for each in many.requirements}
    lines = (
        name
        for line in plan.lines
        for name in (line.shown, line.value, line.denominator)
        if name is not None
    )
    found = dict.fromkeys((*outputs(plan), *lines))
    return [name for name in found if name not in of_elements]


def _element_names(many: ListInput) -> Iterator[str]:
    yield from (each.name for each in many.columns)
    yield from (each.name for each in many.definitions)


def _operands(operator: str, parts: Sequence[str]) -> list[str]:
    return [parts[0], *(f"{operator} {part}" for part in parts[1:])]


def _filled(words: Sequence[str], margin: str) -> Iterator[str]:
    """Yield words with commas, as many on a line as fit."""
    line = margin
    for word in words:
        if len(line) + len(word) + 1 > _WIDTH and line.strip():
            yield line.rstrip()
            line = margin
        line += f"{word}, "
    yield line.rstrip()


def _positions(printer: Printer) -> Iterator[str]:
    for type_, name in printer.positions.items():
        pairs = ", ".join(
            f"[{json.dumps(item, ensure_ascii=False)}, {index}]"
            for index, item in enumerate(type_.items)
        )
        yield f"const {name} = new Map([{pairs}]);"
