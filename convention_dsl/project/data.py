"""The files of populations: found beside the texts that name them, and read."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from convention_dsl.diagnostics import Diagnostic, has_errors
from convention_dsl.diagnostics.reasons import system_reason
from convention_dsl.project.folders import digest, inside
from convention_dsl.project.parquet import MissingError, UnreadableError, as_text
from convention_dsl.source import Source, Span
from convention_dsl.syntax.limits import MAX_BYTES
from convention_dsl.syntax.nodes import PopulationDecl
from convention_dsl.syntax.population_data import parse_data

_CSV, _PARQUET = ".csv", ".parquet"
_NOT_TEXT = (b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04")
"""How files in UTF-16 and spreadsheets begin."""


@dataclass(frozen=True, slots=True)
class Data:
    """A file of data: its text, and the digest of its content."""

    source: Source
    digest: str


def with_data(
    declaration: PopulationDecl, text: Path, root: Path, language: str
) -> tuple[PopulationDecl, Data | None, list[Diagnostic]]:
    """Return a population with the content of the file that it names, if it names one.

    `text` is the file that the population stands in, `language` its surface.
    """
    file = declaration.file
    if file is None:
        return declaration, None, []
    path = Path(os.path.normpath(text.parent / file.path)) if "\0" not in file.path else text
    wrong = _refused(path, root, file.path)
    if wrong is not None:
        return declaration, None, [Diagnostic(wrong, file.span, {"path": file.path})]
    shown = Path(os.path.relpath(path, root)).as_posix()
    try:
        content = _content(path, file.path, file.span)
    except OSError as error:
        arguments = {"path": file.path, "reason": system_reason(error)}
        return declaration, None, [Diagnostic("E0509", file.span, arguments)]
    if isinstance(content, Diagnostic):
        return declaration, None, [content]
    source, problems = _text(shown, path, content, language, file.span)
    data = Data(source, digest(content))
    if has_errors(problems):
        return declaration, data, problems
    table, found = parse_data(source, language)
    read = replace(declaration, file=replace(file, table=table))
    return read, data, [*problems, *found]


def _refused(path: Path, root: Path, written: str) -> str | None:
    """Return the code of what keeps a path from being read, if anything does."""
    if "\0" in written or not inside(path, root):
        return "E0523"
    if path.suffix.lower() not in (_CSV, _PARQUET):
        return "E0525"
    return None if path.is_file() else "E0524"


def _content(path: Path, written: str, span: Span) -> bytes | Diagnostic:
    if path.stat().st_size > MAX_BYTES:
        return Diagnostic("E0526", span, {"path": written, "limit": MAX_BYTES // 1_000_000})
    return path.read_bytes()


def _text(
    shown: str, path: Path, content: bytes, language: str, span: Span
) -> tuple[Source, list[Diagnostic]]:
    """Return a file as delimited text; a Parquet file as the text that would say the same."""
    if path.suffix.lower() == _PARQUET:
        try:
            return Source(shown, as_text(content, language), language), []
        except MissingError:
            return Source(shown, ""), [Diagnostic("E0528", span, {"path": shown})]
        except UnreadableError as error:
            arguments = {"path": shown, "reason": str(error)}
            return Source(shown, ""), [Diagnostic("E0529", span, arguments)]
    return _decoded(shown, content, language, span)


def _decoded(
    shown: str, content: bytes, language: str, span: Span
) -> tuple[Source, list[Diagnostic]]:
    problems: list[Diagnostic] = []
    text: str | None = None
    if not content.startswith(_NOT_TEXT) and b"\0" not in content:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = _western(content)
            problems = [Diagnostic("W0501", span, {"path": shown})]
    if text is None:
        return Source(shown, ""), [Diagnostic("E0527", span, {"path": shown})]
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return Source(shown, plain, language), problems


def _western(content: bytes) -> str | None:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return None
