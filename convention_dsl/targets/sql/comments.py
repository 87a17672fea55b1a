"""What is said beside definitions: their words in the text, and where they come from."""

from __future__ import annotations

from sqlglot import exp

from convention_dsl.calculator.plan.plan import Definition
from convention_dsl.core.provenance import Provenance


def comment(definition: Definition) -> str:
    """Return the label and the source of a definition, "" where the text gives none."""
    return sourced(definition.label, definition.provenance)


def sourced(label: str, provenance: Provenance) -> str:
    """Return a label with its source, "" where there is neither."""
    return " — ".join(part for part in (label, provenance.source) if part)


def commented(value: exp.Expression, said: str) -> exp.Expression:
    """Return an expression with a comment beside it, if there is something to say."""
    if said:
        value.add_comments([f" {' '.join(said.split())}"])
    return value
