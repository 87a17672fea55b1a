"""Messages E018x: texts taken together at a date."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        code="E0181",
        message=Wording(
            en="the parameter `{name}` has no value on {day}",
            fr="le paramètre `{name}` n'a pas de valeur au {day}",
        ),
        help=Wording(
            en="give it a value from an earlier date, or calculate at a later one",
            fr="donnez-lui une valeur à compter d'une date antérieure, ou calculez plus tard",
        ),
        explanation=Wording(
            en=(
                "A parameter with dated values has none before the first date of effect. "
                "A calculation at an earlier date that needs it is refused."
            ),
            fr=(
                "Un paramètre à valeurs datées n'en a aucune avant sa première date d'effet. "
                "Un calcul à une date antérieure qui en a besoin est refusé."
            ),
        ),
        bad=(
            "parameter rate_due : rate\n  from 1 January 2026 : 60 %\n"
            "# convention calc … --at 2025-06-01"
        ),
        good=(
            "parameter rate_due : rate\n  from 1 January 2024 : 50 %\n  from 1 January 2026 : 60 %"
        ),
    ),
    Entry(
        code="E0182",
        message=Wording(
            en="this table has no column for {day}",
            fr="ce tableau n'a pas de colonne pour le {day}",
        ),
        help=Wording(
            en="add a column that starts earlier, or calculate at a later date",
            fr="ajoutez une colonne qui commence plus tôt, ou calculez à une date ultérieure",
        ),
        explanation=Wording(
            en="A dated table says nothing before the date of its first column.",
            fr="Un tableau daté ne dit rien avant la date de sa première colonne.",
        ),
        bad="| p.ald || from 2024-01-01 |   # calculated at 2023-06-01",
        good="| p.ald || from 2018-01-01 | from 2024-01-01 |",
    ),
    Entry(
        code="E0183",
        message=Wording(
            en="`{book}` is not in force on {day}",
            fr="`{book}` n'est pas en vigueur au {day}",
        ),
        help=Wording(
            en="calculate at a date within its period, or pin it: `use {book} as in force on …`",
            fr="calculez à une date de sa période, ou figez-le : `utilise {book} en vigueur au …`",
        ),
        explanation=Wording(
            en=(
                "A convention can be calculated only at a date on which it is in force. "
                "To compare it with a later text, use it as in force on one of its own dates."
            ),
            fr=(
                "Une convention ne se calcule qu'à une date où elle est en vigueur. Pour la "
                "comparer à un texte ultérieur, utilisez-la en vigueur à l'une de ses dates."
            ),
        ),
        bad="use fpmt",
        good="use fpmt as in force on 31 December 2025 as former",
    ),
    Entry(
        code="E0184",
        message=Wording(
            en="`{clause}` has no reading `{reading}`; it has {known}",
            fr="`{clause}` n'a pas de lecture `{reading}` ; elle a {known}",
        ),
        explanation=Wording(
            en=(
                "A reading is chosen by the name that the clause gives it, as `READING` or "
                "`CLAUSE=READING`. A clause with one body has no readings to choose from."
            ),
            fr=(
                "Une lecture se choisit par le nom que la clause lui donne, `LECTURE` ou "
                "`CLAUSE=LECTURE`. Une clause qui n'a qu'un corps n'a pas de lecture à choisir."
            ),
        ),
        bad="convention calc fmt.conv --clause fmt --reading strickt",
        good="convention calc fmt.conv --clause fmt --reading strict",
    ),
    Entry(
        code="E0185",
        message=Wording(
            en="`{name}` has several dated values: give the date of the calculation",
            fr="`{name}` a plusieurs valeurs datées : donnez la date du calcul",
        ),
        explanation=Wording(
            en="Where a value or a table depends on the date, so does every result built on it.",
            fr="Quand une valeur ou un tableau dépend de la date, tout résultat en dépend aussi.",
        ),
        bad="convention calc fpmt.conv --clause fpmt",
        good="convention calc fpmt.conv --clause fpmt --at 2024-06-30",
    ),
    Entry(
        code="E0186",
        message=Wording(
            en="these clauses are calculated from each other: {clauses}",
            fr="ces clauses se calculent l'une à partir de l'autre : {clauses}",
        ),
        help=Wording(
            en="break the circle: a clause, with its exceptions, may use only others",
            fr="rompez le cercle : une clause, avec ses exceptions, n'en utilise que d'autres",
        ),
        explanation=Wording(
            en=(
                "A clause cannot need its own result. An exception of another text counts too: "
                "its value becomes a part of the clause that it changes."
            ),
            fr=(
                "Une clause ne peut avoir besoin de son propre résultat. Une dérogation d'un autre "
                "texte compte aussi : sa valeur devient une partie de la clause qu'elle change."
            ),
        ),
        bad="clause a (p: Patient) : amount = b(p)\nclause b (p: Patient) : amount = a(p)",
        good="clause a (p: Patient) : amount = b(p)\nclause b (p: Patient) : amount = 5 €",
    ),
    Entry(
        code="E0188",
        message=Wording(
            en="`{clause}` rests on too long a chain of clauses",
            fr="`{clause}` repose sur une trop longue chaîne de clauses",
        ),
        help=Wording(
            en="at most {limit} expressions may stand within each other, calls included",
            fr="au plus {limit} expressions peuvent s'emboîter, appels compris",
        ),
        explanation=Wording(
            en=(
                "A clause may call others, which call others in turn; the whole, with the "
                "expressions on the way, has a limit so that every calculation ends in good time."
            ),
            fr=(
                "Une clause peut en appeler d'autres, qui en appellent à leur tour ; l'ensemble, "
                "avec les expressions intermédiaires, a une limite pour que tout calcul aboutisse."
            ),
        ),
        bad="clause c400 (p: Patient) : amount = c399(p) + 1 €   # … down to c1",
        good="clause c (p: Patient) : amount = sum of (price(a) for a in p.done)",
    ),
)
