"""Diagnostics: what the tool has to say about a text or an input.

A stage returns diagnostics, it never prints them. A `Diagnostic` names a code of the catalogue and
the arguments of its message; the wording, in French and in English, lives in the catalogue only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from convention_dsl.source import Span
from convention_dsl.types import Type


class Severity(StrEnum):
    """How serious a diagnostic is: an error stops later stages, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class TypedValue:
    """A value of the language with its type: `report` prints it in the reader's locale.

    `labels` are those of the items of each enumeration, by its qualified name.
    """

    type: Type
    value: object
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Label:
    """A second place that explains a diagnostic; `phrase` is a key of the catalogue's phrases."""

    span: Span
    phrase: str
    arguments: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to say, with its stable code, its place and the arguments of its message.

    `suggestion` is the text that would replace the span (a nearest name, a missing row) and is
    shown as "did you mean"; `witness` is a table of (label, value) pairs: the concrete patient
    (`witness_values` where the values are still to be printed in the reader's locale).
    """

    code: str
    span: Span | None
    arguments: Mapping[str, object] = field(default_factory=dict)
    labels: tuple[Label, ...] = ()
    suggestion: str | None = None
    witness: tuple[tuple[str, str], ...] = ()
    witness_values: tuple[tuple[str, TypedValue], ...] = ()

    @property
    def severity(self) -> Severity:
        """The severity that the code's first letter gives: E for an error, W for a warning."""
        return Severity.WARNING if self.code.startswith("W") else Severity.ERROR


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether any of `diagnostics` is an error."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
