"""The book of the FMT with something else written in it."""

from __future__ import annotations

from convention_dsl.core.link import link
from convention_dsl.core.program import Program
from convention_dsl.project.finding import find
from convention_dsl.semantics import elaborate
from convention_dsl.source import Source
from convention_dsl.syntax.parser import parse
from tests.proof.vectors.books import RULES

EDITS = (
    ("| oui  | non   | >= 80  || 55 €    |", "| oui  | non   | >  80  || 55 €    |"),
    ("| oui  | non   | < 7    || 15 €    |", "| oui  | non   | <= 7   || 15 €    |"),
    ("| oui  | oui   | < 80   || 55 €    |", "| oui  | oui   | < 80   || 56 €    |"),
    ("| oui  | non   | 7..74  || 5 €     |", "| oui  | non   | 7..73  || 5 €     |"),
    ("montant = 10 €", "montant = 11 €"),
    ("si p.c2s «", "si non p.c2s «"),
)


def edited(old: str, new: str) -> Program:
    """Return the program of the FMT with `new` in the place of `old`, which it has once."""
    files, problems = find([RULES / "fmt"])
    assert not problems
    name = next(path for path in files.sources if path.endswith("fmt.conv"))
    text = files.sources[name].text
    assert text.count(old) == 1
    parsed, _ = parse(Source(name, text.replace(old, new)))
    library, _ = elaborate({**files.parsed, name: parsed})
    program, problems = link(library, "fmt_2026", at=library.books["fmt_2026"].period.start)
    assert program is not None, problems
    return program
