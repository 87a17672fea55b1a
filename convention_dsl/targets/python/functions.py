"""The functions of a generated module: one case, and columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.program import Clause
from convention_dsl.core.provenance import Provenance
from convention_dsl.locale import describe_type
from convention_dsl.targets.python.code import Module, indented
from convention_dsl.targets.python.inputs import Argument, Inputs, Rule
from convention_dsl.targets.python.naming import Scope
from convention_dsl.targets.python.words import docstring
from convention_dsl.types import (
    BooleanType,
    EnumType,
    MapType,
    NumberKind,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)


@dataclass(frozen=True)
class _Writer:
    """Writes the two functions of one clause."""

    module: Module
    clause: Clause
    name: str
    inputs: Inputs
    scope: Scope

    @property
    def call(self) -> str:
        return f"raw.{self.module.raw(self.clause.ref)}"

    # One case

    def one(self) -> list[str]:
        """Return the lines of the function of one case."""
        result = self.module.values.annotation(self.clause.body.type, given=False)
        body = [*self._bound()]
        given = []
        for argument in self.inputs.arguments:
            lines, code = self._converted(argument)
            body += lines
            given.append(code)
        for rule in self.inputs.rules:
            body += self._obeyed(rule, given)
        value = f"{self.call}({', '.join(given)})"
        body.append(f"return {self.module.values.natural(self.clause.body.type, value)}")
        head = self._head(self.name, [self._argument(a) for a in self.inputs.arguments], result)
        return [*head, docstring(self._doc(), "    ", lists=self._listed()), *indented(body)]

    def _converted(self, argument: Argument) -> tuple[list[str], str]:
        """Return the statements that check an argument, and the code of its raw value."""
        name, type_ = argument.name, argument.type
        convert = self.module.converter(argument)
        if isinstance(type_, BooleanType):
            return [f"if type({name}) is not bool:", f"    {name} = {convert}({name})"], name
        if isinstance(type_, NumberType) and (test := _fits(type_, name)):
            return [f"if {test}:", f"    {name} = {convert}({name})"], name
        code = f"{convert}({name})"
        if isinstance(type_, EnumType):
            local = self.scope.unique(f"raw_{name}")
            lines = [
                "try:",
                f"    {local} = {convert}.positions[{name}]",
                "except (KeyError, TypeError):",
                f"    {local} = {convert}({name})",
            ]
            return lines, local
        if isinstance(type_, SetType) and argument.default is not None:
            code = f"{code} if {name} else 0"
        local = self.scope.unique(f"raw_{name}")
        return [f"{local} = {code}"], local

    def _obeyed(self, rule: Rule, given: list[str]) -> Iterator[str]:
        condition = f"raw.{self.module.raw(rule.clause)}"
        arguments = ", ".join(given[rule.start : rule.stop])
        yield f"if not {condition}({arguments}):"
        yield f"    raise InputError({self._told(rule)})"

    def _told(self, rule: Rule) -> str:
        text = rule.label or self.module.words.say("rule")
        return f"{'.'.join(rule.path)!r}, {text!r}"

    # Columns

    def columns(self) -> list[str]:
        """Return the lines of the function of columns."""
        module, type_ = self.module, self.clause.body.type
        module.values.pieces |= {"_map", "_same_length"}
        result = module.values.annotation(type_, given=False)
        named = ", ".join(f"{a.name}={a.name}" for a in self.inputs.arguments)
        body = [f"_same_length({named})", *self._bound()]
        body.append("columns = (")
        body += [f"    {self._column(argument)}," for argument in self.inputs.arguments]
        body.append(")")
        for rule in self.inputs.rules:
            module.values.pieces.add("_hold")
            condition = f"raw.{module.raw(rule.clause)}"
            some = f"*columns[{rule.start}:{rule.stop}]"
            body.append(f"_hold({condition}, {self._told(rule)}, {some})")
        rows = f"_map({self.call}, *columns)"
        if not module.values.is_same(type_):
            rows = f"[{module.values.natural(type_, 'each')} for each in {rows}]"
        body.append(f"return {rows}")
        name = module.scope.unique(f"{self.name}_columns")
        given = [self._column_argument(argument) for argument in self.inputs.arguments]
        head = self._head(name, given, f"list[{result}]")
        doc = docstring([module.words.say("of columns", name=self.name)], "    ")
        return [*head, doc, *indented(body)]

    def _column(self, argument: Argument) -> str:
        convert = self.module.converter(argument)
        column = f"{convert}.column({argument.name})"
        if argument.default is None:
            return column
        fixed = self.module.values.literal(argument.default.value, argument.type)
        return f"repeat({convert}({fixed})) if {argument.name} is None else {column}"

    def _column_argument(self, argument: Argument) -> str:
        type_ = f"Sequence[{self.module.values.annotation(argument.type)}]"
        if argument.default is None:
            return f"{argument.name}: {type_},"
        return f"{argument.name}: {type_} | None = None,"

    # Both

    def _argument(self, argument: Argument) -> str:
        type_ = self.module.values.annotation(argument.type)
        if argument.default is None:
            return f"{argument.name}: {type_},"
        fixed = self.module.values.literal(argument.default.value, argument.type)
        if isinstance(argument.type, MapType):
            fixed = f"MappingProxyType({fixed})"
        return f"{argument.name}: {type_} = {fixed},"

    def _head(self, name: str, arguments: list[str], result: str) -> list[str]:
        if self.module.has_parameters:
            arguments = [*arguments, "parameters: Parameters | None = None,"]
        if not arguments:
            return [f"def {name}() -> {result}:"]
        return [f"def {name}(", "    *,", *indented(arguments), f") -> {result}:"]

    def _bound(self) -> list[str]:
        if not self.module.has_parameters:
            return ["raw = RAW"]
        return ["raw = RAW if parameters is None else parameters._raw"]

    def _doc(self) -> list[str]:
        definition = self.clause.definition
        title = definition.label or definition.name
        return [f"{title}.", cited(definition.provenance, self.module), self._returned()]

    def _returned(self) -> str:
        words = self.module.words
        return words.say("returns", result=result_text(self.clause.body.type, self.module))

    def _listed(self) -> list[str]:
        colon = self.module.words.colon
        described = self.module.described
        return [f"{a.name}{colon} {described(a)}" for a in self.inputs.arguments]


def functions(module: Module, ref: ClauseRef) -> list[list[str]]:
    """Return the lines of a clause's functions: for one case, and for columns if it has any."""
    clause = module.program.clauses[ref]
    scope = module.scope.inner("parameters", "raw", "columns", "each", "known", "item", "n", "bit")
    inputs = module.reader.of_clause(clause.inputs, scope)
    writer = _Writer(module, clause, module.names[ref], inputs, scope)
    found = [writer.one()]
    if inputs.arguments:
        found.append(writer.columns())
    return found


def result_text(type_: Type, module: Module) -> str:
    """Return what a clause gives, in words."""
    if isinstance(type_, NumberType) and type_.kind is NumberKind.AMOUNT:
        return module.words.say("amount")
    if isinstance(type_, NumberType) and type_.kind is NumberKind.RATE:
        return module.words.say("rate")
    if isinstance(type_, OptionalType | RecordType):
        return describe_type(type_, module.edition.language)
    return describe_type(type_, module.edition.language)


def cited(provenance: Provenance, module: Module) -> str:
    """Return the sentence that names a source; "" where there is none."""
    if not provenance.source:
        return ""
    return module.words.say("source", source=" ".join(provenance.source.split()))


def _fits(type_: NumberType, name: str) -> str:
    """Return a test that an integer is not plainly right; "" where it needs more than that."""
    if type_.kind is not NumberKind.INTEGER or type_.step != 1:
        return ""
    kind = f"type({name}) is not int"
    match type_.low, type_.high:
        case None, None:
            return kind
        case low, None:
            return f"{kind} or {name} < {low}"
        case None, high:
            return f"{kind} or {name} > {high}"
        case low, high:
            return f"{kind} or not {low} <= {name} <= {high}"
    return ""
