"""The words of the reports about populations."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Wording

PHRASES_OF_SIMULATIONS: dict[str, Wording] = {
    "sim total": Wording("total", "total"),
    "sim mean": Wording("mean per row", "moyenne par ligne"),
    "sim group mean": Wording("mean per group", "moyenne par groupe"),
    "sim group count": Wording("groups with a value", "groupes avec une valeur"),
    "sim partial": Wording(
        "{n} groups without all their rows: each was calculated without those refused",
        "{n} groupes sans toutes leurs lignes : chacun est calculé sans celles qui sont refusées",
    ),
    "sim one partial": Wording(
        "1 group without all its rows: it was calculated without those refused",
        "1 groupe sans toutes ses lignes : il est calculé sans celles qui sont refusées",
    ),
    "sim count": Wording("rows with a value", "lignes avec une valeur"),
    "sim groups": Wording("by {by}: {n} groups", "par {by} : {n} groupes"),
    "sim one group": Wording("by {by}: 1 group", "par {by} : 1 groupe"),
    "sim spread": Wording(
        "from {low} to {high}, median {median}", "de {low} à {high}, médiane {median}"
    ),
    "sim others": Wording("other values", "autres valeurs"),
    "sim read": Wording("rows read", "lignes lues"),
    "sim calculated": Wording("calculated", "calculées"),
    "sim refused": Wording("refused", "refusées"),
    "sim at": Wording("row {row}", "ligne {row}"),
    "sim at file": Wording("row {row} of {file}", "ligne {row} de {file}"),
    "sim at standard": Wording("row {row} of standard input", "ligne {row} de l'entrée standard"),
    "sim empty": Wording("empty", "vide"),
    "sim written": Wording("written: {file} ({n} rows)", "écrit : {file} ({n} lignes)"),
    "sim profile": Wording(
        "written: {file} ({n} combinations)", "écrit : {file} ({n} combinaisons)"
    ),
    # against
    "sim against": Wording("{before} → {after}", "{before} → {after}"),
    "sim before": Wording("before", "avant"),
    "sim after": Wording("after", "après"),
    "sim difference": Wording("difference", "différence"),
    "sim gain": Wording("gain", "gagnent"),
    "sim lose": Wording("lose", "perdent"),
    "sim equal": Wording("unchanged", "inchangé"),
    "sim deciles": Wording("deciles of the change", "déciles du changement"),
    "sim from to": Wording("from {low} to {high}", "de {low} à {high}"),
    "sim by rows": Wording("row by row", "ligne par ligne"),
    "sim by groups": Wording("group by group ({by})", "groupe par groupe ({by})"),
    "sim none": Wording("none", "aucun"),
    "sim alone": Wording("1 row", "1 ligne"),
    "sim alike": Wording("{n} rows, such as", "{n} lignes, par exemple"),
    "sim rows": Wording("rows", "lignes"),
    "sim mean change": Wording("mean change", "changement moyen"),
    "sim losses": Wording("largest losses", "plus fortes pertes"),
    "sim gains": Wording("largest gains", "plus forts gains"),
    "sim not present": Wording("unknown", "inconnu"),
}
