"""Messages E0190–E0193: properties that ask for which values of an input they hold."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording

THRESHOLDS: tuple[Entry, ...] = (
    Entry(
        code="E0190",
        message=Wording(
            en="`for which` looks for a number, an amount or a rate; `{name}` is {found}",
            fr="`pour quel` cherche un nombre, un montant ou un taux ; `{name}` est {found}",
        ),
        explanation=Wording(
            en="The answer is a limit, from which on (or up to which) the property holds; only "
            "numbers have one.",
            fr="La réponse est une limite, à partir de laquelle (ou jusqu'à laquelle) la propriété "
            "est vraie ; seuls les nombres en ont une.",
        ),
        help=Wording(
            en="write a range and a step: `for which {name} : number 0..15 step 0.01`",
            fr="écrivez une plage et un pas : `pour quel {name} : nombre 0..15 au pas de 0,01`",
        ),
        bad="property p for which x : boolean for every n : integer 0..9 then x or n >= 0",
        good="property p for which x : integer 0..9 for every n : integer 0..9 then x <= n + 9",
    ),
    Entry(
        code="E0191",
        message=Wording(
            en="`{name}` has no range: say between which values it is looked for",
            fr="`{name}` n'a pas de plage : dites entre quelles valeurs le chercher",
        ),
        explanation=Wording(
            en="The values of `for which` lie between two bounds, one step apart: each of them is "
            "either good or not.",
            fr="Les valeurs de `pour quel` vont d'une borne à l'autre, de pas en pas : chacune "
            "convient ou non.",
        ),
        help=Wording(
            en="give both bounds: `0 €..15 €`, `0..15 step 0.01`",
            fr="donnez les deux bornes : `0 €..15 €`, `0..15 au pas de 0,01`",
        ),
        bad="property p for which x : amount for every n : integer 0..9 then x * n <= 90 €",
        good="property p for which x : amount 0 €..20 € for every n : integer 0..9\n"
        "  then x * n <= 90 €",
    ),
    Entry(
        code="E0192",
        message=Wording(
            en="with `for which`, what follows `then` is a condition",
            fr="avec `pour quel`, ce qui suit `alors` est une condition",
        ),
        explanation=Wording(
            en="“Increases with”, “depends only on” and their like compare two cases; a value that "
            "decides whether a promise is kept is asked of the promise itself: `fee(p) >= x`.",
            fr="« Augmente avec », « ne dépend que de » et les autres comparent deux cas ; la "
            "valeur qui décide d'une promesse se cherche dans la promesse même : `fmt(p) >= x`.",
        ),
        help=Wording(
            en="write a condition, or leave `for which` out",
            fr="écrivez une condition, ou supprimez `pour quel`",
        ),
        bad="property p for which x : amount 0 €..9 € for every n : integer 0..9\n"
        "  then x * n increases with n",
        good="property p for which x : amount 0 €..9 € for every n : integer 0..9\n"
        "  then x * n <= 9 €",
    ),
    Entry(
        code="E0193",
        message=Wording(
            en="nothing in the property depends on `{name}`",
            fr="rien dans la propriété ne dépend de `{name}`",
        ),
        explanation=Wording(
            en="An input after `for which` stands in a hypothesis, in a local definition or in the "
            "claim: otherwise all of its values are alike.",
            fr="Une entrée de `pour quel` figure dans une hypothèse, une définition locale ou la "
            "conclusion : sinon toutes ses valeurs se valent.",
        ),
        bad="property p for which x : amount 0 €..9 € for every n : integer 0..9 then n >= 0",
        good="property p for which x : amount 0 €..9 € for every n : integer 0..9\n"
        "  then x * n <= 9 €",
    ),
)
