"""The catalogue of messages: every code, its wording in both languages, and what it means.

One module per range of codes lists its entries; this one joins them. The error pages of the
documentation and `convention explain CODE` are made from here, so that there is one wording.

Ranges: E00xx syntax · E01xx names and types · E02xx what `check` proves (W02xx) · E03xx input data
· E04xx properties · E05xx files and options · E06xx populations · E07xx what is built and run.
A warning has the letter W in the same range.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from convention_dsl.diagnostics.entry import Entry


@cache
def entries() -> Mapping[str, Entry]:
    """Return every entry of the catalogue by its code."""
    from convention_dsl.diagnostics import (
        data,
        files,
        linking,
        obligations,
        options,
        populations,
        properties,
        semantics,
        simulations,
        simulations_input,
        syntax,
        targets,
        vectors,
    )

    modules = (
        syntax,
        semantics,
        linking,
        obligations,
        data,
        properties,
        files,
        options,
        populations,
        simulations,
        simulations_input,
        targets,
        vectors,
    )
    return {entry.code: entry for module in modules for entry in module.ENTRIES}
