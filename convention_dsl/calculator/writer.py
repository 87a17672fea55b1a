"""Writing Python: names, indented lines, and what a generated module collects on the way."""

from __future__ import annotations

import builtins
import keyword
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from convention_dsl.calculator.shapes import Shape
from convention_dsl.core.nodes import Expr
from convention_dsl.source import Span

_BUILTINS = frozenset(
    {*dir(builtins), "annotations", "date", "Fraction", "lru_cache", "timedelta"}
) | {
    "EvaluationError",
    "PLACES",
    "bind",
}


class Names:
    """Gives Python identifiers, each once."""

    def __init__(self, taken: frozenset[str] = frozenset()) -> None:
        self._taken = set(taken)

    def unique(self, wanted: str) -> str:
        """Return an identifier like `wanted` that was not given before."""
        stem = identifier(wanted)
        name, number = stem, 1
        while name in self._taken or name in _BUILTINS:
            number += 1
            name = f"{stem}_{number}"
        self._taken.add(name)
        return name

    def inner(self) -> Names:
        """Return the names of an inner scope: those taken here stay taken."""
        return Names(frozenset(self._taken))


def identifier(text: str) -> str:
    """Return `text` as an identifier, accents kept; what Python cannot have becomes `_`."""
    normal = unicodedata.normalize("NFKC", text)
    name = "".join(c if c == "_" or f"a{c}".isidentifier() else "_" for c in normal)
    if not name or not name[0].isalpha():
        name = f"v{name}"
    return f"{name}_" if keyword.iskeyword(name) or keyword.issoftkeyword(name) else name


@dataclass
class Collected:
    """What functions need at the top of their module: helpers, constants, places of errors."""

    names: Names
    helpers: set[str] = field(default_factory=set)
    constants: dict[str, str] = field(default_factory=dict)
    """The name of each constant by its code."""
    places: list[Span] = field(default_factory=list)

    def helper(self, name: str) -> str:
        """Return the name of a helper of the prelude, which the module will have."""
        self.helpers.add(name)
        return name

    def constant(self, code: str, wanted: str) -> str:
        """Return the name of a module constant whose value `code` is."""
        if code not in self.constants:
            self.constants[code] = self.names.unique(f"_{wanted}")
        return self.constants[code]

    def place(self, span: Span) -> int:
        """Return the index of a place in the text."""
        if span not in self.places:
            self.places.append(span)
        return self.places.index(span)

    def day(self, day: date) -> str:
        """Return the code of a day."""
        code = f"date({day.year}, {day.month}, {day.day})"
        return self.constant(code, f"DAY_{day:%Y_%m_%d}")

    def fraction(self, value: Fraction) -> str:
        """Return the code of a number that may be no integer."""
        if value.denominator == 1:
            return str(value.numerator)
        sign = "MINUS_" if value < 0 else ""
        name = f"{sign}{abs(value.numerator)}_OVER_{value.denominator}"
        return self.constant(f"Fraction({value.numerator}, {value.denominator})", name)


_DEEP = 40


class Lines:
    """Indented lines of code, and what the locals hold that were set on the way to the last one."""

    def __init__(self, depth: int = 0) -> None:
        self.lines: list[str] = []
        self._depth = depth
        self._kept: list[dict[Expr, tuple[str, Shape]]] = [{}]

    @property
    def is_deep(self) -> bool:
        """Whether more blocks within blocks may be more than Python allows (a hundred)."""
        return self._depth >= _DEEP

    def add(self, text: str) -> None:
        """Add a line at the current depth."""
        self.lines.append("    " * self._depth + text)

    @contextmanager
    def block(self, opening: str) -> Iterator[None]:
        """Add `opening` and indent what is added meanwhile; an empty block gets a `pass`."""
        self.add(opening)
        self._depth += 1
        self._kept.append({})
        before = len(self.lines)
        yield
        if not any(not line.lstrip().startswith("#") for line in self.lines[before:]):
            self.add("pass")
        self._kept.pop()
        self._depth -= 1

    def keep(self, expr: Expr, name: str, shape: Shape) -> None:
        """Note that a local holds the value of `expr` and will not change, in this block."""
        self._kept[-1][expr] = name, shape

    def kept(self, expr: Expr) -> tuple[str, Shape] | None:
        """Return the local that holds the value of `expr`, if one was set on the way here."""
        found = (block[expr] for block in self._kept if expr in block)
        return next(found, None)
