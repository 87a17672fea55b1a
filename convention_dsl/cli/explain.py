"""`convention explain CODE`."""

from __future__ import annotations

import click

from convention_dsl.cli.language import SUMMARIES, speaker
from convention_dsl.cli.options import make, output_options

_EXAMPLE = ("convention explain E0301", "convention explain E0301")


def command(language: str) -> click.Command:
    """Return the command in `language`."""
    params: list[click.Parameter] = [
        click.Argument(["code"], metavar="CODE"),
        *output_options(speaker(language)),
    ]

    def run(code: str, format_: str, lang: str | None) -> int:
        return explain(code, format_, lang or language)

    texts = SUMMARIES["explain"]
    return make(language, "explain", texts=texts, example=_EXAMPLE, params=params, run=run)


def explain(code: str, format_: str, language: str) -> int:
    """Print the page of a message."""
    from convention_dsl.cli.output import OK, Out, print_json
    from convention_dsl.diagnostics import Diagnostic
    from convention_dsl.diagnostics.catalogue import entries
    from convention_dsl.inputs.problems import nearest

    entry = entries().get(code.strip().upper())
    if entry is None:
        hint = nearest(code, entries())
        problem = Diagnostic("E0557", None, {"text": code}, (), hint)
        raise Out(format_, language).refuse(problem)
    if format_ == "json":
        from convention_dsl.report.json import entry_json

        print_json(entry_json(entry, language))
    else:
        from convention_dsl.report.diagnostics import render_entry

        click.echo(render_entry(entry, language), nl=False)
    return OK
