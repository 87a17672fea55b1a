"""The classes of a generated module: records that are values of their own, and parameters."""

from __future__ import annotations

from collections.abc import Iterator

from convention_dsl.calculator.annotations import annotation
from convention_dsl.calculator.shapes import shape_of
from convention_dsl.core.program import Parameter
from convention_dsl.targets.python.code import Module, indented
from convention_dsl.targets.python.functions import cited
from convention_dsl.targets.python.inputs import Argument, Default, Inputs
from convention_dsl.targets.python.words import docstring
from convention_dsl.types import (
    DateType,
    ListType,
    MapType,
    NumberType,
    OptionalType,
    RecordType,
    Type,
)

_DATACLASS = "@dataclass(frozen=True, slots=True, kw_only=True)"
_HIDDEN = "field(init=False, repr=False, compare=False)"


def classes(module: Module) -> Iterator[list[str]]:
    """Yield the lines of the class of each record that is a value, those within others first."""
    done: set[str] = set()
    waiting = list(module.values.record_types)
    while waiting:
        name = waiting.pop(0)
        for each in _closure(module.values.record_types[name]):
            if each.name not in done:
                done.add(each.name)
                yield from _class(module, each)
        waiting += [n for n in module.values.record_types if n not in done and n not in waiting]


def _closure(type_: RecordType) -> Iterator[RecordType]:
    """Yield the records within a record, then itself."""
    for _, part in type_.fields:
        for inner in _inside(part):
            yield from _closure(inner)
    yield type_


def _inside(type_: Type) -> Iterator[RecordType]:
    match type_:
        case RecordType():
            yield type_
        case ListType(element):
            yield element
        case OptionalType(inner):
            yield from _inside(inner)
        case MapType():
            yield from _inside(type_.value)
        case _:
            return


def _class(module: Module, type_: RecordType) -> Iterator[list[str]]:
    name = module.values.record(type_)
    inputs = module.reader.of_record(type_, module.scope.inner("self", "raw"))
    before = len(module.converters)
    converters = [module.converter(each, f"{name}_") for each in inputs.arguments]
    own = list(module.converters.items())[before:]
    if own:
        yield [f"_{converter} = {code}" for code, converter in own]
    raw = annotation(shape_of(type_))
    record = module.program.library.record(type_.name)
    yield [
        _DATACLASS,
        f"class {name}:",
        docstring([record.label or record.name], "    "),
        "",
        *(line for each in inputs.arguments for line in _field(module, each)),
        f"    _raw: {raw} = {_HIDDEN}",
        "",
        "    def __post_init__(self) -> None:",
        *indented([*_post_init(module, type_, inputs, converters, raw)], 2),
    ]
    yield [
        f"class _{name}(_Input[{name}, {raw}]):",
        f"    def __call__(self, value: {name}) -> {raw}:",
        f"        if not isinstance(value, {name}):",
        f'            raise InputError(self.name, f"{{value!r}} is not a {name}")',
        "        return value._raw",
    ]


def _field(module: Module, argument: Argument) -> Iterator[str]:
    default = ""
    if argument.default is not None:
        fixed = module.values.literal(argument.default.value, argument.type)
        mutable = isinstance(argument.type, MapType)
        default = f" = field(default_factory=lambda: {fixed})" if mutable else f" = {fixed}"
    yield f"    {argument.name}: {module.values.annotation(argument.type)}{default}"
    yield docstring([module.described(argument)], "    ")


def _post_init(
    module: Module, type_: RecordType, inputs: Inputs, converters: list[str], raw: str
) -> Iterator[str]:
    parts = zip(converters, inputs.arguments, strict=True)
    values = "".join(f"{convert}(self.{each.name}), " for convert, each in parts)
    yield f"raw: {raw} = ({values})"
    for rule in inputs.rules:
        arguments = ", ".join(_flat(type_, "raw"))
        text = rule.label or module.words.say("rule")
        yield f"if not RAW.{module.raw(rule.clause)}({arguments}):"
        yield f"    raise InputError({module.values.record(type_)!r}, {text!r})"
    yield 'object.__setattr__(self, "_raw", raw)'


def _flat(type_: RecordType, code: str) -> Iterator[str]:
    """Yield the codes of a raw record's fields, those of records in it one by one."""
    for index, (_, part) in enumerate(type_.fields):
        if isinstance(part, RecordType):
            yield from _flat(part, f"{code}[{index}]")
        else:
            yield f"{code}[{index}]"


def rebuilt(module: Module) -> Iterator[list[str]]:
    """Yield the functions that make a record of a raw one, those that they call included."""
    done: set[str] = set()
    while waiting := [name for name in module.values.rebuilt if name not in done]:
        for name in waiting:
            done.add(name)
            type_ = module.values.record_types[name]
            fields = module.reader.of_record(type_, module.scope.inner("self", "raw")).arguments
            parts = [
                f"{each.name}={module.values.natural(each.type, f'raw[{index}]')},"
                for index, each in enumerate(fields)
            ]
            class_, raw = module.values.record(type_), annotation(shape_of(type_))
            yield [
                f"def {module.values.rebuilt[name]}(raw: {raw}) -> {class_}:",
                f"    return {class_}(",
                *indented(parts, 2),
                "    )",
            ]


def parameters(module: Module) -> list[str]:
    """Return the lines of the class of the parameters that may be changed; none where none may."""
    scope = module.scope.inner("self")
    lines: list[str] = []
    given: list[str] = []
    for bound in module.code.parameters:
        parameter = module.program.parameters[bound.id]
        if not is_open(parameter):
            continue
        argument = _parameter_argument(parameter, scope.unique(parameter.definition.name))
        lines += _field(module, argument)
        if source := cited(parameter.provenance, module):
            lines[-1] = docstring([f"{module.described(argument)}. {source}"], "    ")
        given.append(f"{bound.name}={module.converter(argument)}(self.{argument.name}),")
    if not lines:
        return []
    return [
        _DATACLASS,
        "class Parameters:",
        docstring([module.words.say("open")], "    "),
        "",
        *lines,
        f"    _raw: Raw = {_HIDDEN}",
        "",
        "    def __post_init__(self) -> None:",
        "        raw = _bind(",
        *indented(given, 3),
        "        )",
        '        object.__setattr__(self, "_raw", raw)',
    ]


def is_open(parameter: Parameter) -> bool:
    """Return whether the text leaves more than one value to a parameter."""
    type_ = parameter.definition.type
    if isinstance(type_, NumberType | DateType):
        return type_.low is None or type_.low != type_.high
    return parameter.definition.open_range is not None


def _parameter_argument(parameter: Parameter, name: str) -> Argument:
    definition = parameter.definition
    type_ = definition.type
    if parameter.value is None:
        type_ = OptionalType(type_)
    return Argument(name, (name,), type_, definition.label, Default(parameter.value))
