"""Facts about lists in the elements of lists: without doctors, there are no patients of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from convention_dsl.core import build
from convention_dsl.core.nodes import Expr
from convention_dsl.core.operators import Operator
from convention_dsl.proof.verdict import ListSum


def of_nobody(sums: Sequence[ListSum]) -> Iterator[Expr]:
    """Yield that a sum over the lists of elements is zero where there are no such elements."""
    counts = [each for each in sums if each.body is None and each.filter is None]
    for each in sums:
        for count in counts:
            length = len(count.elements)
            if length < len(each.elements) and each.elements[:length] == count.elements:
                yield build.disjunction([build.negation(_is_zero(count)), _is_zero(each)])


def _is_zero(each: ListSum) -> Expr:
    zero = build.literal_number(0, each.type.kind)
    return build.apply(Operator.EQUAL, (build.variable(each.name, each.type), zero))
