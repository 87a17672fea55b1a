"""Whole modules: a function per clause, and a factory that binds the parameters.

A module is self-contained. `bind(**parameters)` returns its functions by clause; parameters left
out have their values at the program's date. A function takes the fields of its records one by one,
in the order of declaration.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from convention_dsl.calculator import prelude
from convention_dsl.calculator.context import Context, Local, Parts, Place
from convention_dsl.calculator.conversion import encoder
from convention_dsl.calculator.emit import Emitter
from convention_dsl.calculator.failures import Failures
from convention_dsl.calculator.inline import Inliner
from convention_dsl.calculator.shapes import (
    FractionShape,
    IntShape,
    PlainShape,
    RecordShape,
    SetShape,
    Shape,
    shape_of,
)
from convention_dsl.calculator.writer import Collected, Lines, Names
from convention_dsl.core.depth import room
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.program import Binding, Clause, Parameter, Program
from convention_dsl.core.provenance import Provenance
from convention_dsl.source import Span
from convention_dsl.types import EnumType, NumberKind, NumberType, RecordType, Type


@dataclass(frozen=True)
class Module:
    """A generated module: its text, and how to find things in it."""

    source: str
    parameters: dict[str, str]
    """The keyword argument of `bind` for each parameter's id."""
    places: tuple[Span, ...]


def build(program: Program, refs: Sequence[ClauseRef]) -> Module:
    """Return the module with the functions of `refs` and of the clauses they call."""
    collected = Collected(Names(frozenset(prelude.HELPERS)))
    context = Context(program, collected, Inliner(program, refs), Failures(program))
    for ref in refs:
        context.function(ref)
    bodies: list[list[str]] = []
    done: set[ClauseRef] = set()
    with room():
        while pending := [ref for ref in context.functions if ref not in done]:
            for ref in pending:
                done.add(ref)
                bodies.append(_function(context, ref))
    bodies += context.parts
    return Module(_text(context, refs, bodies), dict(context.parameters), tuple(collected.places))


def _text(context: Context, refs: Sequence[ClauseRef], bodies: Sequence[Sequence[str]]) -> str:
    program, collected = context.program, context.collected
    books = ", ".join(sorted({ref.book for ref in refs}))
    at = f", as in force on {program.at.isoformat()}" if program.at else ""
    bound = _bind(context, bodies)  # first: it may need constants
    title = f'"""{_quoted(books)}{at}. Generated: do not edit."""\n\n'
    sections = [title + prelude.HEADER, *prelude.helpers(collected.helpers)]
    constants = "".join(f"{name} = {code}\n" for code, name in collected.constants.items())
    places = "".join(f"    ({s.path!r}, {s.start}, {s.end}),\n" for s in collected.places)
    meaning = '"""Where in the texts an error is: path, start, end."""\n'
    sections.append(f"{constants}PLACES = (\n{places})\n{meaning}")
    return "\n\n".join([*sections, bound])


def _bind(context: Context, bodies: Sequence[Sequence[str]]) -> str:
    lines = _signature(context)
    for body in bodies:
        lines += [*(f"    {line}" if line else line for line in body), ""]
    lines.append("    return {")
    lines += [f'        "{ref}": {name},' for ref, name in context.functions.items()]
    return "\n".join([*lines, "    }", ""])


def _signature(context: Context) -> list[str]:
    if not context.parameters:
        return ["def bind():", '    """Return the functions of the clauses, by name."""', ""]
    emitter = Emitter(context, context.collected.names, Lines())
    lines = ["def bind(", "    *,"]
    for id_, name in sorted(context.parameters.items()):
        parameter = context.program.parameters[id_]
        lines.append(f"    {name}={_default(emitter, parameter)},{_remark(parameter)}")
    return [*lines, "):", '    """Return the functions of the clauses, by name."""', ""]


def _default(emitter: Emitter, parameter: Parameter) -> str:
    if parameter.value is None:
        return "None"
    return emitter.raw(encoder(parameter.definition.type)(parameter.value))


def _remark(parameter: Parameter) -> str:
    definition = parameter.definition
    unit = _unit(definition.type, shape_of(definition.type))
    words = (definition.label, unit, _cited(parameter.provenance))
    text = "; ".join(word for word in words if word)
    return f"  # {text}" if text else ""


def _function(context: Context, ref: ClauseRef) -> list[str]:
    clause = context.program.clauses[ref]
    names = context.collected.names.inner()
    lines = Lines(1)
    emitter = Emitter(context, names, lines)
    arguments: list[str] = []
    for binding in clause.inputs:
        place = _argument(binding.name, binding.type, names)
        emitter.variables[binding.name] = place
        arguments += emitter.arguments(place)
    shape = shape_of(clause.body.type)
    emitter.store(context.inliner.body(ref), shape, "return {}")
    head = f"def {context.function(ref)}({', '.join(arguments)}):"
    # Chains of clauses that each call the next one twice would otherwise double at every step.
    cached = ["@lru_cache(maxsize=256)"] if context.inliner.is_repeated(ref) else []
    return [*cached, head, *_docstring(clause, shape), *lines.lines]


def _argument(name: str, type_: Type, names: Names) -> Place:
    if not isinstance(type_, RecordType):
        return Local(names.unique(name), shape_of(type_))
    return Parts({f: _argument(f"{name}_{f}", part, names) for f, part in type_.fields})


def _docstring(clause: Clause, shape: Shape) -> list[str]:
    definition = clause.definition
    title = definition.label or definition.name
    cited = _cited(definition.provenance)
    lines = [f'    """{_quoted(title)}{f" ({_quoted(cited)})" if cited else ""}.', ""]
    for binding in clause.inputs:
        lines += [f"    {line}" for line in _described(binding)]
    unit = _unit(clause.body.type, shape)
    return [*lines, f"    Returns {unit or 'the value'}.", '    """']


def _described(binding: Binding) -> list[str]:
    if isinstance(binding.type, RecordType):
        fields = binding.type.fields
        return [_described_part(f"{binding.name}.{name}", type_) for name, type_ in fields]
    return [_described_part(binding.name, binding.type)]


def _described_part(name: str, type_: Type) -> str:
    unit = _unit(type_, shape_of(type_))
    return f"{name}: {unit}" if unit else name


def _unit(type_: Type, shape: Shape) -> str:
    """Return what a reader must know to read a number, an item or a set."""
    match shape:
        case IntShape(scale=scale) if isinstance(type_, NumberType):
            return _number_unit(type_, scale)
        case FractionShape():
            return "an exact number"
        case PlainShape(kind="bool"):
            return "a boolean"
        case PlainShape(kind="date"):
            return "a date"
        case SetShape(offset=offset):
            return f"a bit mask (bit 0 is {offset})" if offset else "a bit mask"
        case RecordShape(fields=fields):
            return "a tuple: " + ", ".join(name for name, _ in fields)
        case _ if isinstance(type_, EnumType):
            return "a position in " + _quoted(", ".join(type_.items))
        case _:
            return ""


def _number_unit(type_: NumberType, scale: int) -> str:
    if type_.kind is NumberKind.AMOUNT:
        return "in cents" if scale == 100 else f"in 1/{scale} of a euro"
    return "an integer" if scale == 1 else f"in 1/{scale}"


def _cited(provenance: Provenance) -> str:
    words = (provenance.source, provenance.confidence)
    return " ".join(", ".join(word for word in words if word).split())


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', "'")
