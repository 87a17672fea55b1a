"""`convention vectors PATH --clause NAME`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from convention_dsl.cli.language import SUMMARIES, Texts, speaker
from convention_dsl.cli.options import choice_options, make, output_options, paths

_HELP = (
    SUMMARIES["vectors"][0]
    + " Each vector is an input with the amount that the text gives; all of them together reach "
    "every row, case, exception and condition, and both sides of every threshold, but for what is "
    "proved to be out of reach. Exit code 3: something could not be settled.",
    SUMMARIES["vectors"][1]
    + " Chaque vecteur est une entrée avec le montant que donne le texte ; tous ensemble "
    "atteignent chaque ligne, cas, exception et condition, et les deux côtés de chaque seuil, sauf "
    "ce qui est prouvé hors d'atteinte. Code de sortie 3 : quelque chose reste indécis.",
)
_EXAMPLE = (
    "convention vectors rules/fmt --clause fmt --output vectors.csv\n"
    "convention vectors rules/fmt --clause fmt --clause socle --output test_fmt.py",
    "convention vectors rules/fmt --clause fmt --output vecteurs.csv\n"
    "convention vectors rules/fmt --clause fmt --clause socle --output test_fmt.py",
)


@dataclass(frozen=True)
class Options:
    """The command line of `vectors`."""

    path: Path
    clauses: tuple[str, ...]
    output: Path | None
    seconds: float | None
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
        from convention_dsl.cli.output import Out
        from convention_dsl.cli.vectoring import vectors

        given = Options(**options)  # type: ignore[arg-type]
        return vectors(given, Out(format_, lang, language))

    return make(language, "vectors", texts=_HELP, example=_EXAMPLE, params=params, run=run)


def _own_options(say: Texts, language: str) -> list[click.Option]:
    return [
        click.Option(
            ["--clause", "clauses"],
            multiple=True,
            metavar="NAME" if language == "en" else "NOM",
            help=say(
                "The clause to write vectors for (repeatable).",
                "La clause dont écrire les vecteurs (répétable).",
            ),
        ),
        click.Option(
            ["--output"],
            type=click.Path(path_type=Path),
            metavar="FILE.csv|.json|test_*.py"
            if language == "en"
            else "FICHIER.csv|.json|test_*.py",
            help=say(
                "Where to write the vectors; a table per clause where there are several.",
                "Où écrire les vecteurs ; un tableau par clause s'il y en a plusieurs.",
            ),
        ),
        click.Option(
            ["--seconds"],
            type=click.FloatRange(min=0.001),
            metavar="SECONDS" if language == "en" else "SECONDES",
            help=say("Time allowed for each clause.", "Temps accordé à chaque clause."),
        ),
    ]
