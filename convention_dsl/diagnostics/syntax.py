"""Messages E00xx and W00xx: reading a text."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry
from convention_dsl.diagnostics.syntax_envelopes import ENVELOPES
from convention_dsl.diagnostics.syntax_literals import LITERALS
from convention_dsl.diagnostics.syntax_meaning import MEANING
from convention_dsl.diagnostics.syntax_populations import POPULATIONS
from convention_dsl.diagnostics.syntax_words import WORDS

ENTRIES: tuple[Entry, ...] = tuple(
    sorted((*WORDS, *LITERALS, *MEANING, *ENVELOPES, *POPULATIONS), key=lambda entry: entry.code)
)
