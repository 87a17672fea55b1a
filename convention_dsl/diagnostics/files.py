"""Messages E050x to E052x: files, limits, and what a text names: other texts and data."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording
from convention_dsl.diagnostics.files_data import DATA

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E0501",
        Wording(
            "there is no file or folder `{path}`", "il n'y a pas de fichier ni de dossier `{path}`"
        ),
        Wording("The path leads to nothing.", "Le chemin ne mène à rien."),
        bad="convention check ruls/",
        good="convention check rules/",
    ),
    Entry(
        "E0502",
        Wording("`{path}` is not a file", "`{path}` n'est pas un fichier"),
        Wording(
            "Only ordinary files and folders are read.",
            "Seuls les fichiers ordinaires et les dossiers sont lus.",
        ),
    ),
    Entry(
        "E0503",
        Wording("`{path}` is empty", "`{path}` est vide"),
        Wording(
            "The file has no text.",
            "Le fichier n'a pas de texte.",
        ),
        help=Wording(
            "start it with `# language: en` and a declaration",
            "le commencer par `# language: fr` et une déclaration",
        ),
    ),
    Entry(
        "E0504",
        Wording(
            "`{path}` holds no program: no declaration, or no block marked `convention`",
            "`{path}` ne contient pas de programme : ni déclaration, ni bloc marqué `convention`",
        ),
        Wording(
            "In a Markdown document the program is in the fenced blocks marked `convention`; a "
            "`.conv` file has at least one declaration.",
            "Dans un document Markdown, le programme est dans les blocs délimités marqués "
            "`convention` ; un fichier `.conv` a au moins une déclaration.",
        ),
    ),
    Entry(
        "E0505",
        Wording(
            "`{path}` is not a text in UTF-8 (line {line})",
            "`{path}` n'est pas un texte en UTF-8 (ligne {line})",
        ),
        Wording(
            "Texts are in UTF-8, which any editor can save.",
            "Les textes sont en UTF-8, que tout éditeur sait enregistrer.",
        ),
        help=Wording("save the file as UTF-8", "enregistrer le fichier en UTF-8"),
    ),
    Entry(
        "E0506",
        Wording(
            "`{path}` is too large: {size} MB, at most {limit} MB",
            "`{path}` est trop gros : {size} Mo, au plus {limit} Mo",
        ),
        Wording(
            "A file has a largest size; a book can be split into several.",
            "Un fichier a une taille maximale ; un livre peut être réparti en plusieurs.",
        ),
        help=Wording("split it into several files", "le répartir en plusieurs fichiers"),
    ),
    Entry(
        "E0507",
        Wording(
            "a line is longer than {limit} characters",
            "une ligne dépasse {limit} caractères",
        ),
        Wording(
            "A line has a largest length. It is often a sign of a file that is not a text.",
            "Une ligne a une longueur maximale. C'est souvent le signe d'un fichier qui n'est pas "
            "un texte.",
        ),
    ),
    Entry(
        "E0508",
        Wording(
            "parentheses or operations are nested more than {limit} deep",
            "parenthèses ou opérations sont imbriquées sur plus de {limit} niveaux",
        ),
        Wording(
            "A chain of operations, `a + b + c + …`, counts one level for each.",
            "Un enchaînement d'opérations, `a + b + c + …`, compte un niveau pour chacune.",
        ),
        help=Wording(
            "name parts of it with `let`, or use `sum of`",
            "en nommer des parties avec `soit`, ou employer `somme de`",
        ),
    ),
    Entry(
        "E0509",
        Wording("`{path}` cannot be read: {reason}", "`{path}` ne peut pas être lu : {reason}"),
        Wording(
            "The system does not let the file be read.",
            "Le système ne permet pas de lire le fichier.",
        ),
    ),
    Entry(
        "E0510",
        Wording(
            "there are too many files under `{path}` to look through",
            "il y a trop de fichiers sous `{path}` pour les parcourir",
        ),
        Wording(
            "A project is looked through to find the books that texts use. A `convention.toml` at "
            "its top bounds it.",
            "Un projet est parcouru pour trouver les livres que les textes utilisent. Un "
            "`convention.toml` à son sommet le délimite.",
        ),
        help=Wording(
            "put the texts in a folder of their own, with a `convention.toml` in it",
            "mettre les textes dans un dossier à eux, avec un `convention.toml`",
        ),
    ),
    Entry(
        "E0511",
        Wording("`{path}` is outside the project `{root}`", "`{path}` est hors du projet `{root}`"),
        Wording(
            "A command is about the texts of one project.",
            "Une commande porte sur les textes d'un seul projet.",
        ),
    ),
    Entry(
        "E0512",
        Wording(
            "`{path}` is neither a `.conv` file nor a Markdown document (`.md`)",
            "`{path}` n'est ni un fichier `.conv` ni un document Markdown (`.md`)",
        ),
        Wording(
            "Texts are known by the ending of their name.",
            "Les textes se reconnaissent à la fin de leur nom.",
        ),
    ),
    Entry(
        "E0513",
        Wording("there is no text in `{path}`", "il n'y a pas de texte dans `{path}`"),
        Wording(
            "No `.conv` file, and no Markdown document with a header in a block marked "
            "`convention`, is in the folder. Hidden folders, environments and build folders are "
            "left out.",
            "Le dossier ne contient ni fichier `.conv`, ni document Markdown avec un en-tête dans "
            "un bloc marqué `convention`. Les dossiers cachés, d'environnement et de construction "
            "sont laissés de côté.",
        ),
    ),
    Entry(
        "E0514",
        Wording(
            "more than {limit} files: the others are not read",
            "plus de {limit} fichiers : les autres ne sont pas lus",
        ),
        Wording("A run reads so many files at most.", "Une commande lit au plus tant de fichiers."),
    ),
    Entry(
        "E0515",
        Wording(
            "two files are the book `{name}`: `{first}` and `{second}`",
            "deux fichiers sont le livre `{name}` : `{first}` et `{second}`",
        ),
        Wording(
            "A book has one file with its header; its other files start with `part of`. A file "
            "without a header is a book that has the file's name.",
            "Un livre a un seul fichier portant son en-tête ; ses autres fichiers commencent par "
            "`partie de`. Un fichier sans en-tête est un livre qui porte le nom du fichier.",
        ),
        help=Wording(
            "give one of the two books another name, or ask about one file only",
            "donner un autre nom à l'un des deux livres, ou n'interroger qu'un des fichiers",
        ),
        phrases={"first": Wording("the first one is here", "le premier est ici")},
    ),
    Entry(
        "E0516",
        Wording("no book is named `{name}`", "aucun livre ne s'appelle `{name}`"),
        Wording(
            "`use` finds a book of the project by the name in its header.",
            "`utilise` trouve un livre du projet par le nom de son en-tête.",
        ),
        bad="use vocabularies",
        good="use common",
    ),
    Entry(
        "E0517",
        Wording(
            "several books are named `{name}`: {paths}",
            "plusieurs livres s'appellent `{name}` : {paths}",
        ),
        Wording(
            "Where several books of a project have one name, `use` is followed by a path.",
            "Si plusieurs livres d'un projet ont le même nom, `utilise` est suivi d'un chemin.",
        ),
        help=Wording(
            'name the file: `use "folder/file.conv" as name`',
            "nommer le fichier : `utilise « dossier/fichier.conv » comme nom`",
        ),
    ),
    Entry(
        "E0518",
        Wording("`{path}` is outside the project", "`{path}` est hors du projet"),
        Wording(
            "A text uses texts of its own project only: the folder with the nearest "
            "`convention.toml`. Links do not lead out of it.",
            "Un texte n'utilise que des textes de son projet : le dossier du `convention.toml` le "
            "plus proche. Les liens n'en font pas sortir.",
        ),
        bad='use "/etc/other.conv" as other',
        good='use "other.conv" as other',
    ),
    Entry(
        "E0519",
        Wording("there is no file `{path}`", "il n'y a pas de fichier `{path}`"),
        Wording(
            "The path is read from the folder of the file that uses it.",
            "Le chemin se lit depuis le dossier du fichier qui l'utilise.",
        ),
    ),
    Entry(
        "E0520",
        Wording("`{path}` is not one book", "`{path}` n'est pas un livre"),
        Wording(
            "`use` takes a `.conv` file, a Markdown document with a program, or a folder with one "
            "book.",
            "`utilise` prend un fichier `.conv`, un document Markdown avec un programme, ou un "
            "dossier d'un seul livre.",
        ),
    ),
    Entry(
        "E0521",
        Wording(
            "these texts use each other in a circle: {cycle}",
            "ces textes s'utilisent en rond : {cycle}",
        ),
        Wording(
            "A text may use another only where that one does not need it in turn.",
            "Un texte ne peut en utiliser un autre que si celui-ci n'a pas besoin de lui.",
        ),
        help=Wording(
            "put what they share in a vocabulary of its own",
            "mettre ce qu'ils partagent dans un vocabulaire à part",
        ),
    ),
    Entry(
        "E0522",
        Wording("`{book}` uses itself", "`{book}` s'utilise lui-même"),
        Wording(
            "What a text says is known to it under its own name. To compare two of its dates, "
            "write what each says as a clause, or the former text as a book of its own, used "
            "`as in force on` its date.",
            "Un texte connaît sous son nom ce qu'il dit. Pour comparer deux de ses dates, écrire "
            "ce que dit chacune comme une clause, ou le texte antérieur comme un livre à part, "
            "utilisé `en vigueur au` jour voulu.",
        ),
        help=Wording(
            "take the line out; to compare two dates, write a clause for each",
            "retirez la ligne ; pour comparer deux dates, écrivez une clause pour chacune",
        ),
    ),
    *DATA,
)
