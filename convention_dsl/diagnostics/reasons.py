"""Why a file cannot be read or written: the words of the system and of the libraries, in both."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import TYPE_CHECKING

from convention_dsl.diagnostics.entry import Wording

if TYPE_CHECKING:
    from json import JSONDecodeError

_SYSTEM: Mapping[int, Wording] = {
    errno.ENOENT: Wording("there is no such file or folder", "ce fichier ou dossier n'existe pas"),
    errno.EACCES: Wording("access is refused", "l'accès est refusé"),
    errno.EPERM: Wording("access is refused", "l'accès est refusé"),
    errno.EISDIR: Wording("it is a folder", "c'est un dossier"),
    errno.ENOTDIR: Wording(
        "part of its path is no folder", "une partie du chemin n'est pas un dossier"
    ),
    errno.EROFS: Wording("the disk is read-only", "le disque est en lecture seule"),
    errno.ENOSPC: Wording("the disk is full", "le disque est plein"),
    errno.ENAMETOOLONG: Wording("its name is too long", "son nom est trop long"),
}

_JSON: tuple[tuple[str, Wording], ...] = (
    (
        "Expecting property name",
        Wording("a name in quotes is expected", "un nom entre guillemets est attendu"),
    ),
    ("Expecting ':'", Wording("`:` is expected", "`:` est attendu")),
    ("Expecting ','", Wording("`,` or the end is expected", "`,` ou la fin est attendue")),
    ("Expecting value", Wording("a value is expected", "une valeur est attendue")),
    ("Illegal trailing comma", Wording("a comma too many", "une virgule de trop")),
    ("Extra data", Wording("something follows the end", "quelque chose suit la fin")),
    ("Unterminated string", Wording("a text is never closed", "un texte n'est jamais fermé")),
)


def system_reason(error: OSError) -> Wording:
    """Return why the system refused; in its own words where the reason is a rare one."""
    own = error.strerror or str(error)
    return _SYSTEM.get(error.errno or 0, Wording(own, own))


def json_reason(error: JSONDecodeError) -> Wording:
    """Return what is wrong with a JSON text; in the library's words where it is rare."""
    found = (wording for start, wording in _JSON if error.msg.startswith(start))
    return next(found, Wording(error.msg, error.msg))
