"""Paths → the texts under them, read and elaborated, from the cache where it knows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from convention_dsl import cache
from convention_dsl.diagnostics import Diagnostic, has_errors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from convention_dsl.core.nodes import Value
    from convention_dsl.core.program import (
        Book,
        Library,
    )
    from convention_dsl.source import Source


@dataclass(frozen=True)
class Workspace:
    """The texts that a command is about, read and elaborated."""

    root: Path
    sources: Mapping[str, Source]
    library: Library
    diagnostics: tuple[Diagnostic, ...]
    asked: tuple[str, ...]
    """The books that the paths of the command name."""
    data: Mapping[str, str] = field(default_factory=dict)
    """The digests of the files of data that were read, by path from the root."""

    @property
    def conventions(self) -> list[Book]:
        """The asked books that have clauses, in order."""
        books = [self.library.books[name] for name in self.asked if name in self.library.books]
        return [book for book in books if not book.is_vocabulary]


def load(
    paths: Sequence[Path],
    root: Path | None = None,
    overrides: Mapping[str, Value] | None = None,
) -> Workspace:
    """Return the texts under `paths`, from the cache where nothing has changed.

    `overrides` replace the values of parameters, by `book.name`. A text with errors is not cached.
    """
    given = dict(overrides or {})
    files = _files(paths, root)
    entry = cache.key([path.absolute() for path in paths], files, given) if files else None
    found = cache.read(entry) if entry else None
    if isinstance(found, Workspace) and _has_same_data(found):
        return found
    workspace = _read(paths, root, given)
    read = {workspace.root / path for path in workspace.sources if path not in workspace.data}
    if entry and read <= set(files) and not has_errors(workspace.diagnostics):
        cache.write(entry, workspace)
    return workspace


def _has_same_data(workspace: Workspace) -> bool:
    """Return whether the files of data that the texts name are as they were when they were read."""
    if not workspace.data:
        return True
    from convention_dsl.project.folders import same_content

    root = workspace.root
    return all(same_content(root / path, digest) for path, digest in workspace.data.items())


def _files(paths: Sequence[Path], root: Path | None) -> list[Path]:
    """Return every file whose content can matter; none where there are too many to look at."""
    from convention_dsl.project.folders import MARKER, TooManyError, folder_of, project_root, texts

    top = root or project_root(paths)
    try:
        found = {*texts(top), *(path.absolute() for path in paths if path.is_file())}
        for path in paths:
            found.update(texts(folder_of(path)))
    except TooManyError:
        return []
    return [*sorted(found), *(p for p in (top / MARKER,) if p.is_file())]


def _read(paths: Sequence[Path], root: Path | None, overrides: Mapping[str, Value]) -> Workspace:
    from convention_dsl.project.finding import find
    from convention_dsl.semantics import elaborate

    files, diagnostics = find(paths, root)
    library, found = elaborate(files.parsed, overrides)
    found = [*diagnostics, *found]
    return Workspace(
        files.root, files.sources, library, tuple(found), tuple(files.asked), files.data
    )
