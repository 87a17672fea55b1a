"""The verdicts of one `prove`, printed once: whole at the end, or as far as Ctrl-C let it come."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence

import click

from convention_dsl import pipeline
from convention_dsl.cli.language import INTERRUPTION, LEFT, speaker
from convention_dsl.cli.output import Progress, print_json
from convention_dsl.report.verdicts import Shown


class Proving:
    """The verdicts reached so far, and how to print them; any thread may interrupt."""

    def __init__(
        self, workspace: pipeline.Workspace, asked: pipeline.Asked, language: str, format_: str
    ) -> None:
        self.workspace, self.asked = workspace, asked
        self.language, self.format = language, format_
        self.progress = Progress(pipeline.count_properties(workspace, asked))
        self.shown: list[Shown] = []
        self._is_over = False
        self._is_printed = False
        self._printing = threading.Lock()

    def run(self) -> Sequence[Shown]:
        """Reach every verdict, print them and return them."""
        self._reach(pipeline.prove(self.workspace, self.asked, self.progress.tell))
        if not self._print(self._whole):
            threading.Event().wait()  # the thread that printed a part ends the command
        return self.shown

    def _reach(self, verdicts: Iterable[Shown]) -> None:
        for each in verdicts:
            self.shown.append(each)
        self._is_over = True

    def interrupt(self) -> None:
        """Print the verdicts reached and how many properties lack theirs, unless all is printed."""
        self._print(self._whole if self._is_over else self._part)

    def left(self) -> int:
        """Return how many properties are not decided, with the one that was being decided."""
        total = self.progress.total
        return 0 if self._is_over else total - min(max(self.progress.done - 1, 0), total)

    def _print(self, write: Callable[[], None]) -> bool:
        """Write once; return whether it was this time."""
        with self._printing:
            if self._is_printed:
                return False
            self._is_printed = True
            self.progress.end()
            write()
            return True

    def _whole(self) -> None:
        self._write(tuple(self.shown), None, "")

    def _part(self) -> None:
        left, total = self.left(), self.progress.total
        say = speaker(self.language)
        note = say(*LEFT).format(interrupted=say(*INTERRUPTION), left=left, total=total)
        self._write(tuple(self.shown), left, f"{note}\n")

    def _write(self, shown: Sequence[Shown], left: int | None, note: str) -> None:
        library, words = self.workspace.library, pipeline.words(self.workspace, self.language)
        if self.format == "json":
            from convention_dsl.report.documents import verdicts_json

            print_json(verdicts_json(shown, library, words, left))
            return
        from convention_dsl.report.verdicts import verdict_table

        table = "" if note and not shown else verdict_table(shown, library, words)
        click.echo(table + note, nl=False)
