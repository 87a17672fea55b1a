"""Messages E0770 to E0789: test vectors, `convention vectors`."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording

_RUN = "convention vectors rules/fmt --clause fmt"

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E0770",
        Wording(
            "`{text}` is no file for test vectors: `.csv`, `.json` or `test_….py` is",
            "`{text}` n'est pas un fichier de vecteurs : `.csv`, `.json` ou `test_….py` en est un",
        ),
        Wording(
            "Vectors are written as a table (`.csv`), as JSON (`.json`) or as tests that pytest "
            "runs (`test_….py`, a name that pytest finds and that is a Python module).",
            "Les vecteurs s'écrivent en tableau (`.csv`), en JSON (`.json`) ou en tests que pytest "
            "exécute (`test_….py`, un nom que pytest trouve et qui est un module Python).",
        ),
        bad=f"{_RUN} --output vectors.txt",
        good=f"{_RUN} --output vectors.csv",
    ),
    Entry(
        "E0771",
        Wording(
            "`{clause}` depends on `{name}`, which has no value",
            "`{clause}` dépend de `{name}`, qui n'a pas de valeur",
        ),
        Wording(
            "A vector says the amount that is due: every parameter needs a value. Where the text "
            "leaves one open without any, `--param` chooses it.",
            "Un vecteur dit le montant dû : chaque paramètre a besoin d'une valeur. Là où le texte "
            "en laisse un ouvert sans en donner, `--param` le choisit.",
        ),
        help=Wording(
            "give it a value: `--param {name}=…`", "lui donner une valeur : `--param {name}=…`"
        ),
        bad="convention vectors rules/proposal_2024 --clause zone_uplift",
        good="convention vectors rules/proposal_2024 --clause zone_uplift --param 'zone_rate=10 %'",
    ),
    Entry(
        "E0772",
        Wording(
            "the inputs of `{clause}` do not fit in a table: a list is inside another",
            "les entrées de `{clause}` ne tiennent pas en tableau : une liste est dans une autre",
        ),
        Wording(
            "A table holds one list per calculation. Lists within lists are written as JSON, or as "
            "a test file.",
            "Un tableau contient une liste par calcul. Des listes dans des listes s'écrivent en "
            "JSON, ou en fichier de tests.",
        ),
        help=Wording(
            "name a file `.json` or `test_….py`", "nommer un fichier `.json` ou `test_….py`"
        ),
        bad=f"{_RUN} --output vectors.csv",
        good=f"{_RUN} --output vectors.json",
    ),
    Entry(
        "E0773",
        Wording(
            "no input was found for which `{clause}` has a value",
            "aucune entrée trouvée pour laquelle `{clause}` ait une valeur",
        ),
        Wording(
            "Every input that was tried breaks a rule of its record, or has no result. "
            "`convention check` says where a clause has none.",
            "Chaque entrée essayée enfreint une règle de sa fiche, ou n'a pas de résultat. "
            "`convention check` dit où une clause n'en a pas.",
        ),
        bad="convention vectors broken.conv --clause fmt",
        good="convention check broken.conv",
    ),
)
