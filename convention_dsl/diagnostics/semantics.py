"""Messages E01xx and W01xx: names, types and declarations."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry
from convention_dsl.diagnostics.semantics_expressions import EXPRESSIONS
from convention_dsl.diagnostics.semantics_names import NAMES
from convention_dsl.diagnostics.semantics_rules import RULES, WARNINGS
from convention_dsl.diagnostics.semantics_thresholds import THRESHOLDS
from convention_dsl.diagnostics.semantics_types import TYPES

ENTRIES: tuple[Entry, ...] = (*NAMES, *TYPES, *EXPRESSIONS, *RULES, *THRESHOLDS, *WARNINGS)
