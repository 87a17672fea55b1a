"""Messages E03xx: input data."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording

NO_VALUE: dict[str, Wording] = {
    "gap": Wording(
        "no row or case of the clause applies",
        "aucune ligne ni aucun cas de la clause ne s'applique",
    ),
    "overlap": Wording(
        "two rows apply at once and neither prevails",
        "deux lignes s'appliquent à la fois et aucune ne prime",
    ),
    "division-by-zero": Wording("a division by zero", "une division par zéro"),
    "no-parameter-value": Wording(
        "the amount `{parameter}` is open and has no value (give one with --param)",
        "le montant `{parameter}` est ouvert et n'a pas de valeur (en donner une avec --param)",
    ),
    "out-of-range": Wording(
        "a value leaves the range that the text declares",
        "une valeur sort de la plage que déclare le texte",
    ),
    "date-out-of-calendar": Wording(
        "a date leaves the years 1 to 9999",
        "une date sort des années 1 à 9999",
    ),
}
"""Why a calculation has no value, by the kind of error."""

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E0301",
        Wording(
            "{place}`{text}` is not {expected}",
            "{place}`{text}` n'est pas {expected}",
        ),
        Wording(
            "A value of the data is not of the kind that the input asks for. `convention inputs "
            "BOOK --clause NAME` lists every input with what it accepts.",
            "Une valeur des données n'est pas de la nature attendue. `convention inputs LIVRE "
            "--clause NOM` énumère les entrées et ce qu'elles acceptent.",
        ),
        bad="--set ald=maybe",
        good="--set ald=yes",
    ),
    Entry(
        "E0302",
        Wording(
            "{place}`{text}` is outside what is accepted: {expected}",
            "{place}`{text}` sort de ce qui est accepté : {expected}",
        ),
        Wording(
            "The value is of the right kind but outside the range that the record declares.",
            "La valeur est de la bonne nature mais sort de la plage que déclare la fiche.",
        ),
        bad="--set age=300",
        good="--set age=30",
    ),
    Entry(
        "E0303",
        Wording(
            "{place}`{text}` is not a whole number of steps of {step}",
            "{place}`{text}` n'est pas un multiple du pas de {step}",
        ),
        Wording(
            "The input moves by steps (whole cents unless the text says another step), and this "
            "value lies between two of them. Round it before the calculation.",
            "L'entrée va par pas (le centime si le texte n'en dit rien) et cette valeur tombe "
            "entre deux pas. L'arrondir avant le calcul.",
        ),
        bad="--set fees=10.005",
        good="--set fees=10.01",
    ),
    Entry(
        "E0304",
        Wording(
            "{place}a value is missing, {expected} is expected",
            "{place}il manque une valeur : attendu, {expected}",
        ),
        Wording(
            "An empty cell is allowed only where the input is optional, is a set or has a default.",
            "Une cellule vide n'est admise que si l'entrée est facultative, est un ensemble ou a "
            "une valeur par défaut.",
        ),
        bad="age;ald\n;yes",
        good="age;ald\n82;yes",
    ),
    Entry(
        "E0305",
        Wording("{place}not given:{missing}", "{place}non renseigné :{missing}"),
        Wording(
            "Inputs without a default have to be given. `convention inputs BOOK --clause NAME "
            "--format csv` writes a table to fill in.",
            "Les entrées sans valeur par défaut doivent être données. `convention inputs LIVRE "
            "--clause NOM --format csv` écrit un tableau à remplir.",
        ),
        bad="--set age=82",
        good="--set age=82 --set ald=yes",
    ),
    Entry(
        "E0306",
        Wording(
            "{place}there is no input `{text}`",
            "{place}il n'y a pas d'entrée `{text}`",
        ),
        Wording(
            "Nothing of the data is left out silently: a column or member that the clause does "
            "not ask for is an error. A column whose name starts with `#` is a remark.",
            "Rien n'est laissé de côté en silence : une colonne que la clause ne demande pas est "
            "une erreur. Une colonne dont le nom commence par `#` est une remarque.",
        ),
        help=Wording("the inputs are {names}", "les entrées sont {names}"),
        bad="--set agee=82",
        good="--set age=82",
    ),
    Entry(
        "E0307",
        Wording(
            "{place}this {record} breaks a condition of its record{rule}",
            "{place}cette fiche ({record}) enfreint une de ses conditions{rule}",
        ),
        Wording(
            "A record may state conditions (`such that`) that every input satisfies; proofs rely "
            "on them, so data that breaks them is refused.",
            "Une fiche peut poser des conditions (`tel que`) que toute entrée vérifie ; les "
            "preuves s'y fient, donc des données qui les enfreignent sont refusées.",
        ),
        bad="--set ald=no --set nos=3|8",
        good="--set ald=yes --set nos=3|8",
        phrases={"rule": Wording("the condition", "la condition")},
    ),
    Entry(
        "E0308",
        Wording("there is no data in this file", "ce fichier ne contient aucune donnée"),
        Wording(
            "A table has a line of names and at least one line of values; a JSON document one "
            "object or an array of objects.",
            "Un tableau a une ligne de noms et au moins une ligne de valeurs ; un document JSON, "
            "un objet ou un tableau d'objets.",
        ),
        bad="age;ald",
        good="age;ald\n82;yes",
    ),
    Entry(
        "E0309",
        Wording(
            "{place}{found} cells where the header has {expected}",
            "{place}{found} cellules, l'en-tête en a {expected}",
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
        "E0310",
        Wording("this file is not a text", "ce fichier n'est pas un texte"),
        Wording(
            "The file holds bytes that are not text: a spreadsheet itself, perhaps. Export it as "
            "CSV. UTF-8, UTF-16 with its mark and Windows-1252 are recognised.",
            "Le fichier contient autre chose que du texte : un classeur, peut-être. L'exporter en "
            "CSV. UTF-8, UTF-16 avec sa marque et Windows-1252 sont reconnus.",
        ),
        bad="--input patients.xlsx",
        good="--input patients.csv",
    ),
    Entry(
        "E0311",
        Wording("this data cannot be read: {reason}", "ces données sont illisibles : {reason}"),
        Wording(
            "The file is not well-formed JSON or CSV at this place.",
            "Le fichier n'est pas du JSON ou du CSV bien formé à cet endroit.",
        ),
        bad='{"age": 82,}',
        good='{"age": 82}',
    ),
    Entry(
        "E0312",
        Wording("{place}`{text}` is there twice", "{place}`{text}` y est deux fois"),
        Wording(
            "A column, a member or an item of a set is given twice; which one counts is not clear.",
            "Une colonne, un champ ou un élément est donné deux fois : lequel compte n'est pas "
            "clair.",
        ),
        bad="--set age=82 --set age=83",
        good="--set age=82",
    ),
    Entry(
        "E0313",
        Wording(
            "{n} more problems are not shown",
            "{n} autres problèmes ne sont pas affichés",
        ),
        Wording(
            "Only the first twenty problems of a file are shown.",
            "Seuls les vingt premiers problèmes d'un fichier sont affichés.",
        ),
    ),
    Entry(
        "E0314",
        Wording(
            "{place}`{text}` here, but `{first}` in the first row of the same group",
            "{place}`{text}` ici, mais `{first}` à la première ligne du même groupe",
        ),
        Wording(
            "Rows of one group are one calculation: outside the columns of the list they say the "
            "same, or nothing.",
            "Les lignes d'un groupe forment un seul calcul : hors des colonnes de la liste, elles "
            "disent la même chose, ou rien.",
        ),
        bad="group;age;patients.age\nA;50;82\nA;51;7",
        good="group;age;patients.age\nA;50;82\nA;50;7",
    ),
    Entry(
        "E0315",
        Wording("{place}no amount: {reason}", "{place}pas de montant : {reason}"),
        Wording(
            "The text gives no value for these inputs. `convention check` finds such cases "
            "beforehand and shows an example of each.",
            "Le texte ne donne pas de valeur pour ces entrées. `convention check` trouve ces cas "
            "d'avance et montre un exemple de chacun.",
        ),
        phrases=NO_VALUE,
    ),
    Entry(
        "E0316",
        Wording("{place}{expected} is expected here", "{place}{expected} est attendu ici"),
        Wording(
            "A JSON document is one calculation (an object) or an array of them.",
            "Un document JSON est un calcul (un objet) ou un tableau de calculs.",
        ),
        bad="[82, true]",
        good='[{"age": 82, "ald": true}]',
    ),
    Entry(
        "E0317",
        Wording("this file is larger than {n} MB", "ce fichier dépasse {n} Mo"),
        Wording(
            "Larger tables are cut into several files.",
            "Un tableau plus grand se découpe en plusieurs fichiers.",
        ),
    ),
    Entry(
        "E0318",
        Wording(
            "{place}`{text}` is outside what is accepted: {expected}",
            "{place}`{text}` sort de ce qui est accepté : {expected}",
        ),
        Wording(
            "A rate without the sign % is a fraction of one: `0.05` is 5 %, and `5` is 500 %.",
            "Un taux sans le signe % est une fraction de un : `0,05` vaut 5 %, et `5` vaut 500 %.",
        ),
        help=Wording(
            "a rate is written `12.5 %`, or `0.125`", "un taux s'écrit `12,5 %`, ou `0,125`"
        ),
        bad="--set share=5",
        good='--set "share=5 %"',
    ),
    Entry(
        "E0319",
        Wording("`{text}` cannot be read: {reason}", "`{text}` ne peut pas être lu : {reason}"),
        Wording(
            "The file of data does not exist, or may not be read.",
            "Le fichier de données n'existe pas, ou ne peut pas être lu.",
        ),
        bad="--input patient.csv",
        good="--input patients.csv",
    ),
    Entry(
        "E0320",
        Wording(
            "`{text}` is not of the form name=value",
            "`{text}` n'est pas de la forme nom=valeur",
        ),
        Wording(
            "`--set` gives one input its value: the name, an equals sign, the value.",
            "`--set` donne sa valeur à une entrée : le nom, le signe égal, la valeur.",
        ),
        bad="--set age:82",
        good="--set age=82",
    ),
)
