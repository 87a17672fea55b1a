"""Ctrl-C while the solver works.

The solver takes the signal for itself and answers "unknown". So the signal is held back from the
main thread, and a thread that waits for it ends the command.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from convention_dsl.cli.application import INTERRUPTED

_LOOKS_EVERY = 0.2
"""How often, in seconds, the waiting thread looks whether the work is over."""


@contextmanager
def interruptible(message: str) -> Iterator[None]:
    """Let Ctrl-C end the command at once, with `message`, whatever runs inside."""
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or not hasattr(signal, "sigtimedwait"):
        yield
        return
    over = threading.Event()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    threading.Thread(target=_wait, args=(over, message), daemon=True).start()
    try:
        yield
    finally:
        over.set()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _wait(over: threading.Event, message: str) -> None:
    while not over.is_set():
        if signal.sigtimedwait({signal.SIGINT}, _LOOKS_EVERY) is not None:
            sys.stderr.write(f"\n{message}\n")
            sys.stderr.flush()
            os._exit(INTERRUPTED)
