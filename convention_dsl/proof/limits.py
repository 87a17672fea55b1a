"""How much deciding an obligation may cost."""

from __future__ import annotations

from dataclasses import dataclass

_STEPS_PER_SECOND = 4_000_000
"""Fewer than a solver makes in a second, so that steps run out before time does."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one obligation may cost.

    `seconds` bounds the whole obligation, `steps` each question to the solver (None: as many as
    fit in the seconds on a slow machine), `megabytes` its memory. Steps stop at the same point
    every time, seconds are there for safety. `seed` changes the solver's search and never a
    verdict that is reached. `points` bounds the inputs that are tried one by one instead of using
    the solver. `minimal_grounds`: whether a proof's grounds are reduced to those that it needs,
    where that is cheap. `largest_shortfall`: whether a refuted comparison of amounts over a list is
    also measured.
    """

    seconds: float = 30.0
    steps: int | None = None
    megabytes: int = 2048
    seed: int = 0
    points: int = 400
    minimal_grounds: bool = True
    largest_shortfall: bool = True

    @property
    def steps_per_question(self) -> int:
        """The steps that the solver may make for one question."""
        return self.steps or int(self.seconds * _STEPS_PER_SECOND)


DEFAULT_LIMITS = Limits()
