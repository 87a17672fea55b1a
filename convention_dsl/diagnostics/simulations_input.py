"""Messages E0720–E0749 and W0720: the tables that `simulate` reads."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording

_FILES: tuple[Entry, ...] = (
    Entry(
        "E0720",
        Wording("`{path}` cannot be read: {reason}", "`{path}` ne peut pas être lu : {reason}"),
        Wording(
            "The file or folder does not exist, or may not be read. `-` stands for the standard "
            "input.",
            "Le fichier ou dossier n'existe pas, ou ne peut pas être lu. `-` désigne l'entrée "
            "standard.",
        ),
        bad="--input patient.csv",
        good="--input patients.csv",
    ),
    Entry(
        "E0721",
        Wording(
            "`{path}` names no Parquet or CSV file",
            "`{path}` ne désigne aucun fichier Parquet ni CSV",
        ),
        Wording(
            "A folder stands for the `.parquet` or `.csv` files in it and below it; a pattern such "
            "as `data/*.parquet` for the files that it matches. Names that start with a dot or an "
            "underscore are left out.",
            "Un dossier désigne les fichiers `.parquet` ou `.csv` qu'il contient à tous les "
            "niveaux ; un motif tel que `data/*.parquet`, les fichiers qui y répondent. Les noms "
            "qui commencent par un point ou un tiret bas sont laissés de côté.",
        ),
        bad="--input 'data/*.parket'",
        good="--input 'data/*.parquet'",
    ),
    Entry(
        "E0722",
        Wording(
            "Parquet and CSV files together: `{parquet}` and `{csv}`",
            "des fichiers Parquet et CSV à la fois : `{parquet}` et `{csv}`",
        ),
        Wording(
            "All files of an input are of one format, so that their columns have one meaning.",
            "Tous les fichiers d'une entrée sont du même format, pour que leurs colonnes aient un "
            "seul sens.",
        ),
        help=Wording("name the files of one format", "désigner les fichiers d'un seul format"),
        bad="--input data/",
        good="--input 'data/*.parquet'",
    ),
    Entry(
        "E0723",
        Wording(
            "`{path}` is {format}, which its name does not say",
            "`{path}` est du {format}, ce que son nom ne dit pas",
        ),
        Wording(
            "The first bytes of the file show another format than the end of its name. Nothing is "
            "guessed: rename the file, or export it again.",
            "Les premiers octets du fichier montrent un autre format que la fin de son nom. Rien "
            "n'est deviné : renommer le fichier, ou l'exporter à nouveau.",
        ),
        help=Wording(
            "give it a name that ends in `{suffix}`",
            "lui donner un nom qui finit par `{suffix}`",
        ),
    ),
    Entry(
        "E0724",
        Wording("`{path}` is a workbook", "`{path}` est un classeur"),
        Wording(
            "Tables are read as Parquet or CSV. A spreadsheet saves one as “CSV UTF-8”.",
            "Les tables se lisent en Parquet ou en CSV. Un tableur enregistre en « CSV UTF-8 ».",
        ),
        help=Wording("save the sheet as CSV", "enregistrer la feuille en CSV"),
        bad="--input patients.xlsx",
        good="--input patients.csv",
    ),
    Entry(
        "E0726",
        Wording(
            "the columns of `{path}` are not those of `{first}`: {names}",
            "les colonnes de `{path}` ne sont pas celles de `{first}` : {names}",
        ),
        Wording(
            "The files of an input are one table: the same names, and in Parquet the same types. "
            "The order of the columns is free.",
            "Les fichiers d'une entrée forment une seule table : mêmes noms et, en Parquet, mêmes "
            "types. L'ordre des colonnes est libre.",
        ),
    ),
    Entry(
        "E0727",
        Wording("`{path}` cannot be read: {reason}", "`{path}` est illisible : {reason}"),
        Wording(
            "The file is damaged, was cut short while it was written or copied, or is something "
            "else under that name.",
            "Le fichier est abîmé, a été tronqué à l'écriture ou à la copie, ou est autre chose "
            "sous ce nom.",
        ),
    ),
)

_TEXTS: tuple[Entry, ...] = (
    Entry(
        "E0729",
        Wording(
            "`{path}` separates its cells by `{text}`, `{first}` by `{other}`",
            "`{path}` sépare ses cellules par `{text}`, `{first}` par `{other}`",
        ),
        Wording(
            "The separator also says whether numbers have a decimal comma, so that all files of an "
            "input have the same.",
            "Le séparateur dit aussi si les nombres ont une virgule décimale : tous les fichiers "
            "d'une entrée ont le même.",
        ),
    ),
    Entry(
        "E0730",
        Wording(
            "`{path}`, line {n}: {found} cells where the header has {expected}",
            "`{path}`, ligne {n} : {found} cellules, l'en-tête en a {expected}",
        ),
        Wording(
            "Every row has as many cells as the header. An amount with a decimal comma in a table "
            "separated by commas is a usual cause: put it between quotes.",
            "Chaque ligne a autant de cellules que l'en-tête. Cause fréquente : un montant à "
            "virgule dans un tableau séparé par des virgules ; le mettre entre guillemets.",
        ),
        bad="age,fees\n82,10,50",
        good='age,fees\n82,"10,50"',
    ),
    Entry(
        "E0731",
        Wording(
            "`{path}`, line {n}: a quote is opened and not closed, or closed too early",
            "`{path}`, ligne {n} : un guillemet est ouvert et non fermé, ou fermé trop tôt",
        ),
        Wording(
            "A cell between quotes ends with a quote before the separator; a quote inside such a "
            "cell is doubled.",
            "Une cellule entre guillemets finit par un guillemet avant le séparateur ; un "
            "guillemet à l'intérieur est doublé.",
        ),
        bad='name;age\n"Anne;82',
        good='name;age\n"Anne";82',
    ),
    Entry(
        "E0732",
        Wording(
            "`{path}` mixes two encodings: UTF-8 on line {utf8}, Windows-1252 on line {western}",
            "`{path}` mêle deux encodages : UTF-8 à la ligne {utf8}, Windows-1252 à la ligne "
            "{western}",
        ),
        Wording(
            "Some accented letters are written in UTF-8 and others in the code of Western Windows, "
            "usually because two exports were put one after the other. No single reading gives "
            "all of them, and none is guessed.",
            "Certaines lettres accentuées sont écrites en UTF-8 et d'autres dans le code de "
            "Windows occidental, le plus souvent parce que deux exports ont été mis bout à bout. "
            "Aucune lecture ne les rend toutes, et rien n'est deviné.",
        ),
        help=Wording(
            "export the two parts in one encoding, or give them as two files",
            "exporter les deux parties dans le même encodage, ou les donner en deux fichiers",
        ),
    ),
    Entry(
        "E0733",
        Wording(
            "`{path}`, line {n}: this line is too long to be a row",
            "`{path}`, ligne {n} : cette ligne est trop longue pour être celle d'un tableau",
        ),
        Wording(
            "A line has over two million characters. A quote that is never closed is a usual "
            "cause.",
            "Une ligne dépasse deux millions de caractères. Un guillemet jamais fermé en est "
            "souvent la cause.",
        ),
    ),
    Entry(
        "E0734",
        Wording(
            "`{path}`, line {n}: this is not text",
            "`{path}`, ligne {n} : ce n'est pas du texte",
        ),
        Wording(
            "The file holds bytes that no text has. UTF-8, UTF-16 with its mark and Windows-1252 "
            "are recognised, by the whole file.",
            "Le fichier contient des octets qu'aucun texte n'a. UTF-8, UTF-16 avec sa marque et "
            "Windows-1252 sont reconnus, sur tout le fichier.",
        ),
    ),
    Entry(
        "E0735",
        Wording("`{path}` is empty", "`{path}` est vide"),
        Wording(
            "A table has a line of names and at least one line of values.",
            "Un tableau a une ligne de noms et au moins une ligne de valeurs.",
        ),
    ),
    Entry(
        "E0736",
        Wording(
            "`{path}`: column {n} has no name",
            "`{path}` : la colonne {n} n'a pas de nom",
        ),
        Wording(
            "Every column has a name in the first line. A separator too many at the end of the "
            "lines is a usual cause.",
            "Chaque colonne a un nom à la première ligne. Un séparateur de trop au bout des lignes "
            "en est souvent la cause.",
        ),
        bad="age;;ald\n82;x;yes",
        good="age;note;ald\n82;x;yes",
    ),
    Entry(
        "E0737",
        Wording(
            "`{path}`: two columns are called `{text}`",
            "`{path}` : deux colonnes s'appellent `{text}`",
        ),
        Wording(
            "Which of them counts is not clear. Names that differ by capitals only are taken for "
            "the same.",
            "Laquelle compte n'est pas clair. Des noms qui ne diffèrent que par les capitales sont "
            "tenus pour les mêmes.",
        ),
        bad="age;age\n82;83",
        good="age;age_2025\n82;83",
    ),
    Entry(
        "E0738",
        Wording(
            "`{path}` has a header and no rows",
            "`{path}` a un en-tête et aucune ligne de valeurs",
        ),
        Wording(
            "Nothing is calculated of an empty table; an export that failed often looks so.",
            "Rien ne se calcule d'une table vide ; un export qui a échoué a souvent cet aspect.",
        ),
        bad="age;ald",
        good="age;ald\n82;yes",
    ),
    Entry(
        "E0739",
        Wording(
            "the first line holds values rather than names: {names}",
            "la première ligne contient des valeurs et non des noms : {names}",
        ),
        Wording(
            "Columns are found by their names, which the first line gives; their order is free.",
            "Les colonnes se trouvent par leurs noms, que donne la première ligne ; leur ordre est "
            "libre.",
        ),
        help=Wording("begin with a line of names: {needed}", "commencer par les noms : {needed}"),
        bad="82;yes\n35;no",
        good="age;ald\n82;yes\n35;no",
    ),
)

_COLUMNS: tuple[Entry, ...] = (
    Entry(
        "E0740",
        Wording("the input has no column for:{missing}", "l'entrée n'a pas de colonne :{missing}"),
        Wording(
            "Inputs without a default need a column of their name. `convention inputs BOOK "
            "--clause NAME` lists them.",
            "Les entrées sans valeur par défaut demandent une colonne de leur nom. `convention "
            "inputs LIVRE --clause NOM` les énumère.",
        ),
        help=Wording("its columns are {names}", "ses colonnes sont {names}"),
        bad="agee;ald\n82;yes",
        good="age;ald\n82;yes",
    ),
    Entry(
        "E0741",
        Wording(
            "the column `{text}` holds {type}, but what is expected is {expected}",
            "la colonne `{text}` contient {type}, mais il est attendu {expected}",
        ),
        Wording(
            "No value of that type is accepted. Texts are read as in a CSV; a number in floating "
            "point is accepted where it is the nearest one to a multiple of the step.",
            "Aucune valeur de ce type n'est acceptée. Les textes se lisent comme dans un CSV ; un "
            "nombre en virgule flottante est accepté s'il est le plus proche d'un multiple du pas.",
        ),
    ),
    Entry(
        "E0742",
        Wording("the input has no column `{text}`", "l'entrée n'a pas de colonne `{text}`"),
        Wording(
            "`--key` and `--by` name columns of the input.",
            "`--key` et `--by` désignent des colonnes de l'entrée.",
        ),
        help=Wording("its columns are {names}", "ses colonnes sont {names}"),
        bad="--by docteur",
        good="--by doctor",
    ),
    Entry(
        "E0743",
        Wording(
            "the column `{text}` gives what another column gives too",
            "la colonne `{text}` donne ce qu'une autre colonne donne aussi",
        ),
        Wording(
            "An input is given by one column: under its short name or its full one, a set by one "
            "column or by one per member.",
            "Une entrée est donnée par une seule colonne : sous son nom court ou complet, un "
            "ensemble par une colonne ou par une colonne par élément.",
        ),
        bad="age;p.age\n82;82",
        good="age\n82",
    ),
    Entry(
        "E0744",
        Wording(
            "the clause reads a list, and no column says which rows make one",
            "la clause lit une liste, et aucune colonne ne dit quelles lignes en forment une",
        ),
        Wording(
            "The rows of one group are one list: a doctor's patients, for instance.",
            "Les lignes d'un même groupe forment une liste : les patients d'un médecin, par "
            "exemple.",
        ),
        help=Wording(
            "name the column with `--by`, or call it {names}",
            "désigner la colonne par `--by`, ou l'appeler {names}",
        ),
        bad="--clause total --input patients.csv",
        good="--clause total --input patients.csv --by doctor",
    ),
    Entry(
        "E0745",
        Wording(
            "`{path}` is a profile: its lines count rows, they are not rows",
            "`{path}` est un profil : ses lignes comptent des lignes, elles n'en sont pas",
        ),
        Wording(
            "A file of `simulate --save-profile` says how many rows have each combination of "
            "values. Read as rows, each combination would count once.",
            "Un fichier de `simulate --save-profile` dit combien de lignes ont chaque combinaison "
            "de valeurs. Lue comme une ligne, chaque combinaison ne compterait qu'une fois.",
        ),
        help=Wording("give it with `--profile`", "le donner par `--profile`"),
        bad="convention simulate rules/fmt --clause fmt --input profile.parquet",
        good="convention simulate rules/fmt --clause fmt --profile profile.parquet",
    ),
    Entry(
        "E0746",
        Wording("`{path}` is JSON, not a table", "`{path}` est du JSON, pas un tableau"),
        Wording(
            "`simulate` reads tables of rows: CSV or Parquet. A few cases in JSON are for `calc`.",
            "`simulate` lit des tableaux de lignes : CSV ou Parquet. Quelques cas en JSON se "
            "donnent à `calc`.",
        ),
        help=Wording(
            "calculate cases in JSON with `convention calc --input`",
            "calculer des cas en JSON par `convention calc --input`",
        ),
        bad="convention simulate rules/fmt --clause fmt --input patient.json",
        good="convention calc rules/fmt --clause fmt --input patient.json",
    ),
    Entry(
        "E0747",
        Wording(
            "`{path}` is a Parquet file, which this command does not read",
            "`{path}` est un fichier Parquet, que cette commande ne lit pas",
        ),
        Wording(
            "`calc` reads a few cases in CSV or JSON; populations are for `simulate`.",
            "`calc` lit quelques cas en CSV ou en JSON ; les populations vont à `simulate`.",
        ),
        help=Wording(
            "calculate its rows with `convention simulate --input`",
            "calculer ses lignes par `convention simulate --input`",
        ),
        bad="convention calc rules/fmt --clause fmt --input patients.parquet",
        good="convention simulate rules/fmt --clause fmt --input patients.parquet",
    ),
    Entry(
        "W0720",
        Wording(
            "no input is called `{text}`; `{name}` takes its default in every row",
            "aucune entrée ne s'appelle `{text}` ; `{name}` prend sa valeur par défaut partout",
        ),
        Wording(
            "Columns that the clauses do not read are handed on to the results. This one looks "
            "like the slip of one that they read.",
            "Les colonnes que les clauses ne lisent pas sont reportées dans les résultats. "
            "Celle-ci ressemble à une faute de frappe pour une qu'elles lisent.",
        ),
        bad="age;ald;zonne\n82;yes;zip",
        good="age;ald;zone\n82;yes;zip",
    ),
)

ENTRIES: tuple[Entry, ...] = (*_FILES, *_TEXTS, *_COLUMNS)
