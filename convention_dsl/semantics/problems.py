"""Collects what elaboration has to say, each mistake once."""

from __future__ import annotations

from collections.abc import Iterable

from convention_dsl.diagnostics import Diagnostic, Label
from convention_dsl.semantics.suggestions import nearest
from convention_dsl.source import Span


class Problems:
    """A list of diagnostics that forgets repetitions.

    The same text can be elaborated twice (for a patient and for the twin of a comparison): what is
    wrong with it is told once.
    """

    def __init__(self) -> None:
        self._seen: set[tuple[str, Span | None, str]] = set()
        self.diagnostics: list[Diagnostic] = []

    def add(
        self,
        code: str,
        span: Span | None,
        *,
        labels: tuple[Label, ...] = (),
        suggestion: str | None = None,
        **arguments: object,
    ) -> None:
        """Record a diagnostic; `arguments` fill the message of `code`."""
        self._record(Diagnostic(code, span, arguments, labels, suggestion))

    def in_order(self) -> list[Diagnostic]:
        """Return the diagnostics in the order of the texts, those without a place last."""
        return sorted(
            self.diagnostics,
            key=lambda d: (d.span is None, (d.span.path, d.span.start) if d.span else ("", 0)),
        )

    def _record(self, found: Diagnostic) -> None:
        key = (found.code, found.span, repr(found.arguments))
        if key not in self._seen:
            self._seen.add(key)
            self.diagnostics.append(found)

    def unknown(
        self, code: str, span: Span, name: str, candidates: Iterable[str], **arguments: object
    ) -> None:
        """Record that `name` means nothing, with the nearest of what was visible there."""
        filled: dict[str, object] = {"name": name, **arguments}
        self._record(Diagnostic(code, span, filled, suggestion=nearest(name, candidates)))
