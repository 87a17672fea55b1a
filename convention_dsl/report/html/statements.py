"""What a property asks, as its text writes it: from the inputs to the claim, nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from convention_dsl.core.program import PropertyDef
from convention_dsl.report.expressions import Expressions
from convention_dsl.report.payslip import Words

_KEPT = re.compile(r"\s*(for|such that|let|then|pour|dès lors|tel que|soit|alors)\b")
_LEFT_OUT = re.compile(
    r"\s*(property|propriété|promised|promise|demanded|demandée?|source|expected|attendue?|at\b|aux\b"
    r"|whatever|quels?|from|à compter|confidence|confiance|because|parce)"
)
_TITLE = re.compile(r'("[^"]*"|«[^»]*»)')


def statement(definition: PropertyDef, words: Words) -> str:
    """Return the lines that quantify, suppose and claim; the claim alone where there is no text."""
    source = words.sources.get(definition.span.path)
    if source is not None and definition.span.start < definition.span.end:
        start = source.text.rfind("\n", 0, definition.span.start) + 1
        lines = list(_lines(source.text[start:]))
        if lines:
            return "\n".join(lines)
    return Expressions(words).text(definition.claim)


def _lines(text: str) -> Iterator[str]:
    """Yield what a property asks from the text that begins with it."""
    is_kept = False
    for number, whole in enumerate(text.split("\n")):
        line = whole.split("#")[0].rstrip()
        if number and not line[:1].isspace():
            return
        if number == 0:
            found = re.search(r"\b(for|pour|then|alors)\s", _TITLE.sub("", line))
            if found and "property" not in line and "propriété" not in line:
                yield line.strip()
            elif found:
                rest = _TITLE.sub("", line)
                yield rest[found.start() :].strip()
            continue
        if _KEPT.match(line):
            is_kept = True
        elif _LEFT_OUT.match(line):
            is_kept = False
        if is_kept and line.strip():
            yield line[2:] if line.startswith("  ") else line
