"""A module as one page: a form, the payslip, the sources. It loads nothing: a file is enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files

from convention_dsl.core.provenance import Confidence, Provenance
from convention_dsl.locale import format_date
from convention_dsl.targets.javascript.describing import parameter_type, raw_given
from convention_dsl.targets.javascript.literals import Data, literal
from convention_dsl.targets.javascript.module import Clause, module
from convention_dsl.targets.javascript.page_form import View, capital, decimal_for, views
from convention_dsl.targets.javascript.page_words import page_words
from convention_dsl.types import NumberKind, NumberType

NEEDED = ("jinja2",)
"""The modules of the optional library that pages are made with."""


@dataclass(frozen=True)
class Amount:
    """A parameter that can be tried with another value."""

    id: str
    label: str
    form: str
    unit: str
    value: str
    sources: tuple[int, ...]
    confidence: str
    is_assumed: bool


@dataclass(frozen=True)
class Amounts:
    """The parameters of one clause, or those that stand alone."""

    title: str
    amounts: tuple[Amount, ...]


@dataclass(frozen=True)
class Page:
    """All that the template shows."""

    language: str
    title: str
    clause: str
    subtitle: str
    effect: str
    version: str
    inputs: tuple[View, ...]
    only: str
    """The one input, where it is a record."""
    amounts: tuple[Amounts, ...]
    sources: tuple[str, ...]
    readings: tuple[str, ...]
    changed: tuple[str, ...]
    words: dict[str, str]


@dataclass(frozen=True)
class Titles:
    """What the text calls its clauses, by name, and the readings chosen, by `book.clause`."""

    clauses: Mapping[str, str] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)


def page(clause: Clause, titles: Titles = Titles()) -> str:
    """Return the page of a clause."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("convention_dsl.targets.javascript", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    shown = view_of(clause, titles)
    return environment.get_template("page.html.j2").render(
        page=shown, say=shown.words, style=_text("page.css"), script=_script(clause, shown)
    )


def view_of(clause: Clause, titles: Titles) -> Page:
    """Return what the template shows."""
    edition, plan = clause.edition, clause.plan
    words = page_words(edition.language)
    only = clause.only_record
    return Page(
        language=edition.language,
        title=edition.title or edition.book,
        clause=plan.clause.name,
        subtitle=capital(plan.label or plan.clause.name),
        effect=format_date(edition.at, edition.language) if edition.at else "",
        version=edition.version,
        inputs=views(clause),
        only="" if only is None or only.known else only.path[-1],
        amounts=tuple(_amounts(clause, titles)),
        sources=edition.sources,
        readings=tuple(_reading(name, chosen, titles) for name, chosen in edition.readings.items()),
        changed=tuple(f"{name} = {value}" for name, value in edition.parameters.items()),
        words=words,
    )


def _reading(name: str, chosen: str, titles: Titles) -> str:
    """Return which reading of a clause was chosen, in the words of the text."""
    short = name.rpartition(".")[2]
    said = titles.readings.get(name) or chosen
    return f"{titles.clauses.get(short) or short} ({said})"


def cited(provenance: Provenance, sources: tuple[str, ...]) -> tuple[int, ...]:
    """Return the numbers of the documents that a source names, from 1."""
    pieces = [" ".join(piece.split()) for piece in (provenance.source or "").split(";")]
    return tuple(sources.index(piece) + 1 for piece in pieces if piece in sources)


def _amounts(clause: Clause, titles: Titles) -> list[Amounts]:
    """Return the parameters: those of the text first, then those of rows, by clause."""
    groups: dict[str, list[Amount]] = {}
    for each in clause.plan.parameters:
        if not isinstance(each.type, NumberType):
            continue
        name = each.id.partition("/")[0].partition(".")[0] if "/" in each.id else ""
        title = capital(titles.clauses.get(name) or name)
        groups.setdefault(title, []).append(_amount(clause, each.id))
    return [Amounts(title, tuple(groups[title])) for title in sorted(groups, key=bool)]


def _amount(clause: Clause, id_: str) -> Amount:
    each = next(each for each in clause.plan.parameters if each.id == id_)
    type_ = parameter_type(each)
    assert isinstance(type_, NumberType)
    text = str(raw_given(each.value, each.type, each.scale))
    is_whole = type_.kind is NumberKind.INTEGER
    confidence = each.provenance.confidence
    words = page_words(clause.edition.language)
    return Amount(
        id=id_,
        label=capital(each.label or id_.rpartition(".")[2]),
        form="integer" if is_whole else "decimal",
        unit={NumberKind.AMOUNT: "€", NumberKind.RATE: "%"}.get(type_.kind, ""),
        value=text if is_whole else decimal_for(text, type_.kind, clause.edition.language),
        sources=cited(each.provenance, clause.edition.sources),
        confidence="" if confidence is None else words[f"confidence {confidence.value}"],
        is_assumed=confidence is Confidence.ASSUMED,
    )


def _script(clause: Clause, shown: Page) -> str:
    """Return the module and what moves the page, so that no text of theirs ends the script."""
    say: dict[str, Data] = dict(shown.words)
    parts = [
        module(clause),
        f"const SAY = {literal(say)};",
        f"{{\n{_text('page.js')}}}",
    ]
    return "\n".join(parts).replace("</", "<\\/").replace("<!--", "<\\!--")


def _text(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text("utf-8")
