"""How much deciding an obligation may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one obligation may cost.

    `rlimit` bounds the solver's steps per question (a million is of the order of a second),
    `seconds` the time of the whole obligation, `megabytes` the solver's memory. `seed` changes the
    solver's search and never a verdict that is reached. `points` bounds the inputs that are tried
    one by one instead of using the solver. `minimal_grounds`: whether a proof's grounds are reduced
    to those that it needs.
    """

    seconds: float = 30.0
    rlimit: int = 40_000_000
    megabytes: int = 2048
    seed: int = 0
    points: int = 400
    minimal_grounds: bool = True


DEFAULT_LIMITS = Limits()
