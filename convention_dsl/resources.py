"""The files that come with the package: the grammar, its keyword table, the bundled rule books."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def data(name: str) -> Path:
    """Return the place of the data folder `name` ("grammar", "rules").

    An installed package carries its data under `_data`; in a checkout they are top-level folders.
    """
    package = Path(__file__).parent
    installed = package / "_data" / name
    return installed if installed.exists() else package.parent / name
