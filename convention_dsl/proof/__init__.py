"""Proofs: what must hold (obligations), who decides it (engines), and what was established.

The names that other packages use are here; nothing of a solver is loaded before it is needed.
"""

from __future__ import annotations

from convention_dsl.proof.check import check
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.prove import Selection, prove

__all__ = ["Limits", "Selection", "check", "prove"]
