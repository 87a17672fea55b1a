from __future__ import annotations

from convention_dsl.proof.leaves import Leaf, LeafKind
from convention_dsl.proof.symmetry import orderings
from convention_dsl.types import EnumType, SetType

TYPE = SetType(EnumType("E", ("u", "v", "w")))


def found(*lines: str, sets: int = 1) -> list[object]:
    leaves, symbols = {}, {}
    for number in range(sets):
        for item in "uvw":
            path = (f"p{number}", item)
            leaves[path] = Leaf(path, LeafKind.MEMBER, TYPE)
            symbols[path] = f"{item}{number}"
    return list(orderings(lines, leaves, symbols))


def test_operands_of_one_sum_are_alike() -> None:
    line = "(assert (<= 2 (+ (ite u0 1 0) (ite v0 1 0) (ite w0 1 0))))"
    assert found(line) == ["(=> u0 v0)", "(=> v0 w0)"]


def test_an_element_with_its_own_price_or_condition_is_not() -> None:
    line = "(assert (<= 2 (+ (* 2 (ite u0 1 0)) (ite v0 1 0) (ite w0 1 0))))"
    assert found(line) == ["(=> v0 w0)"]
    line = "(assert (<= 2 (+ (ite u0 1 0) (ite (and v0 t) 1 0) (ite w0 1 0))))"
    assert found(line) == ["(=> u0 w0)"]


def test_an_element_used_elsewhere_is_not() -> None:
    line = "(assert (<= 2 (+ (ite u0 1 0) (ite v0 1 0) (ite w0 1 0))))"
    assert found(line, "(assert (=> h v0))") == ["(=> u0 w0)"]
    assert found(line, "(assert (or v0 t))") == ["(=> u0 w0)"]


def test_elements_are_alike_in_every_set_or_not_at_all() -> None:
    lines = (
        "(assert (<= 2 (+ (ite u0 1 0) (ite v0 1 0) (ite w0 1 0))))",
        "(assert (<= 2 (+ (ite u1 1 0) (ite v1 1 0))))",
    )
    assert found(*lines, sets=2) == ["(=> u0 v0)", "(=> u1 v1)"]


def test_sets_that_are_compared_are_left_alone() -> None:
    lines = (
        "(assert (<= 2 (+ (ite u0 1 0) (ite v0 1 0) (ite w0 1 0))))",
        "(assert (and (= u0 u1) (= v0 v1) (= w0 w1)))",
    )
    assert found(*lines, sets=2) == []
