"""`convention calc PATH --clause NAME`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from convention_dsl.cli.language import SUMMARIES, Texts, speaker
from convention_dsl.cli.options import choice_options, make, output_options, paths

_HELP = (
    SUMMARIES["calc"][0]
    + " Inputs come from `--set`, or from a JSON or CSV file (`--input`); `convention inputs` "
    "lists them.",
    SUMMARIES["calc"][1]
    + " Les entrées viennent de `--set`, ou d'un fichier JSON ou CSV (`--input`) ; `convention "
    "inputs` les énumère.",
)
_EXAMPLE = (
    "convention calc rules/fmt --clause fmt --set age=82 --set ald=yes --explain\n"
    "convention calc rules/fmt --clause fmt --input patients.csv --output amounts.csv",
    "convention calc rules/fmt --clause fmt --set age=82 --set ald=oui --explain\n"
    "convention calc rules/fmt --clause fmt --input patients.csv --output montants.csv",
)


@dataclass(frozen=True)
class Options:
    """The command line of `calc`."""

    path: Path
    clause: str | None
    settings: tuple[str, ...]
    input: Path | None
    output: Path | None
    explain: bool
    at: date | None
    params: tuple[str, ...]
    force: bool
    readings: tuple[str, ...]


def command(language: str) -> click.Command:
    """Return the command in `language`."""
    say = speaker(language)
    params: list[click.Parameter] = [
        paths(language, many=False, name="path"),
        *_own_options(say, language),
        *choice_options(say, language),
        *output_options(say),
    ]

    def run(format_: str, lang: str | None, **options: object) -> int:
        from convention_dsl.cli.calculation import calc
        from convention_dsl.cli.output import Out

        given = Options(**options)  # type: ignore[arg-type]
        if given.settings and given.input:
            raise click.UsageError(
                say("--set and --input exclude each other", "--set et --input s'excluent"),
                click.get_current_context(),
            )
        return calc(given, Out(format_, lang, language))

    return make(language, "calc", texts=_HELP, example=_EXAMPLE, params=params, run=run)


def _own_options(say: Texts, language: str) -> list[click.Option]:
    return [
        click.Option(
            ["--clause"],
            metavar="NAME" if language == "en" else "NOM",
            help=say(
                "The clause to calculate; they are listed where it is left out.",
                "La clause à calculer ; sans elle, elles sont énumérées.",
            ),
        ),
        click.Option(
            ["--set", "settings"],
            multiple=True,
            metavar="NAME=VALUE" if language == "en" else "NOM=VALEUR",
            help=say("The value of an input (repeatable).", "La valeur d'une entrée (répétable)."),
        ),
        click.Option(
            ["--input"],
            type=click.Path(path_type=Path),
            metavar="FILE.json|.csv" if language == "en" else "FICHIER.json|.csv",
            help=say("A file of one or many cases.", "Un fichier d'un ou de plusieurs cas."),
        ),
        click.Option(
            ["--output"],
            type=click.Path(path_type=Path),
            metavar="FILE" if language == "en" else "FICHIER",
            help=say("Where to write the result.", "Où écrire le résultat."),
        ),
        click.Option(
            ["--explain"],
            is_flag=True,
            help=say("Show each amount as a payslip.", "Montrer chaque montant en bulletin."),
        ),
    ]
