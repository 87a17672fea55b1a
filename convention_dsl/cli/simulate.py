"""`convention simulate BOOK --clause NAME --input PATH`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from convention_dsl.cli.language import SUMMARIES, Texts, speaker
from convention_dsl.cli.options import (
    DateType,
    PathType,
    choice_options,
    make,
    output_options,
    paths,
)

if TYPE_CHECKING:
    from convention_dsl.cli.output import Out

_HELP = (
    SUMMARIES["simulate"][0]
    + " The columns of the table are those that `convention inputs` lists; what is wrong with a "
    "row is said, and counted.",
    SUMMARIES["simulate"][1]
    + " Les colonnes du tableau sont celles qu'énumère `convention inputs` ; ce qui ne va pas "
    "dans une ligne est dit, et compté.",
)
_EXAMPLE = (
    "convention simulate rules/fmt --clause fmt --input patients.parquet --by doctor\n"
    "convention simulate rules/fmt --clause fmt --input patients.csv --output amounts.csv\n"
    "convention simulate rules/fmt --clause fmt --input patients.csv --against rules/fpmt "
    "--against-clause fpmt",
    "convention simulate rules/fmt --clause fmt --input patients.parquet --by medecin\n"
    "convention simulate rules/fmt --clause fmt --input patients.csv --output montants.csv\n"
    "convention simulate rules/fmt --clause fmt --input patients.csv --against rules/fpmt "
    "--against-clause fpmt",
)

STANDARD = "-"
"""The name of standard input and of standard output."""


@dataclass(frozen=True)
class Options:
    """The command line of `simulate`."""

    path: Path
    clauses: tuple[str, ...]
    inputs: tuple[str, ...]
    output: str | None
    by: tuple[str, ...]
    key: str | None
    strict: bool
    rejects: Path | None
    against: Path | None
    against_clause: str | None
    against_at: date | None
    against_params: tuple[str, ...]
    save_profile: Path | None
    profile: Path | None
    engine: str
    memory: str
    at: date | None
    params: tuple[str, ...]
    force: bool
    readings: tuple[str, ...]

    @property
    def compares(self) -> bool:
        """Whether two texts, or one text in two states, are compared."""
        parts = (self.against, self.against_clause, self.against_at)
        return bool(self.against_params) or any(part is not None for part in parts)


def command(language: str) -> click.Command:
    """Return the command in `language`."""
    say = speaker(language)
    params: list[click.Parameter] = [
        paths(language, many=False, name="path"),
        *_asked(say, language),
        *_written(say, language),
        *_compared(say, language),
        *_run(say, language),
        *choice_options(say, language),
        *output_options(say),
    ]

    def run(format_: str, lang: str | None, **options: object) -> int:
        from convention_dsl.cli.output import Out
        from convention_dsl.cli.simulating import simulate

        given = Options(**options)  # type: ignore[arg-type]
        out = Out(format_, lang, language)
        if _problem(given, say):
            _refuse(given, out)
        return simulate(given, out)

    return make(language, "simulate", texts=_HELP, example=_EXAMPLE, params=params, run=run)


def _refuse(given: Options, out: Out) -> None:
    """Stop with which options do not go together, in the language of the book."""
    from convention_dsl.cli.names import loaded
    from convention_dsl.cli.output import Stop
    from convention_dsl.cli.usage import usage_text

    language = out.language(loaded([given.path], (), out, force=given.force))
    text = _problem(given, speaker(language)) or ""
    error = click.UsageError(text, click.get_current_context())
    click.echo(usage_text(error, language), err=True)
    raise Stop(error.exit_code)


def _problem(given: Options, say: Texts) -> str | None:
    """Return which options do not go together."""
    if bool(given.inputs) == (given.profile is not None):
        return say(
            "give the rows with --input, or their counts with --profile",
            "donner les lignes par --input, ou leurs effectifs par --profile",
        )
    if given.profile is not None and (given.key or given.rejects or given.save_profile):
        return say(
            "--profile has counts only: no --key, no --rejects, no --save-profile",
            "--profile n'a que des effectifs : ni --key, ni --rejects, ni --save-profile",
        )
    if given.profile is not None and given.output is not None and not given.by:
        return say(
            "--profile has no rows to write: --output needs --by",
            "--profile n'a pas de lignes à écrire : --output demande --by",
        )
    if STANDARD in given.inputs and len(given.inputs) > 1:
        return say(
            "standard input (-) is the only input, or none",
            "l'entrée standard (-) est la seule entrée, ou n'en est pas une",
        )
    if given.compares and len(given.clauses) != 1:
        return say(
            "--against compares one clause: give one --clause",
            "--against compare une clause : donner une seule --clause",
        )
    return None


def _metavar(language: str, english: str, french: str) -> str:
    return french if language == "fr" else english


def _asked(say: Texts, language: str) -> list[click.Option]:
    column = _metavar(language, "COLUMN", "COLONNE")
    return [
        click.Option(
            ["--clause", "clauses"],
            multiple=True,
            metavar=_metavar(language, "NAME", "NOM"),
            help=say(
                "A clause to calculate (repeatable); they are listed where it is left out.",
                "Une clause à calculer (répétable) ; sans elle, elles sont énumérées.",
            ),
        ),
        click.Option(
            ["--input", "inputs"],
            multiple=True,
            metavar=_metavar(language, "PATH|-", "CHEMIN|-"),
            help=say(
                "A Parquet or CSV file, a folder of them, a pattern (`*.parquet`), or - for CSV on "
                "standard input (repeatable).",
                "Un fichier Parquet ou CSV, un dossier de tels fichiers, un motif (`*.parquet`) ou "
                "- pour du CSV sur l'entrée standard (répétable).",
            ),
        ),
        click.Option(
            ["--by"],
            multiple=True,
            metavar=column,
            help=say(
                "Sum by the values of a column (repeatable); the rows of a group are the list of a "
                "clause over a list.",
                "Totaliser par valeur d'une colonne (répétable) ; les lignes d'un groupe sont la "
                "liste d'une clause sur une liste.",
            ),
        ),
        click.Option(
            ["--key"],
            metavar=column,
            help=say(
                "The column that tells rows apart: those that share a value are refused.",
                "La colonne qui distingue les lignes : celles qui partagent une valeur sont "
                "refusées.",
            ),
        ),
    ]


def _written(say: Texts, language: str) -> list[click.Option]:
    return [
        click.Option(
            ["--output"],
            metavar=_metavar(language, "FILE.parquet|.csv|-", "FICHIER.parquet|.csv|-"),
            help=say(
                "Where to write the result of each row (of each group with --by).",
                "Où écrire le résultat de chaque ligne (de chaque groupe avec --by).",
            ),
        ),
        click.Option(
            ["--rejects"],
            type=click.Path(path_type=Path),
            metavar=_metavar(language, "FILE.csv", "FICHIER.csv"),
            help=say(
                "Where to write the rows refused, with the reason.",
                "Où écrire les lignes refusées, avec le motif.",
            ),
        ),
        click.Option(
            ["--strict"],
            is_flag=True,
            help=say(
                "Stop without result where a row is refused.",
                "S'arrêter sans résultat si une ligne est refusée.",
            ),
        ),
        click.Option(
            ["--save-profile"],
            type=click.Path(path_type=Path),
            metavar=_metavar(language, "FILE.parquet", "FICHIER.parquet"),
            help=say(
                "Where to write how many rows have each combination of what the clauses read.",
                "Où écrire combien de lignes ont chaque combinaison de ce que lisent les clauses.",
            ),
        ),
    ]


def _compared(say: Texts, language: str) -> list[click.Option]:
    return [
        click.Option(
            ["--against"],
            type=PathType(language),
            metavar=_metavar(language, "BOOK", "LIVRE"),
            help=say(
                "Compare with another text, over the same rows (default: the same text).",
                "Comparer avec un autre texte, sur les mêmes lignes (par défaut : le même texte).",
            ),
        ),
        click.Option(
            ["--against-clause"],
            metavar=_metavar(language, "NAME", "NOM"),
            help=say(
                "The clause to compare with (default: that of --clause).",
                "La clause à laquelle comparer (par défaut : celle de --clause).",
            ),
        ),
        click.Option(
            ["--against-at"],
            type=DateType(language),
            metavar="DATE",
            help=say("Date of the text compared with.", "Date du texte auquel comparer."),
        ),
        click.Option(
            ["--against-param", "against_params"],
            multiple=True,
            metavar=_metavar(language, "NAME=VALUE", "NOM=VALEUR"),
            help=say(
                "Another value for a parameter of the text compared with.",
                "Une autre valeur pour un paramètre du texte auquel comparer.",
            ),
        ),
    ]


def _run(say: Texts, language: str) -> list[click.Option]:
    return [
        click.Option(
            ["--profile"],
            type=click.Path(path_type=Path),
            metavar=_metavar(language, "FILE.parquet", "FICHIER.parquet"),
            help=say(
                "The counts of --save-profile, in place of --input.",
                "Les effectifs de --save-profile, à la place de --input.",
            ),
        ),
        click.Option(
            ["--engine"],
            type=click.Choice(["duckdb", "spark"]),
            default="duckdb",
            show_default=True,
            help=say("What calculates.", "Ce qui calcule."),
        ),
        click.Option(
            ["--memory"],
            default="1GB",
            show_default=True,
            metavar=_metavar(language, "SIZE", "TAILLE"),
            help=say(
                "The memory that the engine may take; beyond it, it uses the disk.",
                "La mémoire que peut prendre le moteur ; au-delà, il se sert du disque.",
            ),
        ),
    ]
