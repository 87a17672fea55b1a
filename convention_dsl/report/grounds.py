"""What a proof rests on, in few lines: clauses and rows, parameters, hypotheses, sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from convention_dsl.core.provenance import Confidence
from convention_dsl.proof.verdict import Ground, Verdict
from convention_dsl.report.payslip import Words, confidence_text
from convention_dsl.report.phrases import counted
from convention_dsl.report.style import Role, paint, width

_WIDTH = 100
_NAMED_ROWS = 2
"""How many rows of a clause are named; more are counted (all are in the JSON)."""
_KINDS = (("parameter", "parameters"), ("hypothesis", "hypotheses"), ("domain", "ranges"))


def grounds_lines(verdict: Verdict, book: str, words: Words) -> Iterator[str]:
    """Yield the lines of a proof's grounds."""
    if not verdict.grounds:
        return
    yield from _wrapped("rests on", _parts(verdict.grounds, book, words, _NAMED_ROWS), words)
    yield from _sources(verdict.grounds, book, words)
    yield from _certainty(verdict, words)


def _wrapped(key: str, text: str, words: Words) -> Iterator[str]:
    first, *rest = wrap(f"{words.say(key)}{words.colon} {text}", _WIDTH, break_long_words=False)
    yield first
    yield from (f"  {line}" for line in rest)


def _parts(grounds: Sequence[Ground], book: str, words: Words, named_rows: int) -> str:
    parts = [_clauses(grounds, book, words, named_rows)]
    parts += [_listed(kind, plural, grounds, book, words) for kind, plural in _KINDS]
    return words.semicolon.join(filter(None, parts))


def _clauses(grounds: Sequence[Ground], book: str, words: Words, named_rows: int) -> str:
    rows: dict[str, list[str]] = {}
    for ground in grounds:
        if ground.kind in ("clause", "row"):
            clause, _, row = ground.name.partition(": ")
            own = rows.setdefault(clause.removeprefix(f"{book}."), [])
            own += [row] if row else []
    named = [f"{clause}{_rows(found, words, named_rows)}" for clause, found in rows.items()]
    key = "clause" if len(named) == 1 else "clauses"
    return f"{words.say(key)} {', '.join(named)}" if named else ""


def _rows(rows: Sequence[str], words: Words, named_rows: int) -> str:
    if not rows:
        return ""
    if len(rows) > named_rows:
        return f" ({counted('row count', 'rows', len(rows), words.language)})"
    return f" ({words.semicolon.join(rows)})"


def _listed(kind: str, plural: str, grounds: Sequence[Ground], book: str, words: Words) -> str:
    names = [ground.name.removeprefix(f"{book}.") for ground in grounds if ground.kind == kind]
    key = kind if len(names) == 1 else plural
    return f"{words.say(key)} {', '.join(names)}" if names else ""


def _sources(grounds: Sequence[Ground], book: str, words: Words) -> Iterator[str]:
    """Yield the sources of each confidence, the weakest last; what is assumed is named."""
    for confidence in (*Confidence, None):
        found = [each for each in grounds if each.provenance.confidence is confidence]
        sources = dict.fromkeys(
            piece for each in found for piece in _pieces(each.provenance.source or "")
        )
        if not sources:
            continue
        text = words.semicolon.join(sources)
        if confidence is None:
            head = words.say("source")
        elif confidence is Confidence.ASSUMED:
            head = paint(words.say("assumed"), Role.WARNING)
            text += f" ({_parts(found, book, words, named_rows=len(found))})"
        else:
            head = confidence_text(confidence, words.language)
        first, *rest = wrap(f"{text}", _WIDTH - width(head), break_long_words=False)
        yield f"  {head}{words.colon} {first}"
        yield from (f"    {line}" for line in rest)


def _pieces(source: str) -> list[str]:
    """Return the single texts of a source that names several, separated by semicolons."""
    return [piece for part in source.split(";") if (piece := part.strip())]


def _certainty(verdict: Verdict, words: Words) -> Iterator[str]:
    notes = [words.say("minimal" if verdict.minimal else "over-approximate")]
    if verdict.confidence:
        confidence = confidence_text(verdict.confidence, words.language)
        notes.insert(0, f"{words.say('weakest')}{words.colon} {confidence}")
    yield words.semicolon.join(notes)
