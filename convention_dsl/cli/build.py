"""`convention build PATH --target TARGET --output DIR`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from convention_dsl.cli.language import SUMMARIES, Texts, speaker
from convention_dsl.cli.options import choice_options, make, output_options, paths

_HELP = (
    SUMMARIES["build"][0]
    + " Targets: python, sql, javascript, xlsx. Without `--clause`, every clause that gives an "
    "amount or a rate is built.",
    SUMMARIES["build"][1]
    + " Cibles : python, sql, javascript, xlsx. Sans `--clause`, toutes les clauses qui donnent "
    "un montant ou un taux sont construites.",
)
_EXAMPLE = (
    "convention build rules/fmt --target python --output out\n"
    "convention build rules/fmt --clause fmt --target javascript --with-page --output out\n"
    "convention build rules/fmt --clause fmt --target xlsx --rows 2000 --output out",
    "convention build rules/fmt --target python --output out\n"
    "convention build rules/fmt --clause fmt --target javascript --with-page --output out\n"
    "convention build rules/fmt --clause fmt --target xlsx --rows 2000 --output out",
)


@dataclass(frozen=True)
class Options:
    """The command line of `build`."""

    path: Path
    targets: tuple[str, ...]
    output: Path | None
    clauses: tuple[str, ...]
    with_page: bool
    rows: int | None
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
        from convention_dsl.cli.building import build
        from convention_dsl.cli.output import Out

        return build(Options(**options), Out(format_, lang, language))  # type: ignore[arg-type]

    return make(language, "build", texts=_HELP, example=_EXAMPLE, params=params, run=run)


def _own_options(say: Texts, language: str) -> list[click.Option]:
    return [
        click.Option(
            ["--target", "targets"],
            multiple=True,
            metavar="TARGET" if language == "en" else "CIBLE",
            help=say("What to build (repeatable).", "Ce qu'il faut construire (répétable)."),
        ),
        click.Option(
            ["--output"],
            type=click.Path(path_type=Path),
            metavar="DIR" if language == "en" else "DOSSIER",
            help=say("The folder to write in.", "Le dossier où écrire."),
        ),
        click.Option(
            ["--clause", "clauses"],
            multiple=True,
            metavar="NAME" if language == "en" else "NOM",
            help=say("Only this clause (repeatable).", "Seulement cette clause (répétable)."),
        ),
        click.Option(
            ["--with-page"],
            is_flag=True,
            help=say(
                "Beside the JavaScript module, a page that simulates one case, offline.",
                "À côté du module JavaScript, une page qui simule un cas, hors ligne.",
            ),
        ),
        click.Option(
            ["--rows"],
            type=click.IntRange(1, 5_000),
            metavar="N",
            help=say(
                "How many rows of data the workbook has room for: 200 where nothing is said, "
                "5,000 at most.",
                "Le nombre de lignes de données prévues dans le classeur (200 si rien n'est dit, "
                "5 000 au plus).",
            ),
        ),
    ]
