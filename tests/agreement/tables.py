"""Tables that cover every input exactly once, made by cutting the space of inputs in boxes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tests.agreement.expressions import COLOURS, LEVELS


@dataclass(frozen=True)
class Axis:
    """A column of a table: its header and the way to split its values into two cells."""

    header: str
    kind: str
    low: int = 0
    high: int = 0


AXES = (
    Axis("p.n", "integer", 0, 20),
    Axis("p.m", "amount", 0, 10000),
    Axis("p.b", "boolean"),
    Axis("p.c", "boolean"),
    Axis("p.e", "enum"),
    Axis("p.l", "ordered"),
    Axis("p.d", "date"),
    Axis("p.q", "optional", 0, 9),
)


class Box:
    """The cells of a row while a table is being split: one set of values per axis."""

    def __init__(self, cells: dict[str, tuple[object, ...]]) -> None:
        self.cells = cells

    def split(self, rng: random.Random, axis: Axis) -> tuple[Box, Box] | None:
        """Cut the box in two along `axis`, or return None where it cannot be cut."""
        now = self.cells.get(axis.header)
        parts = cut(rng, axis, now)
        if parts is None:
            return None
        return (
            Box({**self.cells, axis.header: parts[0]}),
            Box({**self.cells, axis.header: parts[1]}),
        )


def cut(
    rng: random.Random, axis: Axis, now: tuple[object, ...] | None
) -> tuple[tuple[object, ...], tuple[object, ...]] | None:
    """Return two complementary parts of `now` (None: all the axis)."""
    if axis.kind in ("integer", "amount", "ordered", "date"):
        top = {"ordered": 2, "date": 2000}.get(axis.kind, axis.high)
        low, high = now if now else (axis.low, top)
        assert isinstance(low, int) and isinstance(high, int)
        if low >= high:
            return None
        at = rng.randint(low, high - 1)
        return (low, at), (at + 1, high)
    values: tuple[object, ...] = {
        "boolean": ("yes", "no"),
        "enum": COLOURS,
        "optional": ("known", "unknown"),
    }[axis.kind]
    values = now if now is not None else values
    if len(values) < 2:
        return None
    at = rng.randint(1, len(values) - 1)
    return values[:at], values[at:]


def cell(axis: Axis, now: tuple[object, ...] | None) -> str:
    """Write a cell."""
    if now is None:
        return "-"
    if axis.kind in ("boolean", "enum", "optional"):
        return ", ".join(str(value) for value in now) if now != ("known",) else "0..9"
    low, high = now
    assert isinstance(low, int) and isinstance(high, int)
    top = {"ordered": 2, "date": 2000}.get(axis.kind, axis.high)

    def show(value: int) -> str:
        if axis.kind == "ordered":
            return LEVELS[value]
        if axis.kind == "amount":
            return f"{value // 100}.{value % 100:02d} €"
        if axis.kind == "date":
            return (date(2020, 1, 1) + timedelta(days=value)).isoformat()
        return str(value)

    if low == axis.low and high == top:
        return "-"
    if low == axis.low:
        return f"<= {show(high)}"
    if high == top:
        return f">= {show(low)}"
    return show(low) if low == high else f"{show(low)}..{show(high)}"


def partition(rng: random.Random, axes: Sequence[Axis], rows: int) -> list[Box]:
    """Cut the whole space into about `rows` boxes."""
    boxes = [Box({})]
    for _ in range(rows * 3):
        if len(boxes) >= rows:
            break
        index = rng.randrange(len(boxes))
        parts = boxes[index].split(rng, rng.choice(axes))
        if parts:
            boxes[index : index + 1] = parts
    rng.shuffle(boxes)
    return boxes
