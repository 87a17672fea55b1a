"""What the functions of one module share, and where their variables are found."""

from __future__ import annotations

from dataclasses import dataclass, field

from convention_dsl.calculator.annotations import annotation
from convention_dsl.calculator.failures import Failures
from convention_dsl.calculator.inline import Inliner
from convention_dsl.calculator.shapes import Shape
from convention_dsl.calculator.writer import Collected, Names
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.program import Program


@dataclass(frozen=True, slots=True)
class Local:
    """A variable that one piece of code gives."""

    code: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Parts:
    """A record variable, field by field."""

    fields: dict[str, Place]


Place = Local | Parts


def typed_arguments(place: Place) -> list[str]:
    """Return a variable as the arguments of a function's signature: records field by field."""
    if isinstance(place, Local):
        return [f"{place.code}: {annotation(place.shape)}"]
    return [code for field in place.fields.values() for code in typed_arguments(field)]


def renamed(place: Place, name: str, names: Names) -> Place:
    """Return where a variable is found in a function that takes it as arguments."""
    if isinstance(place, Local):
        return Local(names.unique(name), place.shape)
    return Parts({f: renamed(part, f"{name}_{f}", names) for f, part in place.fields.items()})


@dataclass(frozen=True)
class Context:
    """What all functions of a module share."""

    program: Program
    collected: Collected
    inliner: Inliner
    failures: Failures
    functions: dict[ClauseRef, str] = field(default_factory=dict)
    """The name of each clause that is called, in the order of the first call."""
    parameters: dict[str, str] = field(default_factory=dict)
    """The name of each parameter that is read, by id."""
    parts: list[list[str]] = field(default_factory=list)
    """The lines of the functions that hold a part of a clause, too deep to stand within it."""

    def function(self, ref: ClauseRef) -> str:
        """Return the name of the function of a clause, which the module will have."""
        if ref not in self.functions:
            pin = f"_at_{ref.pin:%Y_%m_%d}" if ref.pin else ""
            signed = "_as_signed" if ref.as_signed else ""
            self.functions[ref] = self.collected.names.unique(
                f"{ref.book}__{ref.name}{pin}{signed}"
            )
        return self.functions[ref]

    def parameter(self, id_: str) -> str:
        """Return the name of a parameter of the module."""
        if id_ not in self.parameters:
            parameter = self.program.parameters[id_]
            pin = f"_at_{parameter.pin:%Y_%m_%d}" if parameter.pin else ""
            wanted = f"{parameter.definition.book}__{parameter.definition.name}{pin}"
            self.parameters[id_] = self.collected.names.unique(wanted)
        return self.parameters[id_]
