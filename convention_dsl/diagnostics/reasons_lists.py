"""Why a property about a list is not decided: reasons of `proof.verdict.Reason`, by their keys."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Wording

LIST_REASONS = {
    "lists": Wording(
        en="a list stands where only its elements can be reasoned about",
        fr="une liste se trouve là où seuls ses éléments peuvent être traités",
    ),
    "list": Wording(
        en="it is about a list that is neither given nor a field of what is given",
        fr="elle porte sur une liste qui n'est ni donnée, ni un champ de ce qui est donné",
    ),
    "integers": Wording(
        en="no list was found that refutes it, nor a proof: sums that fractions of elements would "
        "have refute it. Bound what varies, or say that the list is not empty, or a larger one",
        fr="ni liste qui la réfute, ni preuve : des sommes qu'auraient des fractions d'éléments la "
        "réfutent. Bornez ce qui varie, ou dites que la liste n'est pas vide, ou plus longue",
    ),
    "rounds": Wording(
        en="too many kinds of lists would have to be told apart: prove a narrower property",
        fr="trop de sortes de listes seraient à distinguer : prouvez une propriété plus étroite",
    ),
    "extrema": Wording(
        en="the smallest or the largest of a list is calculated with: compare it with something "
        "that is not in the list",
        fr="le plus petit ou le plus grand d'une liste sert à un calcul : comparez-le à quelque "
        "chose qui n'est pas dans la liste",
    ),
    "chosen element": Wording(
        en="it speaks of one element chosen in a list",
        fr="elle parle d'un élément choisi dans une liste",
    ),
    "list in a term": Wording(
        en="what each element counts for depends on a list of its own, other than by a sum (a sum "
        "is rounded or compared, for example): say it of one element, or of the sums",
        fr="ce que compte chaque élément dépend d'une liste qui est à lui, autrement que par une "
        "somme (une somme est arrondie ou comparée, par exemple) : dites-le d'un élément, ou des "
        "sommes",
    ),
    "mixed term": Wording(
        en="what each element counts for depends on a whole record or set beside it",
        fr="ce que compte chaque élément dépend d'une fiche ou d'un ensemble entiers à côté de lui",
    ),
    "division in a term": Wording(
        en="what each element counts for is a quotient by something that varies",
        fr="ce que compte chaque élément est un quotient par quelque chose qui varie",
    ),
    "equal lists": Wording(
        en="it compares two lists: say what of them is equal",
        fr="elle compare deux listes : dites ce qui en est égal",
    ),
    "written list": Wording(
        en="it chooses between lists that the text writes out",
        fr="elle choisit entre des listes que le texte écrit",
    ),
    "argument": Wording(
        en="`{name}` of `{clause}` may be given a value outside its range",
        fr="`{name}` de `{clause}` peut recevoir une valeur hors de sa plage",
    ),
    "lemma": Wording(
        en="a lemma of the proof could not be proved again",
        fr="un lemme de la preuve n'a pu être prouvé à nouveau",
    ),
}
