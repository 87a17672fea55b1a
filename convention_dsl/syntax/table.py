"""The parse table: built once by lark from the grammar, then kept in the user's cache.

Building takes lark and most of a second; reading it back takes neither. The cache is a JSON file
named by a hash of everything it depends on. Where it cannot be read or written, the table is built
anew each time.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from convention_dsl import __version__
from convention_dsl.resources import data

STARTS = ("declaration", "property_line", "literal", "cell")


@dataclass(frozen=True, slots=True)
class Rule:
    """A production as the parser needs it: what it makes of the last `size` values.

    `origin` is the symbol it reduces to, `name` that of the tree it makes; `spliced` when its
    children belong to the tree above, `single` when an only child stands for it.
    """

    origin: str
    name: str
    size: int
    spliced: bool
    single: bool


@dataclass(frozen=True, slots=True)
class Table:
    """LALR(1): in each state, a symbol leads to a state (>= 0) or to rule -1 - n (< 0)."""

    states: tuple[Mapping[str, int], ...]
    rules: tuple[Rule, ...]
    starts: Mapping[str, int]
    ends: Mapping[str, int]


@cache
def table() -> Table:
    """Return the parse table of the grammar."""
    grammar = (data("grammar") / "convention.lark").read_text(encoding="utf-8")
    place = _cache_file(grammar)
    raw = _load(place)
    if raw is None:
        raw = build(grammar)
        _save(place, raw)
    return _thaw(raw)


def build(grammar: str) -> dict[str, Any]:
    """Return the parse table of `grammar`, as JSON values."""
    import lark

    parser = lark.Lark(
        grammar, parser="lalr", lexer="basic", start=list(STARTS), maybe_placeholders=False
    )
    built = parser.parse_interactive(start=STARTS[0]).parser_state.parse_conf.parse_table
    return _number(built.states, built.start_states, built.end_states)


def _number(states: Any, starts: Any, ends: Any) -> dict[str, Any]:  # noqa: ANN401
    """Number states and rules in the order of a walk, so that the same grammar gives the same."""
    order = [starts[start] for start in STARTS]
    numbers = {state: number for number, state in enumerate(order)}
    rules: dict[Any, int] = {}
    table: list[dict[str, int]] = []
    for state in order:
        row: dict[str, int] = {}
        for symbol, (action, target) in sorted(states[state].items()):
            if action.name == "Shift":
                if target not in numbers:
                    numbers[target] = len(order)
                    order.append(target)
                row[symbol] = numbers[target]
            else:
                row[symbol] = -1 - rules.setdefault(target, len(rules))
        table.append(row)
    return {
        "states": table,
        "rules": [_freeze_rule(rule) for rule in rules],
        "starts": {start: numbers[starts[start]] for start in STARTS},
        "ends": {start: numbers[ends[start]] for start in STARTS},
    }


def _freeze_rule(rule: Any) -> list[Any]:  # noqa: ANN401 - lark has no types
    origin = rule.origin.name
    return [
        origin,
        rule.alias or origin,
        len(rule.expansion),
        origin.startswith("_"),
        bool(rule.options.expand1) and not rule.alias,
    ]


def _thaw(raw: dict[str, Any]) -> Table:
    rules = tuple(Rule(*fields) for fields in raw["rules"])
    return Table(tuple(raw["states"]), rules, raw["starts"], raw["ends"])


# Cache ------------------------------------------------------------------------------------------


def _cache_file(grammar: str) -> Path | None:
    parts = f"table 1\n{__version__}\n{STARTS}\n{_lark()}\n{grammar}"
    key = hashlib.sha256(parts.encode()).hexdigest()
    folder = Path(os.environ.get("XDG_CACHE_HOME", ""))
    try:
        base = folder if folder.is_absolute() else Path.home() / ".cache"
    except RuntimeError:
        return None
    return base / "convention-dsl" / f"grammar-{key[:32]}.json"


def _lark() -> str:
    """Return what tells one version of lark from another, without loading it."""
    spec = find_spec("lark")
    if spec is None or spec.origin is None:
        return ""
    return Path(spec.origin).read_text(encoding="utf-8")


def _load(place: Path | None) -> dict[str, Any] | None:
    if place is None:
        return None
    try:
        raw = json.loads(place.read_bytes())
        _thaw(raw)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return raw  # type: ignore[no-any-return]


def _save(place: Path | None, raw: dict[str, Any]) -> None:
    if place is None:
        return
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            "w", dir=place.parent, delete=False, encoding="utf-8", suffix=".tmp"
        ) as file:
            json.dump(raw, file, separators=(",", ":"))
        Path(file.name).replace(place)
