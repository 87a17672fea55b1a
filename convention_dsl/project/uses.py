"""What a `use` leads to, and the circles that uses make."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.project.folders import SUFFIXES, TooManyError, inside, texts
from convention_dsl.project.reading import Glance
from convention_dsl.syntax.nodes import Declaration, File, HeaderKind, UseDecl
from convention_dsl.syntax.suggest import nearest


@dataclass(frozen=True, slots=True)
class Found:
    """The book that a `use` leads to, and the file with its header."""

    name: str
    path: Path


class Uses:
    """Resolves the `use`s of a project."""

    def __init__(self, root: Path, glance: Callable[[Path], Glance | None]) -> None:
        self.root = root
        self.glance = glance

    @cached_property
    def _books(self) -> dict[str, list[Path]]:
        """The files with a header, by the name of the book; looked for when first needed."""
        books: dict[str, list[Path]] = {}
        for path in texts(self.root):
            if not inside(path, self.root):
                continue
            seen = self.glance(path)
            if seen is not None and seen.kind is not HeaderKind.PART:
                books.setdefault(seen.name, []).append(path)
        return books

    def resolve(self, path: Path, declaration: UseDecl) -> Found | Diagnostic:
        """Return the book that a `use` in the file `path` leads to, or why there is none."""
        if declaration.is_path:
            return self._by_path(path, declaration)
        try:
            books = self._books
        except TooManyError:
            return Diagnostic("E0510", declaration.span, {"path": str(self.root)})
        candidates = books.get(declaration.target, [])
        arguments: dict[str, object] = {"name": declaration.target}
        if not candidates:
            suggestion = nearest(declaration.target, books)
            return Diagnostic("E0516", declaration.span, arguments, suggestion=suggestion)
        if len(candidates) > 1:
            arguments["paths"] = [self._shown(each) for each in candidates]
            return Diagnostic("E0517", declaration.span, arguments)
        return Found(declaration.target, candidates[0])

    def _by_path(self, path: Path, declaration: UseDecl) -> Found | Diagnostic:
        target = Path(os.path.normpath(path.parent / declaration.target))
        arguments = {"path": declaration.target}
        if "\0" in declaration.target or not inside(target, self.root):
            return Diagnostic("E0518", declaration.span, arguments)
        if target.is_dir():
            return self._in_folder(target, declaration)
        if not target.is_file():
            return Diagnostic("E0519", declaration.span, arguments)
        seen = self.glance(target)
        if target.suffix.lower() not in SUFFIXES or seen is None:
            return Diagnostic("E0520", declaration.span, arguments)
        return Found(seen.name, target)

    def _in_folder(self, folder: Path, declaration: UseDecl) -> Found | Diagnostic:
        found = [
            Found(seen.name, path)
            for path in sorted(folder.iterdir())
            if path.is_file() and path.suffix.lower() in SUFFIXES
            for seen in [self.glance(path)]
            if seen is not None and seen.written and seen.kind is not HeaderKind.PART
        ]
        if len(found) == 1:
            return found[0]
        return Diagnostic("E0520", declaration.span, {"path": declaration.target})

    def _shown(self, path: Path) -> str:
        return Path(os.path.relpath(path, self.root)).as_posix()


def cut_cycles(
    parsed: Mapping[str, File],
    books: Mapping[str, str],
    targets: Mapping[tuple[str, int], str],
    diagnostics: list[Diagnostic],
) -> dict[str, File]:
    """Return the files without the `use`s that close a circle, which are told."""
    graph = _graph(parsed, books, targets)
    closing: set[tuple[str, int]] = set()
    done: set[str] = set()
    for book in graph:
        _visit(graph, book, done, closing, diagnostics)
    return {shown: _without(shown, parsed[shown], closing) for shown in sorted(parsed)}


_Edge = tuple[str, str, UseDecl]


def _graph(
    parsed: Mapping[str, File],
    books: Mapping[str, str],
    targets: Mapping[tuple[str, int], str],
) -> dict[str, list[_Edge]]:
    graph: dict[str, list[_Edge]] = {}
    for shown in sorted(parsed):
        edges = graph.setdefault(books[shown], [])
        for declaration in parsed[shown].declarations:
            target = targets.get((shown, declaration.span.start))
            if isinstance(declaration, UseDecl) and target is not None:
                edges.append((target, shown, declaration))
    return graph


def _visit(
    graph: Mapping[str, list[_Edge]],
    start: str,
    done: set[str],
    closing: set[tuple[str, int]],
    diagnostics: list[Diagnostic],
) -> None:
    """Look for circles from `start`, depth first, without recursion."""
    if start in done:
        return
    trail = [start]
    waiting = [iter(graph.get(start, ()))]
    while waiting:
        edge = next(waiting[-1], None)
        if edge is None:
            waiting.pop()
            done.add(trail.pop())
            continue
        target, shown, declaration = edge
        if target in trail:
            circle = [*trail[trail.index(target) :], target]
            arguments = {"cycle": " → ".join(circle), "book": target}
            code = "E0522" if len(circle) == 2 else "E0521"
            diagnostics.append(Diagnostic(code, declaration.span, arguments))
            closing.add((shown, declaration.span.start))
        elif target not in done:
            trail.append(target)
            waiting.append(iter(graph.get(target, ())))


def _without(shown: str, file: File, closing: set[tuple[str, int]]) -> File:
    kept: list[Declaration] = []
    names = set(file.broken_names)
    for declaration in file.declarations:
        if isinstance(declaration, UseDecl) and (shown, declaration.span.start) in closing:
            names.add(declaration.alias.text if declaration.alias else declaration.target)
        else:
            kept.append(declaration)
    return replace(
        file,
        declarations=tuple(kept),
        broken_names=frozenset(names),
        is_incomplete=file.is_incomplete or len(kept) < len(file.declarations),
    )
