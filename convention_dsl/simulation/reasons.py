"""Why a row is refused, in the reader's words."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from convention_dsl.diagnostics.entry import Wording
from convention_dsl.locale import LANGUAGES, describe_type, format_number
from convention_dsl.types import NumberKind, SetType, Type


def both(write: Callable[[str], str], en: str, fr: str) -> Wording:
    """Return a wording around what `write` gives in each language."""
    texts = {language: write(language) for language in LANGUAGES}
    return Wording(en.format(texts["en"]), fr.format(texts["fr"]))


def described(type_: Type) -> Wording:
    """Return what a type accepts."""
    return both(lambda language: describe_type(type_, language), "{}", "{}")


def missing(type_: Type) -> Wording:
    """Say that there is no value."""
    return both(
        lambda language: describe_type(type_, language),
        "no value: {} is expected",
        "pas de valeur : attendu, {}",
    )


def unreadable(type_: Type) -> Wording:
    """Say that a value is of another nature."""
    return both(lambda language: describe_type(type_, language), "not {}", "pas {}")


def outside(type_: Type) -> Wording:
    """Say that a value is out of range."""
    return both(
        lambda language: describe_type(type_, language),
        "outside what is accepted: {}",
        "hors de ce qui est accepté : {}",
    )


def off_step(step: Fraction, kind: NumberKind) -> Wording:
    """Say that a number falls between two steps."""
    return both(
        lambda language: format_number(step, kind, language),
        "not a whole number of steps of {}",
        "pas un multiple du pas de {}",
    )


def unknown_member(type_: SetType) -> Wording:
    """Say that a set has something else in it."""
    return both(
        lambda language: describe_type(type_.element, language),
        "a member is not {}",
        "un élément n'est pas {}",
    )


TWICE_IN_SET = Wording(
    "a member of the set is there twice", "un élément de l'ensemble y est deux fois"
)
NOT_MIDNIGHT = Wording(
    "a time of day, where a day alone is expected", "une heure, alors qu'un jour seul est attendu"
)
NOT_ZERO_OR_ONE = Wording("neither 0 nor 1", "ni 0 ni 1")
NOT_CONSTANT = Wording(
    "not the same in all rows of the group", "pas la même valeur dans toutes les lignes du groupe"
)
TOO_MANY = Wording("more than {n} rows in the group", "plus de {n} lignes dans le groupe")
DUPLICATE = Wording("another row has the same key", "une autre ligne a la même clé")
NO_KEY = Wording("no key", "pas de clé")
NO_GROUP = Wording("no group", "pas de groupe")


def too_many(most: int) -> Wording:
    """Say that a list is longer than what was proved."""
    return Wording(TOO_MANY.en.format(n=most), TOO_MANY.fr.format(n=most))
