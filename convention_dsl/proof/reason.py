"""Why nothing was established; apart from verdicts, of which most checks need none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict is `unknown` or `vacuous`: a key of phrases in `diagnostics/properties.py`."""

    key: str
    arguments: Mapping[str, str] = field(default_factory=dict)
