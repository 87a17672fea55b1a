"""What a formula reads of its plan, aggregates of lists set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from convention_dsl.calculator.plan.formula import Fold, Formula, Ref
from convention_dsl.calculator.plan.traverse import children


def names(formula: Formula, aggregates: Mapping[Fold, str] | None = None) -> Counter[str]:
    """Return how many times `formula` reads each name outside aggregates of lists.

    `aggregates` names the aggregates themselves. What one reads of the elements is not counted;
    what it is where no element passes, is.
    """
    found: Counter[str] = Counter()
    waiting = [formula]
    while waiting:
        match waiting.pop():
            case Ref(name=name):
                found[name] += 1
            case Fold(empty=empty) as fold:
                found.update([aggregates[fold]] if aggregates else [])
                waiting += [] if empty is None else [empty]
            case other:
                waiting += children(other)
    return found


def folds(formula: Formula) -> Iterator[Fold]:
    """Yield the aggregates of lists in `formula`, in order."""
    waiting = [formula]
    while waiting:
        found = waiting.pop()
        if isinstance(found, Fold):
            yield found
        else:
            waiting += reversed(children(found))
