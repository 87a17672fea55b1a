"""Messages E012x–E013x: values that do not fit their place, numbers and comparisons."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording

_PATIENT = "record Patient\n  age : integer 0..120\n  ald : boolean\n  seen_on : optional date\n"
_FEE = _PATIENT + "clause fee (p: Patient) : amount\n  "

TYPES: tuple[Entry, ...] = (
    Entry(
        code="E0120",
        message=Wording(
            en="expected {expected}, found {found}", fr="attendu {expected}, trouvé {found}"
        ),
        explanation=Wording(
            en="Each place of a text asks for a kind of value: a date where a day is meant, an "
            "item "
            "of the right enumeration, the record that a clause is about.",
            fr="Chaque place d'un texte demande une sorte de valeur : une date là où l'on parle "
            "d'un jour, un élément de la bonne énumération, la fiche dont parle la clause.",
        ),
        bad=_FEE + "= p.ald",
        good=_FEE + "= 5 €",
    ),
    Entry(
        code="E0121",
        message=Wording(
            en="expected {expected}, found {found}: only an amount is in euros",
            fr="attendu {expected}, trouvé {found} : seul un montant est en euros",
        ),
        explanation=Wording(
            en="An amount keeps its unit: `0 €` is not `0`. Multiply a number by an amount, or "
            "divide an amount by another, to pass from one to the other.",
            fr="Un montant garde son unité : `0 €` n'est pas `0`. On passe de l'un à l'autre en "
            "multipliant un nombre par un montant, ou en divisant deux montants.",
        ),
        bad=_FEE + "= 5",
        good=_FEE + "= 5 €",
    ),
    Entry(
        code="E0122",
        message=Wording(
            en="this may be unknown, and {expected} is needed here",
            fr="ceci peut être inconnu, et il faut ici {expected}",
        ),
        help=Wording(
            en="say what counts then: `… if unknown v`",
            fr="dites ce qui vaut alors : `… si inconnu v`",
        ),
        explanation=Wording(
            en="An optional value is either known or unknown; there is no third truth value. Where "
            "a value is needed, the text says what replaces the unknown one.",
            fr="Une valeur facultative est connue ou inconnue ; il n'y a pas de troisième valeur "
            "de "
            "vérité. Là où il faut une valeur, le texte dit ce qui remplace l'inconnue.",
        ),
        bad=_PATIENT + "clause seen (p: Patient) : date = p.seen_on",
        good=_PATIENT + "clause seen (p: Patient) : date = p.seen_on if unknown 2020-01-01",
    ),
    Entry(
        code="E0123",
        message=Wording(
            en="this may be unknown ({found}): it cannot be used as it is",
            fr="ceci peut être inconnu ({found}) : on ne peut l'employer tel quel",
        ),
        help=Wording(
            en="ask `is known`, or say what counts otherwise: `… if unknown v`",
            fr="demandez `est connu`, ou dites ce qui vaut sinon : `… si inconnu v`",
        ),
        explanation=Wording(
            en="Comparing or calculating needs a value that is there.",
            fr="Comparer ou calculer demande une valeur qui est là.",
        ),
        bad=_FEE + "= 5 € plus 1 € if p.seen_on < 2025-01-01",
        good=_FEE + "= 5 € plus 1 € if (p.seen_on if unknown 1900-01-01) < 2025-01-01",
    ),
    Entry(
        code="E0124",
        message=Wording(
            en="a condition was expected here, yes or no; this is {found}",
            fr="une condition était attendue ici, oui ou non ; c'est {found}",
        ),
        explanation=Wording(
            en="Conditions compare values or read a boolean field: `p.age >= 80`, `p.ald`.",
            fr="Une condition compare des valeurs ou lit un champ booléen : `p.âge >= 80`, "
            "`p.ald`.",
        ),
        bad=_FEE + "= 5 € plus 1 € if p.age",
        good=_FEE + "= 5 € plus 1 € if p.age > 80",
    ),
    Entry(
        code="E0125",
        message=Wording(
            en="a whole number is needed here, and this may have a fraction",
            fr="il faut ici un nombre entier, et celui-ci peut avoir des décimales",
        ),
        help=Wording(
            en="round it: `round … to the unit`, or divide with `div`",
            fr="arrondissez : `arrondi de … à l'unité`, ou divisez avec `div`",
        ),
        explanation=Wording(
            en="Whether a number is whole is worked out from its parts: a sum or a product of "
            "whole "
            "numbers is whole, a quotient is not.",
            fr="Qu'un nombre soit entier se déduit de ses parties : une somme ou un produit "
            "d'entiers l'est, un quotient ne l'est pas.",
        ),
        bad=_PATIENT + "clause points (p: Patient) : integer = p.age / 2",
        good=_PATIENT + "clause points (p: Patient) : integer = p.age div 2",
    ),
    Entry(
        code="E0126",
        message=Wording(
            en="a multiple of {step} is needed here, and this may lie between two of them",
            fr="il faut ici un multiple de {step}, et ceci peut tomber entre deux",
        ),
        help=Wording(
            en="round it, or declare a smaller `step` where it goes",
            fr="arrondissez, ou déclarez un `pas` plus petit là où cela va",
        ),
        explanation=Wording(
            en="Amounts given to a clause or kept in a record are whole cents unless a `step` is "
            "declared. What lies between two steps must be rounded first, so that the rounding is "
            "in the text.",
            fr="Les montants donnés à une clause ou gardés dans une fiche sont en centimes "
            "entiers, "
            "sauf pas déclaré. Ce qui tombe entre deux doit d'abord être arrondi, pour que "
            "l'arrondi soit dans le texte.",
        ),
        bad="clause part (a: amount) : amount = a\nclause fee (a: amount) : amount = part(a / 3)",
        good="clause part (a: amount) : amount = a\n"
        "clause fee (a: amount) : amount = part(round a / 3 to the cent)",
    ),
    Entry(
        code="E0128",
        message=Wording(
            en="this value is not accepted here: expected {expected}",
            fr="cette valeur n'est pas acceptée ici : attendu {expected}",
        ),
        explanation=Wording(
            en="A constant must lie in the range, and on the step, of its place.",
            fr="Une constante doit être dans l'intervalle, et sur le pas, de sa place.",
        ),
        bad=_FEE + "= 5 €\nexample fee(Patient(age: 300, ald: no, seen_on: unknown)) = 5 €",
        good=_FEE + "= 5 €\nexample fee(Patient(age: 30, ald: no, seen_on: unknown)) = 5 €",
    ),
    Entry(
        code="E0129",
        message=Wording(
            en="an amount cannot be set beside a plain number: here {left} and {right}",
            fr="un montant ne se met pas en regard d'un simple nombre : ici {left} et {right}",
        ),
        explanation=Wording(
            en="Adding and comparing need the same unit on both sides. `0 €` keeps its unit.",
            fr="Additionner et comparer demandent la même unité des deux côtés. `0 €` garde la "
            "sienne.",
        ),
        bad=_FEE + "= 5 € + 1",
        good=_FEE + "= 5 € + 1 €",
    ),
    Entry(
        code="W0105",
        message=Wording(
            en="a rate is compared with a plain number: 1 is 100 %",
            fr="un taux est comparé à un simple nombre : 1 est 100 %",
        ),
        explanation=Wording(
            en="A rate is a fraction of one, so that `15` is 1,500 %. Percents are written with "
            "their sign: `15 %`; more than the whole too: `150 %`.",
            fr="Un taux est une fraction de un : `15` est 1 500 %. Les pour-cent s'écrivent avec "
            "leur signe : `15 %` ; plus que le tout aussi : `150 %`.",
        ),
        bad="clause fee (r: rate 0 %..100 % step 1 %) : amount = 5 € plus 1 € if r >= 15",
        good="clause fee (r: rate 0 %..100 % step 1 %) : amount = 5 € plus 1 € if r >= 15 %",
    ),
    Entry(
        code="E0130",
        message=Wording(
            en="these two cannot be set side by side: {left} and {right}",
            fr="ces deux-là ne se comparent pas : {left} et {right}",
        ),
        explanation=Wording(
            en="Both sides of a comparison, and all branches of a choice, are of one kind.",
            fr="Les deux côtés d'une comparaison, et toutes les branches d'un choix, sont de même "
            "nature.",
        ),
        bad=_FEE + "= 5 € plus 1 € if p.ald = 3",
        good=_FEE + "= 5 € plus 1 € if p.age = 3",
    ),
    Entry(
        code="E0131",
        message=Wording(
            en="only numbers, dates and ordered items have an order; this is {found}",
            fr="seuls les nombres, dates et éléments ordonnés ont un ordre ; c'est {found}",
        ),
        explanation=Wording(
            en="`<`, `>=`, `increases` and the like need values with an order.",
            fr="`<`, `>=`, `augmente` et les autres demandent des valeurs qui ont un ordre.",
        ),
        bad=_FEE + "= 5 € plus 1 € if p.ald > no",
        good=_FEE + "= 5 € plus 1 € if p.ald",
    ),
    Entry(
        code="E0132",
        message=Wording(
            en="the items of `{name}` have no order",
            fr="les éléments de `{name}` n'ont pas d'ordre",
        ),
        help=Wording(
            en="declare the order: `enumeration {name} = first < second < …`",
            fr="déclarez l'ordre : `énumération {name} = premier < second < …`",
        ),
        explanation=Wording(
            en="An enumeration is ordered only where it is declared with `<` between its items.",
            fr="Une énumération n'est ordonnée que si elle est déclarée avec `<` entre ses "
            "éléments.",
        ),
        bad="enumeration Share = half, full\n"
        "clause fee (s: Share) : amount = 5 € plus 1 € if s > half",
        good="enumeration Share = half < full\n"
        "clause fee (s: Share) : amount = 5 € plus 1 € if s > half",
    ),
    Entry(
        code="E0133",
        message=Wording(
            en="a number or an amount was expected here; this is {found}",
            fr="un nombre ou un montant était attendu ici ; c'est {found}",
        ),
        explanation=Wording(
            en="Adding, multiplying, rounding and summing need numbers.",
            fr="Additionner, multiplier, arrondir et sommer demandent des nombres.",
        ),
        bad=_FEE + "= 5 € * p.ald",
        good=_FEE + "= if p.ald then 5 € else 0 €",
    ),
    Entry(
        code="E0134",
        message=Wording(
            en="a date moves by a duration written in the text, such as `3 months`; this is "
            "{found}",
            fr="une date se déplace d'une durée écrite dans le texte, comme `3 mois` ; c'est "
            "{found}",
        ),
        explanation=Wording(
            en="Write `d + 3 months`. The time between two dates is `days between a and b`.",
            fr="Écrivez `d + 3 mois`. Le temps entre deux dates est `jours entre a et b`.",
        ),
        bad="clause due (d: date) : date = d + 3",
        good="clause due (d: date) : date = d + 3 days",
    ),
    Entry(
        code="E0135",
        message=Wording(
            en="an amount multiplied by an amount is not money",
            fr="un montant multiplié par un montant n'est pas de l'argent",
        ),
        explanation=Wording(
            en="One of the two factors is a number or a rate.",
            fr="L'un des deux facteurs est un nombre ou un taux.",
        ),
        bad="clause fee (n: integer 0..9) : amount = 5 € * 2 €",
        good="clause fee (n: integer 0..9) : amount = 5 € * n",
    ),
    Entry(
        code="E0136",
        message=Wording(
            en="a number divided by an amount is no value of the language",
            fr="un nombre divisé par un montant n'est pas une valeur de la langue",
        ),
        explanation=Wording(
            en="An amount may be divided by a number or by an amount.",
            fr="Un montant se divise par un nombre ou par un montant.",
        ),
        bad="clause share (a: amount 1 €..9 €) : rate = 2 / a",
        good="clause share (a: amount 1 €..9 €) : rate = 2 € / a",
    ),
    Entry(
        code="E0137",
        message=Wording(en="this divides by zero", fr="ceci divise par zéro"),
        explanation=Wording(
            en="A quotient by the constant zero has no value.",
            fr="Un quotient par la constante zéro n'a pas de valeur.",
        ),
        bad="clause fee (n: integer 0..9) : amount = 5 € / 0",
        good="clause fee (n: integer 0..9) : amount = 5 € / 2",
    ),
    Entry(
        code="E0138",
        message=Wording(
            en="a positive number written in the text was expected here",
            fr="un nombre positif écrit dans le texte était attendu ici",
        ),
        explanation=Wording(
            en="`div` and `mod`, the number of instalments, and steps take a constant above zero.",
            fr="`div` et `mod`, le nombre d'échéances et les pas sont des constantes positives.",
        ),
        bad="clause points (n: integer 0..9) : integer = 100 div n",
        good="clause points (n: integer 0..9) : integer = n div 2",
    ),
    Entry(
        code="E0139",
        message=Wording(
            en="this is always known: it is {found}", fr="ceci est toujours connu : c'est {found}"
        ),
        explanation=Wording(
            en="`is known`, `is unknown`, `if unknown` and the cell `unknown` are for values "
            "declared `optional`.",
            fr="`est connu`, `est inconnu`, `si inconnu` et la case `inconnu` sont pour les "
            "valeurs "
            "déclarées `facultatif`.",
        ),
        bad=_FEE + "= 5 € plus 1 € if p.age is unknown",
        good=_FEE + "= 5 € plus 1 € if p.seen_on is unknown",
    ),
)
