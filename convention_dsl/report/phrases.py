"""The words of the reports, in both languages.

Messages of the catalogue (`diagnostics/`) have their own wording; these are the words around them.
"""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Wording

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
    "nearest date": Wording(
        "at {date}, the nearest date in force; --at chooses another",
        "à la date du {date}, la plus proche en vigueur ; --at en choisit une autre",
    ),
    # verdicts
    "property": Wording("property", "propriété"),
    "verdict": Wording("verdict", "verdict"),
    "seconds": Wording("seconds", "secondes"),
    "proved": Wording("proved", "prouvé"),
    "refuted": Wording("refuted", "réfuté"),
    "unknown": Wording("unknown", "indécis"),
    "vacuous": Wording("vacuous", "vide"),
    "as expected": Wording("as expected", "comme attendu"),
    "not as expected": Wording("expected {status}", "attendu : {status}"),
    "values": Wording("at the values", "aux valeurs"),
    "open range": Wording("whatever the open amounts", "quels que soient les montants ouverts"),
    "from": Wording("from {date}", "à compter du {date}"),
    "until": Wording("until {date}", "jusqu'au {date}"),
    "counterexample": Wording("counterexample", "contre-exemple"),
    "open amounts": Wording("with the open amounts", "avec les montants ouverts"),
    "rests on": Wording("rests on", "repose sur"),
    "minimal": Wording("none can be left out", "rien n'est superflu"),
    "over-approximate": Wording("at most these", "au plus ceci"),
    "weakest": Wording("weakest confidence", "confiance la plus faible"),
    "broken": Wording(
        "{n} of the {all} properties do not hold", "{n} des {all} propriétés ne tiennent pas"
    ),
    "refuted in": Wording("refuted in {n} of {all}", "réfutée dans {n} cas sur {all}"),
    "because": Wording("because", "parce que"),
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
    "differs": Wording("≠ marks what differs", "≠ signale ce qui diffère"),
    "same case": Wording(
        "counterexample: the same case as above", "contre-exemple : le même cas que ci-dessus"
    ),
    "clauses": Wording("clauses", "clauses"),
    "parameters": Wording("parameters", "paramètres"),
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
}


def phrase(key: str, language: str, **arguments: object) -> str:
    """Return phrase `key` in `language`, its arguments filled in."""
    return PHRASES[key].text(language).format(**arguments)


def counted(one: str, many: str, number: int, language: str) -> str:
    """Return `1 error` or `3 errors`: the phrase `one`, or `many` with its number."""
    return phrase(one if number == 1 else many, language, n=number)
