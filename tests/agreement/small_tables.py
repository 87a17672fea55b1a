"""Tables over a small record: boxes that cover everything once, or with a row lost or doubled."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from tests.agreement.small_words import Words

ORDERED = ("integer", "amount", "rate", "ordered", "date")


@dataclass(frozen=True)
class Column:
    """A condition column: its header, whether its values are in order, and their literals."""

    header: str
    ordered: bool
    values: tuple[str, ...]

    def cell(self, taken: tuple[int, ...], rng: random.Random) -> str:
        """Write the cell that takes the values at these positions."""
        last = len(self.values) - 1
        if len(taken) == len(self.values):
            return "-"
        low, high = self.values[taken[0]], self.values[taken[-1]]
        if self.ordered and taken == tuple(range(taken[0], taken[-1] + 1)):
            if taken[-1] == last:
                return f">= {low}"
            if taken[0] == 0 and rng.random() < 0.5:
                return f"<= {high}"
            if taken[0] == 0:
                return f"< {self.values[taken[-1] + 1]}"
            return low if low == high else f"{low}..{high}"
        missing = [value for at, value in enumerate(self.values) if at not in taken]
        plain = not {"unknown", *(v for v in self.values if v[0] in "<>")} & set(self.values)
        if len(missing) == 1 and plain and rng.random() < 0.5:
            return f"not {missing[0]}"
        return ", ".join(self.values[at] for at in taken)


Row = tuple[tuple[int, ...], ...]
"""For each column the positions of the values taken."""


def columns(words: Words) -> list[Column]:
    """Return columns about different things."""
    rng = words.rng
    found: list[Column] = []
    for each in words.fields:
        name = f"@.{each.name}"
        if each.kind in ORDERED:
            found.append(Column(name, True, each.values))
        elif each.kind in ("boolean", "enum"):
            found.append(Column(name, False, each.values))
        elif each.kind == "optional record":
            found.append(Column(f"{name} is known", False, ("no", "yes")))
        elif each.kind.startswith("optional"):
            found.append(Column(name, False, (*each.values, "unknown")))
        elif each.kind in ("set of Kind", "set of Colour", "numbers"):
            header = f"{name} contains {rng.choice(each.values)}"
            found.append(Column(header, False, ("no", "yes")))
        elif each.kind == "record":
            found.append(Column(f"{name}.i", True, ("0", "1", "2")))
    amount, known = words.some("amount"), [a for a in words.known.amounts if "@" not in a]
    if amount and known:
        bound = rng.choice(known)
        found.append(Column(f"@.{amount.name}", False, (f">= {bound}", f"< {bound}")))
        words.features.add("column of an amount")
    if rng.random() < 0.3:
        found.append(Column(words.boolean(1), False, ("no", "yes")))
        words.features.add("computed column")
    rng.shuffle(found)
    return found[: rng.randint(1, 3)]


def partition(rng: random.Random, of: Sequence[Column], rows: int) -> list[Row]:
    """Cut the whole space into about `rows` boxes."""
    boxes: list[Row] = [tuple(tuple(range(len(column.values))) for column in of)]
    for _ in range(rows * 3):
        if len(boxes) >= rows:
            break
        at, axis = rng.randrange(len(boxes)), rng.randrange(len(of))
        box = boxes[at]
        taken = list(box[axis])
        if len(taken) < 2:
            continue
        if not of[axis].ordered:
            rng.shuffle(taken)
        cut = rng.randint(1, len(taken) - 1)
        parts = (tuple(sorted(taken[:cut])), tuple(sorted(taken[cut:])))
        boxes[at : at + 1] = [(*box[:axis], part, *box[axis + 1 :]) for part in parts]
    rng.shuffle(boxes)
    return boxes


def spoilt(rng: random.Random, of: Sequence[Column], boxes: list[Row]) -> list[Row]:
    """Lose a row, double one, widen one, or add one that lies within another."""
    at, axis = rng.randrange(len(boxes)), rng.randrange(len(of))
    kind = rng.choice(("lost", "doubled", "widened"))
    if kind == "lost" and len(boxes) > 1:
        return boxes[:at] + boxes[at + 1 :]
    if kind == "widened":
        box = boxes[at]
        everything = tuple(range(len(of[axis].values)))
        return [*boxes[:at], (*box[:axis], everything, *box[axis + 1 :]), *boxes[at + 1 :]]
    return [*boxes, boxes[at]]


def table(words: Words, rows: int, *, sound: bool) -> str | None:
    """Write a table with amounts; None where the record has nothing to make columns of."""
    rng = words.rng
    of = columns(words)
    if not of:
        return None
    boxes = partition(rng, of, rows)
    if not sound:
        boxes = spoilt(rng, of, boxes)
        words.features.add("spoilt table")
    headers, outputs = "amount", 1
    style = rng.random()
    if style < 0.12:
        headers, outputs = "from 2024-01-01 | from 2025-01-01", 2
        words.features.add("dated table")
    elif style < 0.2:
        condition = words.boolean(0)
        headers, outputs = f"{condition} | not {condition}", 2
        words.features.add("cross table")
    lines = ["  | " + " | ".join(column.header for column in of) + f" || {headers} |"]
    for box in boxes:
        cells = " | ".join(c.cell(taken, rng) for c, taken in zip(of, box, strict=True))
        values = " | ".join(words.amount(rng.choice((0, 0, 0, 1))) for _ in range(outputs))
        label = f' "row {words.fresh("r")}"' if rng.random() < 0.5 else ""
        lines.append(f"  | {cells} || {values} |{label}")
    words.features.add("table")
    return "\n".join(lines)
