"""Texts elaborated from strings."""

from collections.abc import Mapping

from convention_dsl.core.nodes import Expr, Value
from convention_dsl.core.program import Book, ClauseDef, Library, PropertyDef
from convention_dsl.diagnostics import Diagnostic, has_errors
from convention_dsl.semantics import elaborate
from convention_dsl.source import Source
from convention_dsl.syntax.parser import parse

HEADER = '# language: en\nconvention sample source "test" confidence assumed\n'
FRENCH = "# language: fr\nconvention essai source « test » confiance supposé\n"
PATIENT = """
enumeration Action = flu "flu vaccination", covid, breast
enumeration Zone = urban, rural
enumeration Share = third < half < full
record Patient "patient"
  age : integer 0..120 "age in years"
  ald : boolean default no
  zone : Zone default urban
  share : Share default full
  done : set of Action default {}
  nos : set of integer 1..32 default {}
  seen_on : optional date default unknown
  fees : amount 0 €..1,000 € default 0 €
  rate : rate 0 %..100 % step 0.1 % default 0 %
  score(Action) : rate 0 %..100 % step 1 % default 0 %
record Doctor
  zeal : integer 0..10
  patients : list of Patient
"""


def full(text: str) -> str:
    """Return a text with a header, unless it has one."""
    if text.startswith("# language"):
        return text
    if "convention " in text.split("\n", 1)[0]:
        return "# language: en\n" + text
    return HEADER + text


def elaborated(
    *texts: str, overrides: Mapping[str, Value] | None = None
) -> tuple[Library, list[Diagnostic]]:
    """Return the library of files with these texts, which must be good syntax."""
    files = {}
    for number, text in enumerate(texts):
        path = f"file{number}.conv"
        files[path], problems = parse(Source(path, full(text)))
        assert not problems, [problem.code for problem in problems]
    return elaborate(files, overrides or {})


def codes(*texts: str, overrides: Mapping[str, Value] | None = None) -> list[str]:
    """Return the codes of what is wrong, warnings left out."""
    _, diagnostics = elaborated(*texts, overrides=overrides)
    return [each.code for each in diagnostics if each.code.startswith("E")]


def good(*texts: str, overrides: Mapping[str, Value] | None = None) -> Library:
    """Return the library of texts without errors."""
    library, diagnostics = elaborated(*texts, overrides=overrides)
    assert not has_errors(diagnostics), [(d.code, d.arguments) for d in diagnostics]
    return library


def book(*texts: str, overrides: Mapping[str, Value] | None = None) -> Book:
    """Return the last book of texts without errors."""
    library = good(*texts, overrides=overrides)
    return list(library.books.values())[-1]


def clause(text: str, name: str = "x", prelude: str = PATIENT) -> ClauseDef:
    """Return a clause of a text without errors."""
    found = book(prelude + text)
    return next(each for each in found.clauses if each.name == name)


def body(text: str, name: str = "x", prelude: str = PATIENT) -> Expr:
    """Return the only body of a clause."""
    return clause(text, name, prelude).readings[0].body


def proposition(text: str, prelude: str = PATIENT) -> PropertyDef:
    """Return the only property of a text without errors."""
    (found,) = book(prelude + text).properties
    return found
