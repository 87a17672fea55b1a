"""Messages E063x: what `check` proves of the classes of a population."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording
from convention_dsl.diagnostics.obligations_tables import IDLE, OTHER_ROW, WHERE

PROVED: tuple[Entry, ...] = (
    Entry(
        "E0631",
        Wording(
            "the class “{row}” of `{clause}` matches nobody",
            "la classe « {row} » de `{clause}` ne correspond à personne",
        ),
        Wording(
            "No element that the record allows meets the conditions of the class: a bound on the "
            "wrong side, or conditions that contradict each other or what the record says.",
            "Aucun élément permis par la fiche ne remplit les conditions de la classe : une borne "
            "du mauvais côté, ou des conditions qui se contredisent, ou qui contredisent la fiche.",
        ),
        help=Wording("correct its conditions, or remove it", "corriger ses conditions, ou l'ôter"),
        bad="age,count\n< 80,940\n>= 80 and < 7,61",
        good="age,count\n< 80,940\n>= 80,61",
        phrases={**WHERE, **IDLE},
    ),
    Entry(
        "E0632",
        Wording(
            "somebody is in two classes of `{clause}`, this one being “{row}”",
            "quelqu'un est dans deux classes de `{clause}`, dont celle-ci : « {row} »",
        ),
        Wording(
            "Everybody is in exactly one class, so that the counts add up to the whole list. The "
            "one shown is in two.",
            "Chacun est dans une seule classe, pour que les effectifs totalisent toute la liste. "
            "Celui qui est montré est dans deux.",
        ),
        help=Wording("narrow one of the two", "resserrer l'une des deux"),
        bad="age,count\n< 80,940\n>= 75,61",
        good="age,count\n< 80,940\n>= 80,61",
        phrases=OTHER_ROW,
    ),
    Entry(
        "E0633",
        Wording(
            "somebody is in no class of `{clause}`",
            "quelqu'un n'est dans aucune classe de `{clause}`",
        ),
        Wording(
            "A population says what everybody in the list is. The one shown is in no class: add "
            "one, with the count 0 if there is nobody of that kind.",
            "Une population dit ce qu'est chacun dans la liste. Celui qui est montré n'est dans "
            "aucune classe : ajoutez-en une, d'effectif 0 s'il n'y a personne de cette sorte.",
        ),
        help=Wording(
            "add a class for them, or widen one",
            "ajouter une classe pour ce cas, ou en élargir une",
        ),
        bad="age,count\n< 75,900\n>= 80,61",
        good="age,count\n< 75,900\n75..79,40\n>= 80,61",
        phrases=WHERE,
    ),
)
