"""Messages E00xx about words, signs, tables and brackets."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording

WORDS: tuple[Entry, ...] = (
    Entry(
        "E0001",
        Wording(
            "`{text}` cannot stand here; expected: {expected}",
            "`{text}` ne peut pas figurer ici ; attendu : {expected}",
        ),
        Wording(
            "The text reads well up to this place. What is written here cannot follow it; the "
            "message says what could.",
            "Le texte se lit jusqu'ici. Ce qui est écrit à cet endroit ne peut pas suivre ; le "
            "message dit ce qui le pourrait.",
        ),
        bad="clause base : amount = 5 € 3 €",
        good="clause base : amount = 5 € + 3 €",
    ),
    Entry(
        "E0002",
        Wording("the sign `{text}` has no meaning here", "le signe `{text}` n'a pas de sens ici"),
        Wording(
            "Programs are made of names, numbers, texts in quotes and a few signs. A comment "
            "starts with `#`.",
            "Un programme est fait de noms, de nombres, de textes entre guillemets et de quelques "
            "signes. Un commentaire commence par `#`.",
        ),
        bad="clause base : amount = 5 € @",
        good="clause base : amount = 5 €  # a remark",
    ),
    Entry(
        "E0003",
        Wording(
            "the quotation mark opened here is not closed on its line",
            "le guillemet ouvert ici n'est pas fermé sur sa ligne",
        ),
        Wording(
            'A text in quotes, `"…"`, `« … »` or `“…”`, starts and ends on one line.',
            'Un texte entre guillemets, `"…"`, `« … »` ou `“…”`, commence et finit sur la même '
            "ligne.",
        ),
        help=Wording("close the quotation mark", "fermer le guillemet"),
        bad='clause base "amount : amount = 5 €',
        good='clause base "amount" : amount = 5 €',
    ),
    Entry(
        "E0004",
        Wording(
            "the first line does not say the language of the text",
            "la première ligne ne dit pas la langue du texte",
        ),
        Wording(
            "The first line of a file (of its first block, in Markdown) names its words: "
            "`# language: en` or `# language: fr`.",
            "La première ligne d'un fichier (de son premier bloc, en Markdown) dit ses mots : "
            "`# language: fr` ou `# language: en`.",
        ),
        help=Wording(
            "write `# language: {language}` as the first line",
            "écrire `# language: {language}` en première ligne",
        ),
        bad="# my clauses\nclause base : amount = 5 €",
        good="# language: en\nclause base : amount = 5 €",
    ),
    Entry(
        "E0005",
        Wording(
            "`{language}` is not a language of the texts: there are `en` and `fr`",
            "`{language}` n'est pas une langue des textes : il y a `fr` et `en`",
        ),
        Wording(
            "A text is written with the English words, `en`, or the French ones, `fr`.",
            "Un texte s'écrit avec les mots français, `fr`, ou anglais, `en`.",
        ),
        bad="# language: english\nclause base : amount = 5 €",
        good="# language: en\nclause base : amount = 5 €",
    ),
    Entry(
        "E0010",
        Wording(
            "`{text}` is a word of the language and cannot be a name",
            "`{text}` est un mot du langage et ne peut pas être un nom",
        ),
        Wording(
            "Words of the language mean the same everywhere, so that no text depends on the place "
            "of a word. The words of types (`date`, `amount`, `rate`, …) are free.",
            "Les mots du langage ont le même sens partout : rien ne dépend de l'endroit d'un mot. "
            "Les mots des types (`date`, `montant`, `taux`, …) sont libres.",
        ),
        help=Wording(
            "choose another name, `{text}_` for one",
            "choisir un autre nom, par exemple `{text}_`",
        ),
        bad="record Patient\n  age : integer 0..120\n  source : amount",
        good="record Patient\n  age : integer 0..120\n  origin : amount",
    ),
    Entry(
        "E0015",
        Wording(
            "a cell is empty: write `-` for “any”", "une case est vide : écrire `-` pour « tout »"
        ),
        Wording(
            "Every cell of a table says something: `-` means any value. An empty one could be an "
            "oversight.",
            "Chaque case d'un tableau dit quelque chose : `-` veut dire n'importe quelle valeur. "
            "Une case vide pourrait être un oubli.",
        ),
        bad="clause base (a: integer 0..9) : amount\n  | a || amount |\n  |   || 5 € |",
        good="clause base (a: integer 0..9) : amount\n  | a || amount |\n  | - || 5 € |",
    ),
    Entry(
        "E0016",
        Wording(
            "this row has {found} cells {side} of `||` where the header has {wanted}",
            "cette ligne a {found} cases {side} de `||` là où l'en-tête en a {wanted}",
        ),
        Wording(
            "A row has as many cells as the header, on each side of `||`.",
            "Une ligne a autant de cases que l'en-tête, de chaque côté de `||`.",
        ),
        bad="clause base (a: integer 0..9) : amount\n  | a || amount |\n  | 1 | 2 || 5 € |",
        good="clause base (a: integer 0..9) : amount\n  | a || amount |\n  | 1, 2 || 5 € |",
    ),
    Entry(
        "E0017",
        Wording("the row ends without its last `|`", "la ligne se termine sans son dernier `|`"),
        Wording(
            "A row of a table starts and ends with `|`. Its label and its source stand after the "
            "last one.",
            "Une ligne de tableau commence et finit par `|`. Son libellé et sa source viennent "
            "après le dernier.",
        ),
        help=Wording("add `|`", "ajouter `|`"),
        bad="clause base (a: integer 0..9) : amount\n  | a || amount |\n  | - || 5 €",
        good="clause base (a: integer 0..9) : amount\n  | a || amount |\n  | - || 5 € |",
    ),
    Entry(
        "E0018",
        Wording("`{text}` is not a sign of the language", "`{text}` n'est pas un signe du langage"),
        Wording(
            "Equality is `=`, and the order of the two signs is `<=` and `>=`.",
            "L'égalité s'écrit `=`, et les deux signes dans l'ordre `<=` et `>=`.",
        ),
        bad="clause base (a: integer 0..9) : boolean = a == 3",
        good="clause base (a: integer 0..9) : boolean = a = 3",
    ),
    Entry(
        "E0025",
        Wording(
            "`{text}` is not one of {expected}",
            "`{text}` ne fait pas partie de {expected}",
        ),
        Wording(
            "Only a few words can stand at this place.",
            "Seuls quelques mots peuvent figurer à cet endroit.",
        ),
        bad='clause base : amount = 5 € source "art. 3" confidence oficial',
        good='clause base : amount = 5 € source "art. 3" confidence official',
    ),
    Entry(
        "E0037",
        Wording(
            "this row has no `||` before what it pays",
            "cette ligne n'a pas de `||` avant ce qu'elle paie",
        ),
        Wording(
            "In a table `||` stands between the conditions and the result.",
            "Dans un tableau, `||` sépare les conditions du résultat.",
        ),
        bad="clause base (a: integer 0..9) : amount\n  | a || amount |\n  | - | 5 € |",
        good="clause base (a: integer 0..9) : amount\n  | a || amount |\n  | - || 5 € |",
    ),
    Entry(
        "E0038",
        Wording(
            "more than {limit} errors: the others are not shown",
            "plus de {limit} erreurs : les autres ne sont pas montrées",
        ),
        Wording(
            "Only the first errors of a file are told.",
            "Seules les premières erreurs d'un fichier sont dites.",
        ),
    ),
    Entry(
        "E0040",
        Wording("`{text}` has no meaning here", "`{text}` n'a pas de sens ici"),
        Wording(
            "A word close to this one could stand here.",
            "Un mot proche de celui-ci pourrait figurer ici.",
        ),
        bad="claus base : amount = 5 €",
        good="clause base : amount = 5 €",
    ),
    Entry(
        "E0041",
        Wording(
            "`{text}` is a word of the other language of texts",
            "`{text}` est un mot de l'autre langue des textes",
        ),
        Wording(
            "A text uses the words of one language, named in its first line. Books in French and "
            "in English can use each other.",
            "Un texte emploie les mots d'une seule langue, dite en première ligne. Un livre en "
            "français et un livre en anglais peuvent s'utiliser l'un l'autre.",
        ),
        bad="paramètre base : amount = 5 €",
        good="parameter base : amount = 5 €",
    ),
    Entry(
        "E0042",
        Wording("`{text}` is never closed", "`{text}` n'est jamais fermé"),
        Wording(
            "Each bracket is closed within its declaration, and within its row in a table.",
            "Chaque parenthèse se ferme dans sa déclaration, et dans sa ligne si c'est un tableau.",
        ),
        help=Wording("add `{closing}` where it ends", "ajouter `{closing}` là où elle finit"),
        bad="clause base : amount = (5 € + 3 €\nclause other : amount = 1 €",
        good="clause base : amount = (5 € + 3 €)\nclause other : amount = 1 €",
    ),
    Entry(
        "E0043",
        Wording("there is no value in this cell", "il n'y a pas de valeur dans cette case"),
        Wording(
            "Right of `||` each cell says what the row pays.",
            "À droite de `||`, chaque case dit ce que paie la ligne.",
        ),
        bad="clause base (a: integer 0..9) : amount\n  | a || amount |\n  | - || |",
        good="clause base (a: integer 0..9) : amount\n  | a || amount |\n  | - || 0 € |",
    ),
    Entry(
        "E0044",
        Wording("this row has a second `||`", "cette ligne a un second `||`"),
        Wording(
            "`||` stands once in a row, between the conditions and the results; `|` separates the "
            "cells on each side.",
            "`||` figure une seule fois par ligne, entre les conditions et les résultats ; `|` "
            "sépare les cases de chaque côté.",
        ),
        bad="clause base (a: integer 0..9) : amount\n  | a || amount |\n  | 1 || 2 || 5 € |",
        good="clause base (a: integer 0..9) : amount\n  | a || amount |\n  | 1, 2 || 5 € |",
    ),
    Entry(
        "E0045",
        Wording(
            "`|` stands outside a table: a row starts with `|`",
            "`|` figure hors d'un tableau : une ligne commence par `|`",
        ),
        Wording(
            "A row of a table is a line that starts with `|`.",
            "Une ligne de tableau est une ligne du texte qui commence par `|`.",
        ),
        help=Wording("start the line with `|`", "commencer la ligne par `|`"),
        bad="clause base (a: integer 0..9) : amount\n  a || amount |\n  | - || 5 € |",
        good="clause base (a: integer 0..9) : amount\n  | a || amount |\n  | - || 5 € |",
    ),
    Entry(
        "E0046",
        Wording("`{text}` closes nothing", "`{text}` ne ferme rien"),
        Wording(
            "A bracket is closed that was not opened.",
            "Une parenthèse est fermée sans avoir été ouverte.",
        ),
        bad="clause base : amount = 5 € + 3 €)",
        good="clause base : amount = (5 € + 3 €)",
    ),
    Entry(
        "E0051",
        Wording(
            "something is missing after `{text}`; expected: {expected}",
            "il manque quelque chose après `{text}` ; attendu : {expected}",
        ),
        Wording(
            "What is written stops before it is complete.",
            "Ce qui est écrit s'arrête avant d'être complet.",
        ),
        bad="clause base : amount = 5 € +",
        good="clause base : amount = 5 € + 3 €",
    ),
    Entry(
        "E0053",
        Wording("`{text}` must be followed by a name", "`{text}` doit être suivi d'un nom"),
        Wording(
            "In the French surface an elided article before a name is ignored: `l'âge` is `âge`. "
            "Elsewhere an apostrophe has no meaning.",
            "Un article élidé devant un nom est ignoré : `l'âge` est `âge`. Ailleurs, une "
            "apostrophe n'a pas de sens.",
        ),
        bad="# language: fr\nclause base (n : entier 0..9) : entier = l' n",
        good="# language: fr\nclause base (n : entier 0..9) : entier = l'n",
    ),
    Entry(
        "E0054",
        Wording(
            "nothing is written here; expected: {expected}",
            "il n'y a rien d'écrit ici ; attendu : {expected}",
        ),
        Wording("The text is empty.", "Le texte est vide."),
    ),
    Entry(
        "E0055",
        Wording(
            "the words of this text are not those of the language that its first line names",
            "les mots de ce texte ne sont pas ceux de la langue que nomme sa première ligne",
        ),
        Wording(
            "The first line says which words are read: `# language: en` for `record` and `for "
            "every`, `# language: fr` for `fiche` and `pour chaque`. Nothing else of the text has "
            "been read.",
            "La première ligne dit quels mots sont lus : `# language: fr` pour `fiche` et `pour "
            "chaque`, `# language: en` pour `record` et `for every`. Rien d'autre du texte n'a été "
            "lu.",
        ),
        help=Wording(
            "write `# language: {language}` as the first line",
            "écrivez `# language: {language}` en première ligne",
        ),
        bad="# language: fr\nenumeration Zone = town, hills\nrecord Patient age : integer 0..9",
        good="# language: en\nenumeration Zone = town, hills\nrecord Patient age : integer 0..9",
    ),
    Entry(
        "E0056",
        Wording(
            "`-` says nothing of what is paid: write it, `0 €` for nothing",
            "`-` ne dit rien de ce qui est payé : l'écrire, `0 €` pour rien",
        ),
        Wording(
            "Left of `||` a `-` means any value. Right of it stands a result. Where a case cannot "
            "be, rule it out with a `such that` of the record, and write any result.",
            "À gauche de `||`, `-` veut dire n'importe quelle valeur. À droite se trouve un "
            "résultat. Un cas impossible s'exclut par un `tel que` de la fiche ; le résultat est "
            "alors indifférent.",
        ),
        bad="clause base (a: integer 0..9) : amount\n  | a   || amount |\n  | < 5 || 5 €    |\n"
        "  | > 4 || -      |",
        good="clause base (a: integer 0..9) : amount\n  | a   || amount |\n  | < 5 || 5 €    |\n"
        "  | > 4 || 0 €    |",
    ),
    Entry(
        "E0057",
        Wording("no condition stands left of `||`", "aucune condition à gauche de `||`"),
        Wording(
            "A table has at least one column of conditions. Where nothing is asked, any expression "
            "will do as its header, with `-` in each row.",
            "Un tableau a au moins une colonne de conditions. Si rien n'est demandé, n'importe "
            "quelle expression peut en être l'en-tête, avec `-` dans chaque ligne.",
        ),
        help=Wording(
            "begin the header with a name, and each row with `-`",
            "commencez l'en-tête par un nom, et chaque ligne par `-`",
        ),
        bad="clause base (a: integer 0..9) : amount\n  || amount |\n  | - || 5 € |",
        good="clause base (a: integer 0..9) : amount\n  | a || amount |\n  | - || 5 €    |",
    ),
)
