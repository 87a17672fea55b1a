"""Where results and messages go: results on standard output, messages on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from convention_dsl.diagnostics import Diagnostic, has_errors
from convention_dsl.pipeline import Workspace
from convention_dsl.source import Source

OK, FAILED, USAGE, UNSETTLED = 0, 1, 2, 3


class Stop(click.exceptions.Exit):
    """Ends a command after its messages have been shown."""


@dataclass(frozen=True)
class Out:
    """How a command answers: the form of its result and the language (None: each file's own)."""

    format: str
    lang: str | None
    fallback: str = "en"

    def language(self, workspace: Workspace) -> str:
        """Return the language of the answer: `--lang`, else that of the first text that was read.

        A book asked for is the first of them, unless it could not be read.
        """
        if self.lang:
            return self.lang
        for name in workspace.asked:
            if name in workspace.library.books:
                return workspace.library.books[name].language
        from convention_dsl.report.diagnostics import source_language

        texts = (source.text for source in workspace.sources.values())
        return next((source_language(text, self.fallback) for text in texts), self.fallback)

    def messages(
        self,
        diagnostics: Sequence[Diagnostic],
        sources: Mapping[str, Source],
        language: str | None = None,
    ) -> None:
        """Show diagnostics on standard error; stop the command where one is an error."""
        failed = has_errors(diagnostics)
        if self.format == "json" and failed:
            self.diagnostics_document(diagnostics, sources, language)
        elif diagnostics:
            self.show(diagnostics, sources, language, err=True)
        if failed:
            raise Stop(FAILED)

    def diagnostics_document(
        self,
        diagnostics: Sequence[Diagnostic],
        sources: Mapping[str, Source],
        language: str | None = None,
    ) -> None:
        """Print diagnostics as JSON."""
        from convention_dsl.report.json import diagnostics_json

        print_json(diagnostics_json(diagnostics, sources, self.lang or language))

    def show(
        self,
        diagnostics: Sequence[Diagnostic],
        sources: Mapping[str, Source],
        language: str | None = None,
        *,
        err: bool,
    ) -> None:
        """Print diagnostics as text, each in its file's language where none is asked for."""
        from convention_dsl.report.diagnostics import render

        text = render(diagnostics, sources, self.lang or language, self.fallback)
        click.echo(text, err=err)

    def refuse(self, diagnostic: Diagnostic, workspace: Workspace | None = None) -> Stop:
        """Show what is wrong with the command line itself; returns the exception that ends it."""
        language = self.language(workspace) if workspace else (self.lang or self.fallback)
        if self.format == "json":
            self.diagnostics_document([diagnostic], {}, language)
        else:
            self.show([diagnostic], {}, language, err=True)
        return Stop(USAGE)


def print_json(document: object) -> None:
    """Print a JSON document on standard output."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def write_file(path: Path, data: bytes) -> None:
    """Write a file, all of it or nothing."""
    import os
    import tempfile

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


class Progress:
    """One line on standard error that says how far a long command is; nothing where it is piped."""

    def __init__(self, total: int) -> None:
        self.total, self.done = total, 0
        self.shown = sys.stderr.isatty()

    def tell(self, name: str) -> None:
        """Say that `name` is done."""
        self.done += 1
        if self.shown:
            click.echo(
                f"\r\x1b[K{min(self.done, self.total)}/{self.total} {name}", err=True, nl=False
            )

    def end(self) -> None:
        """Wipe the line."""
        if self.shown and self.done:
            click.echo("\r\x1b[K", err=True, nl=False)
