"""Lists in the elements of lists: where there are no doctors, there are no patients of theirs."""

from __future__ import annotations

from convention_dsl.core.program import Status
from convention_dsl.proof.lists.nested import of_nobody
from convention_dsl.proof.recheck.checker import check
from convention_dsl.proof.wording import Wording
from tests.proof.lists.small import claim, only, task

AVERAGE = "average of (number of (p in d.patients) for d in D) if empty 0"
ALL = "sum of (number of (p in d.patients) for d in D)"


def test_no_patients_are_counted_where_no_doctor_is() -> None:
    found = task(f"for every D : list of Doctor then {AVERAGE} <= {ALL}")
    texts = [Wording("en").text(each) for each in of_nobody(found.abstract.sums)]
    assert len(texts) == 1
    assert "= 0" in texts[0]


def test_sums_over_one_list_say_nothing_of_each_other() -> None:
    found = task("for every L : list of P then total(L) >= 1 € * number of (p in L)")
    assert list(of_nobody(found.abstract.sums)) == []


def test_an_average_over_doctors_bounds_their_patients_together() -> None:
    text = (
        f"for every D : list of Doctor such that {AVERAGE} <= 100"
        f" then {ALL} <= 100 * number of (d in D)"
    )
    found = claim(text)
    assert found.status is Status.PROVED
    assert found.certificate is not None
    assert check(*only(text), found.certificate).ok


def test_with_one_patient_less_it_is_refuted_by_a_doctor() -> None:
    found = claim(
        f"for every D : list of Doctor such that {AVERAGE} <= 100"
        f" then {ALL} <= 99 * number of (d in D)"
    )
    assert found.status is Status.REFUTED
