"""Messages E020x–E021x and W020x: values, cents, choices by luck, examples."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording
from convention_dsl.diagnostics.obligations_tables import WHERE

ASKED = {
    **WHERE,
    "overlap": Wording(
        en="whether two rows can apply to the same person",
        fr="si deux lignes peuvent s'appliquer à la même personne",
    ),
    "gap": Wording(en="whether everybody has a row", fr="si tout le monde a une ligne"),
    "E0207": Wording(en="whether this can be zero", fr="si ceci peut être nul"),
    "E0208": Wording(
        en="whether the result stays within its declared range",
        fr="si le résultat reste dans ses bornes déclarées",
    ),
    "E0209": Wording(
        en="whether the argument stays within the range of the input",
        fr="si l'argument reste dans les bornes de l'entrée",
    ),
    "E0210": Wording(
        en="whether the value stays within the range of the field",
        fr="si la valeur reste dans les bornes du champ",
    ),
    "E0211": Wording(en="whether the record keeps its rules", fr="si la fiche respecte ses règles"),
    "E0212": Wording(
        en="whether the amount is in whole cents", fr="si le montant est en centimes entiers"
    ),
    "W0207": Wording(
        en="whether it matters which of two equals is chosen",
        fr="si le choix entre deux égaux importe",
    ),
}

VALUES: tuple[Entry, ...] = (
    Entry(
        code="E0207",
        message=Wording(en="`{clause}` can divide by zero", fr="`{clause}` peut diviser par zéro"),
        help=Wording(
            en="say first what holds where it is zero: `if … = 0 then … else …`",
            fr="dites d'abord ce qui vaut quand il est nul : `si … = 0 alors … sinon …`",
        ),
        explanation=Wording(
            en="A divisor must differ from zero for everybody the inputs allow.",
            fr="Un diviseur doit différer de zéro pour tous ceux que les entrées permettent.",
        ),
        bad="clause share (d: Doctor) : rate = d.seen / d.listed",
        good="clause share (d: Doctor) : rate\n"
        "  = if d.listed = 0 then 0 % else (d.seen / d.listed)",
        phrases=WHERE,
    ),
    Entry(
        code="E0208",
        message=Wording(
            en="the result of `{clause}` leaves its declared range ({type}): {value}",
            fr="le résultat de `{clause}` sort de ses bornes déclarées ({type}) : {value}",
        ),
        help=Wording(
            en="correct the amount, widen the range, or cap it: `capped at …`",
            fr="corrigez le montant, élargissez les bornes, ou plafonnez : `dans la limite de …`",
        ),
        explanation=Wording(
            en="The range written after a clause's type is a promise that `check` proves.",
            fr="Les bornes après le type d'une clause sont une promesse que prouve `check`.",
        ),
        bad="clause aid (d: Doctor) : amount 0 €..500 € = d.visits * 10 €",
        good="clause aid (d: Doctor) : amount 0 €..500 € = d.visits * 10 € capped at 500 €",
        phrases=WHERE,
    ),
    Entry(
        code="E0209",
        message=Wording(
            en="`{called}` is given {value}, which its input `{name}` ({type}) cannot be",
            fr="`{called}` reçoit {value}, que son entrée `{name}` ({type}) n'admet pas",
        ),
        help=Wording(
            en="keep the argument within the range, or widen the input's",
            fr="gardez l'argument dans les bornes, ou élargissez celles de l'entrée",
        ),
        explanation=Wording(
            en=(
                "A clause is checked for the inputs it declares, and may be called with no others."
            ),
            fr=(
                "Une clause est vérifiée pour les entrées qu'elle déclare, et ne s'appelle qu'avec "
                "elles."
            ),
        ),
        bad="clause next (p: Patient) : amount = by_age(p.age + 1)",
        good="clause next (p: Patient) : amount = by_age(min(p.age + 1, 120))",
        phrases={**WHERE, "call": Wording(en="called here", fr="appelée ici")},
    ),
    Entry(
        code="E0210",
        message=Wording(
            en="the field `{name}` ({type}) is given a value that it cannot have: {value}",
            fr="le champ `{name}` ({type}) reçoit une valeur qu'il n'admet pas : {value}",
        ),
        help=Wording(
            en="keep the value within the field's range and step",
            fr="gardez la valeur dans les bornes et le pas du champ",
        ),
        explanation=Wording(
            en=(
                "A record built in the text keeps the ranges and steps that its fields declare. "
                "An amount in a record is in whole cents unless it declares a step."
            ),
            fr=(
                "Une fiche construite dans le texte respecte les bornes et les pas de ses champs. "
                "Un montant d'une fiche est en centimes entiers, sauf pas déclaré."
            ),
        ),
        bad="fmt(p with (age: p.age + 1))",
        good="fmt(p with (age: min(p.age + 1, 120)))",
        phrases=WHERE,
    ),
    Entry(
        code="E0211",
        message=Wording(
            en="a record built in `{clause}` can break one of its rules: {rule}",
            fr="une fiche construite dans `{clause}` peut enfreindre une de ses règles : {rule}",
        ),
        help=Wording(
            en="give the fields that the rule ties together, too",
            fr="donnez aussi les champs que la règle lie",
        ),
        explanation=Wording(
            en=(
                "What a record states with `such that` holds for every record, those that the text "
                "builds included."
            ),
            fr=(
                "Ce qu'une fiche énonce par `tel que` vaut pour toute fiche, y compris celles que "
                "le texte construit."
            ),
        ),
        bad="fmt(p with (ald: yes))",
        good="fmt(p with (ald: yes, nos: {1}))",
        phrases={**WHERE, "rule": Wording(en="the rule", fr="la règle")},
    ),
    Entry(
        code="E0212",
        message=Wording(
            en="the amount of `{clause}` is not always in whole cents: {value}",
            fr="le montant de `{clause}` n'est pas toujours en centimes entiers : {value}",
        ),
        help=Wording(
            en="write `rounded to the cent` if the text rounds it",
            fr="écrivez `arrondi au centime` si le texte l'arrondit",
        ),
        explanation=Wording(
            en=(
                "`in whole cents` is a promise about every result, not a rounding. "
                "`rounded to the cent` rounds."
            ),
            fr=(
                "`en centimes entiers` est une promesse sur chaque résultat, pas un arrondi. "
                "`arrondi au centime` arrondit."
            ),
        ),
        bad="clause third (p: Patient) : amount in whole cents = p.fees / 3",
        good="clause third (p: Patient) : amount rounded to the cent = p.fees / 3",
        phrases=WHERE,
    ),
    Entry(
        code="E0213",
        message=Wording(
            en="{value} is outside the open range of `{name}`: {low} to {high}, step {step}",
            fr="{value} est hors des bornes ouvertes de `{name}` : {low} à {high}, pas {step}",
        ),
        help=Wording(en="correct the value or the range", fr="corrigez la valeur ou les bornes"),
        explanation=Wording(
            en="A parameter's value is one of those that its open range says may be negotiated.",
            fr="La valeur d'un paramètre est de celles que ses bornes ouvertes laissent négocier.",
        ),
        bad="parameter base : amount = 50 € open at least 55 € at most 70 €",
        good="parameter base : amount = 55 € open at least 55 € at most 70 €",
    ),
    Entry(
        code="E0215",
        message=Wording(
            en="{example} gives {actual}, not {expected}",
            fr="{example} donne {actual}, et non {expected}",
        ),
        help=Wording(
            en="correct the example, or the rule that it uses",
            fr="corrigez l'exemple, ou la règle qu'il emploie",
        ),
        explanation=Wording(
            en=(
                "`check` runs the examples at their date, or at every date of the book where they "
                "say none; in the reading that they name, or in every one. The rows and terms "
                "that applied are shown."
            ),
            fr=(
                "`check` exécute les exemples à leur date, ou à toute date du livre s'ils n'en "
                "disent rien ; dans la lecture qu'ils nomment, ou dans toutes. Les lignes et les "
                "termes appliqués sont montrés."
            ),
        ),
        bad='example "child" base(Patient(age: 3)) = 5 €   # the table says 15 €',
        good='example "child" base(Patient(age: 3)) = 15 €',
        phrases={
            "applied": Wording(en="applied: {value}", fr="appliqué : {value}"),
            "reading": Wording(
                en="in the reading {reading} of `{of}`", fr="dans la lecture {reading} de `{of}`"
            ),
        },
    ),
    Entry(
        code="E0216",
        message=Wording(
            en="the example is at {day}, when `{book}` is not in force",
            fr="l'exemple est au {day}, date à laquelle `{book}` n'est pas en vigueur",
        ),
        help=Wording(
            en="give a date within the period in force",
            fr="donnez une date de la période en vigueur",
        ),
        explanation=Wording(
            en="An example is calculated at its date, which must be one of the book's period.",
            fr="Un exemple se calcule à sa date, qui doit être de la période du livre.",
        ),
        bad="fmt(p) = 105 € at 2019-03-01   # in force from 2026",
        good="fmt(p) = 105 € at 2026-03-01",
    ),
    Entry(
        code="E0217",
        message=Wording(en="{example} has no value", fr="{example} n'a pas de valeur"),
        help=Wording(
            en="see the place shown: the calculation stops there",
            fr="voyez l'endroit montré : le calcul s'y arrête",
        ),
        explanation=Wording(
            en=(
                "The example asks for something that the text does not say: no row applies, two "
                "do, a parameter has a range and no value, or an input is out of its range."
            ),
            fr=(
                "L'exemple demande ce que le texte ne dit pas : aucune ligne ne s'applique, ou "
                "deux, un paramètre n'a que des bornes, ou une entrée est hors des siennes."
            ),
        ),
        bad='example "nobody" base(Patient(age: 300)) = 5 €',
        good='example "old" base(Patient(age: 99)) = 5 €',
        phrases={
            "gap": Wording(en="no row applies", fr="aucune ligne ne s'applique"),
            "overlap": Wording(en="two rows apply", fr="deux lignes s'appliquent"),
            "division-by-zero": Wording(en="division by zero", fr="division par zéro"),
            "no-parameter-value": Wording(
                en="the parameter has a range and no value",
                fr="le paramètre a des bornes et pas de valeur",
            ),
            "out-of-range": Wording(en="out of the declared range", fr="hors des bornes déclarées"),
            "date-out-of-calendar": Wording(
                en="this day is outside the years 1 to 9999",
                fr="ce jour est hors des années 1 à 9999",
            ),
        },
    ),
    Entry(
        code="W0206",
        message=Wording(
            en="`{clause}` pays {value} and does not say what becomes of the part of a cent",
            fr="`{clause}` paie {value} sans dire ce que devient la fraction de centime",
        ),
        help=Wording(
            en="write `rounded to the cent` after `amount`, or `in whole cents` once it is so",
            fr="écrivez `arrondi au centime` après `montant`, ou prouvez `en centimes entiers`",
        ),
        explanation=Wording(
            en=(
                "Nothing is rounded unless the text says so. An amount that no other clause of the "
                "book uses is taken to be paid out: it must say how it comes to whole cents."
            ),
            fr=(
                "Rien n'est arrondi si le texte ne le dit pas. Un montant qu'aucune autre clause "
                "du livre n'emploie est réputé payé : il dit comment il vient aux centimes entiers."
            ),
        ),
        bad="clause third (p: Patient) : amount = p.fees / 3",
        good="clause third (p: Patient) : amount rounded to the cent = p.fees / 3",
        phrases=WHERE,
    ),
    Entry(
        code="W0207",
        message=Wording(
            en="the result of `{clause}` depends on which of two equals is chosen",
            fr="le résultat de `{clause}` dépend du choix entre deux égaux",
        ),
        help=Wording(
            en="add to the key what settles a tie",
            fr="ajoutez au critère ce qui départage les égaux",
        ),
        explanation=Wording(
            en=(
                "`the one with the lowest …` takes the first in order where several are equal. "
                "The text should say which one it means, wherever it changes the result."
            ),
            fr=(
                "`celui qui a le plus bas …` prend le premier dans l'ordre quand plusieurs sont "
                "égaux. Le texte doit dire lequel, partout où cela change le résultat."
            ),
        ),
        bad="the one with the lowest (rate(i) for i in Indicator) if empty a",
        good="smallest of (rate(i) for i in Indicator) if empty 0 %",
        phrases=WHERE,
    ),
    Entry(
        code="W0208",
        message=Wording(
            en="`{clause}` pays an amount and says neither `in whole cents` nor `rounded`",
            fr="`{clause}` paie un montant sans dire `en centimes entiers` ni `arrondi`",
        ),
        help=Wording(
            en="write `in whole cents` after `amount`: it was found to be so",
            fr="écrivez `en centimes entiers` après `montant` : aucune fraction n'a été trouvée",
        ),
        explanation=Wording(
            en=(
                "An amount that no other clause of the book uses is taken to be paid out. No part "
                "of a cent was found in it: `in whole cents` makes that a promise that is proved."
            ),
            fr=(
                "Un montant qu'aucune autre clause du livre n'emploie est réputé payé. Aucune "
                "fraction de centime n'y a été trouvée : `en centimes entiers` en fait foi."
            ),
        ),
        bad="clause base (p: Patient) : amount = 5 €",
        good="clause base (p: Patient) : amount in whole cents = 5 €",
        phrases=WHERE,
    ),
    Entry(
        code="W0209",
        message=Wording(
            en="`{clause}` could not be checked entirely ({reason})",
            fr="`{clause}` n'a pas pu être vérifiée entièrement ({reason})",
        ),
        explanation=Wording(
            en=(
                "Neither a proof nor somebody who shows the contrary was found within the limits "
                "of the method (lists of any length, products of two unknowns, time). The place "
                "shown says what was asked; a calculation that fails there still says so."
            ),
            fr=(
                "Ni une preuve ni un contre-exemple n'a été trouvé dans les limites de la méthode "
                "(listes de longueur quelconque, produits de deux inconnues, temps). L'endroit "
                "montré dit la question posée ; un calcul qui y échoue le dira toujours."
            ),
        ),
        bad="= 100 € / sum of (p.age for p in d.patients)",
        good="= if n = 0 then 0 € else 100 € / n  let n = number of (p in d.patients)",
        phrases=ASKED,
    ),
)
