"""The nearest known word: for "did you mean"."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable


def nearest(text: str, choices: Iterable[str]) -> str | None:
    """Return the choice that `text` most likely misspells, or None where none is near.

    Case and accents count for little, since they are what is mistyped most; ties go to the first.
    """
    best: str | None = None
    limit = max(1, len(text) // 3)
    plain = bare(text)
    smallest = 2 * limit + 1
    for choice in choices:
        if choice == text or abs(len(choice) - len(text)) > limit:
            continue
        distance = 2 * _distance(plain, bare(choice), limit)
        distance += 0 if distance == 0 or text[:1] == choice[:1] else 1
        if distance < smallest:
            best, smallest = choice, distance
    return best


def bare(text: str) -> str:
    """Return `text` without case or accents."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _distance(left: str, right: str, limit: int) -> int:
    """Return the number of edits (a swap of neighbours is one), or more than `limit`."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == other:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]
