"""Names of a generated module: those of the text as Python identifiers, each once."""

from __future__ import annotations

from convention_dsl.calculator.prelude import HELPERS
from convention_dsl.calculator.writer import Names, identifier
from convention_dsl.targets.python.runtime import PIECES

FIXED = frozenset(
    {
        *("BOOK", "TITLE", "VERSION", "DATE_OF_EFFECT", "READINGS", "PARAMETERS", "SOURCES"),
        *("RAW", "PLACES", "Raw", "Parameters", "InputError", "EvaluationError"),
        *("AbstractSet", "Callable", "Context", "Decimal", "Final", "Generic", "Inexact"),
        *("Iterable", "Literal", "Mapping", "Sequence", "TypeVar", "dataclass", "field", "repeat"),
        *("_bind", "_V", "_R", "_K", "_T", "_times"),
        *HELPERS,
        *PIECES,
    }
)
"""What a module always gives a meaning of its own."""

AMBIGUOUS = frozenset({"l", "O", "I"})
"""Names that are refused in Python for being mistaken for a digit."""


class Scope:
    """Gives identifiers that mean nothing else in a module."""

    def __init__(self, names: Names | None = None) -> None:
        self._names = names or Names(FIXED)

    def unique(self, wanted: str) -> str:
        """Return an identifier like `wanted` that was not given before."""
        return self._names.unique(f"{wanted}_" if identifier(wanted) in AMBIGUOUS else wanted)

    def inner(self, *taken: str) -> Scope:
        """Return the names of an inner scope: those taken here stay taken."""
        inner = self._names.inner()
        for name in taken:
            inner.unique(name)
        return Scope(inner)
