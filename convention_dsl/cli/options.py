"""Options that several commands share, and the values they give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from convention_dsl.cli.language import Texts, speaker
from convention_dsl.cli.usage import LocalCommand


def command_class(language: str) -> type[LocalCommand]:
    """Return the class of commands that speak `language`."""
    return type("Command", (LocalCommand,), {"language": language})


class PathType(click.ParamType[Path]):
    """A file or folder of texts that exists."""

    name = "path"

    def __init__(self, language: str) -> None:
        self.say = speaker(language)

    def convert(
        self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """Return the path, or refuse one that is not there."""
        path = Path(value)
        try:
            exists = path.exists()
        except (OSError, ValueError):
            exists = False
        if not exists:
            self.fail(
                self.say(f"`{value}` does not exist", f"`{value}` n'existe pas"),
                param,
                ctx,
            )
        return path


class DateType(click.ParamType[date]):
    """A date: ISO, or as the texts write it."""

    name = "date"

    def __init__(self, language: str) -> None:
        self.say = speaker(language)
        self.day_first = language == "fr"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day, or refuse what is not one."""
        from convention_dsl.inputs.reading import read_date

        if isinstance(value, date):
            return value
        day = read_date(value, day_first=self.day_first)
        if day is None:
            self.fail(
                self.say(
                    f"`{value}` is not a date (as 2026-01-31 or 31 January 2026; 31/01/2026 is "
                    "read with --lang fr)",
                    f"`{value}` n'est pas une date (comme 2026-01-31, 31/01/2026 ou 31 janvier "
                    "2026)",
                ),
                param,
                ctx,
            )
        return day


def paths(language: str, *, many: bool, name: str = "paths") -> click.Argument:
    """Return the argument for files or folders of texts."""
    return click.Argument(
        [name],
        nargs=-1 if many else 1,
        required=True,
        type=PathType(language),
        metavar="PATH..." if many else "PATH",
    )


def output_options(
    say: Texts, *, formats: tuple[str, ...] = ("text", "json")
) -> list[click.Option]:
    """Return `--format` and `--lang`."""
    return [
        click.Option(
            ["--format", "format_"],
            type=click.Choice(formats),
            default=formats[0],
            show_default=True,
            help=say("Form of the result.", "Forme du résultat."),
        ),
        click.Option(
            ["--lang"],
            type=click.Choice(["fr", "en"]),
            help=say(
                "Language of the messages (default: that of the file).",
                "Langue des messages (par défaut : celle du fichier).",
            ),
        ),
    ]


def choice_options(say: Texts, language: str) -> list[click.Option]:
    """Return `--at`, `--param`, `--force` and `--reading`."""
    return [
        click.Option(
            ["--at"],
            type=DateType(language),
            metavar="DATE",
            help=say("Date of calculation.", "Date de calcul."),
        ),
        click.Option(
            ["--param", "params"],
            multiple=True,
            metavar="NAME=VALUE" if language == "en" else "NOM=VALEUR",
            help=say(
                "Another value for a parameter, within its open range.",
                "Une autre valeur pour un paramètre, dans sa plage ouverte.",
            ),
        ),
        click.Option(
            ["--force"],
            is_flag=True,
            help=say(
                "Accept a --param beyond the open range.",
                "Accepter un --param hors de la plage ouverte.",
            ),
        ),
        click.Option(
            ["--reading", "readings"],
            multiple=True,
            metavar="NAME" if language == "en" else "NOM",
            help=say(
                "Which reading of a clause (`clause=reading` where several have one).",
                "Quelle lecture d'une clause (`clause=lecture` si plusieurs en ont une).",
            ),
        ),
    ]


def make(
    language: str,
    name: str,
    *,
    texts: tuple[str, str],
    example: tuple[str, str],
    params: list[click.Parameter],
    run: Callable[..., int],
) -> click.Command:
    """Return a command; its help ends with an example."""
    say = speaker(language)
    word = say("Example:", "Exemple :")
    lines = "\n".join(f"  {line}" for line in say(*example).split("\n"))
    return command_class(language)(
        name,
        params=params,
        callback=run,
        help=say(*texts),
        epilog=f"\b\n{word}\n{lines}",
    )
