"""Messages E0158–E0187, W01xx: clauses, tables, parameters, exceptions, properties, examples."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording

_PATIENT = "record Patient\n  age : integer 0..120\n  ald : boolean\n"
_BASE = _PATIENT + "clause base (p: Patient) : amount = 5 €\n"
_DAY = "enumeration Day = monday, sunday\n"

RULES: tuple[Entry, ...] = (
    Entry(
        code="E0158",
        message=Wording(
            en="`subject to` gives nothing where its condition fails, and there is no such value "
            "of {found}",
            fr="`sous réserve de` donne « rien » quand sa condition manque : cela n'existe pas "
            "pour "
            "{found}",
        ),
        help=Wording(
            en="write `when … then …` and `otherwise …`",
            fr="écrivez `quand … alors …` et `sinon …`",
        ),
        explanation=Wording(
            en="Nothing is 0 for a number, `no` for a condition, the empty set for a set.",
            fr="« Rien » est 0 pour un nombre, `non` pour une condition, l'ensemble vide.",
        ),
        bad=_DAY + "clause day (late: boolean) : Day = sunday subject to late",
        good=_DAY + "clause day (late: boolean) : Day\n  when late then sunday\n  otherwise monday",
    ),
    Entry(
        code="E0159",
        message=Wording(
            en="`plus` and `minus` add numbers; this clause returns {found}",
            fr="`plus` et `moins` additionnent des nombres ; cette clause rend {found}",
        ),
        explanation=Wording(
            en="A formula in several lines is a total. Conditions are joined by `and` and `or`.",
            fr="Une formule en plusieurs lignes est un total. Les conditions se lient par `et`, "
            "`ou`.",
        ),
        bad=_PATIENT + "clause frail (p: Patient) : boolean = p.ald plus p.age > 80",
        good=_PATIENT + "clause frail (p: Patient) : boolean = p.ald or p.age > 80",
    ),
    Entry(
        code="E0160",
        message=Wording(
            en="this row has {found} cells; the header has {expected} columns",
            fr="cette ligne a {found} cases ; l'en-tête a {expected} colonnes",
        ),
        explanation=Wording(
            en="Every row has a cell per column; `-` stands for any value.",
            fr="Chaque ligne a une case par colonne ; `-` vaut pour toute valeur.",
        ),
        bad="| p.ald | p.age || amount |\n| yes   || 5 € |",
        good="| p.ald | p.age || amount |\n| yes   | - || 5 € |",
    ),
    Entry(
        code="E0161",
        message=Wording(en="this table has no rows", fr="ce tableau n'a pas de ligne"),
        explanation=Wording(
            en="A table gives a value by its rows.", fr="Un tableau donne sa valeur par ses lignes."
        ),
        bad=_PATIENT + "clause fee (p: Patient) : amount\n  | p.ald || amount |\n",
        good=_PATIENT + "clause fee (p: Patient) : amount\n  | p.ald || amount |\n  | - || 5 € |\n",
    ),
    Entry(
        code="E0162",
        message=Wording(
            en="the columns of results must be all of one kind",
            fr="les colonnes de résultats doivent être toutes de même sorte",
        ),
        explanation=Wording(
            en="Right of `||` stand one type word, or fields of the record returned, or "
            "conditions, "
            "or dates.",
            fr="À droite de `||` se mettent un mot de type, ou des champs de la fiche rendue, ou "
            "des conditions, ou des dates.",
        ),
        bad=_PATIENT + "clause fee (p: Patient) : amount\n"
        "  | p.ald || from 2024-01-01 | p.age > 80 |\n  | - || 5 € | 6 € |\n",
        good=_PATIENT + "clause fee (p: Patient) : amount\n"
        "  | p.ald || p.age <= 80 | p.age > 80 |\n  | - || 5 € | 6 € |\n",
    ),
    Entry(
        code="E0163",
        message=Wording(
            en="this column starts no later than the one before it",
            fr="cette colonne ne commence pas après la précédente",
        ),
        explanation=Wording(
            en="The columns of a dated table go from the earliest to the latest.",
            fr="Les colonnes d'un tableau daté vont de la plus ancienne à la plus récente.",
        ),
        bad=_PATIENT + "clause fee (p: Patient) : amount\n"
        "  | p.ald || from 2024-01-01 | from 2018-01-01 |\n  | - || 5 € | 6 € |\n",
        good=_PATIENT + "clause fee (p: Patient) : amount\n"
        "  | p.ald || from 2018-01-01 | from 2024-01-01 |\n  | - || 5 € | 6 € |\n",
    ),
    Entry(
        code="E0165",
        message=Wording(en="`{name}` is declared twice", fr="`{name}` est déclaré deux fois"),
        explanation=Wording(
            en="Enumerations, records, parameters, clauses and exceptions of a convention share "
            "their names; properties have theirs. The first declaration is kept.",
            fr="Énumérations, fiches, paramètres, clauses et exceptions d'une convention partagent "
            "leurs noms ; les propriétés ont les leurs. La première déclaration est retenue.",
        ),
        phrases={"first": Wording(en="declared here first", fr="déclaré ici d'abord")},
        bad=_BASE + "clause base (p: Patient) : amount = 6 €",
        good=_BASE + "clause other (p: Patient) : amount = 6 €",
    ),
    Entry(
        code="E0166",
        message=Wording(
            en="these records contain each other: {names}",
            fr="ces fiches se contiennent l'une l'autre : {names}",
        ),
        explanation=Wording(
            en="A record cannot be a part of itself.",
            fr="Une fiche ne peut être une partie d'elle-même.",
        ),
        bad="record A\n  b : B\nrecord B\n  a : A",
        good="record A\n  n : integer 0..9\nrecord B\n  a : A",
    ),
    Entry(
        code="E0167",
        message=Wording(
            en="a parameter is a number, an amount, a rate, a date or a boolean, not {found}",
            fr="un paramètre est un nombre, un montant, un taux, une date ou un booléen, non "
            "{found}",
        ),
        explanation=Wording(
            en="Tables and clauses hold what has more structure.",
            fr="Ce qui a plus de structure va dans des tableaux ou des clauses.",
        ),
        bad=_DAY + "parameter rest : Day = sunday",
        good=_DAY + "clause rest : Day = sunday",
    ),
    Entry(
        code="E0168",
        message=Wording(
            en="the parameter `{name}` has neither a value nor an open range",
            fr="le paramètre `{name}` n'a ni valeur ni intervalle ouvert",
        ),
        explanation=Wording(
            en="Give it a value (`= 5 €`), dated values (`from D : 5 €`), or a range to "
            "negotiate in "
            "(`open at least 5 € at most 9 €`).",
            fr="Donnez-lui une valeur (`= 5 €`), des valeurs datées (`à compter du D : 5 €`), ou "
            "un "
            "intervalle à négocier (`ouvert au moins 5 € au plus 9 €`).",
        ),
        bad="parameter wished : amount",
        good='parameter wished : amount open at least 5 € at most 9 € source "x"',
    ),
    Entry(
        code="E0169",
        message=Wording(
            en="no clause or exception is called `{name}`",
            fr="aucune clause ni exception ne s'appelle `{name}`",
        ),
        explanation=Wording(
            en="An exception changes a clause, or another exception, of this text or "
            "(`alias.name`) "
            "of one that it uses. `replaces` names a clause of a used text.",
            fr="Une exception change une clause, ou une autre exception, de ce texte ou "
            "(`alias.nom`) d'un texte utilisé. `remplace` nomme une clause d'un texte utilisé.",
        ),
        bad=_BASE + "exception young to bsae when p.age < 7 then 20 €",
        good=_BASE + "exception young to base when p.age < 7 then 20 €",
    ),
    Entry(
        code="E0170",
        message=Wording(
            en="`in whole cents` is for amounts; this clause returns {found}",
            fr="`en centimes entiers` est pour les montants ; cette clause rend {found}",
        ),
        explanation=Wording(
            en="The words promise that an amount paid out has no fraction of a cent.",
            fr="Ces mots promettent qu'un montant payé n'a pas de fraction de centime.",
        ),
        bad="clause points (n: integer 0..9) : integer in whole cents = n",
        good="clause fee (n: integer 0..9) : amount in whole cents = 1 € * n",
    ),
    Entry(
        code="E0171",
        message=Wording(
            en="these exceptions are exceptions to each other: {names}",
            fr="ces exceptions sont exceptions l'une à l'autre : {names}",
        ),
        explanation=Wording(
            en="Exceptions to exceptions end at a clause.",
            fr="Les exceptions d'exceptions aboutissent à une clause.",
        ),
        bad=_BASE + "exception a to b when p.ald then 1 €\nexception b to a when p.ald then 2 €",
        good=_BASE
        + "exception a to base when p.ald then 1 €\nexception b to a when p.ald then 2 €",
    ),
    Entry(
        code="E0172",
        message=Wording(
            en="`{name}` has two values from the same date",
            fr="`{name}` a deux valeurs à compter de la même date",
        ),
        explanation=Wording(
            en="A parameter has one value a day.", fr="Un paramètre a une seule valeur par jour."
        ),
        bad='parameter a : amount from 2026-01-01 : 5 € from 2026-01-01 : 6 € source "x"',
        good='parameter a : amount from 2026-01-01 : 5 € from 2027-01-01 : 6 € source "x"',
    ),
    Entry(
        code="E0173",
        message=Wording(
            en="`{name}` is no other exception to what `{target}` changes",
            fr="`{name}` n'est pas une autre exception à ce que `{target}` change",
        ),
        explanation=Wording(
            en="An exception prevails over another exception to the same clause (or to the same "
            "exception). An exception to an exception needs no priority.",
            fr="Une exception prime sur une autre exception à la même clause (ou à la même "
            "exception). Une exception à une exception n'a pas besoin de priorité.",
        ),
        bad=_BASE + "exception young to base prevails over old when p.age < 7 then 20 €",
        good=_BASE + "exception young to base prevails over old when p.age < 7 then 20 €\n"
        "exception old to base when p.age > 80 then 30 €",
    ),
    Entry(
        code="E0174",
        message=Wording(
            en="a quantified input, or a field of one, was expected here",
            fr="une entrée quantifiée, ou un champ de l'une d'elles, était attendu ici",
        ),
        explanation=Wording(
            en="A claim moves what the property quantifies over: `p.age`, not a value worked out "
            "from it.",
            fr="Une affirmation fait varier ce sur quoi porte la propriété : `p.âge`, non une "
            "valeur "
            "qui s'en déduit.",
        ),
        bad=_BASE + "property p1 for every p: Patient then base(p) increases with base(p)",
        good=_BASE + "property p1 for every p: Patient then base(p) increases with p.age",
    ),
    Entry(
        code="E0175",
        message=Wording(
            en="this field cannot grow: it is {found}",
            fr="ce champ ne peut croître : c'est {found}",
        ),
        explanation=Wording(
            en="Numbers, dates, ordered items, conditions (`no` before `yes`) and sets (by "
            "inclusion) can grow.",
            fr="Nombres, dates, éléments ordonnés, conditions (`non` avant `oui`) et ensembles "
            "(par "
            "inclusion) peuvent croître.",
        ),
        bad=_BASE + "property p1 for every p: Patient then base(p) increases with p",
        good=_BASE + "property p1 for every p: Patient then base(p) increases with p.age",
    ),
    Entry(
        code="E0176",
        message=Wording(
            en="no parameter is called `{name}`", fr="aucun paramètre ne s'appelle `{name}`"
        ),
        explanation=Wording(
            en="A what-if names a parameter, as `name` or `convention.name`.",
            fr="Un « et si » nomme un paramètre, `nom` ou `convention.nom`.",
        ),
        bad="convention calc fmt.conv --param ald_bse=60",
        good="convention calc fmt.conv --param ald_base=60",
    ),
    Entry(
        code="E0177",
        message=Wording(
            en="the parameter `{name}` takes {expected}",
            fr="le paramètre `{name}` prend {expected}",
        ),
        explanation=Wording(
            en="A what-if gives a value of the parameter's own kind.",
            fr="Un « et si » donne une valeur de la nature du paramètre.",
        ),
        bad="convention calc fmt.conv --param ald_base=yes",
        good="convention calc fmt.conv --param ald_base=60",
    ),
    Entry(
        code="E0178",
        message=Wording(
            en="no clause has a reading `{name}`", fr="aucune clause n'a de lecture `{name}`"
        ),
        explanation=Wording(
            en="An expected verdict and an example may name a reading of a clause.",
            fr="Un verdict attendu et un exemple peuvent nommer une lecture d'une clause.",
        ),
        bad=_BASE + "property p1 for every p: Patient then base(p) >= 5 €\n"
        '  expected proved reading strict because "x"',
        good=_BASE + "property p1 for every p: Patient then base(p) >= 5 €\n"
        '  expected proved because "x"',
    ),
    Entry(
        code="E0179",
        message=Wording(
            en="`{name}` is neither an input of `{clause}` nor a field of its record",
            fr="`{name}` n'est ni une entrée de `{clause}` ni un champ de sa fiche",
        ),
        explanation=Wording(
            en="The columns of `examples of` are the clause's inputs, fields of its only record, "
            "paths such as `p.age`, `at` or `reading`.",
            fr="Les colonnes d'`exemples de` sont les entrées de la clause, des champs de sa seule "
            "fiche, des chemins comme `p.âge`, la date ou la lecture.",
        ),
        bad=_BASE + "examples of base\n  | aeg | ald || amount |\n  | 3 | no || 5 € |\n",
        good=_BASE + "examples of base\n  | age | ald || amount |\n  | 3 | no || 5 € |\n",
    ),
    Entry(
        code="E0187",
        message=Wording(
            en="`{name}` is nested too deeply to be read",
            fr="`{name}` est trop imbriqué pour être lu",
        ),
        help=Wording(
            en="give names to its parts (`let x = …`)", fr="nommez ses parties (`soit x = …`)"
        ),
        explanation=Wording(
            en="Expressions inside expressions have a limit, far beyond what reads well.",
            fr="L'imbrication a une limite, bien au-delà de ce qui se lit.",
        ),
        bad="= ((((… a thousand times …))))",
        good="= a + b let a = … let b = …",
    ),
)

WARNINGS: tuple[Entry, ...] = (
    Entry(
        code="W0101",
        message=Wording(
            en="the parameter `{name}` is never used",
            fr="le paramètre `{name}` n'est jamais utilisé",
        ),
        explanation=Wording(
            en="No clause, exception, property or example refers to it.",
            fr="Aucune clause, exception, propriété ni exemple ne s'y réfère.",
        ),
        bad='parameter limit : integer = 80 source "x"',
        good='parameter limit : integer = 80 source "x"\n'
        "clause fee (age: integer 0..120) : amount = 5 € plus 1 € if age > limit",
    ),
    Entry(
        code="W0102",
        message=Wording(en="`{name}` is never used", fr="`{name}` n'est jamais utilisé"),
        explanation=Wording(
            en="A local name that nothing reads says nothing.",
            fr="Un nom local que rien ne lit ne dit rien.",
        ),
        bad="clause fee (n: integer 0..9) : amount = 5 € let m = n + 1",
        good="clause fee (n: integer 0..9) : amount = 5 € * m let m = n + 1",
    ),
    Entry(
        code="W0103",
        message=Wording(
            en="the clause `{name}` pays nothing and is never used",
            fr="la clause `{name}` ne paie rien et n'est jamais utilisée",
        ),
        explanation=Wording(
            en="A clause that returns an amount may be what the text is for. Another one serves a "
            "clause, a property or an example.",
            fr="Une clause qui rend un montant peut être l'objet du texte. Une autre sert à une "
            "clause, une propriété ou un exemple.",
        ),
        bad="clause old (age: integer 0..120) : boolean = age > 80",
        good="clause old (age: integer 0..120) : boolean = age > 80\nexample old(90) = yes",
    ),
    Entry(
        code="W0104",
        message=Wording(
            en="a figure of `{name}` has no source", fr="un chiffre de `{name}` n'a pas de source"
        ),
        help=Wording(
            en='add `source "…" confidence …`, here or to the whole convention',
            fr="ajoutez `source « … » confiance …`, ici ou à toute la convention",
        ),
        explanation=Wording(
            en="Every amount says where it comes from, and how sure it is: results and proofs can "
            "then say on what they rest. What is chosen here is `confidence assumed`.",
            fr="Chaque montant dit d'où il vient et s'il est sûr : résultats et preuves peuvent "
            "alors dire sur quoi ils reposent. Ce qui est choisi ici est `confiance supposé`.",
        ),
        bad="convention sample\nclause fee (n: integer 0..9) : amount = 5 € * n",
        good="convention sample\n"
        'clause fee (n: integer 0..9) : amount source "article 3" = 5 € * n',
    ),
)
