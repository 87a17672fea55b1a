"""Messages E055x and E0599: what the command line asks for."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E0551",
        Wording("there is no clause `{text}`", "il n'y a pas de clause `{text}`"),
        Wording(
            "`--clause` takes the name of a clause of the book, or `book.clause`.",
            "`--clause` prend le nom d'une clause du livre, ou `livre.clause`.",
        ),
        help=Wording("the clauses are {names}", "les clauses sont {names}"),
        bad="--clause fmtt",
        good="--clause fmt",
    ),
    Entry(
        "E0552",
        Wording("there is no property `{text}`", "il n'y a pas de propriété `{text}`"),
        Wording(
            "`--property` takes the name of a property of the books that are named.",
            "`--property` prend le nom d'une propriété des livres nommés.",
        ),
        help=Wording("the properties are {names}", "les propriétés sont {names}"),
        bad="--property no_los",
        good="--property no_loss",
    ),
    Entry(
        "E0553",
        Wording("there is no parameter `{text}`", "il n'y a pas de paramètre `{text}`"),
        Wording(
            "`--param` takes the name of a parameter of the book or of a text it uses.",
            "`--param` prend le nom d'un paramètre du livre ou d'un texte qu'il utilise.",
        ),
        help=Wording("the parameters are {names}", "les paramètres sont {names}"),
        bad="--param ald_bse=60",
        good="--param ald_base=60",
    ),
    Entry(
        "E0554",
        Wording(
            "`{text}` is not an open value of `{name}`: {range}",
            "`{text}` n'est pas une valeur ouverte de `{name}` : {range}",
        ),
        Wording(
            "A what-if stays within the range that the text leaves open. `--force` goes beyond it.",
            "Une hypothèse reste dans la plage que le texte laisse ouverte. `--force` va au-delà.",
        ),
        help=Wording(
            "`--force` tries a value beyond what is open",
            "`--force` essaie une valeur au-delà de ce qui est ouvert",
        ),
        bad="--param ald_base=40",
        good="--param ald_base=40 --force",
        phrases={
            "closed": Wording(
                "the text fixes it and leaves nothing open",
                "le texte le fixe et ne laisse rien ouvert",
            ),
            "range": Wording("open is {type}", "ce qui est ouvert : {type}"),
        },
    ),
    Entry(
        "E0555",
        Wording("there is no reading `{text}`", "il n'y a pas de lecture `{text}`"),
        Wording(
            "`--reading` takes the name of a reading, or `clause=reading` where several clauses "
            "have one of that name.",
            "`--reading` prend le nom d'une lecture, ou `clause=lecture` si plusieurs clauses en "
            "ont une de ce nom.",
        ),
        help=Wording("the readings are {names}", "les lectures sont {names}"),
        bad="--reading strct",
        good="--reading strict",
    ),
    Entry(
        "E0556",
        Wording(
            "`{text}` is not a value of the parameter `{name}`: {expected} is expected",
            "`{text}` n'est pas une valeur du paramètre `{name}` : attendu, {expected}",
        ),
        Wording(
            "`--param` gives a value of the parameter's own kind: an amount, a rate, a number.",
            "`--param` donne une valeur de la nature du paramètre : montant, taux, nombre.",
        ),
        bad="--param ald_base=lots",
        good="--param ald_base=60",
    ),
    Entry(
        "E0557",
        Wording("there is no message `{text}`", "il n'y a pas de message `{text}`"),
        Wording(
            "`convention explain` takes the code of a message, as E0301.",
            "`convention explain` prend le code d'un message, comme E0301.",
        ),
        bad="convention explain E031",
        good="convention explain E0301",
    ),
    Entry(
        "E0558",
        Wording(
            "`{text}` is not of the form name=value",
            "`{text}` n'est pas de la forme nom=valeur",
        ),
        Wording(
            "`--param` gives a parameter a value: the name, an equals sign, the value.",
            "`--param` donne une valeur à un paramètre : le nom, le signe égal, la valeur.",
        ),
        bad="--param ald_base:60",
        good="--param ald_base=60",
    ),
    Entry(
        "E0559",
        Wording(
            "`{text}` is in several books: {names}",
            "`{text}` est dans plusieurs livres : {names}",
        ),
        Wording(
            "The name is to be given with its book, as `book.name`.",
            "Le nom se donne avec son livre, comme `livre.nom`.",
        ),
        bad="--clause base",
        good="--clause fpmt.base",
    ),
    Entry(
        "E0560",
        Wording(
            "there is no convention in what was named, only vocabularies",
            "ce qui est nommé ne contient pas de convention, seulement des vocabulaires",
        ),
        Wording(
            "Clauses and properties are in conventions; a vocabulary has records and enumerations.",
            "Clauses et propriétés sont dans les conventions ; un vocabulaire n'a que des fiches "
            "et des énumérations.",
        ),
    ),
    Entry(
        "E0561",
        Wording("`{text}` cannot be written: {reason}", "`{text}` ne peut être écrit : {reason}"),
        Wording(
            "The file of results cannot be written there.",
            "Le fichier de résultats ne peut pas être écrit à cet endroit.",
        ),
        bad="--output /nowhere/result.csv",
        good="--output result.csv",
    ),
    Entry(
        "E0562",
        Wording(
            "the result depends on how `{clause}` is read",
            "le résultat dépend de la façon dont se lit `{clause}`",
        ),
        Wording(
            "A calculation needs one reading of each clause that has several; none is chosen "
            "silently. `prove` tries them all.",
            "Un calcul demande une lecture de chaque clause qui en a plusieurs ; aucune n'est "
            "choisie en silence. `prove` les essaie toutes.",
        ),
        help=Wording(
            "choose one with `--reading`: {names}",
            "choisissez-en une avec `--reading` : {names}",
        ),
        bad="convention calc care.conv --clause bonus",
        good="convention calc care.conv --clause bonus --reading strict",
    ),
    Entry(
        "E0563",
        Wording(
            "`{text}` is a text, and the results would replace it",
            "`{text}` est un texte, et les résultats le remplaceraient",
        ),
        Wording(
            "`--output` and `--report` name the file of the results. A file of that name is "
            "replaced, but never a text: a `.conv` file, or a file that the command reads.",
            "`--output` et `--report` nomment le fichier des résultats. Un fichier de ce nom est "
            "remplacé, mais jamais un texte : un fichier `.conv`, ou un fichier que la commande "
            "lit.",
        ),
        bad="convention calc care.conv --clause total --output care.conv",
        good="convention calc care.conv --clause total --output amounts.csv",
    ),
    Entry(
        "E0564",
        Wording("name a clause with `--clause`", "nommer une clause avec `--clause`"),
        Wording(
            "A book has many clauses; the one meant is named.",
            "Un livre a plusieurs clauses ; celle que l'on veut se nomme.",
        ),
        help=Wording("the clauses are {names}", "les clauses sont {names}"),
        bad="convention inputs care.conv",
        good="convention inputs care.conv --clause total",
    ),
    Entry(
        "E0565",
        Wording(
            "the page of `--report` needs {missing}, not installed here",
            "la page de `--report` demande {missing}, qui n'est pas installé ici",
        ),
        Wording(
            "The page is made with a template library and a chart library. They are optional, "
            "and installed by `pip install 'convention-dsl[report]'`.",
            "La page est faite avec une bibliothèque de gabarits et une bibliothèque de "
            "graphiques. Elles sont facultatives, et s'installent par "
            "`pip install 'convention-dsl[report]'`.",
        ),
        help=Wording(
            "install them: pip install 'convention-dsl[report]'",
            "pour les installer : pip install 'convention-dsl[report]'",
        ),
        bad="convention prove rules --report verdicts.html    # without these libraries",
        good="pip install 'convention-dsl[report]'",
    ),
    Entry(
        "E0599",
        Wording(
            "internal error: {reason}",
            "erreur interne : {reason}",
        ),
        Wording(
            "This is a fault of the tool, not of the text. Setting CONVENTION_DEBUG=1 and running "
            "the same command again prints what a report needs.",
            "C'est un défaut de l'outil, pas du texte. La même commande avec CONVENTION_DEBUG=1 "
            "affiche ce dont un rapport a besoin.",
        ),
        help=Wording(
            "this is a fault of the tool: run again with CONVENTION_DEBUG=1 and report what it "
            "prints, with the text",
            "c'est un défaut de l'outil : relancer avec CONVENTION_DEBUG=1 et signaler ce qui "
            "s'affiche, avec le texte",
        ),
    ),
)
