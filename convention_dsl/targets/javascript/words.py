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
    "yes": Wording("yes", "oui"),
    "no": Wording("no", "non"),
    "first day": Wording("1", "1er"),
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
