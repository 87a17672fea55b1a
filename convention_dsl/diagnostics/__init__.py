"""Diagnostics: what the tool has to say about a text or an input.

A stage returns diagnostics, it never prints them. A `Diagnostic` names a code of the catalogue and
the arguments of its message; the wording, in French and in English, lives in the catalogue only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from convention_dsl.source import Span


class Severity(StrEnum):
    """How serious a diagnostic is: an error stops later stages, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Label:
    """A second place that explains a diagnostic; `phrase` is a key of the catalogue's phrases."""

    span: Span
    phrase: str
    arguments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to say, with its stable code, its place and the arguments of its message.

    `suggestion` is the text that would replace the span (a nearest name, a missing row) and is
    shown as "did you mean"; `witness` is a table of (label, value) pairs: the concrete patient.
    """

    code: str
    span: Span | None
    arguments: Mapping[str, object] = field(default_factory=dict)
    labels: tuple[Label, ...] = ()
    suggestion: str | None = None
    witness: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Severity:
        """The severity that the code's first letter gives: E for an error, W for a warning."""
        return Severity.WARNING if self.code.startswith("W") else Severity.ERROR


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether any of `diagnostics` is an error."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
