"""Texts → what is wrong with them, and the verdicts on their properties."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from convention_dsl.diagnostics import Diagnostic, has_errors
from convention_dsl.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from convention_dsl.core.program import (
        PropertyDef,
    )
    from convention_dsl.pipeline.loading import Workspace
    from convention_dsl.proof.limits import Limits
    from convention_dsl.report.verdicts import Shown


def check(workspace: Workspace, begin: Callable[[str], None]) -> list[Diagnostic]:
    """Return what is wrong with the asked books: in reading them, then in proving about them.

    `begin` hears the name of each book.
    """
    diagnostics = list(workspace.diagnostics)
    if has_errors(diagnostics):
        return diagnostics
    from convention_dsl.proof.check import check as check_book

    for name in workspace.asked:
        begin(name)
        diagnostics += check_book(workspace.library, name)
    return diagnostics


@dataclass(frozen=True)
class Asked:
    """What `prove` is asked: names (none: all), claims, a date, readings, seconds per property.

    `recheck`: the certificates of proofs are checked again, by other means.
    """

    properties: tuple[str, ...] = ()
    claims: tuple[PropertyDef, ...] = ()
    at: date | None = None
    readings: Mapping[str, str] = field(default_factory=dict)
    seconds: float | None = None
    recheck: bool = False

    def names(self) -> tuple[str, ...] | None:
        """Return the properties of the texts that are asked for; None: all of them."""
        claimed = tuple(claim.name for claim in self.claims)
        return (*self.properties, *claimed) if self.properties or claimed else None


def out_of_force(workspace: Workspace, asked: Asked) -> list[Diagnostic]:
    """Return the books asked about and not in force at the date, where none of them is."""
    names, at = asked.names(), asked.at
    books = [
        book
        for index, book in enumerate(workspace.conventions)
        if any(names is None or each.name in names for each in book.properties)
        or (asked.claims and index == 0)
    ]
    if at is None or any(book.period.contains(at) for book in books):
        return []
    return [Diagnostic("E0183", book.span, {"book": book.name, "day": at}) for book in books]


def prove(workspace: Workspace, asked: Asked, begin: Callable[[str], None]) -> Iterator[Shown]:
    """Yield the verdicts on the properties of the asked books, in the order of the files.

    `begin` hears the name of each property. Claims are about the first of the books. A book that
    is not in force at the date asked for has no verdict.
    """
    from convention_dsl.proof.prove import Selection
    from convention_dsl.proof.prove import prove as prove_book
    from convention_dsl.report.shown import shown_of

    for index, book in enumerate(workspace.conventions):
        if asked.at is not None and not book.period.contains(asked.at):
            continue
        selection = Selection(
            asked.names(), asked.at, asked.readings, asked.claims if index == 0 else ()
        )
        for result in prove_book(
            workspace.library,
            book.name,
            selection,
            _limits(asked.seconds),
            lambda definition: begin(definition.name),
            recheck=asked.recheck,
        ):
            yield shown_of(workspace.library, result)


def _limits(seconds: float | None) -> Limits:
    """Return what a proof may cost; more time allows the solver more steps too."""
    from convention_dsl.proof.limits import DEFAULT_LIMITS

    if seconds is None:
        return DEFAULT_LIMITS
    return replace(DEFAULT_LIMITS, seconds=seconds)


def count_properties(workspace: Workspace, asked: Asked) -> int:
    """Return how many properties `prove` will decide."""
    names, at = asked.names(), asked.at
    found = 0
    for index, book in enumerate(workspace.conventions):
        if at is None or book.period.contains(at):
            found += sum(names is None or each.name in names for each in book.properties)
            found += len(asked.claims) if index == 0 else 0
    return found


def read_claims(
    workspace: Workspace, claims: Sequence[str]
) -> tuple[tuple[PropertyDef, ...], dict[str, Source], list[Diagnostic]]:
    """Return the properties typed on the spot, their texts, and what is wrong with them.

    A claim is a property without its name: `for every p : Patient then fmt(p) >= 5 €`.
    """
    from convention_dsl.semantics import elaborate_property
    from convention_dsl.syntax.parser import parse_property

    book = workspace.conventions[0]
    definitions: list[PropertyDef] = []
    sources: dict[str, Source] = {}
    diagnostics: list[Diagnostic] = []
    for claim in claims:
        source = Source(f"--claim {len(sources) + 1}", claim)
        sources[source.path] = source
        declaration, found = parse_property(source, book.language)
        diagnostics += found
        if declaration is not None and not has_errors(found):
            definition, found = elaborate_property(workspace.library, book.name, declaration)
            diagnostics += found
            if definition is not None:
                definitions.append(definition)
    return tuple(definitions), sources, diagnostics
