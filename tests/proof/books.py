"""Small books for the tests of the prover."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from convention_dsl.core.link import link, link_property
from convention_dsl.core.program import Library, Program, Scope
from convention_dsl.diagnostics import has_errors
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.properties import obligations
from convention_dsl.proof.prove import Selection, prove
from convention_dsl.proof.verdict import PropertyResult, Verdict
from convention_dsl.semantics import elaborate
from convention_dsl.source import Source
from convention_dsl.syntax.parser import parse

HEAD = '# language: en\nconvention t "t"\n'

PATIENT = """
enumeration Action = flu, covid, breast
record Patient
  age : integer 0..120
  ald : boolean
  c2s : boolean default no
  seen : boolean default yes
  done : set of Action
  nos : set of integer 1..4
  such that ald or nos is empty "numbers are given for patients in ALD only"
"""

FMT = (
    PATIENT
    + """
clause base (p: Patient) : amount in whole cents
  source "art. 1" confidence official
  | p.seen | p.ald | p.age || amount |
  | no     | -     | -     || 5 €    | "not seen" source "art. 2" confidence assumed
  | yes    | yes   | >= 80 || 100 €  | "older, in ALD"
  | yes    | yes   | < 80  || 55 €   | "in ALD"
  | yes    | no    | >= 80 || 55 €   | "older"
  | yes    | no    | 75..79 || 15 €  |
  | yes    | no    | 7..74 || 5 €    | "others"
  | yes    | no    | < 7   || 15 €   |

clause relevant (a: Action, p: Patient) : boolean
  when a = flu then p.age >= 65 or p.nos meets {1, 2}
  when a = covid then p.age >= 65
  otherwise p.age >= 50 and p.age <= 74

clause fmt (p: Patient) : amount in whole cents
  source "art. 3" confidence reported
  = base(p)
    plus 10 € if p.c2s "precarity"
    plus 5 € for each (a in p.done where relevant(a, p)) "prevention"
"""
)


def library(text: str, head: str = HEAD) -> Library:
    """Return the library of one book named `t`."""
    file, problems = parse(Source("t.conv", head + text))
    assert not has_errors(problems), problems
    found, problems = elaborate({"t.conv": file})
    assert not has_errors(problems), problems
    return found


def results(text: str, limits: Limits | None = None, **selection: object) -> list[PropertyResult]:
    """Return the verdicts of every property of a book."""
    chosen = Selection(**selection)
    return list(prove(library(text), "t", chosen, limits or Limits()))


def verdict(text: str, limits: Limits | None = None) -> Verdict:
    """Return the verdict of the only property of a book."""
    (result,) = results(text, limits)
    return result.verdict


def claim(text: str, limits: Limits | None = None, context: str = FMT) -> Verdict:
    """Return the verdict of `text`, what follows the name of a property."""
    return verdict(f"{context}\nproperty it {text}\n", limits)


def posed(text: str, at: date | None = None) -> Iterator[tuple[Program, Scope, Obligation]]:
    """Yield the obligations of a book, with the program they are about."""
    found = library(text)
    program, problems = link(found, "t", at=at)
    assert program is not None, problems
    for property_ in found.books["t"].properties:
        for scope, obligation in obligations(program, link_property(program, property_)).items():
            yield program, scope, obligation
