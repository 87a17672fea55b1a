"""Which language the command line speaks, and the one-line summaries of the commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

Texts = Callable[[str, str], str]
"""Chooses between an English and a French text."""

SUMMARIES = {
    "check": (
        "Check texts: gaps, overlaps, ranges, examples.",
        "Vérifier des textes : trous, chevauchements, plages, exemples.",
    ),
    "calc": (
        "Calculate a clause, for one case or a table of them.",
        "Calculer une clause, pour un cas ou un tableau de cas.",
    ),
    "simulate": (
        "Calculate clauses over all the rows of tables of any size.",
        "Calculer des clauses sur toutes les lignes de tableaux de toute taille.",
    ),
    "prove": (
        "Prove the properties of texts, or show who breaks them.",
        "Prouver les propriétés de textes, ou montrer qui les met en défaut.",
    ),
    "build": (
        "Write calculators of clauses for other places.",
        "Écrire des calculateurs de clauses pour d'autres lieux.",
    ),
    "vectors": (
        "Write test vectors that reach every branch and threshold of a clause.",
        "Écrire des vecteurs de test qui atteignent chaque branche et chaque seuil d'une clause.",
    ),
    "inputs": (
        "List what a clause asks for, or write a blank to fill in.",
        "Énumérer ce qu'une clause demande, ou écrire un tableau à remplir.",
    ),
    "explain": ("Explain a message by its code.", "Expliquer un message par son code."),
    "completion": (
        "Print the script that completes commands in a shell.",
        "Afficher le script de complétion d'un interpréteur.",
    ),
}

INTERRUPTION = ("interrupted", "interrompu")
LEFT = (
    "{interrupted}; properties left to decide: {left} of {total}",
    "{interrupted} ; propriétés restant à décider : {left} sur {total}",
)


def speaker(language: str) -> Texts:
    """Return the function that chooses the text in `language`."""
    return lambda english, french: french if language == "fr" else english


def language_option(arguments: Sequence[str]) -> str | None:
    """Return the language that `--lang` names among the arguments, or None."""
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1] if arguments[index + 1] in ("fr", "en") else None
        if argument in ("--lang=fr", "--lang=en"):
            return argument[-2:]
    return None


def language_wanted(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language of help and usage messages: `--lang`, else the locale's."""
    if asked := language_option(arguments):
        return asked
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(variable):
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"
