"""Messages E020x and W020x: tables, cases and exceptions."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording

WHERE = {
    "from": Wording(en="only from {start} on", fr="seulement à compter du {start}"),
    "between": Wording(
        en="only from {start} until {end}", fr="seulement du {start} jusqu'au {end}"
    ),
    "until": Wording(en="only until {end}", fr="seulement jusqu'au {end}"),
    "readings": Wording(
        en="only in the reading {reading} of `{of}`",
        fr="seulement dans la lecture {reading} de `{of}`",
    ),
}
"""In which dates and readings a finding is so, where it is not so in all of them."""

OTHER_ROW = {**WHERE, "other": Wording(en="the other one", fr="l'autre")}

IDLE = {
    "outside": Wording(
        en="a condition is outside the range declared for what it compares",
        fr="une condition est hors des bornes déclarées de ce qu'elle compare",
    ),
    "contradictory": Wording(
        en="its conditions contradict each other", fr="ses conditions se contredisent"
    ),
    "silenced": Wording(
        en="wherever it could apply, another one prevails",
        fr="partout où elle pourrait s'appliquer, une autre prime",
    ),
    "never": Wording(
        en="nobody who gets here meets its conditions",
        fr="personne, à cet endroit, ne remplit ses conditions",
    ),
}

_IDLE_EXPLANATION = Wording(
    en=(
        "A row that can never apply is usually a slip: a bound on the wrong side, a condition "
        "already settled above, a value that no input can have. It changes no amount; it is "
        "reported because the reader of the text believes that it does."
    ),
    fr=(
        "Une ligne qui ne s'applique jamais est le plus souvent une faute de frappe : une borne du "
        "mauvais côté, une condition déjà tranchée plus haut, une valeur que rien ne peut prendre. "
        "Elle ne change aucun montant ; elle est signalée parce que le lecteur croit le contraire."
    ),
)

TABLES: tuple[Entry, ...] = (
    Entry(
        code="E0201",
        message=Wording(
            en="the table of `{clause}` leaves somebody out",
            fr="le tableau de `{clause}` laisse quelqu'un de côté",
        ),
        help=Wording(
            en="add a row for them, or widen one",
            fr="ajoutez une ligne pour ce cas, ou élargissez-en une",
        ),
        explanation=Wording(
            en=(
                "A table must have a row for everybody the inputs allow; the one shown falls in "
                "none. Nothing is paid by default: write the row, with 0 € if that is what the "
                "text says."
            ),
            fr=(
                "Un tableau doit avoir une ligne pour tous ceux que les entrées permettent ; celui "
                "qui est montré ne tombe dans aucune. Rien n'est payé par défaut : écrivez la "
                "ligne, avec 0 € si c'est ce que dit le texte."
            ),
        ),
        bad="| p.age  || amount |\n| < 7    || 15 €   |\n| 8..120 || 5 €    |",
        good="| p.age  || amount |\n| < 7    || 15 €   |\n| 7..120 || 5 €    |",
        phrases=WHERE,
    ),
    Entry(
        code="E0202",
        message=Wording(
            en="the cases of `{clause}` leave somebody out",
            fr="les cas de `{clause}` laissent quelqu'un de côté",
        ),
        help=Wording(
            en="add a case, or end with `otherwise`",
            fr="ajoutez un cas, ou terminez par `sinon`",
        ),
        explanation=Wording(
            en=(
                "Cases without `otherwise` must cover everybody the inputs allow; the one shown "
                "falls in none."
            ),
            fr=(
                "Des cas sans `sinon` doivent couvrir tous ceux que les entrées permettent ; celui "
                "qui est montré ne tombe dans aucun."
            ),
        ),
        bad="when p.age < 7 then 15 €\nwhen p.age > 7 then 5 €",
        good="when p.age < 7 then 15 €\notherwise 5 €",
        phrases=WHERE,
    ),
    Entry(
        code="E0203",
        message=Wording(
            en="two rows of the table of `{clause}` apply to the same person",
            fr="deux lignes du tableau de `{clause}` s'appliquent à la même personne",
        ),
        help=Wording(
            en="narrow one of the two rows: their order decides nothing",
            fr="restreignez l'une des deux lignes : leur ordre ne décide de rien",
        ),
        explanation=Wording(
            en=(
                "The rows of a table exclude each other, so that the table reads the same from top "
                "to bottom and from bottom to top. The person shown falls in both rows."
            ),
            fr=(
                "Les lignes d'un tableau s'excluent, de sorte qu'il se lit de haut en bas comme de "
                "bas en haut. La personne montrée tombe dans les deux lignes."
            ),
        ),
        bad="| p.age || amount |\n| <= 7  || 15 €   |\n| >= 7  || 5 €    |",
        good="| p.age || amount |\n| < 7   || 15 €   |\n| >= 7  || 5 €    |",
        phrases=OTHER_ROW,
    ),
    Entry(
        code="E0204",
        message=Wording(
            en="two cases of `{clause}` apply to the same person",
            fr="deux cas de `{clause}` s'appliquent à la même personne",
        ),
        help=Wording(
            en="narrow one of the two, or write the special one as an exception",
            fr="restreignez l'un des deux, ou écrivez le cas particulier comme une exception",
        ),
        explanation=Wording(
            en=(
                "Cases exclude each other whatever their order. Where one case is special, write "
                "it as an exception to the general rule."
            ),
            fr=(
                "Les cas s'excluent, quel que soit leur ordre. Un cas particulier s'écrit comme "
                "une exception à la règle générale."
            ),
        ),
        bad="when p.ald then 30 €\nwhen p.age >= 80 then 40 €\notherwise 5 €",
        good="when p.ald and p.age < 80 then 30 €\nwhen p.age >= 80 then 40 €\notherwise 5 €",
        phrases=OTHER_ROW,
    ),
    Entry(
        code="E0205",
        message=Wording(
            en="two exceptions to `{clause}` apply to the same person, and neither prevails",
            fr="deux exceptions à `{clause}` s'appliquent à la même personne, et aucune ne prime",
        ),
        help=Wording(
            en="say which one `prevails over` the other, or narrow one of them",
            fr="dites laquelle `prime sur` l'autre, ou restreignez-en une",
        ),
        explanation=Wording(
            en=(
                "Two exceptions to the same rule that can apply at once need an order: write "
                "`prevails over` in the one that wins."
            ),
            fr=(
                "Deux exceptions à la même règle qui peuvent s'appliquer ensemble demandent un "
                "ordre : écrivez `prime sur` dans celle qui l'emporte."
            ),
        ),
        bad=(
            "exception young to base when p.age < 7 then 20 €\n"
            "exception poor to base when p.c2s then 30 €"
        ),
        good=(
            "exception young to base when p.age < 7 then 20 €\n"
            "exception poor to base prevails over young when p.c2s then 30 €"
        ),
        phrases=OTHER_ROW,
    ),
    Entry(
        code="E0206",
        message=Wording(
            en="the same row is written twice in `{clause}`",
            fr="la même ligne est écrite deux fois dans `{clause}`",
        ),
        help=Wording(en="remove one of the two", fr="supprimez l'une des deux"),
        explanation=Wording(
            en="Two rows have the same conditions and the same amount: one of them says nothing.",
            fr="Deux lignes ont les mêmes conditions et le même montant : l'une est de trop.",
        ),
        bad="| p.ald || amount |\n| yes   || 15 €   |\n| yes   || 15 €   |\n| no    || 5 €    |",
        good="| p.ald || amount |\n| yes   || 15 €   |\n| no    || 5 €    |",
        phrases=OTHER_ROW,
    ),
    Entry(
        code="E0214",
        message=Wording(
            en="two columns of the table of `{clause}` apply to the same person",
            fr="deux colonnes du tableau de `{clause}` s'appliquent à la même personne",
        ),
        help=Wording(
            en="narrow the condition at the head of one of the two columns",
            fr="restreignez la condition en tête de l'une des deux colonnes",
        ),
        explanation=Wording(
            en="The columns of a cross table exclude each other, as its rows do.",
            fr="Les colonnes d'un tableau croisé s'excluent, comme ses lignes.",
        ),
        bad="| p.ald || p.age < 7 | p.age < 18 | p.age >= 18 |",
        good="| p.ald || p.age < 7 | 7 <= p.age and p.age < 18 | p.age >= 18 |",
        phrases=WHERE,
    ),
    Entry(
        code="W0201",
        message=Wording(
            en="this row of the table of `{clause}` can never apply",
            fr="cette ligne du tableau de `{clause}` ne peut jamais s'appliquer",
        ),
        help=Wording(
            en="correct its conditions, or remove it",
            fr="corrigez ses conditions, ou supprimez-la",
        ),
        explanation=_IDLE_EXPLANATION,
        bad="| p.age       || amount |\n| >= 200      || 15 €   |\n| < 200       || 5 €    |",
        good="| p.age || amount |\n| >= 80 || 15 €   |\n| < 80  || 5 €    |",
        phrases=IDLE,
    ),
    Entry(
        code="W0202",
        message=Wording(
            en="this case of `{clause}` can never apply",
            fr="ce cas de `{clause}` ne peut jamais s'appliquer",
        ),
        help=Wording(
            en="correct its conditions, or remove it",
            fr="corrigez ses conditions, ou supprimez-le",
        ),
        explanation=_IDLE_EXPLANATION,
        bad="when p.age < 7 and p.age > 60 then 15 €\notherwise 5 €",
        good="when p.age < 7 or p.age > 60 then 15 €\notherwise 5 €",
        phrases=IDLE,
    ),
    Entry(
        code="W0203",
        message=Wording(
            en="this exception to `{clause}` can never apply",
            fr="cette exception à `{clause}` ne peut jamais s'appliquer",
        ),
        help=Wording(
            en="correct its condition, or remove it",
            fr="corrigez sa condition, ou supprimez-la",
        ),
        explanation=_IDLE_EXPLANATION,
        bad="exception old to base when p.age > 130 then 20 €",
        good="exception old to base when p.age > 80 then 20 €",
        phrases=IDLE,
    ),
    Entry(
        code="W0204",
        message=Wording(
            en="the `otherwise` of `{clause}` can never apply",
            fr="le `sinon` de `{clause}` ne peut jamais s'appliquer",
        ),
        help=Wording(
            en="remove it, or correct the cases: they already cover everybody",
            fr="supprimez-le, ou corrigez les cas : ils couvrent déjà tout le monde",
        ),
        explanation=_IDLE_EXPLANATION,
        bad="when p.ald then 30 €\nwhen not p.ald then 5 €\notherwise 0 €",
        good="when p.ald then 30 €\notherwise 5 €",
        phrases=IDLE,
    ),
    Entry(
        code="W0205",
        message=Wording(
            en="the exceptions to `{clause}` leave nobody to the general rule",
            fr="les exceptions à `{clause}` ne laissent personne à la règle générale",
        ),
        help=Wording(
            en="narrow an exception, or replace the general rule",
            fr="restreignez une exception, ou remplacez la règle générale",
        ),
        explanation=Wording(
            en=(
                "An exception derogates from a rule that still applies to somebody. Here the "
                "exceptions together apply to everybody: the general rule is dead letter."
            ),
            fr=(
                "Une exception déroge à une règle qui s'applique encore à quelqu'un. Ici les "
                "exceptions s'appliquent ensemble à tout le monde : la règle est lettre morte."
            ),
        ),
        bad="exception everyone to base when p.age >= 0 then 20 €",
        good="exception old to base when p.age >= 80 then 20 €",
        phrases=IDLE,
    ),
)
