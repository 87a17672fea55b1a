"""The shape of a catalogue entry."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Wording:
    """The same sentence in both languages; `{name}` stands for an argument of the diagnostic."""

    en: str
    fr: str

    def text(self, language: str) -> str:
        """Return the sentence in `language`, "fr" or "en"."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of the catalogue.

    `message` is the headline (lower case, user's text in backquotes), `help` what to do next,
    `explanation` a short page for `convention explain`, `bad`/`good` an example of each in the
    English surface, and `phrases` the wordings of secondary labels by key.
    """

    code: str
    message: Wording
    explanation: Wording
    help: Wording | None = None
    bad: str = ""
    good: str = ""
    phrases: dict[str, Wording] = field(default_factory=dict)
