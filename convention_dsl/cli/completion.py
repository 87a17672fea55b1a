"""`convention completion SHELL`: click's own script, printed."""

from __future__ import annotations

import click

from convention_dsl.cli.language import SUMMARIES, speaker
from convention_dsl.cli.options import make

_HELP = (
    SUMMARIES["completion"][0] + " Load it from the shell's start-up file.",
    SUMMARIES["completion"][1] + " À charger depuis le fichier de démarrage de l'interpréteur.",
)
_EXAMPLE = (
    'eval "$(convention completion bash)"\nconvention completion fish | source',
    'eval "$(convention completion bash)"\nconvention completion fish | source',
)


def command(language: str) -> click.Command:
    """Return the command in `language`."""
    say = speaker(language)
    shell = click.Argument(
        ["shell"], type=click.Choice(["bash", "zsh", "fish"]), metavar="bash|zsh|fish"
    )
    lang = click.Option(
        ["--lang"],
        type=click.Choice(["fr", "en"]),
        expose_value=False,
        help=say("Language of the messages.", "Langue des messages."),
    )

    def run(shell: str) -> int:
        return completion(shell)

    params: list[click.Parameter] = [shell, lang]
    return make(language, "completion", texts=_HELP, example=_EXAMPLE, params=params, run=run)


def completion(shell: str) -> int:
    """Print the completion script of a shell."""
    from click.shell_completion import BashComplete, FishComplete, ZshComplete

    classes = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}
    context = click.get_current_context().find_root()
    assert isinstance(context.command, click.Command)
    complete = classes[shell](context.command, {}, "convention", "_CONVENTION_COMPLETE")
    click.echo(click.shell_completion.ShellComplete.source(complete))
    return 0
