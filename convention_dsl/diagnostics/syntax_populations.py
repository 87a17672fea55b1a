"""Message E0062: what the syntax lets through and populations do not."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording

POPULATIONS: tuple[Entry, ...] = (
    Entry(
        "E0062",
        Wording(
            "a population is about one list, and `{text}` is a second one",
            "une population parle d'une seule liste, et `{text}` en est une seconde",
        ),
        Wording(
            "What is known of two lists is two populations.",
            "Ce que l'on sait de deux listes fait deux populations.",
        ),
        bad="population practice (L, M : list of Patient) counting 3",
        good="population practice (L : list of Patient) counting 3",
    ),
)
