"""The words of generated modules and pages, in both languages; messages are the catalogue's own."""

from __future__ import annotations

from convention_dsl.diagnostics.catalogue import entries
from convention_dsl.diagnostics.data import NO_VALUE
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.targets.javascript.literals import Data

_WORDS: dict[str, Wording] = {
    "place": Wording("`{field}`: ", "`{field}` : "),
    "record": Wording("an object with one member per field", "un objet, un membre par champ"),
    "as text": Wording(
        ', written as a text to be exact (such as "12.50")',
        ', écrit en texte pour être exact (par exemple "12.50")',
    ),
    "list of at most": Wording(
        "a list of at most {most} elements", "une liste d'au plus {most} éléments"
    ),
    "requirement": Wording("a condition is not met: {label}", "condition non remplie : {label}"),
    "no parameter": Wording(
        "an amount is open and has no value", "un montant est ouvert et n'a pas de valeur"
    ),
    "confidence official": Wording("official", "officiel"),
    "confidence reported": Wording("reported", "rapporté"),
    "confidence derived": Wording("derived", "dérivé"),
    "confidence assumed": Wording("assumed", "supposé"),
    "unknown": Wording("unknown", "inconnu"),
    "none": Wording("none", "aucun"),
    "yes": Wording("yes", "oui"),
    "no": Wording("no", "non"),
    "first day": Wording("1", "1er"),
    # type declarations
    "decimal": Wording(
        'An exact number as a text: "12.50". A rate is a fraction of one ("0.125") or "12.5 %".',
        "Un nombre exact, en texte : « 12.50 ». Un taux est une fraction de un (« 0.125 ») ou "
        "« 12.5 % ».",
    ),
    "day": Wording("A day as a text: year-month-day.", "Un jour, en texte : année-mois-jour."),
    "whole": Wording("A whole number.", "Un nombre entier."),
    "input": Wording("What the clause asks for.", "Ce que la clause demande."),
    "value": Wording(
        "What the clause gives; amounts in euros.", "Ce que donne la clause ; montants en euros."
    ),
    "parameters": Wording(
        "Amounts, rates and dates of the text that can be given another value.",
        "Montants, taux et dates du texte auxquels on peut donner une autre valeur.",
    ),
    "d lines": Wording("A line of the payslip.", "Une ligne du bulletin."),
    "d kind": Wording(
        "An amount, or why it is what it is.", "Un montant, ou la raison de ce montant."
    ),
    "d depth": Wording("How far in the line stands, from 0.", "Le retrait de la ligne, depuis 0."),
    "d value": Wording(
        "The exact value, written as inputs are.",
        "La valeur exacte, écrite comme le sont les entrées.",
    ),
    "d cents": Wording(
        "An amount in cents, where it is a whole number of them.",
        "Un montant en centimes, s'il en est un nombre entier.",
    ),
    "d text": Wording(
        "The value as people write it.",
        "La valeur comme on l'écrit.",
    ),
    "d parts": Wording(
        "What a record is made of, as people write it.",
        "Ce dont une fiche est faite, comme on l'écrit.",
    ),
    "d code": Wording(
        "The code of the message, as `convention explain` knows it.",
        "Le code du message, celui de `convention explain`.",
    ),
    "d field": Wording(
        'Where in the input, as "patients[3].age"; "" for the whole.',
        "L'endroit de l'entrée, comme « patients[3].age » ; « » pour le tout.",
    ),
    "d place": Wording(
        "Where in the text, where the text gives no amount.",
        "L'endroit du texte, quand c'est le texte qui ne donne pas de montant.",
    ),
    "d problems": Wording(
        "All that is wrong, the first first.", "Tout ce qui ne va pas, dans l'ordre."
    ),
    "d calculate": Wording(
        "Exact: no value is rounded but where the text says so. Throws a ConventionError.",
        "Exact : rien n'est arrondi que ce que le texte arrondit. Lève une ConventionError.",
    ),
    "d format": Wording(
        "An amount in euros as people write it.", "Un montant en euros comme on l'écrit."
    ),
    "d compute": Wording(
        "The definitions themselves, on whole numbers of units, with nothing checked.",
        "Les définitions elles-mêmes, sur des nombres entiers d'unités, sans contrôle.",
    ),
    "d edition": Wording(
        "The text that this module was made from.", "Le texte dont ce module est tiré."
    ),
}

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}

_MESSAGES = ("E0301", "E0302", "E0303", "E0304", "E0306", "E0312", "E0315")


def say(key: str, language: str, **arguments: object) -> str:
    """Return a phrase in a language."""
    return _WORDS[key].text(language).format(**arguments)


def reason(kind: str, language: str) -> str:
    """Return why there is no value, by the kind of error."""
    if kind == "no-parameter-value":
        return say("no parameter", language)
    return NO_VALUE[kind].text(language)


def runtime_words(language: str) -> dict[str, Data]:
    """Return all that the runtime of a module says."""
    messages: dict[str, Data] = {code: entries()[code].message.text(language) for code in _MESSAGES}
    messages["E0306"] = _with_help("E0306", language)
    messages["E0307"] = _WORDS["requirement"].text(language)
    is_french = language == "fr"
    months: list[Data] = list(_MONTHS[language].split())
    return {
        "messages": messages,
        "place": _WORDS["place"].text(language),
        "record": say("record", language),
        "asText": say("as text", language),
        "unknown": say("unknown", language),
        "none": say("none", language),
        "colon": " :" if is_french else ":",
        "between": "; " if is_french else ", ",
        "yes": say("yes", language),
        "no": say("no", language),
        "firstDay": say("first day", language),
        "months": months,
        "decimalMark": "," if is_french else ".",
        "grouping": "\N{NARROW NO-BREAK SPACE}" if is_french else ",",
        "unitSpace": "\N{NO-BREAK SPACE}" if is_french else " ",
    }


def _with_help(code: str, language: str) -> str:
    entry = entries()[code]
    assert entry.help is not None
    return f"{entry.message.text(language)} ({entry.help.text(language)})"
