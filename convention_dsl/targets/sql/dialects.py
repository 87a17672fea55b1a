"""The dialects of SQL, and how wide their integers are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum, StrEnum

from sqlglot import exp

from convention_dsl.calculator.plan.formula import IntKind, Kind
from convention_dsl.calculator.plan.scopes import UnsupportedError
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.source import NOWHERE, Span


class Dialect(StrEnum):
    """A dialect, by the name that sqlglot gives it."""

    DUCKDB = "duckdb"
    POSTGRES = "postgres"
    SPARK = "spark"

    @property
    def label(self) -> str:
        """What people call it."""
        return _TITLES[self]


class Width(IntEnum):
    """How wide an engine holds an integer."""

    SHORT = 0
    """32 bits: what every engine takes a small literal for."""
    LONG = 1
    """64 bits: what every column and every definition has at least."""
    WIDE = 2
    """HUGEINT in DuckDB, NUMERIC(38, 0) in PostgreSQL."""


_TITLES = {
    Dialect.DUCKDB: "DuckDB",
    Dialect.POSTGRES: "PostgreSQL",
    Dialect.SPARK: "Spark",
}

LIMITS = {
    Dialect.DUCKDB: 2**127 - 1,
    Dialect.POSTGRES: 10**38 - 1,
    Dialect.SPARK: 2**63 - 1,
}
"""What no integer of a plan may exceed, either side of 0."""

_SHORT = 2**31 - 1
_LONG = 2**63 - 1
_WIDE_TYPES = {Dialect.DUCKDB: "INT128", Dialect.POSTGRES: "DECIMAL(38, 0)"}


_DIGITS = Wording(
    "a whole number of more than {digits} digits (amounts count their smallest unit), which {name} "
    "does not have",
    "un nombre entier de plus de {digits} chiffres (un montant compte sa plus petite unité), que "
    "{name} n'a pas",
)


class TooWideError(UnsupportedError):
    """An integer needs more digits than the dialect has."""

    def __init__(self, dialect: Dialect, span: Span = NOWHERE) -> None:
        digits, name = str(len(str(LIMITS[dialect])) - 1), dialect.label
        construct = Wording(
            _DIGITS.en.format(digits=digits, name=name), _DIGITS.fr.format(digits=digits, name=name)
        )
        super().__init__(construct, span)
        self.dialect = dialect


@contextmanager
def placed(span: Span) -> Iterator[None]:
    """Say of an integer that is too wide that it is at `span`."""
    try:
        yield
    except TooWideError as error:
        raise (error if error.span != NOWHERE else TooWideError(error.dialect, span)) from None


def width_of(magnitude: int, dialect: Dialect) -> Width:
    """Return the width that holds ± `magnitude`.

    Raises `TooWideError` where the dialect has none.
    """
    if magnitude <= _SHORT:
        return Width.SHORT
    if magnitude <= _LONG:
        return Width.LONG
    if magnitude <= LIMITS[dialect]:
        return Width.WIDE
    raise TooWideError(dialect)


def magnitude(kind: Kind) -> int:
    """Return how far from 0 a value of `kind` may be; 0 where it is no integer."""
    return max(abs(kind.low), abs(kind.high)) if isinstance(kind, IntKind) else 0


def column_width(kind: Kind, dialect: Dialect) -> Width:
    """Return the width of a column or of a definition of `kind`: never less than 64 bits."""
    return max(Width.LONG, width_of(magnitude(kind), dialect))


def integer_type(width: Width, dialect: Dialect) -> exp.DataType:
    """Return the type that holds integers of `width`."""
    match width:
        case Width.SHORT:
            return exp.DataType.build("INT")
        case Width.LONG:
            return exp.DataType.build("BIGINT")
        case Width.WIDE:
            return exp.DataType.build(_WIDE_TYPES[dialect])
