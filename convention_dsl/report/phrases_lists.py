"""The words of the reports about lists, certificates, thresholds and shortfalls."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Wording

PHRASES_OF_LISTS: dict[str, Wording] = {
    # lists
    "list of": Wording("a list of {n} ({name})", "une liste de {n} ({name})"),
    "empty list of": Wording("an empty list ({name})", "une liste vide ({name})"),
    "empty": Wording("none", "aucun"),
    "how many": Wording("how many", "effectif"),
    "difference each": Wording("difference for each one", "différence pour chacun"),
    "difference": Wording("difference", "différence"),
    "figures": Wording("the figures", "les chiffres"),
    # certificates
    "certificate": Wording("why it holds of every list", "pourquoi cela vaut pour toute liste"),
    "every element": Wording("for every {names}", "pour chaque {names}"),
    "element": Wording("{name} of {list}", "{name} de {list}"),
    "when": Wording("where {text}", "lorsque {text}"),
    "hypotheses used": Wording("as the list is such that", "comme la liste est telle que"),
    "number of": Wording("number of ({text})", "nombre de ({text})"),
    "sum of": Wording("sum of ({body} for {text})", "somme de ({body} pour {text})"),
    "loop": Wording("{name} in {list}", "{name} dans {list}"),
    "where": Wording("where {text}", "où {text}"),
    "more lemmas": Wording(
        "… and {n} more of this kind (all are in the JSON)",
        "… et {n} autres de même nature (toutes sont dans le JSON)",
    ),
    "at value": Wording("with {text}", "avec {text}"),
    "therefore": Wording("therefore, whatever the list", "donc, quelle que soit la liste"),
    "one of the classes": Wording(
        "every {names} is of one of these {n} classes, which bring",
        "chaque {names} est de l'une de ces {n} classes, qui apportent",
    ),
    "one class": Wording("every {names} brings the same", "chaque {names} apporte autant"),
    "class": Wording("class {n}", "classe {n}"),
    "whatever numbers": Wording(
        "therefore, however many there are of each class",
        "donc, quel que soit l'effectif de chaque classe",
    ),
    "alone": Wording(
        "it does not depend on what the list contains",
        "cela ne dépend pas de ce que contient la liste",
    ),
    "rechecked": Wording(
        "certificate checked a second time", "certificat vérifié une seconde fois"
    ),
    "rechecked at threshold": Wording(
        "certificate checked a second time, at the threshold only",
        "certificat vérifié une seconde fois, au seuil seulement",
    ),
    "recheck failed": Wording(
        "the second check does not accept the certificate",
        "la seconde vérification n'accepte pas le certificat",
    ),
    # shortfalls
    "largest shortfall": Wording("largest shortfall", "plus grand manque"),
    "largest excess": Wording("largest excess", "plus grand dépassement"),
    "shortfall here": Wording("{amount}, with the list above", "{amount}, avec la liste ci-dessus"),
    "shortfall there": Wording("{amount}, with this list", "{amount}, avec cette liste"),
    "shortfall grows": Wording(
        "it grows with the list, by up to {amount} for each {name}, for instance",
        "il croît avec la liste, jusqu'à {amount} pour chaque {name}, par exemple",
    ),
    "shortfall grows here": Wording(
        "it grows with the list, by up to {amount} for each {name}, as above",
        "il croît avec la liste, jusqu'à {amount} pour chaque {name}, comme ci-dessus",
    ),
    # thresholds
    "holds exactly": Wording("holds exactly when {text}", "vrai exactement quand {text}"),
    "holds in steps": Wording(
        "holds exactly when {text} (in steps of {step})",
        "vrai exactement quand {text} (au pas de {step})",
    ),
    "about": Wording("{text} (exactly {exact})", "{text} (exactement {exact})"),
    "holds always": Wording("holds whatever {text}", "vrai quel que soit {text}"),
    "holds never": Wording("holds for no {text}", "vrai pour aucun {text}"),
    "range from to": Wording("{name} from {low} to {high}", "{name} de {low} à {high}"),
    "range from": Wording("{name}, at least {low}", "{name}, au moins {low}"),
    "range to": Wording("{name}, at most {high}", "{name}, au plus {high}"),
    "threshold": Wording("threshold", "seuil"),
    "beyond": Wording("counterexample at {text}", "contre-exemple à {text}"),
}
