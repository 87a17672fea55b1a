"""The sentence of a diagnostic: the catalogue's wording with its arguments filled in."""

from __future__ import annotations

import string
from collections.abc import Mapping, Set
from datetime import date
from fractions import Fraction
from typing import get_args

from convention_dsl import locale
from convention_dsl.diagnostics import Diagnostic, Label, TypedValue
from convention_dsl.diagnostics.catalogue import entries
from convention_dsl.diagnostics.entry import Entry, Wording
from convention_dsl.types import NumberKind, Type


def headline(diagnostic: Diagnostic, language: str) -> str:
    """Return the message of a diagnostic in `language`."""
    entry = entry_of(diagnostic)
    if entry is None:
        return ", ".join(f"{k}: {v}" for k, v in diagnostic.arguments.items()) or diagnostic.code
    return fill(entry.message.text(language), diagnostic.arguments, language)


def help_text(diagnostic: Diagnostic, language: str) -> str | None:
    """Return what the catalogue advises to do, or None."""
    entry = entry_of(diagnostic)
    if entry is None or entry.help is None:
        return None
    return fill(entry.help.text(language), diagnostic.arguments, language)


def label_text(diagnostic: Diagnostic, label: Label, language: str) -> str:
    """Return the words beside a secondary place; an unknown phrase stands for itself."""
    entry = entry_of(diagnostic)
    wording = entry.phrases.get(label.phrase) if entry else None
    return fill(wording.text(language) if wording else label.phrase, label.arguments, language)


def witness_rows(diagnostic: Diagnostic, language: str) -> list[tuple[str, str]]:
    """Return the concrete case of a diagnostic: labels and values as a reader writes them."""
    values = diagnostic.witness_values
    return [*diagnostic.witness, *((label, argument_text(v, language)) for label, v in values)]


def entry_of(diagnostic: Diagnostic) -> Entry | None:
    """Return the catalogue's entry of a diagnostic."""
    return entries().get(diagnostic.code)


class _Filler(string.Formatter):
    """Fills `{name}`; an argument that is not there leaves its name in view, never an exception."""

    def __init__(self, language: str) -> None:
        self.language = language

    def get_value(self, key: int | str, _: object, kwargs: Mapping[str, object]) -> object:
        return kwargs.get(str(key), f"{{{key}}}")

    def format_field(self, value: object, _: str) -> str:
        return argument_text(value, self.language)


def fill(template: str, arguments: Mapping[str, object], language: str) -> str:
    """Return `template` with each `{name}` replaced by the text of the argument of that name."""
    return _Filler(language).vformat(template, (), arguments)


def argument_text(value: object, language: str) -> str:
    """Return an argument of a message as its reader writes it."""
    match value:
        case str():
            return value
        case bool():
            return {"en": ("no", "yes"), "fr": ("non", "oui")}[language][value]
        case int() | Fraction():
            return locale.format_number(Fraction(value), NumberKind.NUMBER, language)
        case TypedValue():
            return locale.format_value(value.value, value.type, language, value.labels)  # type: ignore[arg-type]
        case Wording():
            return fill(value.text(language), {}, language)
        case date():
            return locale.format_date(value, language)
        case list() | tuple() | Set():
            return ", ".join(argument_text(item, language) for item in value)
        case _ if isinstance(value, get_args(Type)):
            return locale.describe_type(value, language)
        case _:
            return str(value)
