"""Reading texts in tests."""

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.source import Source
from convention_dsl.syntax.nodes import ClauseDecl, Declaration, Expression, File, Formula
from convention_dsl.syntax.parser import parse


def read(text: str, path: str = "text.conv") -> tuple[File, list[Diagnostic]]:
    """Read a text; one that does not say its language is in English."""
    return parse(Source(path, text if text.startswith("# language") else with_language(text)))


def with_language(text: str) -> str:
    return f"# language: en\n{text}"


def codes(text: str) -> list[str]:
    return [diagnostic.code for diagnostic in read(text)[1]]


def declaration(text: str) -> Declaration:
    """Return the only declaration of a text without errors."""
    file, diagnostics = read(text)
    assert diagnostics == []
    (found,) = file.declarations
    return found


def expression(text: str, language: str = "en") -> Expression:
    """Return an expression, read as the body of a clause."""
    kind = "integer" if language == "en" else "entier"
    found = declaration(f"# language: {language}\nclause c : {kind} = {text}\n")
    assert isinstance(found, ClauseDecl)
    formula = found.readings[0].body.value
    assert isinstance(formula, Formula)
    return formula.terms[0].value
