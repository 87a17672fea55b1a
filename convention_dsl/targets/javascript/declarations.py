"""The type declarations of a module: what an input is made of, with labels, units and sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import assert_never

from convention_dsl.calculator.plan.formula import Kind
from convention_dsl.locale import describe_type
from convention_dsl.targets.javascript.describing import effective, parameter_type
from convention_dsl.targets.javascript.examples import example, known_name, may_be_left_out
from convention_dsl.targets.javascript.form import Group, Leaf, Many, Node, result_of
from convention_dsl.targets.javascript.literals import literal, text
from convention_dsl.targets.javascript.module import Clause, header
from convention_dsl.targets.javascript.naming import Names
from convention_dsl.targets.javascript.widths import is_wide
from convention_dsl.targets.javascript.words import say
from convention_dsl.types import (
    BooleanType,
    DateType,
    EnumType,
    ListType,
    NumberKind,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)

_BLANK = re.compile("«([a-z]+)»")
"""What is filled in in the declarations that every module has."""

_OWN = ("Input", "Outcome", "Line", "Value", "Parameters", "Decimal", "Day", "Whole", "Problem")


def declarations(clause: Clause) -> str:
    """Return the text of the declarations."""
    return _Writer(clause).text()


@dataclass
class _Writer:
    clause: Clause
    blocks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.language = self.clause.edition.language
        self.names = Names(_OWN)
        self.written: set[str] = set()
        self.types: dict[str, str] = {}

    def say(self, key: str) -> str:
        return say(key, self.language)

    def text(self) -> str:
        only = self.clause.only_record
        if only is not None:
            given = self.name_of(only)
            self.interface(only)
        else:
            given = "Input"
            self.members("Input", self.clause.inputs, self.say("input"))
        result = self.result(result_of(self.clause.plan))
        parts = [
            header(self.clause),
            *self.common(),
            *self.blocks,
            *([] if given == "Input" else [_documented(f"export type Input = {given};", [])]),
            self.parameters(),
            _documented(f"export type Value = {result};", [self.say("value")]),
            self.outcome().strip(),
        ]
        return "\n\n".join(parts) + "\n"

    def outcome(self) -> str:
        """Return what every module declares, with its own words and kind of numbers."""
        whole = "bigint" if is_wide(self.clause.plan) else "number"
        given = {
            "whole": whole,
            "scalar": " | ".join(dict.fromkeys((whole, "number", "boolean", "string"))),
            "clause": self.label(),
            "example": literal(example(self.clause)).replace("\n", "\n * "),
        }
        fixed = files(__package__).joinpath("runtime", "outcome.d.mts").read_text("utf-8")
        return _BLANK.sub(lambda found: given.get(found[1]) or self.say(f"d {found[1]}"), fixed)

    def label(self) -> str:
        plan = self.clause.plan
        said = [plan.label or plan.clause.name, plan.provenance.source or ""]
        return " — ".join(" ".join(each.replace("*/", "* /").split()) for each in said if each)

    def common(self) -> Iterator[str]:
        yield _documented("export type Decimal = string;", [self.say("decimal")])
        yield _documented("export type Day = string;", [self.say("day")])
        yield _documented("export type Whole = number | bigint;", [self.say("whole")])

    # Inputs

    def name_of(self, node: Group | Many) -> str:
        """Return the name of a record's type: that of the text, or of the field it is in."""
        type_ = _record(self.clause.said[node.path].type) if node.path in self.clause.said else None
        return self.named(type_.name) if type_ else self.named(_capital(node.path[-1]))

    def named(self, name: str) -> str:
        """Return the identifier of a type of the text, without its book where that is enough."""
        if name not in self.types:
            self.types[name] = self.names.unique(name.rpartition(".")[2])
        return self.types[name]

    def interface(self, node: Group | Many) -> None:
        """Write the type of a record, its parts first; once, wherever it stands."""
        name = self.name_of(node)
        if name not in self.written:
            self.written.add(name)
            said = self.clause.said.get(node.path)
            self.members(name, node.parts, said.label if said else node.label)

    def members(self, name: str, parts: Sequence[Node], label: str) -> None:
        lines = [line for part in parts for line in self.member(part)]
        self.blocks.append(
            _documented(f"export interface {name} {{\n{chr(10).join(lines)}\n}}", [label])
        )

    def member(self, node: Node) -> Iterator[str]:
        said = self.clause.said.get(node.path)
        label = (said.label if said else "") or node.label
        is_optional = may_be_left_out(node, self.clause)
        type_, accepted = self.input_type(node)
        if known_name(node) is not None:
            type_ = f"{type_} | null"
        default = []
        if said is not None and said.default is not None:
            default = [f"@defaultValue {literal(said.default)}"]
        sign = "?" if is_optional else ""
        line = f"readonly {_member(node.path[-1])}{sign}: {type_};"
        yield _indented(_documented(line, [label, accepted, *default]))

    def input_type(self, node: Node) -> tuple[str, str]:
        """Return the type of an input and what is accepted, in words."""
        match node:
            case Group():
                self.interface(node)
                return self.name_of(node), ""
            case Many():
                self.interface(node)
                return f"readonly {self.name_of(node)}[]", ""
            case Leaf(_, _, type_, kind, _, scale):
                return self.leaf_type(type_), self.accepted(type_, kind, scale)
            case _:
                assert_never(node)

    def accepted(self, type_: Type, kind: Kind | None, scale: int) -> str:
        """Return what a leaf accepts; the items of an enumeration are in its own type."""
        if kind is None or isinstance(type_, EnumType | SetType):
            return ""
        return describe_type(effective(type_, kind, scale), self.language)

    def leaf_type(self, type_: Type) -> str:
        match type_:
            case BooleanType():
                return "boolean"
            case NumberType(NumberKind.INTEGER):
                return "Whole"
            case NumberType():
                return "Decimal"
            case DateType():
                return "Day"
            case EnumType():
                return self.enumeration(type_)
            case SetType(element):
                inner = self.leaf_type(element)
                return f"readonly {inner}[]"
            case _:
                return "never"

    def enumeration(self, type_: EnumType) -> str:
        name = self.named(type_.name)
        if name not in self.written:
            self.written.add(name)
            labels = self.clause.edition.item_labels.get(type_.name, {})
            items = [
                _indented(_documented(f"| {text(item)}", [labels.get(item, "")]))
                for item in type_.items
            ]
            self.blocks.append(f"export type {name} =\n" + "\n".join(items) + ";")
        return name

    # Results and parameters

    def result(self, node: Node) -> str:
        match node:
            case Group(_, _, parts, known):
                inner = "; ".join(f"{_member(p.path[-1])}: {self.result(p)}" for p in parts)
                return f"{{ {inner} }}" + ("" if known is None else " | null")
            case Leaf(_, _, type_, _, _, _, _, known):
                own = self.leaf_type(type_)
                if own == "Whole":
                    own = "bigint" if is_wide(self.clause.plan) else "number"
                return own + ("" if known is None else " | null")
            case Many():
                raise ValueError("a result has no lists")
            case _:
                assert_never(node)

    def parameters(self) -> str:
        lines = []
        for each in self.clause.plan.parameters:
            accepted = describe_type(parameter_type(each), self.language)
            described = [each.label, accepted, each.provenance.source or ""]
            line = f"readonly {text(each.id)}: {self.leaf_type(each.type)};"
            lines.append(_indented(_documented(line, described)))
        body = "\n".join(lines)
        return _documented(
            f"export interface Parameters {{\n{body}\n}}"
            if body
            else "export type Parameters = {};",
            [self.say("parameters")],
        )


def _record(type_: Type) -> RecordType | None:
    match type_:
        case OptionalType(inner):
            return _record(inner)
        case ListType(element):
            return element
        case RecordType():
            return type_
        case _:
            return None


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _member(name: str) -> str:
    return name if name.isidentifier() else text(name)


def _documented(code: str, said: Iterable[str]) -> str:
    """Return code under a comment, where there is something to say: one line for each thing."""
    words = [" ".join(each.replace("*/", "* /").split()) for each in said if each.strip()]
    if len(words) > 1:
        return "\n".join(["/**", *(f" * {each}" for each in words), " */", code])
    return "\n".join([*(f"/** {each} */" for each in words), code])


def _indented(code: str) -> str:
    return "\n".join(f"  {line}" for line in code.split("\n"))
