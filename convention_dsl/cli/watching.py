"""What a long command of an engine shows and hears: a progress bar, the signals that end it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType

import click


class Bar:
    """A progress bar on standard error, where it is a terminal."""

    def __init__(self) -> None:
        self._bar = click.progressbar(length=100, file=sys.stderr)
        self.told: Callable[[float], None] | None = self._tell if sys.stderr.isatty() else None

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self.clear()

    def clear(self) -> None:
        """Wipe the line."""
        if self.told is not None:
            click.echo("\r\x1b[K", err=True, nl=False)

    def _tell(self, share: float) -> None:
        """Show how much of the statement under way is done."""
        self._bar.pos = min(100, int(100 * share))
        self._bar.render_progress()


@contextmanager
def terminated() -> Iterator[None]:
    """Let SIGTERM end the work as Ctrl-C does: what is under way is removed."""

    def interrupt(_: int, __: FrameType | None) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, interrupt)
    except ValueError:  # not in the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
