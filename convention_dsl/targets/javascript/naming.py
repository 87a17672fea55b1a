"""Names in JavaScript: each name of a plan gets an identifier, accents kept, once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_WORDS = """
abstract arguments as async await boolean break byte case catch char class const continue
debugger default delete do double else enum eval export extends false final finally float for
from function get globalThis goto if implements import in Infinity instanceof int interface let
long NaN native new null of package private protected public return set short static super
switch synchronized this throw throws transient true try typeof undefined var void volatile
while with yield Array BigInt Boolean Date Error Intl JSON Map Math Number Object RangeError Set
String Symbol
"""
_RESERVED = frozenset(_WORDS.split())


class Names:
    """Gives identifiers, each once; the same name of the plan always has the same one."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._given: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        """Return the identifier of a name of the plan."""
        if name not in self._given:
            self._given[name] = self.unique(name)
        return self._given[name]

    def unique(self, wanted: str) -> str:
        """Return an identifier like `wanted` that was not given before."""
        stem = identifier(wanted)
        name, number = stem, 1
        while name in self._taken:
            number += 1
            name = f"{stem}_{number}"
        self._taken.add(name)
        return name


def identifier(text: str) -> str:
    """Return `text` as an identifier; what JavaScript cannot have in one becomes `_`."""
    normal = unicodedata.normalize("NFC", text)
    name = "".join(each if each == "_" or f"a{each}".isidentifier() else "_" for each in normal)
    if not name or not name.isidentifier():
        name = f"_{name}"
    return f"{name}_" if name in _RESERVED else name


def file_name(text: str) -> str:
    """Return `text` in letters that every file system and every address takes as they are."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return "".join(each if each.isalnum() or each in "_-" else "_" for each in bare) or "calcul"
