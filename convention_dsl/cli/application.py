"""The group of commands, in the reader's language, and what happens when something goes wrong.

Exit codes: 0 all as expected; 1 an error or an unexpected verdict; 2 wrong usage; 3 something
unknown and nothing worse; 70 a fault of the tool; 130 interrupted; 141 the reader of a pipe left.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from convention_dsl import __version__
from convention_dsl.cli.language import INTERRUPTION, Texts, language_wanted, speaker
from convention_dsl.cli.usage import LocalCommand, local_help_option, usage_text

COMMANDS = (
    "check",
    "calc",
    "simulate",
    "prove",
    "vectors",
    "build",
    "inputs",
    "explain",
    "completion",
)

_ABOUT = (
    "Check, calculate and prove negotiated payment rules.",
    "Vérifier, calculer et prouver des règles de paiement négociées.",
)
_EXAMPLES = (
    "\b\nExamples:\n"
    "  convention check rules\n"
    "  convention calc rules/fmt --clause fmt --set age=82 --set ald=yes\n"
    "  convention prove rules --property no_loss",
    "\b\nExemples :\n"
    "  convention check rules\n"
    "  convention calc rules/fmt --clause fmt --set age=82 --set ald=oui\n"
    "  convention prove rules --property aucune_perte",
)

FAILED, INTERNAL, INTERRUPTED, BROKEN_PIPE = 1, 70, 130, 141

_UNWRITABLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG})
"""What the system answers where standard output cannot take a result."""


class Application(LocalCommand, click.Group):
    """The group; `language` is that of its own texts and of its commands' help."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self.say: Texts = speaker(language)
        super().__init__(
            "convention",
            params=[
                click.Option(
                    ["--version"],
                    is_flag=True,
                    is_eager=True,
                    expose_value=False,
                    callback=_show_version,
                    help=self.say("Show the version and exit.", "Afficher la version."),
                ),
                click.Option(
                    ["--lang"],
                    type=click.Choice(["fr", "en"]),
                    expose_value=False,
                    help=self.say("Language of the messages.", "Langue des messages."),
                ),
            ],
            help=self.say(*_ABOUT),
            epilog=self.say(*_EXAMPLES),
            no_args_is_help=True,
        )

    def list_commands(self, _: click.Context) -> list[str]:
        """Return the names of the commands, in the order of use."""
        return list(COMMANDS)

    def get_command(self, _: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        module = import_module(f"convention_dsl.cli.{cmd_name}")
        command: click.Command = module.command(self.language)
        return local_help_option(command, self.language)

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        from convention_dsl.cli.language import SUMMARIES

        rows = [(name, self.say(*SUMMARIES[name])) for name in COMMANDS]
        with formatter.section(self.say("Commands", "Commandes")):
            formatter.write_dl(rows)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:  # noqa: ANN401
        """Run the command line `args` and exit (or return the code where not standalone)."""
        given = list(sys.argv[1:] if args is None else args)
        language = language_wanted(given, os.environ)
        if language != self.language:
            return Application(language).main(given, *rest, **extra)
        standalone = extra.pop("standalone_mode", True)
        if standalone:
            # The process ends with the command: looking for garbage is a sixth of a `check`.
            gc.set_threshold(100_000, 20, 20)
        extra.setdefault("prog_name", "convention")
        code = self._run(given, *rest, **extra)
        if standalone:
            sys.exit(code)
        return code

    def _run(self, args: list[str], *rest: Any, **extra: Any) -> int:  # noqa: ANN401
        """Run a command line and return its exit code; whatever happens, one clear message."""
        _tolerate_narrow_streams()
        extra.setdefault("color", colour_wanted(os.environ))
        try:
            extra["standalone_mode"] = False
            result = super().main(args, *rest, **extra)
            sys.stdout.flush()
        except click.exceptions.Exit as error:
            return error.exit_code
        except click.ClickException as error:
            click.echo(usage_text(error, self.language), err=True)
            return error.exit_code
        except (KeyboardInterrupt, click.Abort, EOFError):
            click.echo("\n" + self.say(*INTERRUPTION), err=True)
            return INTERRUPTED
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return BROKEN_PIPE
        except OSError as error:
            if error.filename is not None or error.errno not in _UNWRITABLE:
                return self._internal_error(error)
            click.echo(usage_text(self._unwritable(error), self.language), err=True)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return FAILED
        except Exception as error:
            return self._internal_error(error)
        return result if isinstance(result, int) else 0

    def _unwritable(self, error: OSError) -> click.ClickException:
        from convention_dsl.diagnostics.reasons import system_reason

        reason = system_reason(error)
        return click.ClickException(
            self.say(
                f"the result cannot be written: {reason.en}",
                f"le résultat ne peut pas être écrit : {reason.fr}",
            )
        )

    def _internal_error(self, error: BaseException) -> int:
        from convention_dsl.diagnostics import Diagnostic
        from convention_dsl.report.diagnostics import render

        if os.environ.get("CONVENTION_DEBUG"):
            import traceback

            traceback.print_exc()
        reason = type(error).__name__ + (f": {error}" if str(error) else "")
        text = render([Diagnostic("E0599", None, {"reason": reason[:300]})], {}, self.language)
        click.echo(text, err=True, nl=False, color=colour_wanted(os.environ))
        return INTERNAL


def _show_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"convention {__version__}")
        ctx.exit()


def colour_wanted(environment: Any) -> bool | None:  # noqa: ANN401
    """Return what NO_COLOR and FORCE_COLOR ask for; None: colours on a terminal only."""
    if environment.get("NO_COLOR"):
        return False
    return True if environment.get("FORCE_COLOR") else None


def _tolerate_narrow_streams() -> None:
    """Let a terminal that lacks a sign show `?` in its place."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and (stream.encoding or "").lower().replace("-", "") != "utf8":
            reconfigure(errors="replace")
