from __future__ import annotations

import pickle

from convention_dsl.proof.obligation import digest, reached, same_question
from tests.proof.books import FMT, posed

CLAIM = "\nproperty it for every p : Patient such that p.ald then base(p) >= 5 €\n"


def test_an_obligation_is_a_value_that_can_be_kept() -> None:
    ((_, _, obligation),) = posed(FMT + CLAIM)
    assert pickle.loads(pickle.dumps(obligation)) == obligation


def test_digests_ignore_where_things_stand_and_see_what_they_say() -> None:
    ((program, _, obligation),) = posed(FMT + CLAIM)
    ((moved, _, same),) = posed("# a comment\n\n" + FMT + "\n\n" + CLAIM)
    ((changed, _, other),) = posed(FMT.replace('55 €   | "older', '56 €   | "older') + CLAIM)
    ((unread, _, again),) = posed(FMT.replace("plus 10 €", "plus 11 €") + CLAIM)
    assert same == obligation
    assert digest(moved, same) == digest(program, obligation)
    assert digest(unread, again) == digest(program, obligation)
    assert digest(changed, other) != digest(program, obligation)
    assert same_question(
        (obligation, reached(program, obligation)), (again, reached(unread, again))
    )
    assert not same_question(
        (obligation, reached(program, obligation)), (other, reached(changed, other))
    )


def test_only_what_is_called_is_reached() -> None:
    ((program, _, obligation),) = posed(FMT + CLAIM)
    assert [ref.name for ref in reached(program, obligation).clauses] == ["base"]
