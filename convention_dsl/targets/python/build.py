"""A typed module without any dependency, for one book.

It carries the functions that `calculator.module` writes (on raw values), and around them natural
ones: arguments by name, checked; exact decimals; columns.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from convention_dsl.calculator import module as calculator
from convention_dsl.calculator import prelude
from convention_dsl.calculator.module import Code
from convention_dsl.calculator.writer import identifier
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.locale import format_date
from convention_dsl.targets.edition import Edition, Files
from convention_dsl.targets.python import runtime
from convention_dsl.targets.python.code import Module
from convention_dsl.targets.python.functions import functions
from convention_dsl.targets.python.inputs import Reader
from convention_dsl.targets.python.naming import FIXED, Scope
from convention_dsl.targets.python.raw import bound, raw_class
from convention_dsl.targets.python.records import classes, is_open, parameters, rebuilt
from convention_dsl.targets.python.values import Values, decimal_text
from convention_dsl.targets.python.words import docstring
from convention_dsl.targets.registry import Material

STYLE = (
    "# ruff: noqa: F841, FURB136, PLR0124, PLR1716, RUF034, RUF100, SIM102, SIM103, SIM114, SIM201,"
    " SIM208, UP034"
)
"""Rules of style for people, which the statements of the clauses do not follow."""


def build(material: Material) -> Files:
    """Return the module of a book's clauses, `BOOK.py`."""
    name = identifier(material.edition.book)
    return {f"{name}.py": source(material).encode("utf-8")}


def source(material: Material) -> str:
    """Return the text of the module."""
    module = _prepared(material)
    written = [lines for ref in material.refs for lines in functions(module, ref)]
    own = parameters(module)
    remade = list(rebuilt(module))
    records = list(classes(module))
    in_records = {line.partition(" = ")[0] for lines in records for line in lines}
    rules = [ref for found in material.invariants.values() for ref in found]
    sections = [
        _metadata(module.edition),
        _places(material, module.code),
        runtime.ERRORS,
        *runtime.pieces(module.values.pieces),
        _enumerations(module),
        _units(module),
        *module.code.helpers,
        _constants(module.code),
        _joined(raw_class(module, rules)),
        _joined(bound(module, rules)),
        *map(_joined, records),
        _joined([f"_{n} = {c}" for c, n in module.converters.items() if f"_{n}" not in in_records]),
        _joined(own),
        *map(_joined, remade),
        *map(_joined, written),
    ]
    body = "\n\n".join(section.rstrip("\n") + "\n" for section in sections if section)
    imports = prelude.imports(_names(body))
    return f"{_title(module)}\n{STYLE}\n\n{imports}\n{body}"


def _prepared(material: Material) -> Module:
    program, refs = material.program, material.refs
    rules = [ref for found in material.invariants.values() for ref in found]
    scope = Scope()
    names = {ref: scope.unique(_wanted(ref)) for ref in refs}
    code = calculator.write(program, [*refs, *rules], _taken(names.values()))
    has_parameters = any(is_open(program.parameters[each.id]) for each in code.parameters)
    for name in (*code.functions.values(), *code.constants):
        scope.unique(name)
    return Module(
        program,
        material.edition,
        code,
        names,
        scope,
        Values(scope),
        Reader(program, material.invariants),
        has_parameters=has_parameters,
    )


def _wanted(ref: ClauseRef) -> str:
    pin = f"_at_{ref.pin:%Y_%m_%d}" if ref.pin else ""
    return f"{ref.name}{pin}"


def _taken(names: Iterable[str]) -> Iterator[str]:
    """Yield what the raw code must not call anything."""
    yield from FIXED
    yield from names


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n" if lines else ""


def _title(module: Module) -> str:
    edition, words = module.edition, module.words
    about = [words.say("edition", version=edition.version)]
    if edition.at is not None:
        about.insert(0, words.say("in force", date=format_date(edition.at, edition.language)))
    about += [words.say("reading", clause=c, reading=r) for c, r in edition.readings.items()]
    about += [words.say("changed", name=n, value=v) for n, v in edition.parameters.items()]
    paragraphs = [
        f"{edition.title or edition.book}.",
        f"{', '.join(about)}. {words.say('made')}",
        *(words.say(key) for key in ("one", "columns", "raw", "errors")),
        words.say("sources") if edition.sources else "",
    ]
    return docstring(paragraphs, lists=[f"- {each}" for each in edition.sources])


def _metadata(edition: Edition) -> str:
    day = edition.at
    effect = f"date({day.year}, {day.month}, {day.day})" if day else "None"
    lines = [
        f"BOOK: Final = {edition.book!r}",
        f"TITLE: Final = {edition.title!r}",
        f"VERSION: Final = {edition.version!r}",
        f"DATE_OF_EFFECT: Final[date | None] = {effect}",
        f"READINGS: Final[Mapping[str, str]] = {dict(edition.readings)!r}",
        f"PARAMETERS: Final[Mapping[str, str]] = {dict(edition.parameters)!r}",
        "SOURCES: Final[tuple[str, ...]] = (",
        *(f"    {each!r}," for each in edition.sources),
        ")",
    ]
    return _joined(lines)


def _places(material: Material, code: Code) -> str:
    places = (f"    {material.place(span)!r}," for span in code.places)
    meaning = '"""Where in the texts a case may have no value."""'
    return _joined(["PLACES: Final[tuple[str, ...]] = (", *places, ")", meaning])


def _names(text: str) -> set[str]:
    """Return the names that a text uses, comments and strings aside."""
    return {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}


def _enumerations(module: Module) -> str:
    """Return the types of items, and the labels that the texts give them."""
    lines: list[str] = []
    for type_, name in module.values.enums.items():
        labels = module.program.library.enum(type_.name).labels
        lines += [f"{name} = Literal[", *(f"    {item!r}," for item in type_.items), "]"]
        lines.append(f"{name}_LABELS: Final[Mapping[{name}, str]] = {{")
        lines += [f"    {item!r}: {labels.get(item, item)!r}," for item in type_.items]
        lines += ["}", f"_{name}_ITEMS: Final = tuple({name}_LABELS)"]
    return _joined(lines)


def _units(module: Module) -> str:
    """Return what makes an exact decimal of a number of units."""
    if not module.values.units:
        return ""
    lines = [
        f'_UNIT_{scale}: Final = Decimal("{decimal_text(Fraction(1, scale))}")'
        for scale in sorted(module.values.units)
    ]
    return _joined([*lines, "_times: Final = Context(prec=10_000, traps=[Inexact]).multiply"])


def _constants(code: Code) -> str:
    return _joined([f"{name} = {value}" for name, value in code.constants.items()])
