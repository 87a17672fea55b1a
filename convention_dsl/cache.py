"""A store of compiled books: what `pipeline.load` gives for the same texts, read back.

The key is the content of every text of the project, the paths asked for, and the tool itself (its
version and its own files). Nothing about verdicts is stored. The cache never matters to results: a
folder that cannot be written, or an entry that cannot be read, is as if there were none.
"""

from __future__ import annotations

import gc
import hashlib
import io
import os
import pickle
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from convention_dsl import __version__

KEPT = 64
"""How many entries are kept; the least recently written are removed."""

_LARGEST = 20_000_000
_SUFFIX = ".library"
_BUILTINS = frozenset({"frozenset", "set", "dict", "list", "tuple", "bytearray", "complex"})
_MODULES = frozenset({"fractions", "datetime", "pathlib", "collections", "_codecs"})


def folder() -> Path:
    """Return where entries are kept: `$XDG_CACHE_HOME/convention-dsl`."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    home = Path(base) if Path(base).is_absolute() else Path("~/.cache").expanduser()
    return home / "convention-dsl"


def key(
    asked: Sequence[Path], files: Sequence[Path], overrides: Mapping[str, object]
) -> str | None:
    """Return the key of what is made of the content of `files`, or None where one is unreadable."""
    digest = hashlib.blake2b(digest_size=20)
    try:
        for part in (*_tool(), *map(str, asked), repr(sorted(overrides.items()))):
            digest.update(part.encode("utf-8", "surrogateescape") + b"\0")
        for path in files:
            data = path.read_bytes() if path.stat().st_size <= _LARGEST else b"large"
            digest.update(os.fsencode(path) + b"\0" + hashlib.blake2b(data).digest())
    except OSError:
        return None
    return digest.hexdigest()


def _tool() -> Iterable[str]:
    """Yield what tells one state of the tool from another, a checkout being worked on included."""
    yield __version__
    yield sys.version
    package = Path(__file__).parent
    for place in (package, package.parent / "grammar"):
        for here, folders, files in os.walk(place):
            folders[:] = [name for name in folders if name != "__pycache__"]
            for name in files:
                state = Path(here, name).stat()
                yield f"{here}/{name} {state.st_mtime_ns} {state.st_size}"


def read(entry: str) -> object | None:
    """Return the value stored under a key, or None."""
    collects = gc.isenabled()
    gc.disable()
    try:
        data = (folder() / (entry + _SUFFIX)).read_bytes()
        value: object = _Unpickler(io.BytesIO(data)).load()
    except Exception:
        return None
    finally:
        if collects:
            gc.enable()
    return value


def write(entry: str, value: object) -> None:
    """Store a value under a key, all of it or nothing."""
    with suppress(OSError, pickle.PicklingError, TypeError, AttributeError, RecursionError):
        data = pickle.dumps(value, protocol=5)
        place = folder()
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        _replace(place / (entry + _SUFFIX), data)
        _prune(place)


def _replace(path: Path, data: bytes) -> None:
    import tempfile

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _prune(place: Path) -> None:
    entries = sorted(place.glob("*" + _SUFFIX), key=lambda path: path.stat().st_mtime_ns)
    for path in entries[:-KEPT]:
        path.unlink(missing_ok=True)


class _Unpickler(pickle.Unpickler):
    """Reads the values of this package and the few standard types inside them, nothing else."""

    def find_class(self, module: str, name: str) -> object:
        """Return a class that an entry may hold."""
        ours = module == "convention_dsl" or module.startswith("convention_dsl.")
        if ours or module in _MODULES or (module == "builtins" and name in _BUILTINS):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")
