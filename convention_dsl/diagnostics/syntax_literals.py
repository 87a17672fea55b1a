"""Messages E00xx about numbers, amounts and dates."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording

LITERALS: tuple[Entry, ...] = (
    Entry(
        "E0006",
        Wording(
            "the digits of `{text}` are not grouped as a number's are",
            "les chiffres de `{text}` ne sont pas groupés comme ceux d'un nombre",
        ),
        Wording(
            "English: `1,234.50 €`, or no separator. French: `1 234,50 €` with groups of exactly "
            "three digits.",
            "En français : `1 234,50 €`, par groupes d'exactement trois chiffres. En anglais : "
            "`1,234.50 €`, ou sans séparateur.",
        ),
        bad="clause base : amount = 12,34,500 €",
        good="clause base : amount = 1,234,500 €",
    ),
    Entry(
        "E0007",
        Wording(
            "`{text}` could be one number or several: a list takes no thousands commas",
            "`{text}` peut être un nombre ou plusieurs : pas de virgule de milliers dans une liste",
        ),
        Wording(
            "Inside parentheses or braces a comma separates. Write `1234 €` for one number, "
            "`1, 234 €` for two.",
            "Entre parenthèses ou accolades, la virgule sépare. Écrire `1234 €` pour un nombre, "
            "`1, 234 €` pour deux.",
        ),
        bad="clause base : amount = max(1,234 €, 5 €)",
        good="clause base : amount = max(1234 €, 5 €)",
    ),
    Entry(
        "E0008",
        Wording(
            "`{text}` has a thousands comma and no unit",
            "`{text}` a une virgule de milliers et pas d'unité",
        ),
        Wording(
            "A comma groups thousands only where a unit follows: `1,234 €`, `1,234 %`.",
            "La virgule ne groupe les milliers que devant une unité : `1,234 €`, `1,234 %`.",
        ),
        bad="clause base : integer = 1,234",
        good="clause base : integer = 1234",
    ),
    Entry(
        "E0009",
        Wording(
            "`{text}` has the decimal mark of the other language",
            "`{text}` a le séparateur décimal de l'autre langue",
        ),
        Wording(
            "The decimal mark is a point in English, `12.5 %`, and a comma in French, `12,5 %`.",
            "Le séparateur décimal est une virgule en français, `12,5 %`, et un point en anglais, "
            "`12.5 %`.",
        ),
        bad="clause base : rate = 12,5 %",
        good="clause base : rate = 12.5 %",
    ),
    Entry(
        "W0001",
        Wording(
            "the last three digits of `{text}` are decimals",
            "les trois derniers chiffres de `{text}` sont des décimales",
        ),
        Wording(
            "The decimal mark is a point in English and a comma in French: an amount with exactly "
            "three decimals is often an amount in thousands, grouped as in another language.",
            "Le séparateur décimal est la virgule en français et le point en anglais : un montant "
            "à trois décimales est souvent un montant en milliers, groupés comme dans une autre "
            "langue.",
        ),
        help=Wording(
            "write `{grouped}` if thousands are meant, one more zero if thousandths are",
            "écrivez `{grouped}` s'il s'agit de milliers, un zéro de plus s'il s'agit de millièmes",
        ),
        bad="clause base : amount = 18.000 €",
        good="clause base : amount = 18,000 €",
    ),
    Entry(
        "E0011",
        Wording(
            "`{text}` is not a form of date of this language",
            "`{text}` n'est pas une forme de date de cette langue",
        ),
        Wording(
            "Dates are `2026-01-31` in both languages, `31 January 2026` in English, `31 janvier "
            "2026` and `31/01/2026` in French. `1/2/2026` is refused in English, where it is read "
            "in two ways.",
            "Une date s'écrit `2026-01-31` dans les deux langues, `31 janvier 2026` ou "
            "`31/01/2026` en français, `31 January 2026` en anglais. `1/2/2026` est refusé en "
            "anglais, où il se lit de deux façons.",
        ),
        bad="clause base : date = 1/2/2026",
        good="clause base : date = 2026-02-01",
    ),
    Entry(
        "E0012",
        Wording("there is no day `{text}`", "le jour `{text}` n'existe pas"),
        Wording(
            "The date is well written but is not in the calendar.",
            "La date est bien écrite mais n'est pas dans le calendrier.",
        ),
        bad="clause base : date = 2026-02-30",
        good="clause base : date = 2026-02-28",
    ),
    Entry(
        "E0013",
        Wording("a number has at most {limit} digits", "un nombre a au plus {limit} chiffres"),
        Wording(
            "Numbers are exact, whatever their length up to a limit; durations are counted in at "
            "most five digits.",
            "Les nombres sont exacts, quelle que soit leur longueur jusqu'à une limite ; une durée "
            "se compte en cinq chiffres au plus.",
        ),
        bad="clause base : integer = " + "7" * 60,
        good="clause base : integer = 7777777",
    ),
    Entry(
        "E0014",
        Wording(
            "`{text}` before a digit reads as a decimal comma",
            "`{text}` devant un chiffre se lit comme une virgule décimale",
        ),
        Wording(
            "In French the values of a list are separated by `;`. A comma does too, but not "
            "between numbers.",
            "En français, les valeurs d'une liste se séparent par `;`. Une virgule convient aussi, "
            "sauf entre des nombres.",
        ),
        help=Wording("separate them by `;`", "les séparer par `;`"),
        bad="# language: fr\nclause base : montant = max(1 €, 2 €)",
        good="# language: fr\nclause base : montant = max(1 € ; 2 €)",
    ),
    Entry(
        "E0039",
        Wording("`{text}` is not a value", "`{text}` n'est pas une valeur"),
        Wording(
            "Data are values: `82`, `55 €`, `80 %`, `yes`, `2026-01-01`, `{{influenza, covid}}`, "
            "the name of an item, `unknown`.",
            "Les données sont des valeurs : `82`, `55 €`, `80 %`, `oui`, `2026-01-01`, "
            "`{{grippe ; covid}}`, le nom d'un élément, `inconnu`.",
        ),
    ),
    Entry(
        "E0052",
        Wording(
            "`{text}` starts with a digit: it is neither a number nor a name",
            "`{text}` commence par un chiffre : ce n'est ni un nombre ni un nom",
        ),
        Wording(
            "A name starts with a letter. A number stands apart from the word after it.",
            "Un nom commence par une lettre. Un nombre se détache du mot qui le suit.",
        ),
        bad="clause base : amount = 2nd_amount",
        good="parameter second_amount : amount = 5 €\nclause base : amount = second_amount",
    ),
)
