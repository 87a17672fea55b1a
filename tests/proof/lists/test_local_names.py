"""A local name of a property, read inside what is summed over a list."""

from convention_dsl.core.program import Status
from tests.proof.lists.small import claim


def test_a_local_name_is_read_by_the_terms_of_a_sum() -> None:
    text = (
        "for every L : list of P, q : P"
        " then sum of (p.due + r.due for p in L) {} sum of (p.due for p in L)"
        " let r = q with (due: 5 €)"
    )
    assert claim(text.format(">=")).status is Status.PROVED
    assert claim(text.format("<=")).status is Status.REFUTED
