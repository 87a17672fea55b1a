"""Messages E014x–E015x: sets, aggregates, records, and expressions out of place."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording

_ACTION = "enumeration Action = flu, covid\n"
_PATIENT = _ACTION + "record Patient\n  age : integer 0..120\n  done : set of Action\n"

EXPRESSIONS: tuple[Entry, ...] = (
    Entry(
        code="E0140",
        message=Wording(
            en="nothing here says of what this is empty", fr="rien ici ne dit de quoi ceci est vide"
        ),
        explanation=Wording(
            en="`{}` and `[]` take their type from what they stand beside.",
            fr="`{}` et `[]` tirent leur type de ce qu'ils accompagnent.",
        ),
        bad=_PATIENT + "clause few (p: Patient) : boolean = number of (a in {}) = 0",
        good=_PATIENT + "clause few (p: Patient) : boolean = p.done = {}",
    ),
    Entry(
        code="E0141",
        message=Wording(
            en="a set of whole numbers needs bounds, at most {most} apart",
            fr="un ensemble d'entiers demande des bornes, distantes d'au plus {most}",
        ),
        explanation=Wording(
            en="Write `set of integer 1..32`; a range inside a set is made of constants.",
            fr="Écrivez `ensemble d'entier 1..32` ; un intervalle dans un ensemble est constant.",
        ),
        bad="record Patient\n  nos : set of integer",
        good="record Patient\n  nos : set of integer 1..32",
    ),
    Entry(
        code="E0142",
        message=Wording(
            en="a set holds items of an enumeration or whole numbers, not {found}",
            fr="un ensemble contient des éléments d'énumération ou des entiers, et non {found}",
        ),
        explanation=Wording(
            en="Records come in lists: `list of Patient`.",
            fr="Les fiches vont dans des listes : `liste de Patient`.",
        ),
        bad=_PATIENT + "record Doctor\n  patients : set of Patient",
        good=_PATIENT + "record Doctor\n  patients : list of Patient",
    ),
    Entry(
        code="E0143",
        message=Wording(
            en="a record was expected here; this is {found}",
            fr="une fiche était attendue ici ; c'est {found}",
        ),
        explanation=Wording(
            en="Lists are made of records, and `with (…)` changes fields of a record.",
            fr="Les listes sont faites de fiches, et `avec (…)` change des champs d'une fiche.",
        ),
        bad=_ACTION + "record Doctor\n  acts : list of Action",
        good=_ACTION + "record Doctor\n  acts : set of Action",
    ),
    Entry(
        code="E0144",
        message=Wording(
            en="a set was expected here; this is {found}",
            fr="un ensemble était attendu ici ; c'est {found}",
        ),
        explanation=Wording(
            en="`in`, `contains`, `meets`, `union` and the like are about sets; `in` also takes a "
            "range, `x in 75..79`.",
            fr="`dans`, `contient`, `touche`, `union` et les autres parlent d'ensembles ; `dans` "
            "prend aussi un intervalle, `x dans 75..79`.",
        ),
        bad=_PATIENT + "clause done (p: Patient) : boolean = p.age contains flu",
        good=_PATIENT + "clause done (p: Patient) : boolean = p.done contains flu",
    ),
    Entry(
        code="E0145",
        message=Wording(
            en="this range is empty: its first bound is above the second",
            fr="cet intervalle est vide : sa première borne dépasse la seconde",
        ),
        explanation=Wording(
            en="A range goes from the smaller to the larger bound.",
            fr="Un intervalle va de la plus petite borne à la plus grande.",
        ),
        bad="record Patient\n  age : integer 120..0",
        good="record Patient\n  age : integer 0..120",
    ),
    Entry(
        code="E0146",
        message=Wording(
            en="a range has no value of its own", fr="un intervalle n'a pas de valeur en soi"
        ),
        explanation=Wording(
            en="Ranges stand after `in`, inside a set, in a cell, or in a type.",
            fr="Un intervalle se met après `dans`, dans un ensemble, une case ou un type.",
        ),
        bad="clause fee (n: integer 0..9) : amount = 5 € plus 1 € if n = 1..3",
        good="clause fee (n: integer 0..9) : amount = 5 € plus 1 € if n in 1..3",
    ),
    Entry(
        code="E0147",
        message=Wording(
            en="`before` stands for the same call to the clause that is replaced: only a call can "
            "be compared with it",
            fr="`avant` désigne le même appel à la clause remplacée : seul un appel s'y compare",
        ),
        explanation=Wording(
            en="Write `fmt(p) at least as high as before`.",
            fr="Écrivez `fmt(p) jamais inférieur à avant`.",
        ),
        bad=_PATIENT + "property p1 for every p: Patient then p.age at least as high as before",
        good=_PATIENT + "property p1 for every p: Patient then p.age at least as high as 0",
    ),
    Entry(
        code="E0148",
        message=Wording(
            en="a set, a list or an enumeration was expected here; this is {found}",
            fr="un ensemble, une liste ou une énumération était attendu ici ; c'est {found}",
        ),
        explanation=Wording(
            en="An aggregate goes through the elements of a set, a list, an enumeration or a "
            "range.",
            fr="Une somme, un nombre… parcourt un ensemble, une liste, une énumération, un "
            "intervalle.",
        ),
        bad=_PATIENT + "clause n (p: Patient) : integer = number of (a in p.age)",
        good=_PATIENT + "clause n (p: Patient) : integer = number of (a in p.done)",
    ),
    Entry(
        code="E0149",
        message=Wording(
            en="say what this is when there is nothing to choose from: `… if empty v`",
            fr="dites ce que cela vaut quand il n'y a rien à choisir : `… si vide v`",
        ),
        explanation=Wording(
            en="The smallest, the largest, the average, the share of nothing have no value of "
            "their own.",
            fr="Le plus petit, le plus grand, la moyenne, la part de rien n'ont pas de valeur en "
            "soi.",
        ),
        bad=_PATIENT + "record Doctor\n  list : list of Patient\n"
        "clause old (d: Doctor) : integer = largest of (p.age for p in d.list)",
        good=_PATIENT + "record Doctor\n  list : list of Patient\n"
        "clause old (d: Doctor) : integer = largest of (p.age for p in d.list) if empty 0",
    ),
    Entry(
        code="E0150",
        message=Wording(
            en="nothing says which clause `{name}` replaces",
            fr="rien ne dit quelle clause `{name}` remplace",
        ),
        help=Wording(
            en="add `replaces alias.clause` to the clause, or use one earlier text "
            "`as in force on` a date",
            fr="ajoutez `remplace alias.clause` à la clause, ou utilisez un seul texte antérieur "
            "`en vigueur au` une date",
        ),
        explanation=Wording(
            en="`before` is the clause named by `replaces`, else the clause of the same name in "
            "the "
            "only text that is used as in force on a date.",
            fr="`avant` est la clause nommée par `remplace`, sinon celle de même nom dans le seul "
            "texte utilisé en vigueur à une date.",
        ),
        bad=_PATIENT + "clause fee (p: Patient) : amount = 5 €\n"
        "property p1 for every p: Patient then fee(p) at least as high as before",
        good=_PATIENT + "clause fee (p: Patient) : amount = 5 €\n"
        "property p1 for every p: Patient then fee(p) at least as high as 5 €",
    ),
    Entry(
        code="E0151",
        message=Wording(
            en="`{name}` and `{before}`, which it replaces, do not have the same inputs",
            fr="`{name}` et `{before}`, qu'elle remplace, n'ont pas les mêmes entrées",
        ),
        explanation=Wording(
            en="`before` is the same call: write both calls out where the inputs differ.",
            fr="`avant` est le même appel : écrivez les deux appels quand les entrées diffèrent.",
        ),
        bad="… then fmt(p, d) at least as high as before   # where fpmt takes a patient only",
        good="… then fmt(p, d) >= former.fpmt(p)",
    ),
    Entry(
        code="E0152",
        message=Wording(
            en="the rank of an instalment is a whole number from 1 to {most}",
            fr="le rang d'une échéance est un entier de 1 à {most}",
        ),
        explanation=Wording(
            en="`instalment(total, k, n)` is the k-th of n parts: k must be known to be one of "
            "them.",
            fr="`échéance(total ; k ; n)` est la k-ième de n parts : k doit être l'une d'elles.",
        ),
        bad="clause part (a: amount, k: integer) : amount = instalment(a, k, 4)",
        good="clause part (a: amount, k: integer 1..4) : amount = instalment(a, k, 4)",
    ),
    Entry(
        code="E0153",
        message=Wording(
            en="`{record}` needs a value for {fields}",
            fr="`{record}` demande une valeur pour {fields}",
        ),
        explanation=Wording(
            en="Every field, input or item is given a value, unless its declaration has a "
            "`default`.",
            fr="Chaque champ, entrée ou élément reçoit une valeur, sauf `défaut` à la déclaration.",
        ),
        bad=_PATIENT + "clause fee (p: Patient) : amount = 5 €\nexample fee(Patient(age: 3)) = 5 €",
        good=_PATIENT + "clause fee (p: Patient) : amount = 5 €\n"
        "example fee(Patient(age: 3, done: {})) = 5 €",
    ),
    Entry(
        code="E0154",
        message=Wording(en="`{name}` is there twice", fr="`{name}` figure deux fois"),
        explanation=Wording(
            en="Fields, items, inputs, readings and columns each have a name of their own.",
            fr="Champs, éléments, entrées, lectures et colonnes ont chacun leur nom.",
        ),
        phrases={"first": Wording(en="the first time here", fr="la première fois ici")},
        bad="enumeration Action = flu, covid, flu",
        good="enumeration Action = flu, covid",
    ),
    Entry(
        code="E0155",
        message=Wording(en="{found} cannot be optional", fr="{found} ne peut être facultatif"),
        explanation=Wording(
            en="A value is optional once, and a list that is not there is an empty list.",
            fr="Une valeur est facultative une seule fois, et une liste absente est une liste "
            "vide.",
        ),
        bad=_PATIENT + "record Doctor\n  list : optional list of Patient",
        good=_PATIENT + "record Doctor\n  list : list of Patient",
    ),
    Entry(
        code="E0156",
        message=Wording(
            en="a constant was expected here, written out",
            fr="une constante écrite était attendue ici",
        ),
        explanation=Wording(
            en="Bounds, steps and values of parameters are written out in the text: they do not "
            "depend on inputs or on other parameters.",
            fr="Bornes, pas et valeurs de paramètres sont écrits dans le texte : ils ne dépendent "
            "ni d'entrées ni d'autres paramètres.",
        ),
        bad='parameter a : amount = 5 € source "x"\nparameter b : amount = a source "x"',
        good='parameter a : amount = 5 € source "x"\nparameter b : amount = 5 € source "x"',
    ),
    Entry(
        code="E0157",
        message=Wording(
            en="say in which steps this is given: add `step …` to {kind}",
            fr="dites par quels pas ceci est donné : ajoutez `au pas de …` à {kind}",
        ),
        explanation=Wording(
            en="Amounts are whole cents and integers whole. Other numbers that come from "
            "outside, or "
            "are open, declare their step: without one there may be no smallest sufficient value.",
            fr="Les montants sont en centimes entiers. Les autres nombres qui viennent du dehors, "
            "ou sont ouverts, déclarent leur pas : sans lui, il n'y a pas toujours de plus petite "
            "valeur suffisante.",
        ),
        bad="record Doctor\n  share : rate 0 %..100 %",
        good="record Doctor\n  share : rate 0 %..100 % step 0.1 %",
    ),
)
