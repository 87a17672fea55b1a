"""Messages E010x–E011x: names, and what they stand for."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording

_PATIENT = "record Patient\n  age : integer 0..120\n  ald : boolean\n"

NAMES: tuple[Entry, ...] = (
    Entry(
        code="E0101",
        message=Wording(en="nothing is called `{name}` here", fr="rien ne s'appelle `{name}` ici"),
        explanation=Wording(
            en="A bare name is an input, a local name (`let`), a field of what is `given`, a "
            "parameter, an item of an enumeration, or a whole enumeration. Fields of a record that "
            "is not `given` are read through it: `p.age`.",
            fr="Un nom seul est une entrée, un nom local (`soit`), un champ de ce qui est « étant "
            "donné », un paramètre, un élément d'une énumération, ou une énumération entière. Les "
            "champs d'une autre fiche se lisent à travers elle : `p.âge`.",
        ),
        bad=_PATIENT + "clause fee (p: Patient) : amount = 5 € plus 10 € if ald",
        good=_PATIENT + "clause fee (p: Patient) : amount = 5 € plus 10 € if p.ald",
    ),
    Entry(
        code="E0102",
        message=Wording(
            en="`{name}` is neither a record of this clause nor a convention that this text uses",
            fr="`{name}` n'est ni une fiche de cette clause, ni une convention que ce texte "
            "utilise",
        ),
        explanation=Wording(
            en="What stands before a dot is an input, a local name, an enumeration, or the name of "
            "another convention (its alias, after `use … as`).",
            fr="Ce qui précède un point est une entrée, un nom local, une énumération, ou le nom "
            "d'une autre convention (celui que donne `utilise … comme`).",
        ),
        bad=_PATIENT + "clause fee (p: Patient) : amount = 5 € plus 10 € if patient.ald",
        good=_PATIENT + "clause fee (p: Patient) : amount = 5 € plus 10 € if p.ald",
    ),
    Entry(
        code="E0103",
        message=Wording(en="`{record}` has no `{name}`", fr="`{record}` n'a pas de `{name}`"),
        explanation=Wording(
            en="A record has only the fields that its declaration lists, an enumeration only its "
            "items. Case and accents matter.",
            fr="Une fiche n'a que les champs de sa déclaration, une énumération que ses éléments. "
            "La casse et les accents comptent.",
        ),
        bad=_PATIENT + "clause fee (p: Patient) : amount = 5 € plus 10 € if p.adl",
        good=_PATIENT + "clause fee (p: Patient) : amount = 5 € plus 10 € if p.ald",
    ),
    Entry(
        code="E0104",
        message=Wording(
            en="`{name}` can mean several things here: {meanings}",
            fr="`{name}` peut désigner plusieurs choses ici : {meanings}",
        ),
        help=Wording(
            en="say which one, or rename one of them",
            fr="dites lequel, ou renommez l'un des deux",
        ),
        explanation=Wording(
            en="Nothing hides anything: where a name has several meanings, the text says which one "
            "is meant. A field is written `p.age`, an item `Zone.urban`.",
            fr="Rien ne masque rien : quand un nom a plusieurs sens, le texte dit lequel. Un champ "
            "s'écrit `p.âge`, un élément `Zone.urbaine`.",
        ),
        bad=_PATIENT + "given p: Patient\nclause fee (age: integer 0..120) : amount\n"
        "  = 5 € plus 1 € if age > 80",
        good=_PATIENT + "given p: Patient\nclause fee (limit: integer 0..120) : amount\n"
        "  = 5 € plus 1 € if age > limit",
    ),
    Entry(
        code="E0105",
        message=Wording(
            en="the convention `{book}` declares no `{name}`",
            fr="la convention `{book}` ne déclare pas de `{name}`",
        ),
        explanation=Wording(
            en="Clauses and parameters of a used convention are named through it: "
            "`former.base(p)`.",
            fr="Les clauses et paramètres d'une convention utilisée se nomment à travers elle : "
            "`ancien.base(p)`.",
        ),
        bad=_PATIENT + "clause base (p: Patient) : amount = 5 €\n"
        "clause fee (p: Patient) : amount = sample.bsae(p)",
        good=_PATIENT + "clause base (p: Patient) : amount = 5 €\n"
        "clause fee (p: Patient) : amount = sample.base(p)",
    ),
    Entry(
        code="E0106",
        message=Wording(
            en="`{name}` cannot be read here: what precedes the dot is {found}",
            fr="`{name}` ne peut se lire ici : ce qui précède le point est {found}",
        ),
        explanation=Wording(
            en="Only records have fields; a date has `year`, `month` and `day`.",
            fr="Seules les fiches ont des champs ; une date a `année`, `mois` et `jour`.",
        ),
        bad=_PATIENT + "clause fee (p: Patient) : amount = 5 € plus 1 € if p.age.year > 3",
        good=_PATIENT + "clause fee (p: Patient) : amount = 5 € plus 1 € if p.age > 3",
    ),
    Entry(
        code="E0107",
        message=Wording(
            en="no clause is called `{name}`", fr="aucune clause ne s'appelle `{name}`"
        ),
        explanation=Wording(
            en="What stands before parentheses is a clause of this text, `alias.clause` of a used "
            "one, or `min`, `max`, `abs`, `instalment`.",
            fr="Ce qui précède des parenthèses est une clause de ce texte, `alias.clause` d'un "
            "texte utilisé, ou `min`, `max`, `abs`, `échéance`.",
        ),
        bad=_PATIENT + "clause base (p: Patient) : amount = 5 €\n"
        "clause fee (p: Patient) : amount = bsae(p)",
        good=_PATIENT + "clause base (p: Patient) : amount = 5 €\n"
        "clause fee (p: Patient) : amount = base(p)",
    ),
    Entry(
        code="E0108",
        message=Wording(
            en="no enumeration or record is called `{name}`",
            fr="aucune énumération ni fiche ne s'appelle `{name}`",
        ),
        help=Wording(
            en="declare it, or `use` the vocabulary that does",
            fr="déclarez-la, ou utilisez (`utilise`) le vocabulaire qui la déclare",
        ),
        explanation=Wording(
            en="A type is `boolean`, `integer`, `amount`, `rate`, `number`, `date`, or the name of "
            "an enumeration or a record of this text or of a vocabulary that it uses.",
            fr="Un type est `booléen`, `entier`, `montant`, `taux`, `nombre`, `date`, ou le nom "
            "d'une énumération ou d'une fiche de ce texte ou d'un vocabulaire qu'il utilise.",
        ),
        bad=_PATIENT + "clause fee (p: Patiente) : amount = 5 €",
        good=_PATIENT + "clause fee (p: Patient) : amount = 5 €",
    ),
    Entry(
        code="E0109",
        message=Wording(
            en="a condition of a record speaks of its fields only: `{name}` is none of them",
            fr="une condition d'une fiche ne parle que de ses champs : `{name}` n'en est pas un",
        ),
        explanation=Wording(
            en="What makes a record possible cannot depend on clauses or on parameters: it says "
            "which patients exist, not what they are paid.",
            fr="Ce qui rend une fiche possible ne dépend ni de clauses ni de paramètres : on y dit "
            "quels patients existent, non ce qui est payé pour eux.",
        ),
        bad='parameter limit : integer = 120 source "x"\n'
        "record Patient\n  age : integer 0..150\n  such that age <= limit",
        good="record Patient\n  age : integer 0..150\n  such that age <= 120",
    ),
    Entry(
        code="E0110",
        message=Wording(
            en="`{name}` is a clause: it is written with its inputs, `{call}`",
            fr="`{name}` est une clause : elle s'écrit avec ses entrées, `{call}`",
        ),
        explanation=Wording(
            en="A clause has a value only once its inputs are given.",
            fr="Une clause n'a de valeur qu'une fois ses entrées données.",
        ),
        bad=_PATIENT + "clause base (p: Patient) : amount = 5 €\n"
        "clause fee (p: Patient) : amount = base",
        good=_PATIENT + "clause base (p: Patient) : amount = 5 €\n"
        "clause fee (p: Patient) : amount = base(p)",
    ),
    Entry(
        code="E0111",
        message=Wording(en="`{name}` has a meaning here already", fr="`{name}` a déjà un sens ici"),
        help=Wording(en="choose another name", fr="choisissez un autre nom"),
        explanation=Wording(
            en="An input, a local name or the variable of an aggregate must not hide another name.",
            fr="Une entrée, un nom local ou la variable d'une somme ne doit pas en masquer un "
            "autre.",
        ),
        bad=_PATIENT + "clause fee (p: Patient) : amount = 5 € * p let p = 2",
        good=_PATIENT + "clause fee (p: Patient) : amount = 5 € * n let n = 2",
    ),
    Entry(
        code="E0112",
        message=Wording(
            en="`{name}` takes {expected} values ({inputs}), not {found}",
            fr="`{name}` attend {expected} valeurs ({inputs}), et non {found}",
        ),
        explanation=Wording(
            en="A call gives a value for each input, in their order. Clauses that follow the same "
            "`given` call each other without what is given; elsewhere it comes first.",
            fr="Un appel donne une valeur à chaque entrée, dans leur ordre. Les clauses d'un même "
            "« étant donné » s'appellent sans ce qui est donné ; ailleurs, cela vient en premier.",
        ),
        bad=_PATIENT + "clause base (p: Patient, n: integer 0..9) : amount = 5 € * n\n"
        "clause fee (p: Patient) : amount = base(p)",
        good=_PATIENT + "clause base (p: Patient, n: integer 0..9) : amount = 5 € * n\n"
        "clause fee (p: Patient) : amount = base(p, 2)",
    ),
    Entry(
        code="E0113",
        message=Wording(
            en="one value per item was expected here, read as `d.score(item)`; this is {found}",
            fr="une valeur par élément était attendue ici, lue `d.score(élément)` ; c'est {found}",
        ),
        explanation=Wording(
            en="A field declared as `score(Indicator) : rate` has a value for each item.",
            fr="Un champ déclaré `score(Indicateur) : taux` a une valeur pour chaque élément.",
        ),
        bad=_PATIENT + "clause fee (p: Patient) : amount = 1 € * p.age(3)",
        good=_PATIENT + "clause fee (p: Patient) : amount = 1 € * p.age",
    ),
    Entry(
        code="E0114",
        message=Wording(
            en="the parameter `{name}` of `{book}` has no value yet on {day}",
            fr="le paramètre `{name}` de `{book}` n'a pas encore de valeur au {day}",
        ),
        explanation=Wording(
            en="A text used `as in force on` a date gives its parameters their values of that day.",
            fr="Un texte utilisé `en vigueur au` donne à ses paramètres leurs valeurs de ce jour.",
        ),
        bad="use fpmt as in force on 1 January 2017 as former   # values from 2018 on only",
        good="use fpmt as in force on 31 December 2025 as former",
    ),
    Entry(
        code="E0116",
        message=Wording(
            en="no file starts with `convention {name}`",
            fr="aucun fichier ne commence par `convention {name}`",
        ),
        explanation=Wording(
            en="`part of NAME` continues a convention or a vocabulary whose own file is in the "
            "same folder.",
            fr="`partie de NOM` continue une convention ou un vocabulaire dont le fichier est dans "
            "le même dossier.",
        ),
        bad="part of fmt_2025   # there is only `convention fmt_2026`",
        good="part of fmt_2026",
    ),
    Entry(
        code="E0118",
        message=Wording(
            en="`{name}` is never in force at the same time as this text",
            fr="`{name}` n'est jamais en vigueur en même temps que ce texte",
        ),
        help=Wording(
            en="say of which day: `use {name} as in force on {day}`",
            fr="dites à quelle date : `utilise {name} en vigueur au {day}`",
        ),
        explanation=Wording(
            en="Texts are calculated at one date. To compare a text with one that it replaced, use "
            "the earlier one `as in force on` one of its days.",
            fr="Les textes se calculent à une date. Pour comparer un texte à celui qu'il remplace, "
            "utilisez l'ancien `en vigueur au` l'un de ses jours.",
        ),
        bad="use fpmt   # in force until 31 December 2025",
        good="use fpmt as in force on 31 December 2025 as former",
    ),
    Entry(
        code="E0119",
        message=Wording(
            en="`{name}` is not in force on {day}", fr="`{name}` n'est pas en vigueur au {day}"
        ),
        explanation=Wording(
            en="The date of `as in force on` must be one of the text's own period.",
            fr="La date de `en vigueur au` doit être dans la période du texte.",
        ),
        bad="use fpmt as in force on 1 June 2026 as former   # ended in 2025",
        good="use fpmt as in force on 31 December 2025 as former",
    ),
)
