"""What every generated calculator says of itself: the text it was made from, never when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Edition:
    """A text as a calculator holds it.

    `version` changes with the meaning of the text and with nothing else: it is a digest of the
    whole book in force on a day, whichever of its clauses and readings were taken. `at` is the date
    of effect of what was calculated. `sources` are the documents cited by what the calculator
    contains, in order.
    """

    book: str
    title: str
    language: str
    version: str
    at: date | None
    readings: Mapping[str, str]
    sources: tuple[str, ...]
    parameters: Mapping[str, str]
    """The parameters that were given another value than the text's, as written, by id."""
    item_labels: Mapping[str, Mapping[str, str]]
    """The label of each item, by enumeration (qualified name)."""


Files = Mapping[str, bytes]
"""What a target gives: the content of each file, by its path in the output folder."""
