"""The words of the reports, in both languages.

Messages of the catalogue (`diagnostics/`) have their own wording; these are the words around them.
"""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Wording
from convention_dsl.report.phrases_html import PHRASES_OF_PAGES
from convention_dsl.report.phrases_lists import PHRASES_OF_LISTS
from convention_dsl.report.phrases_simulation import PHRASES_OF_SIMULATIONS

PHRASES: dict[str, Wording] = {
    "error": Wording("error", "erreur"),
    "warning": Wording("warning", "avertissement"),
    "note": Wording("note", "note"),
    "help": Wording("help", "aide"),
    "did you mean": Wording("did you mean `{text}`?", "vouliez-vous dire `{text}` ?"),
    "for example": Wording("for example", "par exemple"),
    "more about": Wording("see: convention explain {code}", "voir : convention explain {code}"),
    "errors": Wording("{n} errors", "{n} erreurs"),
    "error count": Wording("1 error", "1 erreur"),
    "warnings": Wording("{n} warnings", "{n} avertissements"),
    "warning count": Wording("1 warning", "1 avertissement"),
    "no problem": Wording("no problem found", "aucun problème trouvé"),
    "bad": Wording("Instead of:", "Au lieu de :"),
    "good": Wording("Write:", "Écrire :"),
    # payslip
    "total": Wording("total", "total"),
    "at": Wording("at {date}", "à la date du {date}"),
    "assumed": Wording("ASSUMED", "SUPPOSÉ"),
    "no source": Wording("no source", "sans source"),
    "official": Wording("official", "officiel"),
    "reported": Wording("reported", "rapporté"),
    "derived": Wording("derived", "dérivé"),
    "confidence assumed": Wording("assumed", "supposé"),
    "rounded": Wording("rounded", "arrondi"),
    "reading": Wording("reading", "lecture"),
    "readings": Wording("readings", "lectures"),
    "nearest date": Wording(
        "at {date}, the nearest date in force; --at chooses another",
        "à la date du {date}, la plus proche en vigueur ; --at en choisit une autre",
    ),
    # calculators built
    "text from": Wording("text in force from {date}", "texte en vigueur au {date}"),
    "edition": Wording("edition {version}", "édition {version}"),
    # verdicts
    "property": Wording("property", "propriété"),
    "verdict": Wording("verdict", "verdict"),
    "seconds": Wording("seconds", "secondes"),
    "proved": Wording("proved", "prouvé"),
    "refuted": Wording("refuted", "réfuté"),
    "unknown": Wording("unknown", "indécis"),
    "vacuous": Wording("vacuous", "vide"),
    "proved many": Wording("proved", "prouvés"),
    "refuted many": Wording("refuted", "réfutés"),
    "unknown many": Wording("unknown", "indécis"),
    "vacuous many": Wording("vacuous", "vides"),
    "as expected": Wording("as expected", "comme attendu"),
    "not as expected": Wording("expected {status}", "attendu : {status}"),
    "values": Wording("at the values", "aux valeurs"),
    "open range": Wording("whatever the open amounts", "quels que soient les montants ouverts"),
    "from": Wording("from {date}", "à compter du {date}"),
    "until": Wording("until {date}", "jusqu'au {date}"),
    "from until": Wording("from {start} to {end}", "du {start} au {end}"),
    "on": Wording("on {date}", "au {date}"),
    "verdicts for": Wording("verdicts {period}", "verdicts {period}"),
    "counterexample": Wording("counterexample", "contre-exemple"),
    "chosen": Wording("chosen", "choisi"),
    "chosen between": Wording("chosen between {low} and {high}", "choisi entre {low} et {high}"),
    "chosen at least": Wording("chosen, at least {low}", "choisi, au moins {low}"),
    "chosen at most": Wording("chosen, at most {high}", "choisi, au plus {high}"),
    "in the text": Wording("{value} in the text", "{value} dans le texte"),
    "not in the text": Wording("no value in the text", "sans valeur dans le texte"),
    "as in the text": Wording(
        "open amounts: all as in the text", "montants ouverts : tous comme dans le texte"
    ),
    "rests on": Wording("rests on", "repose sur"),
    "same grounds": Wording(
        "rests on: the same as above", "repose sur : les mêmes éléments que ci-dessus"
    ),
    "minimal": Wording("none can be left out", "rien n'est superflu"),
    "over-approximate": Wording("at most these", "au plus ceci"),
    "weakest": Wording("weakest confidence", "confiance la plus faible"),
    "authors' reason": Wording("the authors' reason", "explication des auteurs du texte"),
    "broken": Wording(
        "{n} of the {all} properties do not hold", "{n} des {all} propriétés ne tiennent pas"
    ),
    "one broken": Wording(
        "1 of the {all} properties does not hold", "1 des {all} propriétés ne tient pas"
    ),
    "unsettled": Wording("{n} are not settled", "{n} ne sont pas tranchées"),
    "one unsettled": Wording("1 is not settled", "1 n'est pas tranchée"),
    "promises": Wording("promises", "promesses"),
    "other properties": Wording("other properties", "autres propriétés"),
    "refuted in": Wording("refuted in {n} of {all}", "réfutée dans {n} cas sur {all}"),
    "refuted always": Wording("refuted in all {all}", "réfutée dans les {all} cas"),
    "for instance": Wording("e.g. {text}", "p. ex. {text}"),
    "confidence": Wording("confidence", "confiance"),
    "contradiction": Wording(
        "no input satisfies these hypotheses together",
        "aucun cas ne vérifie ensemble ces hypothèses",
    ),
    "promised by": Wording("promised by {names}", "promise par {names}"),
    "demanded by": Wording("demanded by {names}", "demandée par {names}"),
    "source": Wording("source", "source"),
    "summary": Wording("{total}: {parts}", "{total} : {parts}"),
    "verdict count": Wording("1 verdict", "1 verdict"),
    "verdicts": Wording("{n} verdicts", "{n} verdicts"),
    "all expected": Wording("all as expected", "tous comme attendu"),
    "unexpected": Wording("{n} not as expected", "{n} inattendus"),
    "unexpected count": Wording("1 not as expected", "1 inattendu"),
    "as in force on": Wording("as in force on {date}", "en vigueur au {date}"),
    "modified": Wording("modified {name}", "{name} modifié"),
    "same case": Wording(
        "counterexample: the same case as above",
        "contre-exemple : le même cas que ci-dessus",
    ),
    "legend confidence": Wording(
        "confidence: official > reported > derived > assumed; “none can be left out”: the proof "
        "needs each element named; “at most these”: it may not need all of them",
        "confiance : officiel > rapporté > dérivé > supposé ; « rien n'est superflu » : la preuve "
        "a besoin de chaque élément cité ; « au plus ceci » : elle se passe peut-être de certains",
    ),
    "legend scopes": Wording(
        "“at the values”: with the amounts that the text states; “whatever the open amounts”: with "
        "all those that it leaves open; “reading”: one way to understand an unclear clause; "
        "≠: what differs",
        "« aux valeurs » : avec les montants que le texte écrit ; « quels que soient les montants "
        "ouverts » : avec tous ceux qu'il laisse ouverts ; « lecture » : une façon de comprendre "
        "une clause incertaine ; ≠ : ce qui diffère",
    ),
    "clauses": Wording("clauses", "clauses"),
    "parameters": Wording("parameters", "paramètres"),
    "population": Wording("population", "population"),
    "populations": Wording("populations", "populations"),
    "hypotheses": Wording("hypotheses", "hypothèses"),
    "ranges": Wording("ranges of", "plages de"),
    "rows": Wording("{n} rows", "{n} lignes"),
    "row count": Wording("1 row", "1 ligne"),
    "by default": Wording("as by default", "par défaut"),
    "clause": Wording("clause", "clause"),
    "row": Wording("row", "ligne"),
    "parameter": Wording("parameter", "paramètre"),
    "hypothesis": Wording("hypothesis", "hypothèse"),
    "domain": Wording("range of", "plage de"),
    "no properties": Wording("no property to prove", "aucune propriété à prouver"),
    # inputs
    "input": Wording("input", "entrée"),
    "type": Wording("type", "type"),
    "label": Wording("meaning", "sens"),
    "default": Wording("default", "par défaut"),
    "required": Wording("required", "obligatoire"),
    "result": Wording("result", "résultat"),
    **PHRASES_OF_LISTS,
    **PHRASES_OF_PAGES,
    **PHRASES_OF_SIMULATIONS,
}


def phrase(key: str, language: str, **arguments: object) -> str:
    """Return phrase `key` in `language`, its arguments filled in."""
    return PHRASES[key].text(language).format(**arguments)


def counted(one: str, many: str, number: int, language: str) -> str:
    """Return `1 error` or `3 errors`: the phrase `one`, or `many` with its number."""
    return phrase(one if number == 1 else many, language, n=number)
