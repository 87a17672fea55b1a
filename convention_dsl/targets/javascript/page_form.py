"""What the form of a page asks, and how: one view for each input, shaped like the records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import assert_never

from convention_dsl.calculator.plan.formula import BoolKind, DateKind, IntKind, ItemKind, Kind
from convention_dsl.calculator.plan.traverse import needed
from convention_dsl.locale import describe_type, exact_text
from convention_dsl.targets.javascript.describing import effective
from convention_dsl.targets.javascript.form import Group, Leaf, Many, Node, leaves
from convention_dsl.targets.javascript.literals import Big, Data
from convention_dsl.targets.javascript.module import Clause
from convention_dsl.types import EnumType, NumberKind, NumberType, SetType, Type

MANY = 8
"""From how many members on a set is grouped and can be searched."""

_ALIKE = 3
"""How many labels that start with the same word make a group."""


@dataclass(frozen=True)
class Choice:
    """An item that can be chosen."""

    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Cluster:
    """Members of a set that belong together; without a title where none do."""

    title: str
    members: tuple[Choice, ...]


@dataclass(frozen=True)
class View:
    """An input of the form. `form` says which: the template and the script know each."""

    form: str
    name: str
    label: str
    hint: str = ""
    unit: str = ""
    low: str = ""
    high: str = ""
    value: str = ""
    is_optional: bool = False
    single: str = ""
    """What an element of a list is called."""
    is_whole: bool = False
    """Whether the members of a set are integers."""
    choices: tuple[Choice, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    parts: tuple[View, ...] = field(default=())


def views(clause: Clause) -> tuple[View, ...]:
    """Return the views of a clause's inputs; those that change nothing are left out."""
    return tuple(_Viewer(clause).views(clause.inputs))


class _Viewer:
    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        self.language = clause.edition.language
        self.read = read_names(clause)

    def views(self, nodes: Sequence[Node]) -> Iterator[View]:
        for node in nodes:
            if self._matters(node):
                yield self.view(node)

    def _matters(self, node: Node) -> bool:
        """Return whether an input may change the result, or must be given all the same."""
        if isinstance(node, Many) or not self._has_default(node):
            return True
        names = {name for leaf in leaves([node]) for name in _names(leaf)}
        known = node.known
        return bool(self.read & names) or known in self.read

    def _has_default(self, node: Node) -> bool:
        said = self.clause.said.get(node.path)
        if said is not None and said.default is not None:
            return True
        match node:
            case Group(parts=parts, known=known):
                return known is not None or all(map(self._has_default, parts))
            case Leaf(known=known):
                return known is not None
            case Many():
                return False
            case _:
                assert_never(node)

    def view(self, node: Node) -> View:
        said = self.clause.said.get(node.path)
        label = capital((said.label if said else "") or node.label or _unlabelled(node))
        match node:
            case Group(path, _, parts, known):
                inner = tuple(self.views(parts))
                return View("record", path[-1], label, is_optional=known is not None, parts=inner)
            case Many(path, _, _, most, parts):
                inner = tuple(self.views(parts))
                title = capital(path[-1].replace("_", " "))
                return View("list", path[-1], title, high=str(most), single=label, parts=inner)
            case Leaf():
                default = said.default if said else None
                return self.leaf(node, label, default)
            case _:
                assert_never(node)

    def leaf(self, leaf: Leaf, label: str, default: Data) -> View:
        name, is_optional = leaf.path[-1], leaf.known is not None
        if leaf.kind is None:
            return self._set(leaf, name, label, default)
        own = self.scalar(leaf.kind, leaf.type, leaf.scale, default, is_optional=is_optional)
        return View(name=name, label=label, is_optional=is_optional, **own)  # type: ignore[arg-type]

    def scalar(
        self, kind: Kind, type_: Type, scale: int, default: Data, *, is_optional: bool
    ) -> dict[str, object]:
        """Return how a scalar is asked for."""
        match kind:
            case BoolKind() if is_optional:
                return {"form": "maybe"}
            case BoolKind():
                return {"form": "boolean", "value": "1" if default else ""}
            case ItemKind(enum):
                labels = self.clause.edition.item_labels.get(enum.name, {})
                choices = tuple(
                    Choice(item, capital(labels.get(item) or item), item == default)
                    for item in enum.items
                )
                return {"form": "item", "choices": choices}
            case DateKind(low, high):
                value = default if isinstance(default, str) else ""
                return {"form": "day", "low": _iso(low), "high": _iso(high), "value": value}
            case IntKind(low, high):
                assert isinstance(type_, NumberType)
                hint = describe_type(effective(type_, kind, scale), self.language)
                number = _number(type_.kind, (low, high), default, self.language)
                return {**number, "hint": hint}
            case _:
                assert_never(kind)

    def _set(self, leaf: Leaf, name: str, label: str, default: Data) -> View:
        chosen = default if isinstance(default, list) else []
        is_whole = isinstance(leaf.type, SetType) and isinstance(leaf.type.element, NumberType)
        members = tuple(
            Choice(str(member), said if is_whole else capital(said), member in chosen)
            for member, _, said in leaf.members
        )
        clusters = (Cluster("", members),) if is_whole else clustered(members)
        return View(
            "set",
            name,
            label,
            is_whole=is_whole,
            is_optional=leaf.known is not None,
            clusters=clusters,
        )


def read_names(clause: Clause) -> frozenset[str]:
    """Return the names of the plan that a result, a line or a condition depends on."""
    from convention_dsl.targets.javascript.program import asked

    plan = clause.plan
    inside = [each.name for many in plan.lists for each in many.requirements]
    return needed(plan, [*asked(plan), *inside])


def _unlabelled(node: Node) -> str:
    """Return what to call an input without a label: what it is, where that has a name."""
    if isinstance(node, Leaf) and isinstance(node.type, EnumType):
        return node.type.name.rpartition(".")[2]
    return node.path[-1].replace("_", " ")


def _names(leaf: Leaf) -> Iterator[str]:
    yield from (each for each in (leaf.value, leaf.known) if each is not None)
    yield from (name for _, name, _ in leaf.members)


def _number(
    kind: NumberKind, ends: tuple[int, int], default: Data, language: str
) -> Mapping[str, object]:
    """Return how a number is asked for: rates in percent, decimals as the language writes them."""
    if kind is NumberKind.INTEGER:
        value = (
            "" if default is None else str(default.value if isinstance(default, Big) else default)
        )
        return {"form": "integer", "low": str(ends[0]), "high": str(ends[1]), "value": value}
    unit = {NumberKind.AMOUNT: "€", NumberKind.RATE: "%"}.get(kind, "")
    value = "" if default is None else decimal_for(str(default), kind, language)
    return {"form": "decimal", "unit": unit, "value": value}


def decimal_for(text: str, kind: NumberKind, language: str) -> str:
    """Return an exact decimal text as one types it: `12,5` for a rate of 0.125."""
    value = Fraction(text) * (100 if kind is NumberKind.RATE else 1)
    is_cents = kind is NumberKind.AMOUNT and value.denominator != 1
    shown = exact_text(value, 2 if is_cents else 0)
    return shown.replace(".", ",") if language == "fr" else shown


def clustered(members: Sequence[Choice]) -> tuple[Cluster, ...]:
    """Return members in groups by the first word of their labels, where there are many."""
    if len(members) < MANY:
        return (Cluster("", tuple(members)),)
    words = [each.label.split()[0] for each in members]
    titles = [word for word in dict.fromkeys(words) if words.count(word) >= _ALIKE]
    groups = [
        Cluster(title, tuple(m for m, word in zip(members, words, strict=True) if word == title))
        for title in titles
    ]
    others = tuple(m for m, word in zip(members, words, strict=True) if word not in titles)
    return (*groups, *([Cluster("", others)] if others else []))


def capital(text: str) -> str:
    """Return a label with a capital: it stands alone."""
    return text[:1].upper() + text[1:]


def _iso(day: date) -> str:
    return "" if day in (date.min, date.max) else day.isoformat()
