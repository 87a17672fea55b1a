"""The words of the page that `prove --report` writes."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Wording

PHRASES_OF_PAGES: dict[str, Wording] = {
    "page title": Wording("Promises and verdicts", "Promesses et verdicts"),
    "page of": Wording("Promises and verdicts: {title}", "Promesses et verdicts : {title}"),
    "texts looked at": Wording("Texts", "Textes"),
    "in brief": Wording("In brief", "En bref"),
    "promises heading": Wording("Promises", "Promesses"),
    "demands heading": Wording("Demands", "Demandes"),
    "others heading": Wording("Other properties", "Autres propriétés"),
    "envelope heading": Wording(
        "Budget lines, year by year", "Lignes budgétaires, année par année"
    ),
    "sources heading": Wording("Sources and confidence", "Sources et confiance"),
    "reading heading": Wording("How to read this page", "Comment lire cette page"),
    "broken by": Wording("A case that breaks it", "Un cas qui la met en défaut"),
    "figures heading": Wording("The figures", "Les chiffres"),
    "why heading": Wording("Why it holds of every list", "Pourquoi cela vaut pour toute liste"),
    "rests on heading": Wording("Rests on", "Repose sur"),
    "sources of": Wording("Sources", "Sources"),
    "confidence heading": Wording("Weakest confidence", "Confiance la plus faible"),
    "reason heading": Wording("The authors' reason", "Explication des auteurs du texte"),
    "gist each": Wording("down to {amount} for each {name}", "jusqu'à {amount} pour chaque {name}"),
    "gist worst": Wording("down to {amount}", "jusqu'à {amount}"),
    "gist each above": Wording(
        "up to {amount} for each {name}", "jusqu'à {amount} pour chaque {name}"
    ),
    "gist worst above": Wording("up to {amount}", "jusqu'à {amount}"),
    "gist difference": Wording("difference: {amount}", "écart : {amount}"),
    "gains heading": Wording("Who gains, who loses", "Qui gagne, qui perd"),
    "gains same": Wording(
        "Who gains, who loses: the same as under", "Qui gagne, qui perd : comme sous"
    ),
    "gains of": Wording(
        "{left} less {right}, for each {name} of a class; everything else as by default",
        "{left} moins {right}, pour chaque {name} d'une classe ; tout le reste par défaut",
    ),
    "at the amounts of the text": Wording(
        "With the amounts that the text states.", "Avec les montants que le texte écrit."
    ),
    "gains cut": Wording(
        "Only the first fields that matter are told apart.",
        "Seuls les premiers champs qui comptent sont distingués.",
    ),
    "any": Wording("any", "indifférent"),
    "and more": Wording("{low} and more", "{low} et plus"),
    "to": Wording("{low} to {high}", "{low} à {high}"),
    "losing classes": Wording("{n} of {all} classes lose", "{n} classes sur {all} perdent"),
    "one losing class": Wording("1 of {all} classes loses", "1 classe sur {all} perd"),
    "no losing class": Wording("no class loses", "aucune classe ne perd"),
    "from to each": Wording("from {low} to {high} each", "de {low} à {high} chacun"),
    "envelope of": Wording("The envelope: {name}", "L'enveloppe : {name}"),
    "envelope note": Wording(
        "For typical patients of each class, everything else as by default. The bars are the "
        "least total that the population allows, the lines go on to the greatest one.",
        "Pour des patients types de chaque classe, tout le reste par défaut. Les barres sont le "
        "plus petit total que permet la population, les traits vont jusqu'au plus grand.",
    ),
    "proved total": Wording(
        "proved of every list meant, whoever is in it",
        "prouvé de toute liste visée, quels qu'en soient les patients",
    ),
    "at most": Wording("at most {high}", "au plus {high}"),
    "no limit": Wording("no limit found", "aucune limite trouvée"),
    "fixed part": Wording("does not depend on the list", "ne dépend pas de la liste"),
    "left head": Wording("left side", "membre de gauche"),
    "right head": Wording("right side", "membre de droite"),
    "class head": Wording("class", "classe"),
    "line by line": Wording("Line by line", "Ligne à ligne"),
    "left side": Wording("the sum of the lines", "la somme des lignes"),
    "right side": Wording("what is announced", "ce qui est annoncé"),
    "line head": Wording("line", "ligne"),
    "year head": Wording("year", "année"),
    "amount head": Wording("amount", "montant"),
    "source head": Wording("source", "source"),
    "may become": Wording("open: {low} to {high}", "ouvert : {low} à {high}"),
    "announced": Wording("announced", "annoncé"),
    "stack of": Wording("Lines and totals of {title}", "Lignes et totaux : {title}"),
    "as a table": Wording("The same as a table", "Le même en tableau"),
    "total of": Wording("total", "total"),
    "assumed mark": Wording("assumed", "supposé"),
    "no page properties": Wording("No property to prove.", "Aucune propriété à prouver."),
    "explain proved": Wording(
        "true for every case that the types and hypotheses allow",
        "vrai pour tous les cas que permettent les types et les hypothèses",
    ),
    "explain refuted": Wording(
        "false for the case shown, computed again from the text",
        "faux pour le cas montré, recalculé d'après le texte",
    ),
    "explain unknown": Wording(
        "not settled; the reason is given", "pas tranché ; la raison est donnée"
    ),
    "explain vacuous": Wording(
        "no case satisfies the hypotheses: it says nothing",
        "aucun cas ne vérifie les hypothèses : cela ne dit rien",
    ),
    "explain assumed": Wording(
        "a figure or a reading chosen here, for want of a text; a verdict is as sure as the "
        "weakest figure that it rests on",
        "un chiffre ou une lecture choisis ici, faute de texte ; un verdict est aussi sûr que le "
        "plus fragile des chiffres sur lesquels il repose",
    ),
    "made by": Wording(
        "Made by convention-dsl from the texts above: the same texts give the same page.",
        "Produit par convention-dsl à partir des textes ci-dessus : les mêmes textes donnent la "
        "même page.",
    ),
}
