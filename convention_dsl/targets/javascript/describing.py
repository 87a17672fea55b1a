"""What the module knows of inputs, results, parameters and lines, as data for its runtime."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import assert_never

from convention_dsl.calculator.plan.formula import (
    BoolKind,
    DateKind,
    IntKind,
    ItemKind,
    Kind,
)
from convention_dsl.calculator.plan.plan import Line, ParameterColumn, Plan, Raw
from convention_dsl.locale import describe_type, format_number
from convention_dsl.targets.edition import Edition
from convention_dsl.targets.javascript.form import Group, Leaf, Many, Node
from convention_dsl.targets.javascript.literals import Big, Data
from convention_dsl.targets.javascript.said import Path, Said, number
from convention_dsl.targets.javascript.words import say
from convention_dsl.types import DateType, EnumType, NumberType, SetType, Type

_CALL = re.compile(r"[\w.@-]+\(.*\)", re.DOTALL)
"""A term that the text gives no label: the clause that it calls has one."""


@dataclass(frozen=True)
class Describer:
    """Describes the parts of one plan in the language of its text."""

    edition: Edition
    said: Mapping[Path, Said] = field(default_factory=dict)
    said_of_result: Mapping[Path, Said] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language of labels and messages."""
        return self.edition.language

    def input(self, node: Node) -> dict[str, Data]:
        """Return what reading an input needs."""
        own: dict[str, Data] = {"name": node.path[-1]}
        said = self.said.get(node.path)
        if said is not None and said.default is not None:
            own["preset"] = said.default
        match node:
            case Group(_, _, parts, known):
                own |= {} if known is None else {"known": known}
                return own | {"form": "record", "parts": [self.input(part) for part in parts]}
            case Many(_, _, name, most, parts):
                expected = say("list of at most", self.language, most=most)
                inner: list[Data] = [self.input(part) for part in parts]
                own |= {"form": "list", "list": name, "most": most}
                return own | {"expected": expected, "parts": inner}
            case Leaf():
                return own | self.leaf(node)
            case _:
                assert_never(node)

    def leaf(self, leaf: Leaf) -> dict[str, Data]:
        """Return how a scalar or a set is written, and what is accepted."""
        known: dict[str, Data] = {} if leaf.known is None else {"known": leaf.known}
        if leaf.kind is None or leaf.value is None:
            members: list[Data] = [[member, name] for member, name, _ in leaf.members]
            expected = describe_type(leaf.type, self.language)
            return {"form": "set", **known, "members": members, "expected": expected}
        named: dict[str, Data] = {"value": leaf.value, **known}
        return self._scalar(leaf.kind, leaf.type, leaf.scale) | named

    def _scalar(self, kind: Kind, type_: Type, scale: int) -> dict[str, Data]:
        expected = describe_type(effective(type_, kind, scale), self.language)
        match kind:
            case BoolKind():
                return {"form": "boolean", "expected": expected}
            case ItemKind(enum):
                return {"form": "item", "items": list(enum.items), "expected": expected}
            case DateKind(low, high):
                days: dict[str, Data] = {"low": low.toordinal(), "high": high.toordinal()}
                return {"form": "day", **days, "expected": expected}
            case IntKind(low, high):
                return self._number(type_, scale) | {
                    "low": Big(low),
                    "high": Big(high),
                    "expected": expected,
                }
            case _:
                assert_never(kind)

    def _number(self, type_: Type, scale: int) -> dict[str, Data]:
        assert isinstance(type_, NumberType)
        step = type_.step if type_.step is not None else Fraction(1, scale)
        units = step * scale
        return {
            "form": "number",
            "is": type_.kind.value,
            "scale": Big(scale),
            "multiple": Big(max(units.numerator, 1)),
            "step": format_number(step, type_.kind, self.language),
        }

    # Results

    def result(self, node: Node) -> dict[str, Data]:
        """Return how a result is written."""
        match node:
            case Group(_, _, parts, known):
                found: dict[str, Data] = {} if known is None else {"known": known}
                inner: list[Data] = [self._part(part) for part in parts]
                return {"form": "record", **found, "parts": inner}
            case Many():
                raise ValueError("a result has no lists")
            case Leaf(_, _, type_, kind, value, scale, denominator, known, members):
                optional: dict[str, Data] = {} if known is None else {"known": known}
                if kind is None or value is None:
                    pairs: list[Data] = [
                        [member, name, self._member_label(type_, member)]
                        for member, name, _ in members
                    ]
                    return {"form": "set", **optional, "members": pairs}
                return self.shown(type_, value, scale, denominator) | optional
            case _:
                assert_never(node)

    def _part(self, node: Node) -> dict[str, Data]:
        """Return a part of a result, with the key and the label that people know it by."""
        said = self.said_of_result.get(node.path)
        name = _name(node.path)
        key = said.label if said is not None and said.is_item else name
        label = (said.label if said else "") or name
        return {"name": name, "key": key, "label": label} | self.result(node)

    def _member_label(self, type_: Type, member: str | int) -> str:
        if isinstance(type_, SetType) and isinstance(type_.element, EnumType):
            labels = self.edition.item_labels.get(type_.element.name, {})
            return labels.get(str(member)) or str(member)
        return str(member)

    def shown(
        self, type_: Type, value: str, scale: int, denominator: str | None
    ) -> dict[str, Data]:
        """Return how the value of a name is written."""
        match type_:
            case NumberType(kind):
                over: dict[str, Data] = {} if denominator is None else {"denominator": denominator}
                own: dict[str, Data] = {"form": "number", "is": kind.value, "value": value}
                return {**own, "scale": Big(scale), **over}
            case EnumType(name):
                labels = self.edition.item_labels.get(name, {})
                said: dict[str, Data] = {i: labels[i] for i in type_.items if labels.get(i)}
                return {"form": "item", "value": value, "labels": said}
            case DateType():
                return {"form": "day", "value": value}
            case _:
                return {"form": "boolean", "value": value}

    # Parameters and lines

    def parameter(self, parameter: ParameterColumn) -> dict[str, Data]:
        """Return what reading another value of a parameter needs."""
        form = self._scalar(parameter.kind, parameter_type(parameter), parameter.scale)
        return {"name": parameter.id, **form, "value": parameter.name}

    def parameter_default(self, parameter: ParameterColumn) -> dict[str, Data]:
        """Return a parameter for its readers: its value as it is given, what it is, its source."""
        return {
            "value": raw_given(parameter.value, parameter.type, parameter.scale),
            "label": parameter.label,
            "source": parameter.provenance.source,
            "confidence": self.confidence(parameter.provenance.confidence),
        }

    def confidence(self, confidence: str | None) -> str | None:
        """Return a confidence in the language of the text."""
        return None if confidence is None else say(f"confidence {confidence}", self.language)

    def lines(self, plan: Plan) -> list[Data]:
        """Return the lines of the payslip."""
        labels = {each.name: each.label for each in plan.definitions}
        types: list[Type] = []
        found: list[Data] = []
        for line in plan.lines:
            # An element of a list or a set is of the type of the line it belongs to.
            type_ = line.type or (types[line.depth - 1] if 0 < line.depth <= len(types) else None)
            if type_ is not None:
                types[line.depth :] = [type_]
            found.append(self._line(line, type_, labels))
        return found

    def _line(self, line: Line, type_: Type | None, labels: Mapping[str, str]) -> dict[str, Data]:
        value: Data = None
        if line.value is not None and type_ is not None:
            value = self.shown(type_, line.value, line.scale, line.denominator)
        own = labels.get(line.value or "", "") if _CALL.fullmatch(line.label) else ""
        return {
            "kind": line.kind.value,
            "label": own or line.label,
            "depth": line.depth,
            "shown": line.shown,
            "value": value,
            "source": line.provenance.source,
            "confidence": self.confidence(line.provenance.confidence),
        }


def raw_given(value: Raw, type_: Type, scale: int) -> Data:
    """Return a scaled value as an input is given."""
    match type_:
        case NumberType(kind):
            return number(Fraction(int(value), scale), kind)  # type: ignore[arg-type]
        case _:
            return value.isoformat() if isinstance(value, date) else value


def effective(type_: Type, kind: Kind, scale: int) -> Type:
    """Return a type with the bounds that the plan adds where it has none."""
    match type_, kind:
        case NumberType(), IntKind(low, high):
            return replace(
                type_,
                low=Fraction(low, scale) if type_.low is None else type_.low,
                high=Fraction(high, scale) if type_.high is None else type_.high,
            )
        case _:
            return type_


def parameter_type(parameter: ParameterColumn) -> Type:
    """Return the type of what may take a parameter's place: that of its kind."""
    match parameter.type, parameter.kind:
        case NumberType() as type_, IntKind(low, high):
            scale = parameter.scale
            ends = Fraction(low, scale), Fraction(high, scale)
            return replace(type_, low=ends[0], high=ends[1], step=Fraction(1, scale))
        case _:
            return parameter.type


def _name(path: tuple[str, ...]) -> str:
    return path[-1] if path else ""


def requirements(plan: Plan) -> Iterator[Mapping[str, Data]]:
    """Yield the conditions that the inputs must meet, those of lists' elements last."""
    for each in plan.requirements:
        yield {"name": each.name, "label": each.label, "list": None, "path": ""}
    for many in plan.lists:
        for each in many.requirements:
            path = ".".join(many.path)
            yield {"name": each.name, "label": each.label, "list": many.name, "path": path}
