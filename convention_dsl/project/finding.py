"""From paths to the parsed files of the books they name and of those that these use."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from convention_dsl.diagnostics import Diagnostic, Label
from convention_dsl.project.data import with_data
from convention_dsl.project.folders import (
    SUFFIXES,
    TooManyError,
    absolute,
    folder_of,
    inside,
    project_root,
    siblings,
    texts,
)
from convention_dsl.project.reading import Glance, glance, read_source
from convention_dsl.project.uses import Uses, cut_cycles
from convention_dsl.source import Source, Span
from convention_dsl.syntax.limits import MAX_FILES
from convention_dsl.syntax.nodes import Declaration, File, HeaderKind, PopulationDecl, UseDecl
from convention_dsl.syntax.parser import parse


@dataclass(frozen=True, slots=True)
class Files:
    """The texts that a command is about, by path from the root.

    `asked` names the books that the paths of the command name, in order. A `use` that leads
    nowhere has been told and is left out of its file.
    """

    root: Path
    sources: Mapping[str, Source]
    parsed: Mapping[str, File]
    asked: tuple[str, ...]
    data: Mapping[str, str] = field(default_factory=dict)
    """The digests of the files of data that were read, by path from the root."""


def find(paths: Sequence[Path], root: Path | None = None) -> tuple[Files, list[Diagnostic]]:
    """Read the books that `paths` (files or folders) name, and those they use."""
    search = _Search(absolute(root) if root else project_root(paths))
    for path in paths:
        search.ask(path)
    search.run()
    parsed = cut_cycles(search.parsed, search.books, search.targets, search.diagnostics)
    sources = {shown: search.sources[shown] for shown in sorted(search.sources)}
    asked = tuple(dict.fromkeys(search.asked))
    return Files(search.root, sources, parsed, asked, search.data), search.diagnostics


@dataclass(slots=True)
class _Search:
    """The state of one search: what has been read, and what is still to be."""

    root: Path
    sources: dict[str, Source] = field(default_factory=dict)
    parsed: dict[str, File] = field(default_factory=dict)
    books: dict[str, str] = field(default_factory=dict)
    """The name of the book that each file is of."""
    targets: dict[tuple[str, int], str] = field(default_factory=dict)
    """The book that each `use` leads to, by the path and place of the declaration."""
    asked: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    queue: deque[Path] = field(default_factory=deque)
    seen: set[Path] = field(default_factory=set)
    glances: dict[Path, Glance | None] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)

    def ask(self, path: Path) -> None:
        """Add a path of the command."""
        place = absolute(path)
        if not inside(folder_of(place), self.root):
            self._tell("E0511", path=str(path), root=str(self.root))
            return
        if not place.is_dir():
            if place.exists() and place.suffix.lower() not in SUFFIXES:
                self._tell("E0512", path=self._shown(place))
                return
            self._ask_file(place)
            return
        try:
            found = [each for each in texts(place) if inside(each, self.root)]
        except TooManyError:
            self._tell("E0510", path=str(path))
            return
        found = [each for each in found if self.glance(each) is not None]
        if not found:
            self._tell("E0513", path=str(path))
        for each in found:
            self._ask_file(each)

    def _ask_file(self, path: Path) -> None:
        seen = self.glance(path)
        self.queue.append(path)
        if seen is not None and path.exists():
            self.asked.append(seen.name)

    def run(self) -> None:
        """Read every file of the queue, and those that they lead to."""
        uses = Uses(self.root, self.glance)
        while self.queue:
            path = self.queue.popleft()
            real = path.resolve()
            if real in self.seen:
                continue
            self.seen.add(real)
            if len(self.seen) > MAX_FILES:
                self._tell("E0514", limit=MAX_FILES)
                return
            shown = self._read(path)
            if shown is None:
                continue
            self._follow(uses, path, shown)

    def _read(self, path: Path) -> str | None:
        """Read and parse a file; return the path it is shown by, or None."""
        shown = self._shown(path)
        source, problems = read_source(path, shown)
        self.diagnostics += problems
        if source is not None:
            self.sources[shown] = source
        if source is None or problems:
            return None
        file, problems = parse(source)
        self.diagnostics += problems
        name = file.header.name.text if file.header else self._name(path)
        first = self._first_of(name, file)
        if first is not None:
            self._tell_twice(name, file, shown, first)
            return None
        self.parsed[shown] = file
        self.books[shown] = name
        return shown

    def _name(self, path: Path) -> str:
        seen = self.glance(path)
        return seen.name if seen else path.stem

    def _first_of(self, name: str, file: File) -> str | None:
        """Return the file that already holds the header of book `name`, if `file` is another."""
        if file.header is not None and file.header.kind is HeaderKind.PART:
            return None
        for shown, other in self.books.items():
            header = self.parsed[shown].header
            if other == name and (header is None or header.kind is not HeaderKind.PART):
                return shown
        return None

    def _tell_twice(self, name: str, file: File, shown: str, first: str) -> None:
        header = file.header
        other = self.parsed[first].header
        labels = (Label(other.name.span, "first"),) if other else ()
        span = header.name.span if header else Span(shown, 0, 0)
        arguments = {"name": name, "first": first, "second": shown}
        self.diagnostics.append(Diagnostic("E0515", span, arguments, labels))

    def _follow(self, uses: Uses, path: Path, shown: str) -> None:
        """Queue the other files of a file's book, and the books it uses."""
        file = self.parsed[shown]
        name = self.books[shown]
        is_part = file.header is not None and file.header.kind is HeaderKind.PART
        for other in siblings(path):
            seen = self.glance(other)
            if seen is None or not seen.written or seen.name != name or other == path:
                continue
            # A second book of this name in the folder is a draft beside it, unless it is asked too.
            if is_part or seen.kind is HeaderKind.PART:
                self.queue.append(other)
        kept: list[Declaration] = []
        is_incomplete = file.is_incomplete
        broken = set(file.broken_names)
        for declaration in file.declarations:
            if isinstance(declaration, UseDecl):
                found = uses.resolve(path, declaration)
                if isinstance(found, Diagnostic):
                    self.diagnostics.append(found)
                    broken.add(declaration.alias.text if declaration.alias else declaration.target)
                    is_incomplete = True
                    continue
                self.queue.append(found.path)
                self.targets[shown, declaration.span.start] = found.name
            elif isinstance(declaration, PopulationDecl):
                kept.append(self._with_data(path, declaration, file.language))
                continue
            kept.append(declaration)
        self.parsed[shown] = replace(
            file,
            declarations=tuple(kept),
            broken_names=frozenset(broken),
            is_incomplete=is_incomplete,
        )

    def _with_data(self, path: Path, declaration: PopulationDecl, language: str) -> PopulationDecl:
        read, data, problems = with_data(declaration, path, self.root, language)
        self.diagnostics += problems
        if data is not None:
            self.sources[data.source.path] = data.source
            self.data[data.source.path] = data.digest
        return read

    def glance(self, path: Path) -> Glance | None:
        """Return what a file says it is, looked at once."""
        if path not in self.glances:
            self.glances[path] = glance(path)
        return self.glances[path]

    def _shown(self, path: Path) -> str:
        return Path(os.path.relpath(path, self.root)).as_posix()

    def _tell(self, code: str, **arguments: object) -> None:
        self.diagnostics.append(Diagnostic(code, None, arguments))
