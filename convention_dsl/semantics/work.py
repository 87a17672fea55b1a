"""A book being elaborated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from convention_dsl.core.program import (
    ClauseDef,
    EnumDef,
    ExampleDef,
    ExceptionDef,
    ParameterDef,
    PopulationDef,
    PropertyDef,
    RecordDef,
)
from convention_dsl.core.provenance import Provenance
from convention_dsl.semantics.books import BookText, Used
from convention_dsl.semantics.names import BookNames
from convention_dsl.semantics.owner import Ids
from convention_dsl.semantics.scope import Context, Scope
from convention_dsl.syntax.nodes import Declaration, Name

Found = TypeVar("Found")


@dataclass(slots=True)
class Work:
    """A book being elaborated."""

    text: BookText
    names: BookNames
    context: Context
    uses: Sequence[Used]
    ids: Ids = field(default_factory=Ids)
    enums: list[EnumDef] = field(default_factory=list)
    records: list[RecordDef] = field(default_factory=list)
    parameters: list[ParameterDef] = field(default_factory=list)
    clauses: dict[str, ClauseDef] = field(default_factory=dict)
    exceptions: dict[str, ExceptionDef] = field(default_factory=dict)
    populations: list[PopulationDef] = field(default_factory=list)
    properties: list[PropertyDef] = field(default_factory=list)
    examples: list[ExampleDef] = field(default_factory=list)
    kept: list[Declaration] = field(default_factory=list)
    """The declarations but those that repeat a name."""

    @property
    def scope(self) -> Scope:
        """The scope of what has no local names."""
        return Scope(self.context)

    @property
    def provenance(self) -> Provenance:
        """The source and confidence of the whole book."""
        return self.text.provenance

    def of(self, kind: type[Found]) -> list[Found]:
        """Return the declarations of one kind, in the order of the text."""
        return [each for each in self.kept if isinstance(each, kind)]


def guarded(work: Work, name: Name, make: Callable[[], Found]) -> Found | None:
    """Return what `make` makes; what is nested too deeply to be read is told."""
    try:
        return make()
    except RecursionError:
        work.context.problems.add("E0187", name.span, name=name.text)
        return None
