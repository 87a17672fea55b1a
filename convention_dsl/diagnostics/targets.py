"""Messages E0700 to E0719: clauses as columns, generated calculators, `convention build`."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording

_UNSUPPORTED = Wording(
    "Populations, SQL, spreadsheets and web pages calculate with scalars of a bounded size. A few "
    "constructs have no such form, and are refused, never approximated: `docs/targets.md` lists "
    "them. `convention calc` and the target `python` calculate every clause.",
    "Les populations, le SQL, les tableurs et les pages web calculent sur des valeurs simples, de "
    "taille bornée. Quelques constructions n'ont pas cette forme, et sont refusées, jamais "
    "approchées : `docs/targets.md` les énumère. `convention calc` et la cible `python` calculent "
    "toutes les clauses.",
)

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E0700",
        Wording(
            "`{clause}` cannot be calculated by columns: {construct}",
            "`{clause}` ne peut pas être calculé par colonnes : {construct}",
        ),
        _UNSUPPORTED,
    ),
    Entry(
        "E0701",
        Wording(
            "`{clause}` cannot be built for `{target}`: {construct}",
            "`{clause}` ne peut pas être construit pour `{target}` : {construct}",
        ),
        _UNSUPPORTED,
        help=Wording(
            "`--target python` can calculate it",
            "`--target python` sait le calculer",
        ),
    ),
    Entry(
        "W0700",
        Wording(
            "`{clause}` is left out of `{target}`: {construct}",
            "`{clause}` n'est pas dans `{target}` : {construct}",
        ),
        Wording(
            "Without `--clause`, a target is built of every clause that gives an amount or a rate "
            "and that it can calculate. The others are told, and why.",
            "Sans `--clause`, une cible est construite de toutes les clauses qui donnent un "
            "montant ou un taux et qu'elle sait calculer. Les autres sont dites, avec la raison.",
        ),
    ),
    Entry(
        "W0701",
        Wording(
            "`{clause}` is left out: it depends on how `{read}` is read",
            "`{clause}` n'est pas construit : il dépend de la façon dont se lit `{read}`",
        ),
        Wording(
            "A calculator has one reading of each clause that has several; none is chosen "
            "silently.",
            "Un calculateur a une lecture de chaque clause qui en a plusieurs ; aucune n'est "
            "choisie en silence.",
        ),
        help=Wording(
            "choose one with `--reading`: {names}",
            "choisissez-en une avec `--reading` : {names}",
        ),
        bad="convention build care.conv --target python --output out",
        good="convention build care.conv --target python --output out --reading strict",
    ),
    Entry(
        "E0702",
        Wording("there is no target `{text}`", "il n'y a pas de cible `{text}`"),
        Wording(
            "A target is a kind of calculator that `convention build` writes.",
            "Une cible est une sorte de calculateur que `convention build` écrit.",
        ),
        help=Wording("the targets are {names}", "les cibles sont {names}"),
        bad="--target excel",
        good="--target xlsx",
    ),
    Entry(
        "E0703",
        Wording(
            "the target `{target}` needs {missing}, not installed here",
            "la cible `{target}` demande {missing}, qui n'est pas installé ici",
        ),
        Wording(
            "Some targets are written with a library of their own, which is optional: "
            "`pip install 'convention-dsl[xlsx]'` installs that of workbooks.",
            "Certaines cibles sont écrites avec une bibliothèque à elles, facultative : "
            "`pip install 'convention-dsl[xlsx]'` installe celle des classeurs.",
        ),
        help=Wording(
            "install it: pip install 'convention-dsl[{extra}]'",
            "pour l'installer : pip install 'convention-dsl[{extra}]'",
        ),
        bad="convention build care.conv --target xlsx --output out    # without this library",
        good="pip install 'convention-dsl[xlsx]'",
    ),
    Entry(
        "E0704",
        Wording(
            "nothing to build for `{target}`: no clause gives an amount or a rate that it can "
            "calculate",
            "rien à construire pour `{target}` : aucune clause ne donne un montant ou un taux "
            "qu'elle sache calculer",
        ),
        Wording(
            "Without `--clause`, the clauses that give an amount or a rate are built. Another is "
            "built where it is named.",
            "Sans `--clause`, les clauses qui donnent un montant ou un taux sont construites. Une "
            "autre l'est si elle est nommée.",
        ),
        help=Wording("name a clause with `--clause`", "nommer une clause avec `--clause`"),
        bad="convention build care.conv --target python --output out",
        good="convention build care.conv --target python --output out --clause is_complex",
    ),
    Entry(
        "E0705",
        Wording(
            "`{option}` goes with `--target {target}` only",
            "`{option}` ne va qu'avec `--target {target}`",
        ),
        Wording(
            "`--with-page` is a page made of the JavaScript module, and `--rows` the number of "
            "rows of the workbook.",
            "`--with-page` est une page faite du module JavaScript, et `--rows` le nombre de "
            "lignes du classeur.",
        ),
        bad="convention build care.conv --target sql --output out --with-page",
        good="convention build care.conv --target javascript --output out --with-page",
    ),
    Entry(
        "E0706",
        Wording("name a target with `--target`", "nommer une cible avec `--target`"),
        Wording(
            "`convention build` writes one or several kinds of calculators; at least one is named.",
            "`convention build` écrit une ou plusieurs sortes de calculateurs ; on en nomme au "
            "moins une.",
        ),
        help=Wording("the targets are {names}", "les cibles sont {names}"),
        bad="convention build care.conv --output out",
        good="convention build care.conv --target python --output out",
    ),
    Entry(
        "E0707",
        Wording(
            "name the folder to write in with `--output`",
            "nommer le dossier où écrire avec `--output`",
        ),
        Wording(
            "`convention build` writes several files, in the folder that `--output` names. It is "
            "made where it is not there; what else it holds is left alone.",
            "`convention build` écrit plusieurs fichiers, dans le dossier que nomme `--output`. Il "
            "est créé s'il n'existe pas ; ce qu'il contient d'autre reste en place.",
        ),
        bad="convention build care.conv --target python",
        good="convention build care.conv --target python --output out",
    ),
)
