"""Elaboration: surface trees to the typed core, with all names resolved and all sugar gone.

`elaborate` does whole files, `elaborate_property` one property against a library that is elaborated
already. An expression that is wrong becomes nothing at all (None) and is reported once, where it
is wrong: whatever is built on it stays silent.
"""

from __future__ import annotations

from convention_dsl.semantics.again import elaborate_property
from convention_dsl.semantics.library import elaborate

__all__ = ["elaborate", "elaborate_property"]
