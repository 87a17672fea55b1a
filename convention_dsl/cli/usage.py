"""Click's own texts in both languages: it ships them in English only."""

from __future__ import annotations

import click


class LocalCommand(click.Command):
    """A command whose usage line and headings are in its language."""

    language: str = "en"

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        prefix = "Usage : " if self.language == "fr" else "Usage: "
        formatter.write_usage(ctx.command_path, pieces, prefix)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands of a group."""
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        found = [record for option in options if (record := option.get_help_record(ctx))]
        records = [(names, self._localised(text)) for names, text in found]
        if records:
            with formatter.section("Options"):
                formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def _localised(self, text: str) -> str:
        if self.language == "fr":
            text = text.replace("[required]", "[obligatoire]").replace("[default: ", "[défaut : ")
        return text

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help` with its words in the command's language."""
        option = super().get_help_option(ctx)
        if option is not None and self.language == "fr":
            option.help = "Afficher cette aide."
        return option


def local_help_option(command: click.Command, language: str) -> click.Command:
    """Return a command that speaks `language`."""
    if isinstance(command, LocalCommand):
        command.language = language
    return command


def usage_text(error: click.ClickException, language: str) -> str:
    """Return what a usage error says, with where to look for help."""
    is_french = language == "fr"
    if type(error).__name__ == "NoArgsIsHelpError":
        return error.format_message()
    word = "erreur : " if is_french else "error: "
    lines = [word + (_french(error) if is_french else error.format_message())]
    if near := _nearest_command(error):
        lines.append(
            f"  vouliez-vous dire `{near}` ?" if is_french else f"  did you mean `{near}`?"
        )
    if isinstance(error, click.UsageError) and error.ctx is not None:
        colon = " :" if is_french else ":"
        lines.append(f"{'aide' if is_french else 'help'}{colon} {error.ctx.command_path} --help")
    return "\n".join(lines)


def _nearest_command(error: click.ClickException) -> str | None:
    """Return the command most like the one that does not exist."""
    name = getattr(error, "command_name", None)
    group = error.ctx.command if isinstance(error, click.UsageError) and error.ctx else None
    if name is None or not isinstance(group, click.Group):
        return None
    from difflib import get_close_matches

    close = get_close_matches(name, group.list_commands(click.Context(group)), n=1)
    return close[0] if close else None


def _french(error: click.ClickException) -> str:
    near = ", ".join(getattr(error, "possibilities", None) or ())
    suffix = f" (vouliez-vous dire {near} ?)" if near else ""
    match error:
        case click.NoSuchOption():
            return f"il n'y a pas d'option {error.option_name}{suffix}"
        case click.UsageError() if name := getattr(error, "command_name", None):
            return f"il n'y a pas de commande {name}"
        case click.MissingParameter() if error.param is not None:
            return f"il manque {error.param.get_error_hint(error.ctx)}"
        case click.BadParameter() if error.param is not None:
            return (
                f"valeur incorrecte pour {error.param.get_error_hint(error.ctx)} : {error.message}"
            )
        case _:
            return error.format_message()
