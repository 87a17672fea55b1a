"""What generated SQL says, in both languages."""

from __future__ import annotations

from convention_dsl.diagnostics.data import NO_VALUE
from convention_dsl.diagnostics.entry import Wording

_WORDS: dict[str, Wording] = {
    # names of tables, views and columns
    "inputs": Wording("inputs", "entrees"),
    "checked": Wording("checked", "controle"),
    "results": Wording("results", "resultats"),
    "id": Wording("id", "id"),
    "refusal": Wording("refusal", "refus"),
    "fault": Wording("fault", "faute"),
    "read": Wording("read", "lu"),
    "parameters": Wording("parameters", "parametres"),
    "level": Wording("level", "etape"),
    "calculated": Wording("calculated", "calcul"),
    "present": Wording("present", "present"),
    "numerator": Wording("numerator", "numerateur"),
    "denominator": Wording("denominator", "denominateur"),
    # header
    "title": Wording("{title} ({book})", "{title} ({book})"),
    "clause": Wording("Clause {clause}: {label}", "Clause {clause} : {label}"),
    "version": Wording("Version of the text: {version}", "Version du texte : {version}"),
    "at": Wording("In force on {day}", "En vigueur au {day}"),
    "readings": Wording("Readings: {readings}", "Lectures : {readings}"),
    "changed": Wording(
        "Amounts other than the text's: {parameters}",
        "Montants autres que ceux du texte : {parameters}",
    ),
    "sources": Wording("Sources:", "Sources :"),
    "dialect": Wording("SQL for {name}.", "SQL pour {name}."),
    "absent": Wording(
        "There is no file for {name}: the clause needs {construct} ({place}).",
        "Il n'y a pas de fichier pour {name} : la clause demande {construct} ({place}).",
    ),
    # what each statement is
    "how inputs": Wording(
        "1. What is asked: one row for each calculation. Fill this table, or name a view like it.",
        "1. Ce qui est demandé : une ligne par calcul. Remplir cette table, ou nommer ainsi une "
        "vue qui lui ressemble.",
    ),
    "how lists": Wording(
        "1. What is asked: one row for each element of a list; the rows of one calculation have "
        "the same `{id}`, and all of them repeat what is not of the element. A row whose cells of "
        "the list are all NULL holds no element.",
        "1. Ce qui est demandé : une ligne par élément de liste ; les lignes d'un même calcul ont "
        "le même `{id}`, et toutes répètent ce qui n'est pas de l'élément. Une ligne dont toutes "
        "les cellules de la liste sont NULL ne porte aucun élément.",
    ),
    "units": Wording(
        "Amounts are in euros, rates are fractions of one (0.05 is 5 %); NULL is unknown where a "
        "value may be; a set has one column per item.",
        "Les montants sont en euros, les taux des fractions de un (0.05 vaut 5 %) ; NULL dit "
        "inconnu là où une valeur peut l'être ; un ensemble a une colonne par élément.",
    ),
    "how checked": Wording(
        "2. Every row, with why it is refused (NULL: it is not).",
        "2. Chaque ligne, avec la raison de son refus (NULL : elle est acceptée).",
    ),
    "how results": Wording(
        "3. What the clause gives for each row that is not refused.",
        "3. Ce que la clause donne pour chaque ligne qui n'est pas refusée.",
    ),
    "how fault": Wording(
        "Where `{fault}` is not NULL there is no result, and it says why.",
        "Là où `{fault}` n'est pas NULL il n'y a pas de résultat, et elle dit pourquoi.",
    ),
    "whole units": Wording(
        "Inside, a number counts its smallest unit (an amount, cents), as a whole number.",
        "À l'intérieur, un nombre compte sa plus petite unité (un montant, des centimes), en "
        "nombre entier.",
    ),
    # columns
    "what id": Wording("tells calculations apart", "distingue les calculs"),
    "or unknown": Wording("{expected}, or NULL: unknown", "{expected}, ou NULL : inconnu"),
    "one of": Wording("one of {items}", "l'un de {items}"),
    "in units": Wording("{expected}, counted in {unit}", "{expected}, compté en {unit}"),
    # refusals
    "missing": Wording("`{name}` is missing", "`{name}` manque"),
    "outside": Wording(
        "`{name}` is outside what is accepted: {expected}",
        "`{name}` sort de ce qui est accepté : {expected}",
    ),
    "differs": Wording(
        "`{name}` differs from one row of the calculation to another",
        "`{name}` change d'une ligne à l'autre du calcul",
    ),
    "too long": Wording(
        "the calculation has more than {most} elements", "le calcul a plus de {most} éléments"
    ),
    # faults
    "requirement": Wording("a condition is not met: {label}", "condition non remplie : {label}"),
    "no parameter": Wording(
        "an amount is open and has no value", "un montant est ouvert et n'a pas de valeur"
    ),
    "at place": Wording("{reason} ({place})", "{reason} ({place})"),
}


def say(key: str, language: str, **arguments: object) -> str:
    """Return a phrase in a language, "fr" or "en"."""
    return _WORDS[key].text(language).format(**arguments)


def reason(kind: str, language: str) -> str:
    """Return why there is no value, by the kind of error."""
    if kind == "no-parameter-value":
        return say("no parameter", language)
    return NO_VALUE[kind].text(language)
