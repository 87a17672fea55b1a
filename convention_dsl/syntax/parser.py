"""Reading a text: `parse` for a file, `parse_property` and `parse_literal` for the command line.

A file is cut at the words that start a declaration, so that each is read on its own and an error in
one does not hide the others. Nothing here raises, whatever the text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from convention_dsl.diagnostics import Diagnostic, has_errors
from convention_dsl.source import Source
from convention_dsl.syntax import builder_declarations as declarations
from convention_dsl.syntax import builder_properties as properties
from convention_dsl.syntax import lalr, nodes
from convention_dsl.syntax.builder import Context, TooDeepError
from convention_dsl.syntax.builder_bodies import cell
from convention_dsl.syntax.builder_expressions import expression
from convention_dsl.syntax.builder_populations import population
from convention_dsl.syntax.lexer import Lexed, tokenize
from convention_dsl.syntax.limits import MAX_ERRORS
from convention_dsl.syntax.literals import as_literal
from convention_dsl.syntax.numbers import Place
from convention_dsl.syntax.reader import ProgramText, read, read_line
from convention_dsl.syntax.recovery import diagnose
from convention_dsl.syntax.split import Chunk, in_wrong_surface, split
from convention_dsl.syntax.surface import LANGUAGES
from convention_dsl.syntax.table import table

_T = TypeVar("_T")

_DECLARATIONS: dict[str, Callable[[Context, lalr.Tree], nodes.Declaration | nodes.HeaderDecl]] = {
    "convention": declarations.header,
    "vocabulary": declarations.header,
    "part": declarations.header,
    "use": declarations.use,
    "enumeration": declarations.enumeration,
    "record": declarations.record,
    "parameter": declarations.parameter,
    "budget": declarations.budget,
    "clause": declarations.clause,
    "given": declarations.given,
    "given_nothing": declarations.given,
    "exception": declarations.exception,
    "example": properties.example,
    "examples": properties.examples,
    "population": population,
    "property": properties.property_,
}


@dataclass(slots=True)
class _Reading:
    """What has been read of a file."""

    header: nodes.HeaderDecl | None = None
    declarations: list[nodes.Declaration] = field(default_factory=list)
    broken_names: set[str] = field(default_factory=set)
    problems: list[Diagnostic] = field(default_factory=list)


def parse(source: Source) -> tuple[nodes.File, list[Diagnostic]]:
    """Read a file; what could not be read is told and left out."""
    program, problems = read(source)
    if program is None:
        return nodes.File(language="en", header=None, declarations=()), problems
    lexed = tokenize(program)
    reading = _Reading(problems=[*problems, *lexed.problems])
    if not lexed.tokens and not reading.problems:
        reading.problems.append(Diagnostic("E0504", program.span(0, 0), {"path": source.path}))
    chunks = split(lexed.tokens, program.language)
    foreign = in_wrong_surface(chunks, program.language)
    if foreign is not None:
        reading.problems = [_wrong_surface(program, foreign)]
        chunks = []
    for chunk in chunks:
        if len(reading.problems) > MAX_ERRORS:
            break
        _read_chunk(program, chunk, reading)
    file = nodes.File(
        language=program.language,
        header=reading.header,
        declarations=tuple(reading.declarations),
        comments=tuple(lexed.comments),
        broken_names=frozenset(reading.broken_names),
        span=program.span(0, len(program.text)),
    )
    return file, in_order(reading.problems)


def parse_property(
    source: Source, language: str
) -> tuple[nodes.PropertyDecl | None, list[Diagnostic]]:
    """Read a property, or a bare claim (then named `claim`), typed on the command line."""
    program, problems = read_line(source, language)
    if program is None:
        return None, problems
    lexed = tokenize(program)
    is_whole = bool(lexed.tokens) and lexed.tokens[0].type == "_PROPERTY"
    start = "declaration" if is_whole else "property_line"
    tree, problems = _tree(program, lexed, start)
    if tree is None:
        return None, problems
    built, problems = _build(program, tree, properties.property_)
    return built, [*lexed.problems, *problems]


def parse_literal(
    source: Source, language: str
) -> tuple[nodes.Expression | None, list[Diagnostic]]:
    """Read a value: a cell of a CSV file, the right of `--set name=value`."""
    program, problems = read_line(source, language)
    if program is None:
        return None, problems
    tree, problems = _tree(program, tokenize(program), "literal")
    if tree is None:
        return None, problems
    built, problems = _build(program, tree, expression)
    if built is None:
        return None, problems
    return as_literal(built, program.text.strip())


def parse_cell(program: ProgramText) -> tuple[nodes.Cell | None, list[Diagnostic]]:
    """Read a condition cell that stands in a file of data."""
    lexed = tokenize(program, Place.CELL)
    tree, problems = _tree(program, lexed, "cell")
    if tree is None:
        return None, problems
    built, problems = _build(program, tree, cell)
    return built, [*lexed.problems, *problems]


def in_order(problems: list[Diagnostic]) -> list[Diagnostic]:
    """Return `problems` in the order of the text, too many of them cut short."""
    ordered = sorted(problems, key=lambda problem: problem.span.start if problem.span else -1)
    if len(ordered) <= MAX_ERRORS:
        return ordered
    return [*ordered[:MAX_ERRORS], Diagnostic("E0038", None, {"limit": MAX_ERRORS})]


# Pieces -----------------------------------------------------------------------------------------


def _read_chunk(program: ProgramText, chunk: Chunk, reading: _Reading) -> None:
    tokens = chunk.tokens
    built: nodes.Declaration | nodes.HeaderDecl | None = None
    try:
        tree = lalr.parse(table(), "declaration", tokens)
        assert isinstance(tree, lalr.Tree)
        built, problems = _build(program, tree, _DECLARATIONS[tree.name])
    except lalr.UnexpectedError:
        limit = MAX_ERRORS + 1 - len(reading.problems)
        problems = diagnose(program, table(), "declaration", tokens, limit)
    reading.problems.extend(chunk.problems(program))
    damaged = any(token.damaged for token in tokens)
    if isinstance(built, nodes.HeaderDecl):
        problems = [*problems, *_place_header(program, chunk, built, reading)]
    elif built is not None and not has_errors(problems) and not damaged:
        reading.declarations.append(built)
    else:
        reading.broken_names.update(chunk.declared())
    reading.problems.extend(problems)


def _wrong_surface(program: ProgramText, foreign: Chunk) -> Diagnostic:
    """Return the one error of a text that is not in the language that its first line names."""
    token = foreign.tokens[0]
    other = next(each for each in LANGUAGES if each != program.language)
    return Diagnostic("E0055", program.span(token.start, token.end), {"language": other})


def _place_header(
    program: ProgramText, chunk: Chunk, header: nodes.HeaderDecl, reading: _Reading
) -> list[Diagnostic]:
    """Keep the header of the file; told where it is not the first thing said, or a second one."""
    if reading.header is None and not reading.declarations:
        reading.header = header
        return []
    token = chunk.tokens[0]
    span = program.span(token.start, token.end)
    return [Diagnostic("E0036", span, {"text": token.text})]


def _tree(
    program: ProgramText, lexed: Lexed, start: str
) -> tuple[lalr.Tree | None, list[Diagnostic]]:
    if has_errors(lexed.problems):
        return None, lexed.problems
    try:
        tree = lalr.parse(table(), start, lexed.tokens)
    except lalr.UnexpectedError:
        return None, diagnose(program, table(), start, lexed.tokens)
    assert isinstance(tree, lalr.Tree)
    return tree, []


def _build(
    program: ProgramText, tree: lalr.Tree, build: Callable[[Context, lalr.Tree], _T]
) -> tuple[_T | None, list[Diagnostic]]:
    context = Context(program)
    try:
        built = build(context, tree)
    except TooDeepError:
        return None, context.problems
    return (None if has_errors(context.problems) else built), context.problems
