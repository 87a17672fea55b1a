"""Messages E0750 to E0769: populations run through clauses, `convention simulate`."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording

_RUN = "convention simulate rules/fmt --clause fmt --input patients.csv"
_FOLDER = "convention simulate rules/fmt --clause fmt --input patients"

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E0750",
        Wording(
            "`{clause}` is over a list and `{other}` is not: they are calculated apart",
            "`{clause}` porte sur une liste et non `{other}` : elles se calculent séparément",
        ),
        Wording(
            "A clause over a list (all the patients of a doctor) has one value for a group of "
            "rows, another clause one for each row. They do not refuse the same rows, and are "
            "asked for in two commands.",
            "Une clause sur une liste (tous les patients d'un médecin) a une valeur par groupe de "
            "lignes, une autre clause une par ligne. Elles ne refusent pas les mêmes lignes, et se "
            "demandent par deux commandes.",
        ),
        bad="convention simulate rules/fmt --clause fmt --clause total --input patients.csv",
        good="convention simulate rules/fmt --clause total --input patients.csv --by doctor",
    ),
    Entry(
        "E0751",
        Wording(
            "a profile counts rows, and `{clause}` is over a list",
            "un profil compte des lignes, et `{clause}` porte sur une liste",
        ),
        Wording(
            "What a list is worth depends on all its elements together: it cannot be counted row "
            "by row.",
            "Ce que vaut une liste dépend de tous ses éléments à la fois : cela ne se compte pas "
            "ligne à ligne.",
        ),
    ),
    Entry(
        "E0752",
        Wording(
            "`{clause}` gives exact quotients: their sum by group cannot be written",
            "`{clause}` donne des quotients exacts : leur somme par groupe ne peut pas s'écrire",
        ),
        Wording(
            "A third of an euro has no decimal writing, and nothing is rounded but where the text "
            "says so. Without `--by` the total is exact; a clause that rounds can be summed by "
            "group.",
            "Le tiers d'un euro ne s'écrit pas en décimales, et rien n'est arrondi sinon là où le "
            "texte le dit. Sans `--by`, le total est exact ; une clause qui arrondit se totalise "
            "par groupe.",
        ),
    ),
    Entry(
        "E0753",
        Wording(
            "{n} of {all} rows are refused, and nothing was written",
            "{n} lignes sur {all} sont refusées, et rien n'a été écrit",
        ),
        Wording(
            "`--strict` accepts an input only where every row can be calculated.",
            "`--strict` n'accepte une entrée que si toutes ses lignes peuvent être calculées.",
        ),
        help=Wording(
            "without --strict the others are calculated; --rejects writes those refused",
            "sans --strict, les autres sont calculées ; --rejects écrit celles qui sont refusées",
        ),
    ),
    Entry(
        "E0754",
        Wording("the calculation stopped: {reason}", "le calcul s'est arrêté : {reason}"),
        Wording(
            "The engine could not go on. No result was written, and a file that was in its place "
            "is untouched.",
            "Le moteur n'a pas pu continuer. Aucun résultat n'a été écrit, et un fichier qui se "
            "trouvait à sa place est intact.",
        ),
    ),
    Entry(
        "E0755",
        Wording(
            "`{clause}` may give numbers of more digits than {engine} has",
            "`{clause}` peut donner des nombres de plus de chiffres que n'en a {engine}",
        ),
        Wording(
            "Amounts are calculated as whole numbers, never approximately. Where the ranges of the "
            "inputs let a number grow beyond what the engine holds, nothing is run.",
            "Les montants se calculent en nombres entiers, jamais de façon approchée. Si les "
            "plages des entrées laissent un nombre dépasser ce que contient le moteur, rien n'est "
            "calculé.",
        ),
        help=Wording("bound the inputs in the text", "borner les entrées dans le texte"),
    ),
    Entry(
        "E0756",
        Wording(
            "`{text}` is neither `.parquet`, `.csv` nor `-`",
            "`{text}` n'est ni `.parquet`, ni `.csv`, ni `-`",
        ),
        Wording(
            "The form of a file of results follows its name; `-` is CSV on standard output.",
            "La forme d'un fichier de résultats suit son nom ; `-` est du CSV sur la sortie "
            "standard.",
        ),
        bad=f"{_RUN} --output amounts.xlsx",
        good=f"{_RUN} --output amounts.csv",
    ),
    Entry(
        "E0757",
        Wording(
            "the profile `{text}` does not have what `{clause}` reads: {missing}",
            "le profil `{text}` n'a pas ce que lit `{clause}` : {missing}",
        ),
        Wording(
            "A profile counts rows by what the clauses it was saved for read. Another clause may "
            "read more, or values of another range: it needs the population itself.",
            "Un profil compte des lignes selon ce que lisent les clauses pour lesquelles il a été "
            "enregistré. Une autre clause peut lire davantage, ou des valeurs d'une autre plage : "
            "il lui faut la population elle-même.",
        ),
        help=Wording(
            "save a profile for this clause: simulate --save-profile",
            "enregistrer un profil pour cette clause : simulate --save-profile",
        ),
    ),
    Entry(
        "E0758",
        Wording("`{text}` is not a saved profile", "`{text}` n'est pas un profil enregistré"),
        Wording(
            "`--profile` reads a file that `simulate --save-profile` wrote.",
            "`--profile` lit un fichier écrit par `simulate --save-profile`.",
        ),
        bad="convention simulate rules/fmt --clause fmt --profile patients.parquet",
        good="convention simulate rules/fmt --clause fmt --profile profile.parquet",
    ),
    Entry(
        "E0759",
        Wording(
            "`{clause}` and `{other}` cannot be compared: {reason}",
            "`{clause}` et `{other}` ne peuvent pas être comparés : {reason}",
        ),
        Wording(
            "`--against` compares two clauses that each give one number of the same nature: two "
            "amounts, two rates, two numbers.",
            "`--against` compare deux clauses qui donnent chacune un nombre de même nature : deux "
            "montants, deux taux, deux nombres.",
        ),
    ),
    Entry(
        "E0760",
        Wording(
            "populations need {missing}, not installed here",
            "les populations demandent {missing}, qui n'est pas installé ici",
        ),
        Wording(
            "Populations are calculated by an engine of databases, installed by `pip install "
            "'convention-dsl[population]'`; Spark by `pip install 'convention-dsl[spark]'`.",
            "Les populations sont calculées par un moteur de bases de données, que "
            "`pip install 'convention-dsl[population]'` installe ; Spark, par `pip install "
            "'convention-dsl[spark]'`.",
        ),
        help=Wording(
            "install it: pip install 'convention-dsl[{extra}]'",
            "pour l'installer : pip install 'convention-dsl[{extra}]'",
        ),
        bad=f"{_RUN}    # without it",
        good="pip install 'convention-dsl[population]'",
    ),
    Entry(
        "E0761",
        Wording(
            "the input changed while it was read: {n} rows, then {after}",
            "l'entrée a changé pendant la lecture : {n} lignes, puis {after}",
        ),
        Wording(
            "The rows are read once to sum them and once to write them. A file that changes in "
            "between would give a result that does not match its summary: nothing was written.",
            "Les lignes sont lues une fois pour les totaliser et une fois pour les écrire. Un "
            "fichier qui change entre-temps donnerait un résultat contraire à son résumé : rien "
            "n'a été écrit.",
        ),
    ),
    Entry(
        "E0762",
        Wording("`{text}` is no amount of memory", "`{text}` n'est pas une quantité de mémoire"),
        Wording(
            "`--memory` takes a number and its unit: `500MB`, `2GB`.",
            "`--memory` prend un nombre et son unité : `500MB`, `2GB`.",
        ),
        bad=f"{_RUN} --memory lots",
        good=f"{_RUN} --memory 2GB",
    ),
    Entry(
        "E0763",
        Wording(
            "`{text}` is an input: a result would take its place",
            "`{text}` est une entrée : un résultat prendrait sa place",
        ),
        Wording(
            "Results are written to other files than those that are read.",
            "Les résultats s'écrivent dans d'autres fichiers que ceux qui sont lus.",
        ),
        bad=f"{_RUN} --output patients.csv",
        good=f"{_RUN} --output amounts.csv",
    ),
    Entry(
        "E0764",
        Wording("`{text}` is named for two results", "`{text}` est donné pour deux résultats"),
        Wording("Each result has a file of its own.", "Chaque résultat a son propre fichier."),
        bad=f"{_RUN} --output result.csv --rejects result.csv",
        good=f"{_RUN} --output result.csv --rejects rejects.csv",
    ),
    Entry(
        "E0765",
        Wording(
            "`{text}` stands in what is read, `{input}`: the next run would read the result",
            "`{text}` se trouve dans ce qui est lu, `{input}` : le prochain calcul lirait le "
            "résultat",
        ),
        Wording(
            "A folder or a pattern given to `--input` stands for all the tables in it. A result "
            "written there would be counted among them.",
            "Un dossier ou un motif donné à `--input` désigne tous les tableaux qui s'y trouvent. "
            "Un résultat qui y serait écrit compterait parmi eux.",
        ),
        help=Wording("write it to another folder", "l'écrire dans un autre dossier"),
        bad=f"{_FOLDER} --output patients/amounts.csv",
        good=f"{_FOLDER} --output amounts.csv",
    ),
)
