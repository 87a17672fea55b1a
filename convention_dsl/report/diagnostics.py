"""Diagnostics as text: the headline, the place with the author's own line, and what to do.

error[E0101]: unknown name `agee`
  --> rules/fmt.conv:12:5
   |
12 |   | agee | ald |
   |     ^^^^ did you mean `age`?
   |
   = help: …
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from convention_dsl.diagnostics import Diagnostic, Severity
from convention_dsl.diagnostics.entry import Entry
from convention_dsl.report.messages import headline, help_text, label_text, witness_rows
from convention_dsl.report.phrases import counted, phrase
from convention_dsl.report.style import Role, paint, table, width
from convention_dsl.source import Source, Span

_LANGUAGE = re.compile(r"^#[ ]*(?:language|langue)[ ]*:[ ]*(fr|en)", re.MULTILINE | re.IGNORECASE)
_LONGEST = 100
"""How many characters of a source line are shown: a line may be 5 MB long."""
_BEFORE = 40
"""How many of them may stand before the marked place."""


_Place = tuple[Span, str, bool]
"""A stretch, the words beside it, and whether it is the primary one."""


@dataclass(frozen=True)
class _Mark:
    """A stretch of one line to underline, and the words beside it."""

    line: int
    start: int
    length: int
    text: str
    primary: bool


def render(
    diagnostics: Sequence[Diagnostic],
    sources: Mapping[str, Source],
    language: str | None,
    fallback: str = "en",
) -> str:
    """Return the text of `diagnostics`, blank lines between.

    Where `language` is None each is in the language of its file, and in `fallback` without a file.
    """
    return "\n".join(
        render_one(each, sources, language or language_of(each, sources, fallback))
        for each in diagnostics
    )


def language_of(diagnostic: Diagnostic, sources: Mapping[str, Source], default: str = "en") -> str:
    """Return the language of the file a diagnostic is about."""
    source = sources.get(diagnostic.span.path) if diagnostic.span else None
    if source is None:
        return default
    return source.language or source_language(source.text, default)


def source_language(text: str, default: str = "en") -> str:
    """Return the surface that a text's first program line names."""
    named = _LANGUAGE.search(text)
    return named.group(1).lower() if named else default


def render_one(diagnostic: Diagnostic, sources: Mapping[str, Source], language: str) -> str:
    """Return the text of one diagnostic, ending with a line end."""
    lines = [_header(diagnostic, language)]
    source = sources.get(diagnostic.span.path) if diagnostic.span else None
    shown = [each for each in _spans(diagnostic, language) if each[0].path in sources]
    gutter = _gutter(shown, sources)
    if shown:
        lines += _snippets(shown, sources)
    elif diagnostic.span and diagnostic.span.path:
        lines.append(f" {paint('-->', Role.PLACE)} {diagnostic.span.path}")
    lines += _footers(diagnostic, language, " " * (gutter + 1), has_place=source is not None)
    return "\n".join(lines) + "\n"


def _header(diagnostic: Diagnostic, language: str) -> str:
    is_error = diagnostic.severity is Severity.ERROR
    word = phrase("error" if is_error else "warning", language)
    role = Role.ERROR if is_error else Role.WARNING
    message = headline(diagnostic, language)
    code = paint(f"{word}[{diagnostic.code}]", role)
    return code + paint(_colon(language) + message, Role.STRONG)


def _colon(language: str) -> str:
    return " : " if language == "fr" else ": "


# Source lines -----------------------------------------------------------------------------------


def _spans(diagnostic: Diagnostic, language: str) -> list[_Place]:
    hint = ""
    if diagnostic.suggestion and "\n" not in diagnostic.suggestion:
        hint = phrase("did you mean", language, text=diagnostic.suggestion)
    labels = [(x.span, label_text(diagnostic, x, language), False) for x in diagnostic.labels]
    return [(diagnostic.span, hint, True), *labels] if diagnostic.span else labels


def _gutter(spans: Sequence[_Place], sources: Mapping[str, Source]) -> int:
    lines = [sources[span.path].position(span.start)[0] for span, _, _ in spans]
    return max((len(str(line)) for line in lines), default=1)


def _snippets(shown: Sequence[_Place], sources: Mapping[str, Source]) -> list[str]:
    gutter = " " * _gutter(shown, sources)
    bar = paint("|", Role.PLACE)
    by_path: dict[str, list[_Place]] = {}
    for each in shown:
        by_path.setdefault(each[0].path, []).append(each)
    lines: list[str] = []
    for path, spans in by_path.items():
        source = sources[path]
        line, column = source.position(spans[0][0].start)
        arrow = paint("-->" if not lines else ":::", Role.PLACE)
        place = path if path.startswith("--") else f"{path}:{line}:{column}"
        lines += [f"{gutter}{arrow} {place}", f"{gutter} {bar}"]
        lines += _marked_lines([_mark(source, *each) for each in spans], source, len(gutter))
    return lines


def _mark(source: Source, span: Span, text: str, primary: bool) -> _Mark:
    line, column = source.position(span.start)
    room = len(source.line(line)) - (column - 1)
    return _Mark(line, column - 1, max(1, min(span.end - span.start, room)), text, primary)


def _marked_lines(marks: list[_Mark], source: Source, gutter: int) -> list[str]:
    bar, lines, previous = paint("|", Role.PLACE), [], None
    for number in sorted({mark.line for mark in marks}):
        if previous is not None and number > previous + 1:
            lines.append(paint("." * 3, Role.PLACE))
        here = sorted((m for m in marks if m.line == number), key=lambda m: not m.primary)
        text, offset = _window(source.line(number), min(mark.start for mark in here))
        lines.append(f"{paint(str(number).rjust(gutter), Role.PLACE)} {bar} {text}".rstrip())
        lines += [f"{' ' * gutter} {bar} {_underline(text, mark, offset)}" for mark in here]
        previous = number
    return lines


def _window(line: str, start: int) -> tuple[str, int]:
    """Return the part of a line that is shown, and how far it moved to the left."""
    line = line.replace("\t", " ")
    offset = start - _BEFORE if len(line) > _LONGEST and start > _LONGEST - _BEFORE else 0
    text = line[offset : offset + _LONGEST]
    if offset:
        text = "…" + text[1:]
    return (text + "…" if offset + _LONGEST < len(line) else text), offset


def _underline(text: str, mark: _Mark, offset: int) -> str:
    start = mark.start - offset
    before, marked = text[:start], text[start : start + mark.length]
    line = ("^" if mark.primary else "-") * max(1, width(marked))
    words = f"{line} {mark.text}".rstrip()
    return " " * width(before) + paint(words, Role.ERROR if mark.primary else Role.PLACE)


# What follows -----------------------------------------------------------------------------------


def _footers(diagnostic: Diagnostic, language: str, indent: str, *, has_place: bool) -> list[str]:
    sign = f"{indent}{paint('=', Role.PLACE)} "
    lines: list[str] = []
    if rows := witness_rows(diagnostic, language):
        lines.append(sign + phrase("for example", language) + _colon(language).rstrip())
        lines += table(rows, indent=indent + "    ")
    if text := help_text(diagnostic, language):
        lines += _entry(sign, phrase("help", language) + _colon(language), text, indent)
    if diagnostic.suggestion and ("\n" in diagnostic.suggestion or not has_place):
        hint = phrase("did you mean", language, text=diagnostic.suggestion)
        lines += _entry(sign, phrase("help", language) + _colon(language), hint, indent)
    return lines


def _entry(sign: str, word: str, text: str, indent: str) -> list[str]:
    first, *rest = text.split("\n")
    return [sign + paint(word, Role.HELP) + first, *(f"{indent}  {line}" for line in rest)]


def render_entry(entry: Entry, language: str) -> str:
    """Return the page of a message: what it says, what it means, a bad and a good example."""
    severity = "warning" if entry.code.startswith("W") else "error"
    word = phrase(severity, language)
    message = entry.message.text(language).replace("{place}", "")
    lines = [paint(f"{word}[{entry.code}]{_colon(language)}{message}", Role.STRONG), ""]
    lines += fill_paragraph(entry.explanation.text(language))
    for key, example in (("bad", entry.bad), ("good", entry.good)):
        if example:
            own = (f"    {line}".rstrip() for line in example.rstrip("\n").split("\n"))
            lines += ["", phrase(key, language), *own]
    return "\n".join(lines) + "\n"


def fill_paragraph(text: str) -> list[str]:
    """Return a text in lines of at most 80 columns, paragraphs kept."""
    from textwrap import wrap

    return [line for paragraph in text.split("\n") for line in (wrap(paragraph, 80) or [""])]


def summary(diagnostics: Sequence[Diagnostic], language: str) -> str:
    """Return `2 errors, 1 warning`, or that there is no problem."""
    errors = sum(each.severity is Severity.ERROR for each in diagnostics)
    warnings = len(diagnostics) - errors
    parts = []
    if errors:
        parts.append(paint(counted("error count", "errors", errors, language), Role.ERROR))
    if warnings:
        parts.append(paint(counted("warning count", "warnings", warnings, language), Role.WARNING))
    return ", ".join(parts) or paint(phrase("no problem", language), Role.GOOD)
