"""Sources by number: a page cites each once, with every confidence that it is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from convention_dsl.core.provenance import Confidence
from convention_dsl.proof.verdict import Ground
from convention_dsl.report.grounds import level_text, sources_of
from convention_dsl.report.html.model import Cited, SourceView
from convention_dsl.report.payslip import Words


@dataclass
class Citations:
    """The sources cited so far, numbered in the order in which they are."""

    words: Words
    _levels: dict[str, dict[Confidence | None, None]] = field(default_factory=dict)

    def cite(self, grounds: Sequence[Ground]) -> tuple[Cited, ...]:
        """Return the numbers of the sources of `grounds`, by confidence."""
        found = []
        for confidence, sources in sources_of(grounds):
            numbers = tuple(sorted(self.number(source, confidence) for source in sources))
            is_assumed = confidence is Confidence.ASSUMED
            found.append(Cited(level_text(confidence, self.words), is_assumed, numbers))
        return tuple(found)

    def number(self, source: str, confidence: Confidence | None) -> int:
        """Return the number of a source."""
        self._levels.setdefault(source, {})[confidence] = None
        return list(self._levels).index(source) + 1

    def sources(self) -> tuple[SourceView, ...]:
        """Return all sources cited."""
        order = [*Confidence, None]
        return tuple(
            SourceView(
                number,
                text,
                tuple(level_text(each, self.words) for each in sorted(levels, key=order.index)),
                Confidence.ASSUMED in levels,
            )
            for number, (text, levels) in enumerate(self._levels.items(), 1)
        )
