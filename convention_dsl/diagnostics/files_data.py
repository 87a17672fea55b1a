"""Messages E0523–E0529 and W0501: the files of data that texts name."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording

DATA: tuple[Entry, ...] = (
    Entry(
        "E0523",
        Wording("`{path}` leads out of the project", "`{path}` mène hors du projet"),
        Wording(
            "A text reads data within its project only: below the folder of `convention.toml`, or "
            "of the texts themselves where there is none.",
            "Un texte ne lit de données que dans son projet : sous le dossier de "
            "`convention.toml`, ou des textes eux-mêmes s'il n'y en a pas.",
        ),
        help=Wording("copy the file into the project", "copier le fichier dans le projet"),
        bad='from "../../list.csv"',
        good='from "list.csv"',
    ),
    Entry(
        "E0524",
        Wording("there is no file of data `{path}`", "il n'y a pas de fichier de données `{path}`"),
        Wording(
            "The path is read from the folder of the text that names it.",
            "Le chemin se lit depuis le dossier du texte qui le nomme.",
        ),
    ),
    Entry(
        "E0525",
        Wording(
            "`{path}` is neither a `.csv` nor a `.parquet` file",
            "`{path}` n'est ni un fichier `.csv` ni un fichier `.parquet`",
        ),
        Wording(
            "The file of a population is a CSV text, with `,` or `;` between the cells, or a "
            "Parquet file. A spreadsheet can be saved as CSV.",
            "Le fichier d'une population est un texte CSV, avec `,` ou `;` entre les cellules, ou "
            "un fichier Parquet. Un tableur sait enregistrer en CSV.",
        ),
        bad='from "list.xlsx"',
        good='from "list.csv"',
    ),
    Entry(
        "E0526",
        Wording(
            "`{path}` is too large: at most {limit} MB",
            "`{path}` est trop gros : au plus {limit} Mo",
        ),
        Wording(
            "A population is made of classes with their counts, not of one line per person.",
            "Une population est faite de classes avec leurs effectifs, non d'une ligne par "
            "personne.",
        ),
        help=Wording(
            "group the lines that are alike, and count them",
            "regrouper les lignes semblables et les compter",
        ),
    ),
    Entry(
        "E0527",
        Wording("`{path}` is not a text", "`{path}` n'est pas un texte"),
        Wording(
            "A `.csv` file is a text in UTF-8 (or in the code of Western Windows, which is said). "
            "A spreadsheet saves one as “CSV UTF-8”.",
            "Un fichier `.csv` est un texte en UTF-8 (ou dans le code de Windows occidental, ce "
            "qui est alors dit). Un tableur l'enregistre comme « CSV UTF-8 ».",
        ),
    ),
    Entry(
        "E0528",
        Wording(
            "reading `{path}` takes the library duckdb, which is not installed",
            "lire `{path}` demande la bibliothèque duckdb, qui n'est pas installée",
        ),
        Wording(
            "Parquet files are read by an optional library. A CSV file needs nothing.",
            "Les fichiers Parquet sont lus par une bibliothèque facultative. Un fichier CSV ne "
            "demande rien.",
        ),
        help=Wording(
            "run `pip install 'convention-dsl[population]'`, or save the file as CSV",
            "lancer `pip install 'convention-dsl[population]'`, ou enregistrer le fichier en CSV",
        ),
    ),
    Entry(
        "E0529",
        Wording(
            "`{path}` cannot be read as Parquet: {reason}",
            "`{path}` ne peut pas être lu comme Parquet : {reason}",
        ),
        Wording(
            "The file is damaged, or is something else under that name, or holds too much.",
            "Le fichier est abîmé, ou autre chose sous ce nom, ou contient trop de données.",
        ),
    ),
    Entry(
        "W0501",
        Wording(
            "`{path}` is not in UTF-8: it was read in the code of Western Windows",
            "`{path}` n'est pas en UTF-8 : il a été lu dans le code de Windows occidental",
        ),
        Wording(
            "Without a mark, an older code can only be guessed. Accented letters in labels show "
            "whether the guess is right; saving the file as UTF-8 settles it.",
            "Sans marque, un code ancien ne peut qu'être deviné. Les lettres accentuées des "
            "libellés montrent si c'est le bon ; enregistrer en UTF-8 règle la question.",
        ),
        help=Wording("save the file as CSV UTF-8", "enregistrer le fichier en CSV UTF-8"),
    ),
)
