"""A cell of the input as one column of a plan: what `texts` and `natives` give to `scalars`."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlglot import exp

from convention_dsl.diagnostics.entry import Wording
from convention_dsl.locale import ItemLabels
from convention_dsl.simulation.expressions import FALSE, E, column


@dataclass(frozen=True)
class Cell:
    """A column of the input, or a field of one that holds records."""

    name: str
    value: E
    type: exp.DataType


@dataclass(frozen=True)
class Defect:
    """What may be wrong with a cell; `holds` is never NULL, and false where the cell is empty."""

    reason: Wording
    holds: E


@dataclass(frozen=True)
class Decoded:
    """A cell as a scalar of a plan: `value` is NULL where it is empty or has a defect."""

    value: E
    blank: E
    """Whether the cell is empty; never NULL."""
    defects: tuple[Defect, ...] = ()
    unknown: E = FALSE
    """Whether the cell says that an optional value is unknown; never NULL."""


@dataclass
class Helpers:
    """Expressions that several others use, as columns of subqueries around the scan.

    They are computed once a row. Those of a layer may name those of the layers before.
    """

    layers: tuple[dict[str, E], ...] = field(default_factory=lambda: ({}, {}, {}))
    _names: dict[E, str] = field(default_factory=dict)

    def name(self, layer: int, value: E) -> E:
        """Return the column that will hold `value`."""
        if value not in self._names:
            self._names[value] = f"__read_{len(self._names) + 1}"
            self.layers[layer][self._names[value]] = value
        return column(self._names[value])

    def around(self, scan: E) -> E:
        """Return the scan with the columns of every layer."""
        for layer in self.layers:
            if layer:
                added = [exp.alias_(value, name, quoted=True) for name, value in layer.items()]
                scan = exp.select(exp.Star(), *added).from_(scan.copy()).subquery("read")
        return scan


@dataclass(frozen=True)
class Habits:
    """How the author of the input writes, and where expressions used twice are kept."""

    labels: ItemLabels
    helpers: Helpers
    decimal_comma: bool = False
    is_csv: bool = False
