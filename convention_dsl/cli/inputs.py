"""`convention inputs BOOK --clause NAME`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from convention_dsl.cli.language import SUMMARIES, speaker
from convention_dsl.cli.options import DateType, make, output_options, paths

if TYPE_CHECKING:
    from convention_dsl.cli.output import Out

_HELP = (
    SUMMARIES["inputs"][0]
    + " `--format csv` and `--format json` write a blank that `calc --input` reads back.",
    SUMMARIES["inputs"][1]
    + " `--format csv` et `--format json` écrivent un modèle que `calc --input` relit.",
)
_EXAMPLE = (
    "convention inputs rules/fmt --clause fmt --format csv > patients.csv",
    "convention inputs rules/fmt --clause fmt --format csv > patients.csv",
)


def command(language: str) -> click.Command:
    """Return the command in `language`."""
    say = speaker(language)
    params: list[click.Parameter] = [
        paths(language, many=False, name="book"),
        click.Option(
            ["--clause"],
            metavar="NAME" if language == "en" else "NOM",
            help=say(
                "The clause; they are listed where it is left out.",
                "La clause ; sans elle, elles sont énumérées.",
            ),
        ),
        click.Option(
            ["--at"],
            type=DateType(language),
            metavar="DATE",
            help=say("Date of calculation.", "Date de calcul."),
        ),
        *output_options(say, formats=("text", "csv", "json")),
    ]

    def run(book: Path, clause: str | None, at: date | None, format_: str, lang: str | None) -> int:
        from convention_dsl.cli.output import Out

        return inputs(book, clause, at, Out(format_, lang, language))

    return make(language, "inputs", texts=_HELP, example=_EXAMPLE, params=params, run=run)


def inputs(book: Path, clause: str | None, at: date | None, out: Out) -> int:
    """List the inputs of a clause, or write a blank."""
    from convention_dsl import pipeline
    from convention_dsl.cli.names import clause_named, date_chosen, loaded
    from convention_dsl.cli.output import OK, print_json
    from convention_dsl.inputs.blank import blank_document, blank_table
    from convention_dsl.report.json import value_json

    workspace = loaded([book], (), out, force=False)
    ref = clause_named(workspace, clause, out)
    day, _ = date_chosen(workspace, ref.book, at)
    calculation, diagnostics = pipeline.prepare(workspace, ref, day, {})
    out.messages(diagnostics, workspace.sources)
    assert calculation is not None
    language = out.language(workspace)
    match out.format:
        case "csv":
            click.echo(blank_table(calculation.form, language), nl=False)
        case "json":
            print_json(blank_document(calculation.form, value_json))
        case _:
            from convention_dsl.report.listing import listing

            click.echo(listing(calculation.form, pipeline.words(workspace, language)), nl=False)
    return OK
