"""Elements of a set that a script treats alike: they may be given up to their order.

Two elements are alike where exchanging their symbols leaves the script as it is: wherever one is an
operand of a commutative operator, the other is one in the same way. Of the inputs that differ only
by exchanging alike elements, the simplest has the last ones of the declaration in the set, which
also keeps two sets as alike as can be; so only such inputs need to be looked at, and fifteen alike
flags cost a solver no more than a number from 0 to 15.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from convention_dsl.proof import smt
from convention_dsl.proof.leaves import Leaf, LeafKind, Path
from convention_dsl.proof.smt import Bool

_TOKEN = re.compile(r"[()]|[^\s()]+")
_NAME = re.compile(r"[a-z]+[0-9]+")
_COMMUTATIVE = frozenset({"+", "and", "or"})

Occurrence = tuple[int, int, str]
"""A line, the offset of the operator in it, and the operand with `@` for the symbol."""


def orderings(
    lines: Sequence[str], leaves: Mapping[Path, Leaf], symbols: Mapping[Path, str]
) -> Iterator[Bool]:
    """Yield, for alike elements in order, that one is in the set only if the next is."""
    sets = _sets(leaves, symbols)
    members = {name for elements in sets.values() for name in elements.values()}
    if not members:
        return
    signatures = _signatures(lines, members)
    classes = _classes(sets, signatures)
    for elements in sets.values():
        last: dict[object, str] = {}
        for element, name in elements.items():
            class_ = classes[element]
            if class_ in last and last[class_] != name:
                yield smt.implication(last[class_], name)
            last[class_] = name


def _sets(
    leaves: Mapping[Path, Leaf], symbols: Mapping[Path, str]
) -> dict[Path, dict[object, str]]:
    """Return, for each set that is read, the symbols of its elements in their order."""
    found: dict[Path, dict[object, str]] = {}
    for path, leaf in leaves.items():
        if leaf.kind is LeafKind.MEMBER:
            found.setdefault(path[:-1], {})[path[-1]] = symbols[path]
    return found


def _classes(
    sets: Mapping[Path, Mapping[object, str]], signatures: Mapping[str, object]
) -> dict[object, object]:
    """Return a class for each element: alike in every set, as sets may be compared."""
    found: dict[object, object] = {}
    for element in dict.fromkeys(element for elements in sets.values() for element in elements):
        own = (elements.get(element) for elements in sets.values())
        found[element] = tuple(name and signatures[name] for name in own)
    return found


def _signatures(lines: Sequence[str], members: set[str]) -> dict[str, object]:
    """Return, for each member, where it occurs, the same for members that can be exchanged."""
    found: dict[str, Counter[Occurrence]] = {name: Counter() for name in members}
    fixed: set[str] = set()
    for number, line in enumerate(lines):
        if line.startswith("(declare-const") or members.isdisjoint(_NAME.findall(line)):
            continue
        for name, occurrence in _occurrences(number, line, members, fixed):
            if occurrence is None:
                fixed.add(name)
            else:
                found[name][occurrence] += 1
    return {
        name: name if name in fixed else frozenset(count.items()) for name, count in found.items()
    }


def _occurrences(
    number: int, line: str, members: set[str], fixed: set[str]
) -> Iterator[tuple[str, Occurrence | None]]:
    """Yield the members in a line, each in the largest operand without another (None: none).

    Of those that are `fixed` already nothing more is asked.
    """
    places: list[tuple[str, int, int]] = []
    open_: list[int] = []
    groups: list[tuple[int, int]] = []
    for token in _TOKEN.finditer(line):
        text = token.group()
        if text == "(":
            open_.append(token.start())
        elif text == ")":
            groups.append((open_.pop(), token.end()))
        elif text in members:
            places.append((text, token.start(), token.end()))
    starts = [start for _, start, _ in places]
    for name, start, end in places:
        if name not in fixed:
            yield name, _operand(number, line, (start, end), groups, starts)


def _operand(
    number: int,
    line: str,
    place: tuple[int, int],
    groups: Iterable[tuple[int, int]],
    starts: Sequence[int],
) -> Occurrence | None:
    """Return the largest operand of a commutative operator that holds one member only."""
    start, end = place
    inner, found = place, None
    for group in groups:
        if not (group[0] < start and end <= group[1]):
            continue
        if bisect_left(starts, inner[1]) - bisect_left(starts, inner[0]) > 1:
            break
        operator = line[group[0] + 1 : group[0] + 5].split(" ", 1)[0]
        if operator in _COMMUTATIVE:
            found = number, group[0], f"{line[inner[0] : start]}@{line[end : inner[1]]}"
        inner = group
    return found
