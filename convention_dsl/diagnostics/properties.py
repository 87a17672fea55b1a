"""Messages E04xx: verdicts that settle nothing, and why.

The phrases are the reasons of `proof.verdict.Reason`, by their keys.
"""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording
from convention_dsl.diagnostics.reasons_lists import LIST_REASONS

REASONS = {
    "time": Wording(
        en="the search reached its limit: raise `--timeout`, or prove a narrower property",
        fr="la recherche a atteint sa limite : augmentez `--timeout`, ou prouvez une propriété "
        "plus étroite",
    ),
    "memory": Wording(
        en="the search needs more memory than it may use: prove a narrower property",
        fr="la recherche demande plus de mémoire que permis : prouvez une propriété plus étroite",
    ),
    "non-linear": Wording(
        en="two quantities that both vary are multiplied or divided: prove it at the values, or "
        "for fewer of them at a time",
        fr="deux quantités qui varient toutes deux sont multipliées ou divisées : prouvez-la aux "
        "valeurs, ou pour moins d'entre elles à la fois",
    ),
    "threshold": Wording(
        en="the values of `{name}` for which it holds may not all lie on one side of a limit: ask "
        "it for one value at a time",
        fr="les valeurs de `{name}` pour lesquelles elle est vraie ne sont peut-être pas toutes du "
        "même côté d'une limite : demandez-la pour une valeur à la fois",
    ),
    "undefined": Wording(
        en="for some inputs the calculation has no value: `convention check` shows which",
        fr="pour certaines entrées le calcul n'a pas de valeur : `convention check` montre "
        "lesquelles",
    ),
    "no step": Wording(
        en="`{name}` has no step: say by how much it goes (`step 0.1 %`)",
        fr="`{name}` n'a pas de pas : dites de combien il avance (`au pas de 0,1 %`)",
    ),
    "no value": Wording(
        en="the amount `{name}` is open and has no value: ask it whatever the open amounts",
        fr="le montant `{name}` est ouvert et sans valeur : demandez-la quels que soient les "
        "montants ouverts",
    ),
    "no range": Wording(
        en="`{name}` has no open range",
        fr="`{name}` n'a pas d'intervalle ouvert",
    ),
    "durations": Wording(
        en="`{name}` is a duration that varies",
        fr="`{name}` est une durée qui varie",
    ),
    "depth": Wording(
        en="its formulas are nested too deeply",
        fr="ses formules sont imbriquées trop profondément",
    ),
    "not linked": Wording(
        en="its text cannot be put together at this date: `convention check` says why",
        fr="son texte ne peut être assemblé à cette date : `convention check` dit pourquoi",
    ),
    "internal": Wording(
        en="a counterexample was found that the calculation does not confirm; it is not shown. "
        "This is a fault of the tool: please report it",
        fr="un contre-exemple a été trouvé que le calcul ne confirme pas ; il n'est pas montré. "
        "C'est un défaut de l'outil : merci de le signaler",
    ),
    "solver": Wording(
        en="the solver failed on it. This is a fault of the tool: please report it",
        fr="le solveur a échoué. C'est un défaut de l'outil : merci de le signaler",
    ),
    "outside": Wording(
        en="it is outside what can be decided",
        fr="elle est hors de ce qui peut être décidé",
    ),
}

VACUOUS = {
    "contradiction": Wording(
        en="no input satisfies these hypotheses together",
        fr="aucune entrée ne satisfait ces hypothèses ensemble",
    ),
    "tied": Wording(
        en="“{invariant}” ties what is to stay equal: add `except {fields}`",
        fr="« {invariant} » lie ce qui doit rester égal : ajoutez `sauf {fields}`",
    ),
}

ENTRIES: tuple[Entry, ...] = (
    Entry(
        code="E0401",
        message=Wording(
            en="it is not known whether the property holds",
            fr="on ne sait pas si la propriété est vraie",
        ),
        explanation=Wording(
            en="The prover reports `unknown` where it established neither a proof nor a "
            "counterexample, and says why. It never takes `unknown` for `proved`.",
            fr="Le prouveur répond « indécis » quand il n'a établi ni preuve ni contre-exemple, et "
            "dit pourquoi. Il ne prend jamais « indécis » pour « prouvé ».",
        ),
        help=Wording(
            en="narrow the property with a hypothesis, or give it more time with `--timeout`",
            fr="resserrez la propriété par une hypothèse, ou donnez-lui plus de temps avec "
            "`--timeout`",
        ),
        bad="property p for every L : list of Patient\n"
        "  then largest of (fmt(p) for p in L) if empty 0 € <= sum of (fmt(p) for p in L)",
        good="property p for every L : list of Patient then sum of (fmt(p) for p in L) >= 0 €",
        phrases={**REASONS, **LIST_REASONS},
    ),
    Entry(
        code="E0402",
        message=Wording(
            en="no input satisfies the hypotheses: the property says nothing",
            fr="aucune entrée ne satisfait les hypothèses : la propriété ne dit rien",
        ),
        explanation=Wording(
            en="A property whose hypotheses contradict each other is true of nothing: it is "
            "neither proved nor refuted but `vacuous`. The smallest contradictory set of its "
            "hypotheses and of the records' rules is named. Often a rule of a record ties a "
            "field to the one that varies: “all else equal” then leaves nothing to compare.",
            fr="Une propriété dont les hypothèses se contredisent n'est vraie de rien : elle n'est "
            "ni prouvée ni réfutée, mais « vide ». Le plus petit ensemble contradictoire de ses "
            "hypothèses et des règles des fiches est nommé. Souvent, la règle d'une fiche lie un "
            "champ à celui qui varie : « toutes choses égales par ailleurs » ne laisse alors rien "
            "à comparer.",
        ),
        help=Wording(
            en="leave out one of the hypotheses named, or free the tied field with `except`",
            fr="retirez l'une des hypothèses nommées, ou libérez le champ lié avec `sauf`",
        ),
        bad="property p for every p : Patient then fmt(p) increases with p.ald, all else equal",
        good="property p for every p : Patient\n"
        "  then fmt(p) increases with p.ald, all else equal except p.nos",
        phrases=VACUOUS,
    ),
)
