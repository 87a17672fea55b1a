"""Chains of elements and their conditions."""

from __future__ import annotations

from convention_dsl.core import build
from convention_dsl.core.nodes import Expr
from convention_dsl.proof.lists.chains import Chain, conjuncts
from convention_dsl.types import BooleanType, ListType
from tests.proof.lists.small import words

A, B, C = (build.variable(name, BooleanType()) for name in "abc")
LIST = build.variable("L", ListType(BooleanType()))


def test_conjunctions_are_taken_apart() -> None:
    nested: Expr = build.conjunction([build.conjunction([A, B]), C])
    assert list(conjuncts(nested)) == [A, B, C]
    either = build.disjunction([A, B])
    assert list(conjuncts(either)) == [either]


def test_a_chain_keeps_each_condition_once_and_in_order() -> None:
    chain = Chain().where(build.conjunction([A, B])).where(build.conjunction([B, C]))
    assert chain.filters == (A, B, C)
    assert chain.filter is not None
    assert words(chain.filter) == "a and b and c"


def test_what_is_always_so_is_no_condition() -> None:
    chain = Chain((("p", LIST),)).where(build.literal_boolean(True))
    assert chain.filter is None
    assert chain.names == {"p"}


def test_what_is_never_so_is_one() -> None:
    assert Chain().where(build.literal_boolean(False)).filter == build.literal_boolean(False)
