"""Reasons of the system and of the JSON reader, in both languages."""

import errno
import json

import pytest

from convention_dsl.diagnostics.reasons import json_reason, system_reason


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.EISDIR, errno.ENOSPC])
def test_common_reasons_are_in_both_languages(number: int) -> None:
    reason = system_reason(OSError(number, "the system's words"))
    assert reason.en != reason.fr
    assert "the system's words" not in (reason.en, reason.fr)


def test_a_rare_reason_keeps_the_words_of_the_system() -> None:
    assert system_reason(OSError(errno.ELOOP, "odd")).fr == "odd"
    assert system_reason(OSError("no number")).en == "no number"


@pytest.mark.parametrize(
    "text", ['{"a": 1', "{1: 2}", '{"a" 1}', "[1, oops]", "[1] 2", '["a', "[1,]"]
)
def test_what_is_wrong_with_a_json_text_is_in_both_languages(text: str) -> None:
    with pytest.raises(json.JSONDecodeError) as found:
        json.loads(text)
    reason = json_reason(found.value)
    assert found.value.msg not in (reason.en, reason.fr)
    assert reason.en != reason.fr
