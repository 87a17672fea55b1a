"""Files grouped into books, and the books that each of them uses."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from convention_dsl.core.program import ALWAYS, Period, UseDef
from convention_dsl.core.provenance import Provenance
from convention_dsl.diagnostics import Label
from convention_dsl.semantics.names import Alias, BookNames, Visible
from convention_dsl.semantics.problems import Problems
from convention_dsl.semantics.suggestions import nearest
from convention_dsl.syntax.nodes import (
    NO_METADATA,
    Declaration,
    File,
    HeaderDecl,
    HeaderKind,
    Metadata,
    PeriodExpr,
    UseDecl,
)


@dataclass(slots=True)
class BookText:
    """The files of one book: the one with its header first, then the others by path."""

    name: str
    header: HeaderDecl | None
    language: str
    files: list[tuple[str, File]] = field(default_factory=list)

    @property
    def metadata(self) -> Metadata:
        """What the header says about the book."""
        return self.header.metadata if self.header else NO_METADATA

    @property
    def provenance(self) -> Provenance:
        """The source and confidence that hold for the whole book where nothing else is said."""
        return Provenance(self.metadata.source, self.metadata.confidence)

    @property
    def period(self) -> Period:
        """When the book is in force."""
        return period(self.metadata.in_force)

    @property
    def declarations(self) -> list[tuple[str, Declaration]]:
        """The declarations of every file, with the path of the file."""
        return [(path, each) for path, file in self.files for each in file.declarations]


def period(node: PeriodExpr | None) -> Period:
    """Return a period; without any, always."""
    return Period(node.start, node.end) if node else ALWAYS


def gather(files: Mapping[str, File], problems: Problems) -> dict[str, BookText]:
    """Return the books that `files` make up, by name."""
    books: dict[str, BookText] = {}
    parts: list[tuple[str, File, HeaderDecl]] = []
    for path in sorted(files):
        file = files[path]
        header = file.header
        if header is not None and header.kind is HeaderKind.PART:
            parts.append((path, file, header))
            continue
        name = header.name.text if header else posixpath.splitext(posixpath.basename(path))[0]
        if name in books:
            first = books[name].header
            labels = (Label(first.name.span, "first"),) if first else ()
            span = header.name.span if header else file.span
            first_path = books[name].files[0][0]
            problems.add("E0515", span, labels=labels, name=name, first=first_path, second=path)
            continue
        books[name] = BookText(name, header, file.language, [(path, file)])
    for path, file, header in parts:
        book = books.get(header.name.text)
        if book is None:
            problems.unknown("E0116", header.name.span, header.name.text, books)
        else:
            book.files.append((path, file))
    return books


@dataclass(frozen=True, slots=True)
class Used:
    """A `use` that was found: its declaration, the book, and the names it makes visible."""

    decl: UseDecl
    names: BookNames
    definition: UseDef


def resolve_uses(
    book: BookText,
    texts: Mapping[str, BookText],
    names: Mapping[str, BookNames],
    problems: Problems,
) -> list[Used]:
    """Return the books that `book` uses; one that is not there is told and its name forgotten."""
    found: list[Used] = []
    for path, decl in book.declarations:
        if not isinstance(decl, UseDecl):
            continue
        target = _target(path, decl, texts)
        alias = decl.alias.text if decl.alias else target or decl.target
        if target is None or target == book.name:
            suggestion = nearest(decl.target, texts)
            problems.add("E0516", decl.span, suggestion=suggestion, name=decl.target)
            names[book.name].broken.add(alias)
            names[book.name].is_incomplete = True
            continue
        definition = UseDef(target, alias, decl.pin, decl.span)
        first = next((each for each in found if each.definition.alias == alias), None)
        if first is not None and first.definition != definition:
            labels = (Label(first.decl.span, "first"),)
            problems.add("E0165", decl.span, labels=labels, name=alias)
            continue
        found.append(Used(decl, names[target], definition))
        _check_period(book, texts[target], decl, problems)
    return found


def _target(path: str, decl: UseDecl, texts: Mapping[str, BookText]) -> str | None:
    if not decl.is_path:
        return decl.target if decl.target in texts else None
    wanted = posixpath.normpath(posixpath.join(posixpath.dirname(path), decl.target))
    for name, text in texts.items():
        for file, _ in text.files:
            if wanted in (file, posixpath.dirname(file)):
                return name
    return None


def _check_period(book: BookText, used: BookText, decl: UseDecl, problems: Problems) -> None:
    """Report a text that is never in force together with this one, unless it is pinned well."""
    theirs, ours = used.period, book.period
    if decl.pin is not None:
        if not theirs.contains(decl.pin):
            problems.add("E0119", decl.span, name=used.name, day=decl.pin)
        return
    if overlap(theirs, ours) or used.header is None:
        return
    day = theirs.end if _ends_before(theirs, ours) else theirs.start
    problems.add("E0118", decl.span, name=used.name, day=day)


def _ends_before(first: Period, second: Period) -> bool:
    return first.end is not None and second.start is not None and first.end < second.start


def overlap(first: Period, second: Period) -> bool:
    """Return whether two periods have a day in common."""
    return not (_ends_before(first, second) or _ends_before(second, first))


def visible_from(
    own: BookNames, uses: Sequence[Used], all_uses: Mapping[str, Sequence[Used]]
) -> Visible:
    """Return what can be named in a book: its own names, those of vocabularies, and aliases."""
    vocabularies: dict[str, BookNames] = {}
    waiting = list(uses)
    while waiting:
        used = waiting.pop(0)
        name = used.names.name
        if used.names.is_vocabulary and name not in vocabularies and name != own.name:
            vocabularies[name] = used.names
            waiting += all_uses[name]
    books = {used.names.name: used.names for used in uses}
    definitions = [used.definition for used in uses]
    return Visible(own, tuple(vocabularies.values()), qualifiers(own, definitions, books))


def qualifiers(
    own: BookNames, uses: Sequence[UseDef], books: Mapping[str, BookNames]
) -> dict[str, Alias]:
    """Return what can stand before a dot: `as` names (in force), books' own names (as signed).

    A book used at several dates goes by its own name at that of the use without `as`, if any.
    """
    aliases = {own.name: Alias(own, None, named=False)}
    pins: dict[str, set[date | None]] = {}
    for use in uses:
        pins.setdefault(use.book, set()).add(use.pin)
    for use in uses:
        if len(pins[use.book]) == 1 or use.alias == use.book:
            aliases[use.book] = Alias(books[use.book], use.pin, named=False)
    for use in uses:
        if use.alias != use.book:
            aliases[use.alias] = Alias(books[use.book], use.pin, named=True)
    return aliases


def cycles(all_uses: Mapping[str, Sequence[Used]], problems: Problems) -> None:
    """Report the books that use each other in a circle, once per circle."""
    state: dict[str, int] = {}
    for start in all_uses:
        stack: list[tuple[str, int]] = [(start, 0)]
        path: list[str] = []
        while stack:
            name, index = stack.pop()
            if index == 0:
                if state.get(name):
                    continue
                state[name] = 1
                path.append(name)
            uses = all_uses[name]
            if index == len(uses):
                state[name] = 2
                path.pop()
                continue
            stack.append((name, index + 1))
            target = uses[index].names.name
            if state.get(target) == 1:
                circle = [*path[path.index(target) :], target]
                problems.add("E0521", uses[index].decl.span, cycle=" → ".join(circle))
            elif not state.get(target):
                stack.append((target, 0))
