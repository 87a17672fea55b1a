"""What is wrong with the data: problems without a place, and the diagnostics they become."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from convention_dsl.diagnostics import Diagnostic, Label
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.source import Span

LIMIT = 20
"""How many problems of one file are shown; the others are counted."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one value: a code E03xx and the arguments of its message."""

    code: str
    arguments: Mapping[str, object] = field(default_factory=dict)
    suggestion: str | None = None
    labels: tuple[Label, ...] = ()

    def at(self, place: Wording | str, span: Span | None = None) -> Diagnostic:
        """Return the diagnostic of this problem at a place."""
        return Diagnostic(
            self.code, span, {"place": place, **self.arguments}, self.labels, self.suggestion
        )


class BadValueError(Exception):
    """Raised by a converter; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def bad(code: str, suggestion: str | None = None, **arguments: object) -> BadValueError:
    """Return the exception of a problem."""
    return BadValueError(Problem(code, arguments, suggestion))


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the name most like `name`, letter case and accents aside, or None."""
    from difflib import get_close_matches

    folded = {_fold(each): each for each in names}
    close = get_close_matches(_fold(name), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def _fold(name: str) -> str:
    import unicodedata

    text = unicodedata.normalize("NFD", name.casefold())
    return "".join(character for character in text if not unicodedata.combining(character))


def limited(problems: Sequence[Callable[[], Diagnostic]]) -> list[Diagnostic]:
    """Return the first `LIMIT` diagnostics, and one that counts the others."""
    shown = [make() for make in problems[:LIMIT]]
    if len(problems) > LIMIT:
        shown.append(Diagnostic("E0313", None, {"n": len(problems) - LIMIT}))
    return shown
