"""Messages E06xx: populations, their files, and the lists that follow them."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording
from convention_dsl.diagnostics.populations_data import DATA
from convention_dsl.diagnostics.populations_proved import PROVED

_NAMED = 'population practice (L : list of Patient) "list" counting 1,001'
_THOUSAND = _NAMED.replace("1,001", "1,000")

STATED: tuple[Entry, ...] = (
    Entry(
        "E0614",
        Wording(
            "a population is about a list, and `{name}` is declared as {found}",
            "une population parle d'une liste, et `{name}` est déclaré comme {found}",
        ),
        Wording(
            "A population says what is known of a list: `population practice (L : list of "
            "Patient)`.",
            "Une population dit ce que l'on sait d'une liste : `population cabinet (L : liste de "
            "Patient)`.",
        ),
        help=Wording(
            "write `{name} : list of …` with the name of a record",
            "écrire `{name} : liste de …` avec le nom d'une fiche",
        ),
        bad="population practice (L : Patient) counting 3",
        good="population practice (L : list of Patient) counting 3",
    ),
    Entry(
        "E0615",
        Wording(
            "the population `{name}` says nothing: no `counting`, no file, no condition",
            "la population `{name}` ne dit rien : ni `comptant`, ni fichier, ni condition",
        ),
        Wording(
            "A population says how many elements a list has, or of which classes, or a condition "
            "on the whole list. Every list would follow one that says nothing.",
            "Une population dit combien d'éléments a une liste, ou de quelles classes, ou une "
            "condition sur toute la liste. Toute liste suivrait une population qui ne dit rien.",
        ),
        bad='population practice (L : list of Patient) "nothing known"',
        good='population practice (L : list of Patient) "a size" counting 800..1,200',
    ),
    Entry(
        "E0616",
        Wording(
            "the size of a list is a whole number, not negative",
            "la taille d'une liste est un nombre entier, jamais négatif",
        ),
        Wording(
            "`counting` says how many elements the list has: `counting 1,001`, or between two "
            "numbers: `counting 800..1,200`.",
            "`comptant` dit combien d'éléments a la liste : `comptant 1 001`, ou entre deux "
            "nombres : `comptant 800..1 200`.",
        ),
        bad="population practice (L : list of Patient) counting 2.5",
        good="population practice (L : list of Patient) counting 3",
    ),
    Entry(
        "E0617",
        Wording(
            "the least size is above the greatest",
            "la plus petite taille dépasse la plus grande",
        ),
        Wording(
            "`counting 800..1,200` goes from the least size to the greatest.",
            "`comptant 800..1 200` va de la plus petite taille à la plus grande.",
        ),
        bad="population practice (L : list of Patient) counting 1,200..800",
        good="population practice (L : list of Patient) counting 800..1,200",
    ),
    Entry(
        "E0618",
        Wording(
            "the classes add up to {low}, which is not the size that is said",
            "les classes totalisent {low}, ce qui n'est pas la taille dite",
        ),
        Wording(
            "A population says what everybody is: its classes add up to `counting`. One of the "
            "counts is wrong, or a class is missing.",
            "Une population dit ce que sont tous ses éléments : ses classes totalisent "
            "`comptant`. Un effectif est faux, ou il manque une classe.",
        ),
        help=Wording(
            "correct a count, add the missing class, or write `counting {low}`",
            "corriger un effectif, ajouter la classe manquante, ou écrire `comptant {low}`",
        ),
        bad=f"{_NAMED} from the file\nald,count\nyes,230\nno,770",
        good=f"{_NAMED} from the file\nald,count\nyes,230\nno,771",
    ),
    Entry(
        "E0619",
        Wording(
            "the classes add up to between {low} and {high}: never to the size that is said",
            "les classes totalisent entre {low} et {high} : jamais la taille dite",
        ),
        Wording(
            "With the least counts of every class the list would be too long already, or with "
            "the greatest still too short.",
            "Avec les plus petits effectifs de chaque classe, la liste serait déjà trop longue, "
            "ou avec les plus grands, encore trop courte.",
        ),
        bad=f"{_NAMED} from the file\nald,at least,at most\nyes,180,220\nno,700,750",
        good=f"{_NAMED} from the file\nald,at least,at most\nyes,180,250\nno,700,821",
    ),
    Entry(
        "E0620",
        Wording(
            "the shares of `{name}` are of a size that is not said",
            "les parts de `{name}` sont celles d'une taille qui n'est pas dite",
        ),
        Wording(
            "A share becomes whole numbers of elements: `20 %..22 %` of 1,001 is from 201 to 220 "
            "(the least rounded up, the greatest down). The population therefore says its exact "
            "size.",
            "Une part devient des nombres entiers d'éléments : `20 %..22 %` de 1 001, c'est de 201 "
            "à 220 (la plus petite arrondie par excès, la plus grande par défaut). La population "
            "dit donc sa taille exacte.",
        ),
        help=Wording(
            "say the size, `counting 1,001`, or give counts",
            "dire la taille, `comptant 1 001`, ou donner des effectifs",
        ),
        bad="population practice (L : list of Patient) from the file\nald,share\nyes,20 %..22 %",
        good=f"{_NAMED} from the file\nald,share\nyes,20 %..22 %",
    ),
    Entry(
        "E0621",
        Wording(
            "the column `{name}` is neither a field of `{record}` nor a word for counts",
            "la colonne `{name}` n'est ni un champ de `{record}` ni un mot pour les effectifs",
        ),
        Wording(
            "A column names a field, or a field of a field (`doctor.zone`); or it is `count`, "
            "`at least`, `at most`, `share`, `label`.",
            "Une colonne nomme un champ, ou le champ d'un champ (`médecin.zone`) ; ou c'est "
            "`effectif`, `au moins`, `au plus`, `part`, `libellé`.",
        ),
        bad="allergy,count\nyes,230",
        good="ald,count\nyes,230",
    ),
    Entry(
        "E0622",
        Wording(
            "no whole number of elements is such a share of {size}",
            "aucun nombre entier d'éléments n'est une telle part de {size}",
        ),
        Wording(
            "20 % of 1,001 is 200.2, and nobody is a fifth of a patient. Give a share between two "
            "rates, or a count.",
            "20 % de 1 001 font 200,2, et personne n'est un cinquième de patient. Donnez une part "
            "entre deux taux, ou un effectif.",
        ),
        help=Wording("write two rates: `19.5 %..20.5 %`", "écrire deux taux : `19,5 %..20,5 %`"),
        bad=f"{_NAMED} from the file\nald,share\nyes,20 %",
        good=f"{_NAMED} from the file\nald,share\nyes,19.5 %..20.5 %",
    ),
    Entry(
        "E0623",
        Wording(
            "`{name}` is about {wanted}, and this is {found}",
            "`{name}` parle de : {wanted} ; et ceci est : {found}",
        ),
        Wording(
            "Left of `follows` stands a list of the record that the population is about.",
            "À gauche de `suit` se trouve une liste de la fiche dont parle la population.",
        ),
        bad="for every p : Patient such that p follows practice",
        good="for every L : list of Patient such that L follows practice",
    ),
    Entry(
        "E0624",
        Wording("no population is called `{name}`", "aucune population ne s'appelle `{name}`"),
        Wording(
            "After `follows` stands the name of a population of this book, of a vocabulary it "
            "uses, or `book.name`.",
            "Après `suit` se trouve le nom d'une population de ce livre, d'un vocabulaire qu'il "
            "utilise, ou `livre.nom`.",
        ),
        bad="such that L follows practise",
        good="such that L follows practice",
    ),
    Entry(
        "E0625",
        Wording(
            "the population `{name}` is defined by itself",
            "la population `{name}` est définie par elle-même",
        ),
        Wording(
            "A condition of the population says, here or through another one, that a list follows "
            "it.",
            "Une condition de la population dit, ici ou à travers une autre, qu'une liste la suit.",
        ),
        bad="population a (L : list of Patient) such that L follows a",
        good="population a (L : list of Patient) such that L follows b",
    ),
    Entry(
        "E0626",
        Wording(
            "the shares make {low} of {size}, and not everybody",
            "les parts font {low} sur {size}, et non tout le monde",
        ),
        Wording(
            "A population says what everybody is: the shares of its classes add up to 100 %.",
            "Une population dit ce que sont tous ses éléments : les parts de ses classes "
            "totalisent 100 %.",
        ),
        help=Wording(
            "correct a share, or add the missing class",
            "corriger une part, ou ajouter la classe manquante",
        ),
        bad=f"{_THOUSAND} from the file\nald,share\nyes,20 %\nno,70 %",
        good=f"{_THOUSAND} from the file\nald,share\nyes,20 %\nno,80 %",
    ),
)

ENTRIES: tuple[Entry, ...] = (*DATA, *STATED, *PROVED)
