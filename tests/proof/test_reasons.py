"""Every reason for not knowing that the prover gives has words in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import convention_dsl.proof
from convention_dsl.diagnostics.properties import ENTRIES

FOLDER = Path(convention_dsl.proof.__file__).parent
GIVEN = re.compile(r'(?:OutsideMethod|Reason|unknown)\(\s*"([a-z -]+)"')


def keys() -> set[str]:
    return {key for path in FOLDER.rglob("*.py") for key in GIVEN.findall(path.read_text("utf-8"))}


def test_reasons_are_found_in_the_code() -> None:
    assert {"non-linear", "integers", "undefined", "contradiction"} <= keys()


def test_every_reason_has_words() -> None:
    phrases = {key: wording for entry in ENTRIES for key, wording in entry.phrases.items()}
    assert keys() - phrases.keys() == set()
    assert all(phrases[key].en and phrases[key].fr for key in keys())
