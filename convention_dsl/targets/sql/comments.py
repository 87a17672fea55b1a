"""What is said beside a definition: its words in the text, and where it comes from."""

from __future__ import annotations

from convention_dsl.calculator.plan.plan import Definition


def comment(definition: Definition) -> str:
    """Return the label and the source of a definition, "" where the text gives none."""
    source = definition.provenance.source
    return " — ".join(part for part in (definition.label, source) if part)
