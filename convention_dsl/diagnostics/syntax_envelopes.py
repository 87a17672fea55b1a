"""Messages E0058–E0061, E0063: budget lines, and properties that ask for which values they hold."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording

_ROOM = "for which x : amount 0 €..9 €"

ENVELOPES: tuple[Entry, ...] = (
    Entry(
        "E0058",
        Wording(
            "the budget line `{text}` does not say which year it is about",
            "la ligne de budget `{text}` ne dit pas de quelle année elle parle",
        ),
        Wording(
            "A budget line is an amount of one year: `budget care : amount = 390 M€ for 2025`. "
            "What belongs to no year is a `parameter`.",
            "Une ligne de budget est un montant d'une année : `budget soins : montant = 390 M€ "
            "pour 2025`. Ce qui n'est d'aucune année est un `paramètre`.",
        ),
        help=Wording("add the year: `for 2025`", "ajouter l'année : `pour 2025`"),
        bad="budget care : amount = 390 M€",
        good="budget care : amount = 390 M€ for 2025",
    ),
    Entry(
        "E0059",
        Wording(
            "`{text}` comes before `for every`",
            "`{text}` se met avant `pour chaque`",
        ),
        Wording(
            "The value asked for is one and the same for all inputs: it is named first, and "
            "`for every` follows.",
            "La valeur cherchée est la même pour toutes les entrées : elle se nomme d'abord, et "
            "`pour chaque` suit.",
        ),
        bad=f"property p for every n : integer 0..9 {_ROOM} then x * n >= 0 €",
        good=f"property p {_ROOM} for every n : integer 0..9 then x * n >= 0 €",
    ),
    Entry(
        "E0060",
        Wording(
            "a property asks for the values of one input, and `{text}` is a second one",
            "une propriété cherche les valeurs d'une seule entrée, et `{text}` en est une seconde",
        ),
        Wording(
            "The answer is one limit: “it holds exactly when x >= 1.24”. Fix the other input, or "
            "ask for every value of it.",
            "La réponse est une limite : « vrai exactement quand x >= 1,24 ». Fixez l'autre "
            "entrée, ou demandez-la pour chacune de ses valeurs.",
        ),
        help=Wording(
            "quantify the other one: `for every {text} : …`",
            "quantifier l'autre : `pour chaque {text} : …`",
        ),
        bad="property p for which x, y : amount 0 €..9 € then x <= y",
        good=f"property p {_ROOM} for every y : amount 5 €..9 € then x <= y",
    ),
    Entry(
        "E0061",
        Wording("`{text}` is not a year", "`{text}` n'est pas une année"),
        Wording(
            "A year has four digits, from 1900 to 2199.",
            "Une année a quatre chiffres, de 1900 à 2199.",
        ),
        bad="budget care : amount = 390 M€ for 25",
        good="budget care : amount = 390 M€ for 2025",
    ),
    Entry(
        "E0063",
        Wording(
            "a parameter is of no year: `{text}` is said of a budget line",
            "un paramètre n'est d'aucune année : `{text}` se dit d'une ligne de budget",
        ),
        Wording(
            "A figure of one year is a `budget`; what changes at a date is a parameter with "
            "values `from` a date.",
            "Un chiffre d'une année est un `budget` ; ce qui change à une date est un paramètre "
            "avec des valeurs `à compter du` jour.",
        ),
        help=Wording(
            "write `budget` in place of `parameter`, or leave the year out",
            "écrire `budget` au lieu de `paramètre`, ou supprimer l'année",
        ),
        bad="parameter care : amount = 390 M€ for 2025",
        good="budget care : amount = 390 M€ for 2025",
    ),
)
