"""What a generated module says in the language of its book."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from convention_dsl.calculator.remarks import quoted
from convention_dsl.diagnostics.entry import Wording

_WIDTH = 96

_WORDS: Mapping[str, Wording] = {
    "made": Wording(
        "Made by convention-dsl from the text; to be made again, not changed.",
        "Fait par convention-dsl à partir du texte ; à refaire, non à modifier.",
    ),
    "in force": Wording("Text in force from {date}", "Texte en vigueur au {date}"),
    "edition": Wording("edition {version}", "édition {version}"),
    "reading": Wording("reading of {clause}: {reading}", "lecture de {clause} : {reading}"),
    "changed": Wording(
        "{name} = {value}, not the text's value", "{name} = {value}, et non la valeur du texte"
    ),
    "one": Wording(
        "A function per clause takes the values of one case, checks them, and gives an exact "
        "`Decimal` (an amount in euros, a rate as a fraction of one), an `int`, or a `Fraction` "
        "where no decimal is exact.",
        "Une fonction par clause prend les valeurs d'un cas, les vérifie, et rend un `Decimal` "
        "exact (un montant en euros, un taux en fraction de un), un `int`, ou une `Fraction` là où "
        "aucun décimal n'est exact.",
    ),
    "columns": Wording(
        "`…_columns` takes columns (one sequence per input) and gives a list.",
        "`…_columns` prend des colonnes (une suite par entrée) et rend une liste.",
    ),
    "raw": Wording(
        "`RAW` holds the same functions on integers (cents, positions, bit masks), unchecked: the "
        "fastest.",
        "`RAW` contient les mêmes fonctions sur des entiers (centimes, positions, masques), sans "
        "vérification : les plus rapides.",
    ),
    "errors": Wording(
        "A value out of its range raises `InputError`; a case for which the text gives no value, "
        "`EvaluationError`.",
        "Une valeur hors de sa plage lève `InputError` ; un cas pour lequel le texte ne donne pas "
        "de valeur, `EvaluationError`.",
    ),
    "sources": Wording("Sources:", "Sources :"),
    "source": Wording("Source: {source}.", "Source : {source}."),
    "returns": Wording("Returns {result}.", "Rend {result}."),
    "amount": Wording("an amount in euros", "un montant en euros"),
    "rate": Wording("a rate, as a fraction of one", "un taux, en fraction de un"),
    "in euros": Wording("in euros", "en euros"),
    "as fraction": Wording("as a fraction of one (5 % is 0.05)", "en fraction de un (5 % : 0,05)"),
    "of columns": Wording(
        "The same for columns: the values of `{name}`, row by row.",
        "La même chose pour des colonnes : les valeurs de `{name}`, ligne par ligne.",
    ),
    "open": Wording(
        "What the text leaves open to negotiation; each default is its value.",
        "Ce que le texte laisse ouvert à la négociation ; chaque défaut est sa valeur.",
    ),
    "rule": Wording("a rule of the record is broken", "une règle de la fiche n'est pas respectée"),
    "bound": Wording(
        "The clauses on raw values, at some values of the parameters.",
        "Les clauses sur des valeurs brutes, pour certaines valeurs des paramètres.",
    ),
    "unknown": Wording("if known", "si connu"),
}


@dataclass(frozen=True)
class Words:
    """The words of a module in a language."""

    language: str

    @property
    def colon(self) -> str:
        """A colon, with the space that French puts before it."""
        return " :" if self.language == "fr" else ":"

    def say(self, key: str, **arguments: str) -> str:
        """Return a sentence with its arguments filled in."""
        return _WORDS[key].text(self.language).format(**arguments)


def docstring(paragraphs: list[str], indent: str = "", *, lists: list[str] | None = None) -> str:
    """Return the lines of a docstring: paragraphs, then entries of a list, each wrapped."""
    blocks = [_wrapped(quoted(text), indent) for text in paragraphs if text]
    if lists:
        blocks.append("\n".join(_wrapped(quoted(each), indent, "    ") for each in lists))
    body = "\n\n".join(blocks).strip()
    if "\n" not in body and len(body) + len(indent) + 6 <= _WIDTH + 4:
        return f'{indent}"""{body}"""'
    return f'{indent}"""{body}\n{indent}"""'


def _wrapped(text: str, indent: str, hanging: str = "") -> str:
    return "\n".join(
        textwrap.wrap(
            " ".join(text.split()),
            _WIDTH,
            initial_indent=indent,
            subsequent_indent=indent + hanging,
            break_long_words=False,
            break_on_hyphens=False,
        )
    )
