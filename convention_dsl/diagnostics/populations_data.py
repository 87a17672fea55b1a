"""Messages E0601–E0613: what the file of a population says."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording

_HEADER = "ald,age,count"

DATA: tuple[Entry, ...] = (
    Entry(
        "E0601",
        Wording("`{path}` holds no class", "`{path}` ne contient aucune classe"),
        Wording(
            "The first line of the file of a population names its columns; each line after it is "
            "a class of elements, with how many there are. A list that is known to be empty is "
            "`counting 0`, without a file.",
            "La première ligne du fichier d'une population nomme ses colonnes ; chacune des "
            "suivantes est une classe d'éléments, avec leur nombre. Une liste dont on sait qu'elle "
            "est vide s'écrit `comptant 0`, sans fichier.",
        ),
        bad=_HEADER,
        good=f"{_HEADER}\nyes,>= 80,49",
    ),
    Entry(
        "E0602",
        Wording("a quote is not closed as it should", "un guillemet n'est pas fermé comme il faut"),
        Wording(
            "A cell that holds the separator stands between quotes, and a quote inside it is "
            'written twice: `"said ""old"""`. After the closing quote comes the separator.',
            "Une cellule qui contient le séparateur se met entre guillemets droits, et un "
            'guillemet à l\'intérieur se double : `"dit ""âgé"""`. Après le guillemet fermant '
            "vient le séparateur.",
        ),
        bad=f'{_HEADER}\nyes,"< 7, >= 80,49',
        good=f'{_HEADER}\nyes,"< 7, >= 80",49',
    ),
    Entry(
        "E0603",
        Wording(
            "a population has at most {limit} classes", "une population a au plus {limit} classes"
        ),
        Wording(
            "Classes are kinds of elements, not the elements themselves: two patients alike are "
            "one class that counts 2.",
            "Les classes sont des sortes d'éléments, non les éléments eux-mêmes : deux patients "
            "semblables forment une classe qui en compte 2.",
        ),
        help=Wording(
            "group the elements that are alike, and count them",
            "regrouper les éléments semblables et les compter",
        ),
    ),
    Entry(
        "E0604",
        Wording("column {number} has no name", "la colonne {number} n'a pas de nom"),
        Wording(
            "The first line names every column: a field of the record, or a word for counts.",
            "La première ligne nomme chaque colonne : un champ de la fiche, ou un mot pour les "
            "effectifs.",
        ),
        bad="ald,,count\nyes,>= 80,49",
        good=f"{_HEADER}\nyes,>= 80,49",
    ),
    Entry(
        "E0605",
        Wording("there are two columns `{name}`", "il y a deux colonnes `{name}`"),
        Wording(
            "Each column says one thing; two tests of the same field stand in one cell: `>= 7 and "
            "< 75`.",
            "Chaque colonne dit une chose ; deux conditions sur un champ se mettent dans une "
            "cellule : `>= 7 et < 75`.",
        ),
        bad="age,age,count\n>= 7,< 75,676",
        good="age,count\n>= 7 and < 75,676",
        phrases={"first": Wording("the first one", "la première")},
    ),
    Entry(
        "E0606",
        Wording("the column `{name}` is missing", "il manque la colonne `{name}`"),
        Wording(
            "A class says how many elements it has: in a column `count`, or between two numbers "
            "in the columns `at least` and `at most`, or as a `share` of all.",
            "Une classe dit combien d'éléments elle a : dans une colonne `effectif`, ou entre deux "
            "nombres dans les colonnes `au moins` et `au plus`, ou comme `part` du tout.",
        ),
        help=Wording("add a column `{name}`", "ajouter une colonne `{name}`"),
        bad="ald,at least\nyes,180",
        good="ald,at least,at most\nyes,180,220",
    ),
    Entry(
        "E0607",
        Wording(
            "counts are given in more than one way: {names}",
            "les effectifs sont donnés de plusieurs façons : {names}",
        ),
        Wording(
            "One way at a time: `count`; or `at least` and `at most`; or `share`.",
            "Une seule façon à la fois : `effectif` ; ou `au moins` et `au plus` ; ou `part`.",
        ),
        bad="ald,count,share\nyes,220,22 %",
        good="ald,count\nyes,220",
    ),
    Entry(
        "E0608",
        Wording(
            "this line has {found} cells, and there are {expected} columns",
            "cette ligne a {found} cellules, et il y a {expected} colonnes",
        ),
        Wording(
            "A line has one cell per column. A cell that holds the separator needs quotes around "
            "it.",
            "Une ligne a une cellule par colonne. Une cellule qui contient le séparateur se met "
            "entre guillemets droits.",
        ),
        bad=f"{_HEADER}\nyes,>= 80",
        good=f"{_HEADER}\nyes,>= 80,49",
    ),
    Entry(
        "E0609",
        Wording(
            "`{text}` is no whole number of elements",
            "`{text}` n'est pas un nombre entier d'éléments",
        ),
        Wording(
            "Counts are whole numbers: `230`, `1001`. What is known as a rate goes in a column "
            "`share`, what is known between two numbers in `at least` and `at most`.",
            "Les effectifs sont des nombres entiers : `230`, `1 001`. Ce que l'on connaît par un "
            "taux va dans une colonne `part`, ce que l'on connaît entre deux nombres dans `au "
            "moins` et `au plus`.",
        ),
        bad=f"{_HEADER}\nyes,>= 80,49.5",
        good=f"{_HEADER}\nyes,>= 80,49",
    ),
    Entry(
        "E0610",
        Wording(
            "a count is never negative: `{text}`", "un effectif n'est jamais négatif : `{text}`"
        ),
        Wording(
            "A class has no elements (`0`) or some.",
            "Une classe n'a aucun élément (`0`) ou en a.",
        ),
        bad=f"{_HEADER}\nyes,>= 80,-49",
        good=f"{_HEADER}\nyes,>= 80,49",
    ),
    Entry(
        "E0611",
        Wording(
            "at least {low} and at most {high}: no number is both",
            "au moins {low} et au plus {high} : aucun nombre n'est les deux",
        ),
        Wording(
            "The least number of elements of a class is not above its greatest.",
            "Le plus petit nombre d'éléments d'une classe ne dépasse pas le plus grand.",
        ),
        bad="ald,at least,at most\nyes,220,180",
        good="ald,at least,at most\nyes,180,220",
    ),
    Entry(
        "E0612",
        Wording("this cell is empty", "cette cellule est vide"),
        Wording(
            "A cell that asks nothing is written `-`, as in tables, so that a forgotten one is "
            "seen.",
            "Une cellule qui ne demande rien s'écrit `-`, comme dans les tableaux, pour qu'un "
            "oubli se voie.",
        ),
        help=Wording("write `-` where any value will do", "écrire `-` si toute valeur convient"),
        bad=f"{_HEADER}\nyes,,49",
        good=f"{_HEADER}\nyes,-,49",
    ),
    Entry(
        "E0613",
        Wording("`{text}` is no share", "`{text}` n'est pas une part"),
        Wording(
            "A share is a rate between 0 % and 100 %, or two of them: `20 %`, `18 %..22 %`.",
            "Une part est un taux entre 0 % et 100 %, ou deux : `20 %`, `18 %..22 %`.",
        ),
        bad="ald,share\nyes,20",
        good="ald,share\nyes,18 %..22 %",
    ),
)
