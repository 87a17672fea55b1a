"""What can go wrong when a clause is calculated: always the text's or the input's fault."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from convention_dsl.source import Span


class ErrorKind(StrEnum):
    """Why there is no value. `check` proves that none of them can happen, or shows when."""

    GAP = "gap"
    """No row, case or exception applies and there is no general rule."""
    OVERLAP = "overlap"
    """Two rows apply and neither prevails."""
    DIVISION_BY_ZERO = "division-by-zero"
    NO_PARAMETER_VALUE = "no-parameter-value"
    """The parameter has a range and no value."""
    OUT_OF_RANGE = "out-of-range"
    """A value given to a clause or to a field is not one of the declared type."""
    DATE_OUT_OF_CALENDAR = "date-out-of-calendar"
    """A computed day is not in the years 1 to 9999."""


class EvaluationError(Exception):
    """A calculation without a value: `kind` says why, `span` where in the text.

    `details` depend on the kind: `rows` that overlap (ids, comma-separated), the `parameter`'s id.
    """

    def __init__(
        self, kind: ErrorKind, span: Span, details: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.span = span
        self.details: Mapping[str, str] = details or {}
