"""The words of a page, in both languages."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Wording

_WORDS: dict[str, Wording] = {
    "skip": Wording("Go to the result", "Aller au résultat"),
    "simulator": Wording("Simulator", "Simulateur"),
    "situation": Wording("Situation", "Situation"),
    "result": Wording("Result", "Résultat"),
    "payslip": Wording("How it is made up", "Comment il se compose"),
    "total": Wording("Total", "Total"),
    "rounded": Wording("Rounded", "Arrondi"),
    "to fill in": Wording("To fill in", "À renseigner"),
    "more": Wording("and {n} more", "et {n} de plus"),
    "choose": Wording("Choose…", "Choisir…"),
    "unknown": Wording("Unknown", "Inconnu"),
    "yes": Wording("Yes", "Oui"),
    "no": Wording("No", "Non"),
    "known": Wording("Known", "Connu"),
    "none chosen": Wording("none", "aucun"),
    "chosen": Wording("{n} chosen", "{n} au choix"),
    "search": Wording("Search", "Rechercher"),
    "others": Wording("Others", "Autres"),
    "nothing found": Wording("Nothing matches.", "Rien ne correspond."),
    "add": Wording("Add", "Ajouter"),
    "duplicate": Wording("Duplicate", "Dupliquer"),
    "remove": Wording("Remove", "Retirer"),
    "empty list": Wording("The list is empty.", "La liste est vide."),
    "print": Wording("Print", "Imprimer"),
    "reset": Wording("Start again", "Recommencer"),
    "amounts": Wording("Try other amounts", "Essayer d'autres montants"),
    "amounts help": Wording(
        "The amounts and rates of the text. Those you change are marked; the text stays as it is.",
        "Les montants et les taux du texte. Ceux que vous changez sont marqués ; le texte, lui, "
        "ne change pas.",
    ),
    "parameters": Wording("Parameters of the text", "Paramètres du texte"),
    "restore": Wording("Restore the text's amounts", "Rétablir les montants du texte"),
    "changed": Wording("Amounts that are not the text's", "Montants autres que ceux du texte"),
    "instead": Wording("instead of", "au lieu de"),
    "sources": Wording("Sources", "Sources"),
    "effect": Wording("In force from", "En vigueur à compter du"),
    "version": Wording("version of the text", "version du texte"),
    "readings": Wording("Readings", "Lectures"),
    "built with": Wording("Built with", "Construit avec"),
    "local": Wording(
        "This page works offline: nothing you type leaves this device.",
        "Cette page fonctionne hors connexion : rien de ce que vous saisissez ne quitte cet "
        "appareil.",
    ),
    "indicative": Wording(
        "An exact calculation of the text as it is written here; it commits no one.",
        "Un calcul exact du texte tel qu'il est écrit ici ; il n'engage personne.",
    ),
    "script": Wording(
        "This page calculates with JavaScript, which is switched off here.",
        "Cette page calcule avec JavaScript, qui est désactivé ici.",
    ),
    "quote": Wording("“$1”", "«\N{NO-BREAK SPACE}$1\N{NO-BREAK SPACE}»"),
    "colon": Wording(":", "\N{NO-BREAK SPACE}:"),
    "confidence official": Wording("official", "officiel"),
    "confidence reported": Wording("reported", "rapporté"),
    "confidence derived": Wording("derived", "dérivé"),
    "confidence assumed": Wording("assumed", "supposé"),
}


def page_words(language: str) -> dict[str, str]:
    """Return the words of a page by key."""
    return {key: wording.text(language) for key, wording in _WORDS.items()}
