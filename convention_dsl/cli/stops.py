"""Why a run over a population stopped: what the engine or the system met, in the reader's words."""

from __future__ import annotations

import errno
from collections.abc import Sequence

import duckdb

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.diagnostics.reasons import system_reason
from convention_dsl.simulation import trouble
from convention_dsl.simulation.running import ChangedError, UnfitError
from convention_dsl.simulation.sources import File
from convention_dsl.simulation.spark import SparkError
from convention_dsl.targets.sql.dialects import TooWideError

STOPS = (duckdb.Error, SparkError, TooWideError, UnfitError, ChangedError, OSError)
"""What a run may meet."""

MEMORY = Wording(
    "it needs more memory than --memory gives",
    "il lui faut plus de mémoire que --memory n'en donne",
)
OVERFLOW = Wording(
    "a sum has more digits than the engine", "une somme a plus de chiffres que n'en a le moteur"
)
_FULL = ("No space left on device", "out of disk", "max_temp_directory_size")


def diagnosed(error: Exception, files: Sequence[File], clauses: str) -> Diagnostic | None:
    """Return what to say of an error; None where it is a fault of the tool, or of nobody.

    `files` are those of the input, `clauses` the names of what was calculated.
    """
    match error:
        case TooWideError():
            arguments = {"clause": clauses, "engine": error.dialect.value}
            return Diagnostic("E0755", None, arguments)
        case UnfitError():
            construct = {"construct": error.construct}
            return Diagnostic("E0700", error.span, {"clause": clauses, **construct})
        case ChangedError():
            return Diagnostic("E0761", None, {"n": error.before, "after": error.after})
        case SparkError():
            return Diagnostic("E0754", None, {"reason": error.reason})
        case BrokenPipeError():
            return None
        case OSError():
            return _of_system(error)
        case duckdb.Error():
            return trouble.diagnosed(error, files) or _of_engine(error)
        case _:
            return None


def _of_system(error: OSError) -> Diagnostic | None:
    """Return what the system refused, where it says of which file."""
    place = error.filename2 or error.filename
    if place is None:
        return None
    return Diagnostic("E0561", None, {"text": str(place), "reason": system_reason(error)})


def _of_engine(error: duckdb.Error) -> Diagnostic:
    """Return what the engine lacked: room on the disk, memory, digits."""
    text = str(error)
    if any(mark in text for mark in _FULL):
        reason = system_reason(OSError(errno.ENOSPC, ""))
    elif isinstance(error, duckdb.OutOfMemoryException):
        reason = MEMORY
    elif isinstance(error, duckdb.OutOfRangeException):
        reason = OVERFLOW
    else:
        first = text.splitlines()[0]
        reason = Wording(first, first)
    return Diagnostic("E0754", None, {"reason": reason})
