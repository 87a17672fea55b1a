"""The name that an author probably meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate nearest to `word`, or None where none is near.

    Case, accents and underscores count for nothing; after that, as many edits are allowed as one
    for every three letters. Ties go to the first in alphabetical order.
    """
    folded = fold(word)
    allowed = max(1, len(folded) // 3)
    best: tuple[int, str] | None = None
    for candidate in sorted(set(candidates)):
        edits = distance(folded, fold(candidate), allowed)
        if edits <= allowed and edits < len(folded) and (best is None or edits < best[0]):
            best = (edits, candidate)
    return best[1] if best else None


def fold(word: str) -> str:
    """Return `word` without case, accents or underscores."""
    decomposed = unicodedata.normalize("NFD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c) and c != "_")


def distance(first: str, second: str, limit: int) -> int:
    """Return the number of insertions, deletions, changes and swaps of neighbours between words.

    Anything beyond `limit` is given as `limit + 1`.
    """
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    before: list[int] = []
    previous = list(range(len(second) + 1))
    for i, letter in enumerate(first, start=1):
        current = [i]
        for j, other in enumerate(second, start=1):
            edits = min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                edits = min(edits, before[j - 2] + 1)
            current.append(edits)
        before, previous = previous, current
    return min(previous[-1], limit + 1)
