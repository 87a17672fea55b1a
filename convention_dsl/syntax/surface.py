"""The words of a surface: a view of `grammar/keywords.toml` for one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from convention_dsl.resources import data

LANGUAGES = ("en", "fr")

_KEYWORD_TABLES = (
    "declaration",
    "metadata",
    "type",
    "body",
    "property",
    "operator",
    "aggregate",
    "literal",
)


@dataclass(frozen=True, slots=True)
class Surface:
    """The spellings of one language.

    `keywords` gives the terminal of a one-word spelling, `phrases` the spellings of several words
    by their first one, longest first, each with its terminal; `spellings` goes the other way.
    `words` holds the words that mean something in one place only: by subject, then spelling, the
    canonical (English) word.
    """

    language: str
    keywords: Mapping[str, str]
    phrases: Mapping[str, tuple[tuple[str, str], ...]]
    spellings: Mapping[str, tuple[str, ...]]
    words: Mapping[str, Mapping[str, str]]

    def spelling(self, terminal: str) -> str:
        """Return the preferred spelling of a keyword terminal."""
        return self.spellings[terminal][0]

    def word(self, subject: str, canonical: str) -> str:
        """Return the preferred spelling of a word of `subject`, the inverse of `words`."""
        return next(spelling for spelling, name in self.words[subject].items() if name == canonical)


@cache
def _table() -> dict[str, dict[str, dict[str, list[str]]]]:
    import tomllib

    return tomllib.loads((data("grammar") / "keywords.toml").read_text(encoding="utf-8"))


@cache
def surface(language: str) -> Surface:
    """Return the surface of `language`, "en" or "fr"."""
    spellings = {
        terminal: tuple(by_language[language])
        for subject in _KEYWORD_TABLES
        for terminal, by_language in _table()[subject].items()
    }
    keywords: dict[str, str] = {}
    phrases: dict[str, list[tuple[str, str]]] = {}
    for terminal, choices in spellings.items():
        for choice in choices:
            if choice.isalpha():
                keywords[choice] = terminal
            else:
                phrases.setdefault(_first_word(choice), []).append((choice, terminal))
    return Surface(
        language,
        keywords,
        {word: tuple(sorted(found, key=_longest_first)) for word, found in phrases.items()},
        spellings,
        {
            subject: _words(by_canonical, language)
            for subject, by_canonical in _table().items()
            if subject not in _KEYWORD_TABLES
        },
    )


def declaration_terminals() -> frozenset[str]:
    """Return the terminals that start a declaration."""
    return frozenset(_table()["declaration"])


@cache
def other_words(language: str, subject: str) -> Mapping[str, str]:
    """Return the words that another language than `language` has for `subject`, with its own.

    Those that could well be names (`no`, an abbreviation of "numéro") are left out.
    """
    found: dict[str, str] = {}
    for by_language in _table()[subject].values():
        own = by_language[language]
        for other in LANGUAGES:
            words = by_language[other] if other != language else ()
            found |= {word: own[0] for word in words if len(word) > 2 and word not in own}
    return found


def _words(by_canonical: dict[str, Any], language: str) -> dict[str, str]:
    return {
        spelling: canonical
        for canonical, by_language in by_canonical.items()
        for spelling in by_language[language]
    }


def _first_word(spelling: str) -> str:
    match = re.match(r"\w+", spelling)
    assert match is not None
    return match.group()


def _longest_first(phrase: tuple[str, str]) -> int:
    return -len(phrase[0])


@cache
def phrase_pattern(spelling: str) -> re.Pattern[str]:
    """Return a pattern for a spelling of several words: any white space between them.

    A French spelling that ends with "de" or "que" matches its elided form too.
    """
    words = spelling.split(" ")
    parts = [re.escape(word) for word in words]
    ending = r"(?!\w)"
    if words[-1] in ("de", "que"):
        parts[-1] = rf"(?:{words[-1]}(?!\w)|{words[-1][:-1]}')"
        ending = ""
    return re.compile(r"\s+".join(parts) + ending)
