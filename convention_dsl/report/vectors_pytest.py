"""Test vectors as a file that pytest runs: it certifies an implementation on its own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from convention_dsl.diagnostics.entry import Wording
from convention_dsl.locale import format_date
from convention_dsl.report.json import Json, value_json
from convention_dsl.report.payslip import Words
from convention_dsl.report.style import plain
from convention_dsl.report.vectors import GoalWords, Sheet, coverage_lines
from convention_dsl.report.vectors_json import inputs_json, vector_id

_TITLE = Wording("Test vectors of {title}.", "Vecteurs de test : {title}.")
_AT = Wording("As in force on {day}", "Texte en vigueur le {day}")
_EDITION = Wording("edition {version}", "édition {version}")
_READING = Wording("reading {name}", "lecture {name}")
_HOW = Wording(
    "An implementation that passes gives the amounts of the text, to the cent. Adapt `calculate`,\n"
    "or name the implementation in the environment (see there); then run `pytest` on this file.",
    "Une implémentation qui les passe donne les montants du texte, au centime près. Adapter\n"
    "`calculate`, ou nommer l'implémentation dans l'environnement (voir là) ; puis lancer\n"
    "`pytest` sur ce fichier.",
)
_RUNNER = Path(__file__).with_name("vectors_runner.py.txt")
"""What a test file does with its vectors."""


def vectors_pytest(
    sheets: Sequence[Sheet], words: Words, *, title: str, version: str, readings: Sequence[str]
) -> str:
    """Return the text of a test file for the vectors of some clauses of one text."""
    head = [*_head(sheets, words, title=title, version=version, readings=readings)]
    lines = [
        '"""' + "\n".join(_escaped(line) for line in head) + '\n"""',
        "",
        _RUNNER.read_text("utf-8").rstrip("\n"),
    ]
    module = sheets[0].question.clause.book
    vectors = [line for sheet in sheets for line in _vectors(sheet, words)]
    body = "\n".join(lines)
    body = body.replace("@MODULE@", module)
    return body.replace("VECTORS = []", "\n".join(["VECTORS = [", *vectors, "]"])) + "\n"


def _head(
    sheets: Sequence[Sheet], words: Words, *, title: str, version: str, readings: Sequence[str]
) -> Iterator[str]:
    language = words.language
    yield _TITLE.text(language).format(title=title)
    yield ""
    at = sheets[0].question.at
    told = [_AT.text(language).format(day=_day(at, language))] if at else []
    told += [_READING.text(language).format(name=name) for name in readings]
    told += [f"{name} = {value}" for name, value in sheets[0].parameters.items()]
    told.append(_EDITION.text(language).format(version=version))
    text = words.semicolon.join(told)
    yield text[0].upper() + text[1:] + "."
    yield ""
    for sheet in sheets:
        yield from (plain(line) for line in coverage_lines(sheet, words))
    yield ""
    yield from _HOW.text(language).split("\n")


def _day(at: date, language: str) -> str:
    return format_date(at, language)


def _vectors(sheet: Sheet, words: Words) -> Iterator[str]:
    said = GoalWords(words)
    goals = {each.goal.id: each.goal for each in sheet.vectors.found}
    for number, vector in enumerate(sheet.vectors.vectors, start=1):
        for about in said.about(vector, goals):
            yield f"    # {_one_line(about)}"
        inputs = inputs_json(sheet.form, vector.arguments)
        named = inputs if _is_named(sheet) else {sheet.form.clause.inputs[0].name: inputs}
        expected = value_json(vector.expected, sheet.question.type)
        yield "    ("
        yield f"        {_literal(sheet.question.clause.name)},"
        yield f"        {_literal(vector_id(number))},"
        yield f"        {_literal(named)},"
        yield f"        {_literal(expected)},"
        yield "    ),"


def _is_named(sheet: Sheet) -> bool:
    """Return whether the inputs are an object by name already, and not the one record itself."""
    inputs = sheet.form.clause.inputs
    return len(inputs) != 1 or not hasattr(inputs[0].type, "fields")


def _literal(value: Json) -> str:
    """Return a JSON value as Python."""
    return repr(json.loads(json.dumps(value)))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"""', "'''").rstrip()
