"""What a workbook says, in French and in English."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Wording

_WORDS = {
    "yes": Wording("yes", "oui"),
    "no": Wording("no", "non"),
    "none": Wording("none", "aucun"),
    "unknown": Wording("unknown", "inconnu"),
    # Sheets
    "read me": Wording("Read me", "Lisez-moi"),
    "rows": Wording("Data", "Saisie"),
    "parameters": Wording("Amounts", "Paramètres"),
    "calculation": Wording("Calculation", "Calcul"),
    "lists": Wording("Lists", "Listes"),
    # The sheet of rows
    "identifier": Wording("Identifier", "Identifiant"),
    "identifier note": Wording(
        "Free text: a number, initials… It plays no part in the calculation.",
        "Texte libre : un numéro, des initiales… Il ne joue aucun rôle dans le calcul.",
    ),
    "inputs": Wording("To fill in", "À remplir"),
    "results": Wording("Calculated", "Calculé"),
    "state": Wording("Check", "Contrôle"),
    "state note": Wording(
        "Says what is missing or refused in the row. ✓: the row is calculated.",
        "Dit ce qui manque ou ce qui est refusé dans la ligne. ✓ : la ligne est calculée.",
    ),
    "reasons": Wording("Rules that applied", "Règles appliquées"),
    "reasons note": Wording(
        "The rows, cases and exceptions of the text that gave the amount.",
        "Les lignes, cas et exceptions du texte qui ont donné le montant.",
    ),
    "total": Wording("Total", "Total"),
    "added up": Wording("counted in the total", "compté dans le total"),
    "totals": Wording("Total of the rows shown", "Total des lignes affichées"),
    "counted": Wording("Calculated?", "Calculée ?"),
    "in sheet": Wording("Sheet “{sheet}”: ", "Feuille « {sheet} » : "),
    "counted rows": Wording(" row(s) calculated, ", " ligne(s) calculée(s), "),
    "wrong rows shown": Wording(" to complete or correct", " à compléter ou à corriger"),
    "example": Wording("Example", "Exemple"),
    "known": Wording("{label}: known?", "{label} : connu ?"),
    "ok": Wording("✓", "✓"),
    "blank row": Wording("Empty row", "Ligne vide"),
    "list name": Wording("list", "liste"),
    "faults name": Wording("messages", "messages"),
    "wrong rows": Wording(
        " row(s) to complete or correct in the list",
        " ligne(s) à compléter ou à corriger dans la liste",
    ),
    # Messages of a row
    "missing": Wording("to fill in: ", "à compléter : "),
    "refused": Wording("not accepted: ", "valeur refusée : "),
    "bad parameter": Wording(
        "an amount is not accepted: see the sheet “{sheet}”",
        "un montant n'est pas accepté : voir la feuille « {sheet} »",
    ),
    "unmet": Wording("contradiction: ", "contradiction : "),
    "fault gap": Wording("no rule covers this case", "aucune règle ne prévoit ce cas"),
    "fault overlap": Wording(
        "two rules apply and neither prevails", "deux règles s'appliquent et aucune ne prime"
    ),
    "fault division-by-zero": Wording("a division by zero", "une division par zéro"),
    "fault no-parameter-value": Wording("an amount is not fixed yet", "un montant n'est pas fixé"),
    "fault out-of-range": Wording(
        "a value leaves what the text allows", "une valeur sort de ce que le texte permet"
    ),
    "fault date-out-of-calendar": Wording(
        "a date is out of the calendar", "une date sort du calendrier"
    ),
    # Validation
    "choose title": Wording("Choose from the list", "Choisir dans la liste"),
    "bad title": Wording("Value not accepted", "Valeur refusée"),
    "expected": Wording("Expected: {what}.", "Attendu : {what}."),
    "default": Wording("Empty: {value}.", "Vide : {value}."),
    "optional": Wording("May stay empty (unknown).", "Peut rester vide (inconnu)."),
    "required": Wording("Always to be filled in.", "Toujours à remplir."),
    "yes or no": Wording("yes or no", "oui ou non"),
    "one of": Wording("one of the list", "une valeur de la liste"),
    "numbers": Wording(
        "numbers from {low} to {high}, separated by semicolons (3;8), or nothing",
        "des numéros de {low} à {high}, séparés par des points-virgules (3;8), ou rien",
    ),
    "names": Wording(
        "names separated by semicolons, among: {names}",
        "des noms séparés par des points-virgules, parmi : {names}",
    ),
    "column": Wording("Column “{name}” of the text.", "Champ « {name} » du texte."),
    # The sheet of amounts
    "rule": Wording("Rule", "Règle"),
    "label": Wording("Amount or rate", "Montant ou taux"),
    "value": Wording("Value", "Valeur"),
    "text value": Wording("In the text", "Dans le texte"),
    "unit": Wording("Unit", "Unité"),
    "range": Wording("Accepted", "Accepté"),
    "source": Wording("Source", "Source"),
    "confidence": Wording("Confidence", "Confiance"),
    "id": Wording("Name in the text", "Nom dans le texte"),
    "units": Wording("In units", "En unités"),
    "parameters title": Wording("Amounts and rates", "Montants et taux"),
    "parameters intro": Wording(
        "Change a value in a yellow cell: everything is calculated again. The column “In the text” "
        "keeps what was negotiated; a changed value is shown in orange.",
        "Changez une valeur dans une case jaune : tout est recalculé. La colonne « Dans le texte » "
        "garde ce qui a été négocié ; une valeur changée apparaît en orange.",
    ),
    "no source": Wording("no source given", "sans source"),
    "official": Wording("official", "officiel"),
    "reported": Wording("reported", "rapporté"),
    "derived": Wording("derived", "dérivé"),
    "assumed": Wording("assumed", "supposé"),
    "accepted": Wording("Accepted?", "Accepté ?"),
    "suffix cents": Wording("cents", "centimes"),
    "suffix units": Wording("units", "unités"),
    "number": Wording("number", "nombre"),
    "date": Wording("date", "date"),
    # The sheet of calculation
    "calculation title": Wording(
        "Calculation, row by row (nothing to fill in here)",
        "Calcul, ligne par ligne (rien à remplir ici)",
    ),
    "calculation intro": Wording(
        "Amounts are counted in whole units (cents, or finer) so that nothing is rounded but what "
        "the text rounds.",
        "Les montants sont comptés en unités entières (centimes, ou plus fin) : rien n'est arrondi "
        "que ce que le texte arrondit.",
    ),
    "checks": Wording("Checks", "Contrôles"),
    "read inputs": Wording("Inputs as read", "Données lues"),
    "steps": Wording("Steps", "Étapes"),
    # Cover
    "what": Wording("What it does", "Ce que fait ce classeur"),
    "what text": Wording(
        "It calculates “{clause}” for each row of the sheet “{rows}”, exactly as the text "
        "“{book}” says it, and adds the amounts up.",
        "Il calcule « {clause} » pour chaque ligne de la feuille « {rows} », exactement comme le "
        "dit le texte « {book} », et additionne les montants.",
    ),
    "what list": Wording(
        "It calculates “{clause}” in the sheet “{single}”, for the list that the rows of the sheet "
        "“{rows}” make up, exactly as the text “{book}” says it.",
        "Il calcule « {clause} » dans la feuille « {single} », pour la liste que forment les "
        "lignes de la feuille « {rows} », exactement comme le dit le texte « {book} ».",
    ),
    "how": Wording("How to use it", "Mode d'emploi"),
    "how 1": Wording(
        "Sheet “{rows}”: replace the examples by your own rows (there is room for {count}), or "
        "erase them. Lists open in the cells; a comment on each heading says what is expected.",
        "Feuille « {rows} » : remplacez les exemples par vos lignes (il y a place pour {count}) "
        "ou effacez-les. Des listes s'ouvrent dans les cases ; un commentaire sur chaque titre dit "
        "ce qui est attendu.",
    ),
    "how 2": Wording(
        "The column “{state}” says in words what is missing; only rows marked ✓ are added up. The "
        "totals at the top follow the filters.",
        "La colonne « {state} » dit en toutes lettres ce qui manque ; seules les lignes marquées ✓ "
        "sont additionnées. Les totaux, en haut, suivent les filtres.",
    ),
    "how 3": Wording(
        "Sheet “{parameters}”: change an amount or a rate, and all rows are calculated again.",
        "Feuille « {parameters} » : changez un montant ou un taux, toutes les lignes sont "
        "recalculées.",
    ),
    "how 4": Wording(
        "Formulas are protected against slips, without a password (Review, Unprotect Sheet).",
        "Les formules sont protégées des fausses manœuvres, sans mot de passe (Révision, Ôter la "
        "protection de la feuille).",
    ),
    "how 5": Wording(
        "The hidden sheet “{calculation}” shows every step (right click on a tab, Unhide).",
        "La feuille masquée « {calculation} » montre chaque étape (clic droit sur un onglet, "
        "Afficher).",
    ),
    "about": Wording("The text", "Le texte"),
    "book": Wording("Text", "Texte"),
    "clause": Wording("Clause", "Clause"),
    "at": Wording("In force from", "En vigueur au"),
    "version": Wording("Version", "Version"),
    "readings": Wording("Readings chosen", "Lectures retenues"),
    "changed": Wording("Changed values", "Valeurs changées"),
    "colours": Wording("Colours", "Couleurs"),
    "colour input": Wording("to fill in or to change", "à remplir ou à changer"),
    "colour result": Wording("calculated: not to be touched", "calculé : ne pas y toucher"),
    "colour problem": Wording("to complete or correct", "à compléter ou à corriger"),
    "colour changed": Wording("amount other than in the text", "montant différent du texte"),
    "sources": Wording("Sources", "Sources"),
    "page": Wording("Page &P of &N", "Page &P sur &N"),
}


def word(key: str, language: str, **arguments: object) -> str:
    """Return one of the sentences of a workbook."""
    text = _WORDS[key].text(language)
    return text.format(**arguments) if arguments else text
