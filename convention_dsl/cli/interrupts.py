"""Ctrl-C while the solver works.

The solver takes the signal for itself and answers "unknown". So the signal is held back from the
main thread, and a thread that waits for it ends the command, after it has said what is known.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from convention_dsl.cli.application import INTERRUPTED

_LOOKS_EVERY = 0.2
"""How often, in seconds, the waiting thread looks whether the work is over."""


def _nothing() -> None:
    """Say nothing."""


@contextmanager
def interruptible(message: str, last_words: Callable[[], None] = _nothing) -> Iterator[None]:
    """Let Ctrl-C end the command, with `last_words` and `message`, whatever runs inside.

    A second Ctrl-C cuts the last words short. Where signals cannot be held back, `last_words` are
    said as soon as the interruption is heard, and KeyboardInterrupt goes on its way.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or not hasattr(signal, "sigtimedwait"):
        with _heard(last_words):
            yield
        return
    over = threading.Event()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    threading.Thread(target=_wait, args=(over, message, last_words), daemon=True).start()
    try:
        with _heard(last_words):
            yield
    finally:
        over.set()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _heard(last_words: Callable[[], None]) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        last_words()
        raise


def _wait(over: threading.Event, message: str, last_words: Callable[[], None]) -> None:
    while not over.is_set():
        if signal.sigtimedwait({signal.SIGINT}, _LOOKS_EVERY) is not None:
            threading.Thread(target=_leave, args=(message, last_words), daemon=True).start()
            signal.sigwait({signal.SIGINT})
            os._exit(INTERRUPTED)


def _leave(message: str, last_words: Callable[[], None]) -> None:
    try:
        with suppress(OSError):
            last_words()
        with suppress(OSError):
            sys.stderr.write(f"\n{message}\n")
            sys.stderr.flush()
    finally:
        os._exit(INTERRUPTED)
