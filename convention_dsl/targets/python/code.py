"""The parts of a generated module that functions and records share while they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from convention_dsl.calculator.module import Code
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.program import Program
from convention_dsl.locale import describe_type
from convention_dsl.targets.edition import Edition
from convention_dsl.targets.python.inputs import Argument, Reader
from convention_dsl.targets.python.naming import Scope
from convention_dsl.targets.python.values import Values
from convention_dsl.targets.python.words import Words
from convention_dsl.types import NumberKind, NumberType, OptionalType, Type


@dataclass
class Module:
    """What is known while a module is written."""

    program: Program
    edition: Edition
    code: Code
    names: Mapping[ClauseRef, str]
    """The function of each clause that was asked for."""
    scope: Scope
    values: Values
    reader: Reader
    converters: dict[str, str] = field(default_factory=dict)
    """The name of each converter by its code."""
    has_parameters: bool = False

    @property
    def words(self) -> Words:
        """The words of the book's language."""
        return Words(self.edition.language)

    def raw(self, ref: ClauseRef) -> str:
        """Return the name of a clause among the raw functions."""
        return self.names.get(ref) or self.code.functions[ref]

    def converter(self, argument: Argument, prefix: str = "") -> str:
        """Return the name of what converts an argument, which the module will have."""
        code = self.values.converter(argument.type, argument.name)
        if code not in self.converters:
            self.converters[code] = self.scope.unique(f"as_{prefix}{argument.name}")
        return f"_{self.converters[code]}"

    def described(self, argument: Argument) -> str:
        """Return what a reader must know of an argument."""
        language = self.edition.language
        type_ = argument.type
        inner = type_.inner if isinstance(type_, OptionalType) else type_
        parts = [describe_type(inner, language)]
        if unit := self._unit(inner):
            parts.append(unit)
        if isinstance(type_, OptionalType):
            parts.append(self.words.say("unknown"))
        label = argument.label or argument.path[-1]
        return f"{label} ({', '.join(parts)})"

    def _unit(self, type_: Type) -> str:
        if not isinstance(type_, NumberType):
            return ""
        units = {NumberKind.AMOUNT: "in euros", NumberKind.RATE: "as fraction"}
        key = units.get(type_.kind)
        return self.words.say(key) if key else ""


def indented(lines: Sequence[str], depth: int = 1) -> list[str]:
    """Return lines further to the right."""
    return [f"{'    ' * depth}{line}" if line else line for line in lines]
