"""The files of the target: for each clause, one in each dialect that can calculate it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from convention_dsl.calculator.plan.plan import Plan
from convention_dsl.calculator.plan.scopes import UnsupportedError
from convention_dsl.targets.edition import Files
from convention_dsl.targets.registry import Material
from convention_dsl.targets.sql.defaults import defaults_of
from convention_dsl.targets.sql.describing import Context
from convention_dsl.targets.sql.dialects import Dialect, placed
from convention_dsl.targets.sql.naming import Names
from convention_dsl.targets.sql.request import place_of
from convention_dsl.targets.sql.results import Place
from convention_dsl.targets.sql.statements import Builder, Statements, Tables
from convention_dsl.targets.sql.words import say
from convention_dsl.targets.sql.writing import Page, written

_FILES = {
    Dialect.DUCKDB: "duckdb",
    Dialect.POSTGRES: "postgresql",
    Dialect.SPARK: "spark",
}


def build(material: Material) -> Files:
    """Return the files of some clauses; the same material always gives the same bytes."""
    names = Names()
    return {
        f"{stem}.{_FILES[dialect]}.sql": text.encode("utf-8")
        for plan in material.plans
        for stem in [names.new(_plain(plan.clause.name))]
        for dialect, text in _texts(material, plan, stem)
    }


def refuse(plan: Plan) -> None:
    """Raise `UnsupportedError` where no dialect can calculate a plan."""
    context = Context(Dialect.DUCKDB, "en", {}, {})
    _statements(plan, context, Tables("", "", ""), lambda span: span.path)


def _texts(material: Material, plan: Plan, stem: str) -> Iterator[tuple[Dialect, str]]:
    language = material.edition.language
    tables = Tables(*(f"{stem}_{say(key, language)}" for key in ("inputs", "checked", "results")))
    found: dict[Dialect, tuple[Context, Statements]] = {}
    refused: dict[Dialect, UnsupportedError] = {}
    for dialect in Dialect:
        defaults = defaults_of(material.program, plan.clause)
        context = Context(dialect, language, material.edition.item_labels, defaults)
        try:
            found[dialect] = context, _statements(plan, context, tables, material.place)
        except UnsupportedError as error:
            refused[dialect] = error
    absent = _absent(refused, language, material.place)
    for dialect, (context, statements) in found.items():
        page = Page(plan, material.edition, context, tables, tuple(absent))
        yield dialect, written(page, statements)


def _statements(plan: Plan, context: Context, tables: Tables, place: Place) -> Statements:
    with placed(place_of(plan)):
        return Builder(plan, context, tables, place).build()


def _absent(refused: Mapping[Dialect, UnsupportedError], language: str, place: Place) -> list[str]:
    """Return what is said of the dialects that cannot calculate the clause."""
    return [
        say(
            "absent",
            language,
            name=dialect.label,
            construct=error.construct.text(language),
            place=place(error.span),
        )
        for dialect, error in refused.items()
    ]


def _plain(name: str) -> str:
    """Return a name in letters that every engine takes in the name of a table."""
    letters = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("æ", "ae"))
    kept = "".join(each for each in letters if not unicodedata.combining(each))
    return "".join(each if each.isascii() and each.isalnum() else "_" for each in kept).lower()
