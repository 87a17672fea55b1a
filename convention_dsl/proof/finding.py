"""What `check` found at a place, before it is known in which dates and readings it is so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from convention_dsl.core.nodes import Value
from convention_dsl.core.program import Binding
from convention_dsl.diagnostics import Label
from convention_dsl.diagnostics.catalogue import entries
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.proof.patients import Environment
from convention_dsl.proof.reads import Read
from convention_dsl.proof.reason import Reason
from convention_dsl.source import Span
from convention_dsl.types import Type


def reason_words(reason: Reason) -> Wording:
    """Return why a question was not decided, in the words that verdicts use."""
    for entry in entries().values():
        if reason.key in entry.phrases:
            words = entry.phrases[reason.key]
            arguments = reason.arguments
            return Wording(words.en.format_map(arguments), words.fr.format_map(arguments))
    return Wording(reason.key, reason.key)


@dataclass(frozen=True, slots=True)
class Witness:
    """Concrete inputs (and, where open, parameter values) that show a finding.

    `read` are the fields that the finding depends on.
    """

    inputs: tuple[Binding, ...]
    values: Environment
    read: frozenset[Read] = frozenset()
    parameters: Environment = field(default_factory=dict)
    shown: tuple[Type, Value] | None = None
    """The value of the expression found wrong."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic of one linked program.

    `subject` names a row, where the finding only counts if it holds in every program that has the
    row: a case that cannot apply this year may apply the next.
    """

    code: str
    span: Span
    labels: tuple[Label, ...] = ()
    arguments: Mapping[str, object] = field(default_factory=dict)
    witness: Witness | None = None
    subject: str | None = None

    @property
    def key(self) -> tuple[str, Span, tuple[Span, ...]]:
        """What makes two findings of different programs the same one."""
        return self.code, self.span, tuple(label.span for label in self.labels)


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in one clause, and the rows that it has (the possible `subject`s)."""

    list: tuple[Finding, ...]
    subjects: tuple[str, ...] = ()
