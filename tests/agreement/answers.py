"""What an engine answers: a value, or why there is none and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from convention_dsl.core.errors import ErrorKind, EvaluationError
from convention_dsl.core.nodes import Value
from convention_dsl.source import NOWHERE, Span


@dataclass(frozen=True)
class Failure:
    """No value: why, and where in the text."""

    kind: ErrorKind
    span: Span = NOWHERE

    def agrees(self, other: object) -> bool:
        """Return whether `other` is the same failure, at the same place where both say it."""
        if not isinstance(other, Failure) or self.kind is not other.kind:
            return False
        return NOWHERE in (self.span, other.span) or self.span == other.span


Answer = Value | Failure


def outcome(action: Callable[[], Value]) -> Answer:
    """Return what `action` gives, or why it gives nothing."""
    try:
        return action()
    except EvaluationError as error:
        return Failure(error.kind, error.span)


def same(one: object, other: object) -> bool:
    """Return whether two answers are the same, a boolean being no number."""
    if isinstance(one, Failure):
        return one.agrees(other)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return isinstance(one, bool) == isinstance(other, bool) and one == other
