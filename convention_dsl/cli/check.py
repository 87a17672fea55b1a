"""`convention check PATH...`."""

from __future__ import annotations

from pathlib import Path

import click

from convention_dsl.cli.language import INTERRUPTION, SUMMARIES, speaker
from convention_dsl.cli.options import make, output_options, paths

_HELP = (
    SUMMARIES["check"][0]
    + " What is wrong is shown with its place, and with a case that shows it.",
    SUMMARIES["check"][1] + " Chaque défaut est montré à sa place, avec un cas qui le fait voir.",
)
_EXAMPLE = ("convention check rules/fmt", "convention check rules/fmt")


def command(language: str) -> click.Command:
    """Return the command in `language`."""
    params: list[click.Parameter] = [
        paths(language, many=True),
        *output_options(speaker(language)),
    ]

    def run(paths: tuple[Path, ...], format_: str, lang: str | None) -> int:
        return check(paths, format_, lang, language)

    return make(language, "check", texts=_HELP, example=_EXAMPLE, params=params, run=run)


def check(paths: tuple[Path, ...], format_: str, lang: str | None, fallback: str) -> int:
    """Check the texts and return the exit code."""
    from convention_dsl import pipeline
    from convention_dsl.cli.interrupts import interruptible
    from convention_dsl.cli.output import FAILED, OK, Out, Progress
    from convention_dsl.diagnostics import has_errors

    out = Out(format_, lang, fallback)
    workspace = pipeline.load(paths)
    progress = Progress(len(workspace.asked))
    with interruptible(speaker(fallback)(*INTERRUPTION)):
        diagnostics = pipeline.check(workspace, progress.tell)
    progress.end()
    if format_ == "json":
        out.diagnostics_document(diagnostics, workspace.sources)
    else:
        from convention_dsl.report.diagnostics import summary

        if diagnostics:
            out.show(diagnostics, workspace.sources, err=False)
        click.echo(summary(diagnostics, out.language(workspace)))
    return FAILED if has_errors(diagnostics) else OK
