"""What a proof rests on, in few lines: clauses and rows, parameters, hypotheses, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from convention_dsl.core.nodes import Apply, Expr, Literal
from convention_dsl.core.operators import Operator
from convention_dsl.core.provenance import Confidence
from convention_dsl.locale import LANGUAGES
from convention_dsl.proof.verdict import Ground, PropertyResult
from convention_dsl.proof.wording import Wording
from convention_dsl.report.expressions import Expressions
from convention_dsl.report.payslip import Words, confidence_text
from convention_dsl.report.phrases import counted
from convention_dsl.report.style import Role, paint, wrapped

_WIDTH = 100
_NAMED_ROWS = 2
"""How many rows of a clause are named; more are counted (all are in the JSON)."""
_KINDS = (
    ("population", "populations"),
    ("parameter", "parameters"),
    ("hypothesis", "hypotheses"),
    ("domain", "ranges"),
)


def grounds_lines(result: PropertyResult, words: Words) -> Iterator[str]:
    """Yield the lines of a proof's grounds: its elements, then their sources."""
    if not result.verdict.grounds:
        return
    text = grounds_text(result, words)
    yield from wrapped(f"{words.say('rests on')}{words.colon} {text}", _WIDTH, "  ")
    for confidence, sources in sources_of(result.verdict.grounds):
        head = level_text(confidence, words)
        if confidence is Confidence.ASSUMED:
            head = paint(head, Role.WARNING)
        text = f"  {head}{words.colon} {words.semicolon.join(sources)}"
        yield from wrapped(text, _WIDTH, "    ")


def grounds_text(result: PropertyResult, words: Words) -> str:
    """Return what a proof rests on, and whether it needs all of it."""
    note = words.say("minimal" if result.verdict.minimal else "over-approximate")
    grounds = _as_written(result, words)
    book = result.property.book
    return f"{words.dated(_parts(grounds, book, words, _NAMED_ROWS))} ({note})"


def _as_written(result: PropertyResult, words: Words) -> list[Ground]:
    """Return the grounds of a verdict, a hypothesis that was cut short as its text writes it.

    One of which only the ellipsis is left may be any hypothesis not named: all of these are, or
    none where each ground is said to be needed.
    """
    verdict, names = result.verdict, _texts(result, words)
    found = [
        replace(ground, name=_whole(ground.name, names)) if _is_cut(ground) else ground
        for ground in verdict.grounds
    ]
    blank = next((each for each in found if _is_blank(each)), None)
    if blank is None:
        return found
    found = [each for each in found if not _is_blank(each)]
    own = [Expressions(words).text(each) for each in result.property.hypotheses]
    others = [name for name in own if name not in {each.name for each in found}]
    return found if verdict.minimal else [*found, *(replace(blank, name=each) for each in others)]


def _is_cut(ground: Ground) -> bool:
    return ground.kind == "hypothesis" and "…" in ground.name


def _is_blank(ground: Ground) -> bool:
    return ground.kind == "hypothesis" and ground.name == "…"


def _texts(result: PropertyResult, words: Words) -> dict[str, set[str]]:
    """Return hypotheses as their text writes them, by what the prover calls them."""
    names: dict[str, set[str]] = {}
    for language in LANGUAGES:
        wording = Wording(language, _known(result, language))
        for each in result.property.hypotheses:
            names.setdefault(wording.text(each), set()).add(Expressions(words).text(each))
    return names


def contradiction_texts(result: PropertyResult, words: Words) -> list[str]:
    """Return the hypotheses that clash as the text writes them, where it does.

    What a name stands for (`L follows NAME`) stays beside it: the clash is between its parts.
    """
    names = _texts(result, words)
    short = {Expressions(words).text(each) for each in result.property.hypotheses if _is_name(each)}
    written = {
        each: min(names[each]) if len(names.get(each, ())) == 1 else each
        for each in result.verdict.contradiction
    }
    return [
        f"{text}{words.colon} {each}" if text in short and text != each else text
        for each, text in written.items()
    ]


def _is_name(hypothesis: Expr) -> bool:
    """Return whether a hypothesis consists of parts that stand elsewhere."""
    match hypothesis:
        case Apply(operator=Operator.AND, arguments=parts):
            own = hypothesis.span
            return not any(
                each.span.path == own.path and own.start <= each.span.start < own.end
                for each in parts
            )
        case _:
            return False


def _whole(name: str, names: Mapping[str, set[str]]) -> str:
    """Return the one text that a name cut short may stand for, else the name."""
    pattern = ".*".join(map(re.escape, name.split("…")))
    found = {text for known, own in names.items() if re.fullmatch(pattern, known) for text in own}
    return found.pop() if len(found) == 1 else name


def _known(result: PropertyResult, language: str) -> dict[str, str]:
    """Return the text of the input whose value was looked for, by its name."""
    threshold = result.verdict.threshold
    if threshold is None or threshold.value is None:
        return {}
    value = Literal(type=threshold.type, value=threshold.value)
    return {threshold.variable: Wording(language).text(value)}


def weakest_lines(result: PropertyResult, words: Words) -> Iterator[str]:
    """Yield the weakest confidence and what sets it: every element of that level is named."""
    if text := weakest_text(result, words):
        yield from wrapped(text, _WIDTH, "  ")


def weakest_text(result: PropertyResult, words: Words) -> str:
    """Return the weakest confidence of a verdict and what sets it; nothing where it has none."""
    verdict, book = result.verdict, result.property.book
    if verdict.confidence is None:
        return ""
    found = [g for g in verdict.grounds if g.provenance.confidence is verdict.confidence]
    text = (
        f"{words.say('weakest')}{words.colon} {confidence_text(verdict.confidence, words.language)}"
    )
    if found:
        rows = len(found) if _in_part(verdict.grounds, found) else _NAMED_ROWS
        text += f" — {words.dated(_parts(found, book, words, rows))}"
    return text


def _in_part(grounds: Sequence[Ground], weakest: Sequence[Ground]) -> bool:
    """Return whether what is assumed is some rows of a clause: only their names tell which."""
    clauses = {_clause(each) for each in weakest if each.kind == "row"}
    others = (each for each in grounds if each.kind == "row" and each not in weakest)
    is_assumed = weakest[0].provenance.confidence is Confidence.ASSUMED
    return is_assumed and any(_clause(each) in clauses for each in others)


def _clause(row: Ground) -> str:
    return row.name.partition(": ")[0]


def _parts(grounds: Sequence[Ground], book: str, words: Words, named_rows: int) -> str:
    parts = [_clauses(grounds, book, words, named_rows)]
    parts += [_listed(kind, plural, grounds, book, words) for kind, plural in _KINDS]
    return words.semicolon.join(filter(None, parts))


def _clauses(grounds: Sequence[Ground], book: str, words: Words, named_rows: int) -> str:
    rows: dict[str, list[str]] = {}
    for ground in grounds:
        if ground.kind in ("clause", "row"):
            clause, _, row = ground.name.partition(": ")
            own = rows.setdefault(clause.removeprefix(f"{book}.").removesuffix("!"), [])
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


def sources_of(grounds: Sequence[Ground]) -> Iterator[tuple[Confidence | None, list[str]]]:
    """Yield the sources of each confidence, the weakest last."""
    for confidence in (*Confidence, None):
        found = [each for each in grounds if each.provenance.confidence is confidence]
        sources = dict.fromkeys(
            piece for each in found for piece in _pieces(each.provenance.source or "")
        )
        if sources:
            yield confidence, list(sources)


def level_text(confidence: Confidence | None, words: Words) -> str:
    """Return a confidence as the head of its sources; what is assumed stands out."""
    if confidence is None:
        return words.say("source")
    if confidence is Confidence.ASSUMED:
        return words.say("assumed")
    return confidence_text(confidence, words.language)


def _pieces(source: str) -> list[str]:
    """Return the single texts of a source that names several, separated by semicolons."""
    return [piece for part in source.split(";") if (piece := part.strip())]
