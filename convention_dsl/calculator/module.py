"""Whole modules: a function per clause, and a factory that binds the parameters.

A module is self-contained. `bind(**parameters)` returns its functions by clause; parameters left
out have their values at the program's date. A function takes the fields of its records one by one,
in the order of declaration.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from convention_dsl.calculator import prelude
from convention_dsl.calculator.annotations import annotation
from convention_dsl.calculator.context import Context, Local, Parts, Place, typed_arguments
from convention_dsl.calculator.conversion import encoder
from convention_dsl.calculator.emit import Emitter
from convention_dsl.calculator.failures import Failures
from convention_dsl.calculator.inline import Inliner
from convention_dsl.calculator.remarks import cited, docstring, quoted, unit
from convention_dsl.calculator.shapes import shape_of
from convention_dsl.calculator.writer import Collected, Lines, Names
from convention_dsl.core.depth import room
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.program import Parameter, Program
from convention_dsl.source import Span
from convention_dsl.types import RecordType, Type


@dataclass(frozen=True)
class Module:
    """A generated module: its text, and how to find things in it."""

    source: str
    parameters: dict[str, str]
    """The keyword argument of `bind` for each parameter's id."""
    places: tuple[Span, ...]


@dataclass(frozen=True)
class BoundParameter:
    """An argument of `bind`: a parameter's id, its name there, its Python type, value and words."""

    id: str
    name: str
    annotation: str
    default: str
    remark: str


@dataclass(frozen=True)
class Code:
    """The code of some clauses, in pieces.

    `functions` are the names of those of the clauses by reference, within the scope of
    `parameters`; `bodies` are the lines of every function of that scope.
    """

    helpers: tuple[str, ...]
    constants: Mapping[str, str]
    """The code of each constant by its name."""
    parameters: tuple[BoundParameter, ...]
    bodies: tuple[tuple[str, ...], ...]
    functions: Mapping[ClauseRef, str]
    places: tuple[Span, ...]


def write(program: Program, refs: Sequence[ClauseRef], taken: Iterable[str] = ()) -> Code:
    """Return the code of the functions of `refs` and of the clauses they call.

    `taken` are names that the module gives to something else.
    """
    collected = Collected(Names(frozenset({*prelude.HELPERS, *taken})))
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
    parameters = _parameters(context)  # before the constants: it may need some
    return Code(
        tuple(prelude.helpers(collected.helpers)),
        {name: code for code, name in collected.constants.items()},
        parameters,
        tuple(map(tuple, bodies)),
        dict(context.functions),
        tuple(collected.places),
    )


def build(program: Program, refs: Sequence[ClauseRef]) -> Module:
    """Return the module with the functions of `refs` and of the clauses they call."""
    code = write(program, refs)
    names = {each.id: each.name for each in code.parameters}
    return Module(_text(program, refs, code), names, code.places)


def _text(program: Program, refs: Sequence[ClauseRef], code: Code) -> str:
    books = ", ".join(sorted({ref.book for ref in refs}))
    at = f", as in force on {program.at.isoformat()}" if program.at else ""
    title = f'"""{quoted(books)}{at}. Generated: do not edit."""\n\n'
    constants = "".join(f"{name} = {value}\n" for name, value in code.constants.items())
    places = "".join(f"    ({s.path!r}, {s.start}, {s.end}),\n" for s in code.places)
    meaning = '"""Where in the texts an error is: path, start, end."""\n'
    found = f"{constants}PLACES = (\n{places})\n{meaning}"
    text = "\n\n".join([prelude.ERROR, *code.helpers, found, _bind(code)])
    return f"{title}{prelude.imports(prelude.words(text))}\n\n{text}"


def _bind(code: Code) -> str:
    lines = signature(code, "dict[str, Callable[..., object]]")
    lines += ['    """Return the functions of the clauses, by name."""', ""]
    lines += scope(code)
    lines.append("    return {")
    lines += [f'        "{ref}": {name},' for ref, name in code.functions.items()]
    return "\n".join([*lines, "    }", ""])


def signature(code: Code, result: str, name: str = "bind") -> list[str]:
    """Return the first lines of the function that binds parameters and gives a `result`."""
    if not code.parameters:
        return [f"def {name}() -> {result}:"]
    lines = [f"def {name}(", "    *,"]
    for each in code.parameters:
        remark = f"  # {each.remark}" if each.remark else ""
        lines.append(f"    {each.name}: {each.annotation} = {each.default},{remark}")
    return [*lines, f") -> {result}:"]


def scope(code: Code) -> list[str]:
    """Return the lines of every function, within `bind`."""
    lines: list[str] = []
    for body in code.bodies:
        lines += [*(f"    {line}" if line else line for line in body), ""]
    return lines


def _parameters(context: Context) -> tuple[BoundParameter, ...]:
    emitter = Emitter(context, context.collected.names, Lines())
    found = []
    for id_, name in sorted(context.parameters.items()):
        parameter = context.program.parameters[id_]
        type_ = annotation(shape_of(parameter.definition.type))
        type_ += " | None" if parameter.value is None else ""
        default = _default(emitter, parameter)
        found.append(BoundParameter(id_, name, type_, default, _remark(parameter)))
    return tuple(found)


def _default(emitter: Emitter, parameter: Parameter) -> str:
    if parameter.value is None:
        return "None"
    return emitter.raw(encoder(parameter.definition.type)(parameter.value))


def _remark(parameter: Parameter) -> str:
    definition = parameter.definition
    unit_ = unit(definition.type, shape_of(definition.type))
    words = (definition.label, unit_, cited(parameter.provenance))
    return "; ".join(word for word in words if word)


def _function(context: Context, ref: ClauseRef) -> list[str]:
    clause = context.program.clauses[ref]
    names = context.collected.names.inner()
    lines = Lines(1)
    emitter = Emitter(context, names, lines)
    arguments: list[str] = []
    for binding in clause.inputs:
        place = _argument(binding.name, binding.type, names)
        emitter.variables[binding.name] = place
        arguments += typed_arguments(place)
    shape = shape_of(clause.body.type)
    emitter.store(context.inliner.body(ref), shape, "return {}")
    head = f"def {context.function(ref)}({', '.join(arguments)}) -> {annotation(shape)}:"
    # Chains of clauses that each call the next one twice would otherwise double at every step.
    cached = ["@lru_cache(maxsize=256)"] if context.inliner.is_repeated(ref) else []
    return [*cached, head, *docstring(clause, shape), *lines.lines]


def _argument(name: str, type_: Type, names: Names) -> Place:
    if not isinstance(type_, RecordType):
        return Local(names.unique(name), shape_of(type_))
    return Parts({f: _argument(f"{name}_{f}", part, names) for f, part in type_.fields})
