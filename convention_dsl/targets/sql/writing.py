"""A file of SQL: what it is, then its statements."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from convention_dsl.calculator.plan.plan import Plan
from convention_dsl.locale import format_date
from convention_dsl.targets.edition import Edition
from convention_dsl.targets.sql.building import identifier
from convention_dsl.targets.sql.contract import Cell
from convention_dsl.targets.sql.describing import Context
from convention_dsl.targets.sql.dialects import Dialect
from convention_dsl.targets.sql.folding import folded
from convention_dsl.targets.sql.statements import Statements, Tables

_WIDTH = 96


@dataclass(frozen=True)
class Page:
    """What a file is about; `absent` says which other dialects have none, and why."""

    plan: Plan
    edition: Edition
    context: Context
    tables: Tables
    absent: tuple[str, ...]


def written(page: Page, statements: Statements) -> str:
    """Return the text of a file."""
    context, tables = page.context, page.tables
    inputs = _comment(_of_inputs(page.plan, context, statements))
    refused = _comment([context.say("how checked")])
    given = _comment(_of_results(context, statements))
    return "\n".join(
        [
            _comment([*_header(page), *page.absent]),
            inputs + _table(tables.inputs, statements, context),
            refused + _view(tables.checked, statements.checked, context.dialect),
            given + _view(tables.results, statements.results, context.dialect),
        ]
    )


def _header(page: Page) -> Iterator[str]:
    plan, edition, context = page.plan, page.edition, page.context
    say = context.say
    yield say("title", title=edition.title, book=edition.book)
    yield say("clause", clause=plan.clause.name, label=plan.label or plan.clause.name)
    if edition.at is not None:
        yield say("at", day=format_date(edition.at, context.language))
    yield say("version", version=edition.version)
    if edition.readings:
        yield say("readings", readings=_pairs(edition.readings))
    if edition.parameters:
        yield say("changed", parameters=_pairs(edition.parameters))
    if edition.sources:
        yield say("sources")
        yield from (f"  {source}" for source in edition.sources)
    yield ""
    yield say("dialect", name=context.dialect.label)


def _pairs(values: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in sorted(values.items()))


def _of_inputs(plan: Plan, context: Context, statements: Statements) -> list[str]:
    key = "how lists" if plan.lists else "how inputs"
    return [context.say(key, id=statements.key), context.say("units")]


def _of_results(context: Context, statements: Statements) -> list[str]:
    lines = [context.say("how results")]
    if statements.fault is not None:
        lines.append(context.say("how fault", fault=statements.fault))
    return [*lines, context.say("whole units")]


def _comment(lines: Sequence[str]) -> str:
    """Return lines as a comment, folded where they are long."""
    folded = [
        piece
        for line in lines
        for piece in textwrap.wrap(" ".join(line.split("\n")), _WIDTH, subsequent_indent="  ")
        or [""]
    ]
    return "".join(f"-- {piece}".rstrip() + "\n" for piece in folded)


def _table(name: str, statements: Statements, context: Context) -> str:
    last = len(statements.cells) - 1
    rows = [
        _cell(cell, context.dialect, "" if number == last else ",")
        for number, cell in enumerate(statements.cells)
    ]
    using = " USING PARQUET" if context.dialect is Dialect.SPARK else ""
    own = identifier(name).sql(dialect=context.dialect.value)
    return f"CREATE TABLE {own} (\n" + "".join(rows) + f"){using};\n"


def _cell(cell: Cell, dialect: Dialect, comma: str) -> str:
    """Return a column of the table, with what it is below its predecessor."""
    name = identifier(cell.name).sql(dialect=dialect.value)
    default = "" if cell.default is None else f" DEFAULT {cell.default.sql(dialect=dialect.value)}"
    comment = " ".join(cell.comment.split())
    said = f"  -- {comment}" if comment else ""
    return f"  {name} {cell.type.sql(dialect=dialect.value)}{default}{comma}{said}\n"


def _view(name: str, select: exp.Select, dialect: Dialect) -> str:
    own = identifier(name).sql(dialect=dialect.value)
    body = folded(
        select.sql(dialect=dialect.value, pretty=True, max_text_width=_WIDTH),
        escapes=dialect is Dialect.SPARK,
    )
    kind = "TEMPORARY VIEW" if dialect is Dialect.SPARK else "VIEW"
    return f"CREATE OR REPLACE {kind} {own} AS\n{body};\n"
