"""What searches about the same lists in one program share: solvers, and elements found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from convention_dsl.core.nodes import Expr, Value
from convention_dsl.proof.lists.cone import Known
from convention_dsl.proof.lists.elements import Element, Elementary, Elements
from convention_dsl.proof.lists.task import Task
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.verdict import ListSum

Key = tuple[tuple[ListSum, ...], tuple[Expr, ...]]
"""The sums of a question, and the conditions under which elements are asked about."""


class Pool:
    """What searches about the same lists in one program share: solvers, and elements found."""

    def __init__(self) -> None:
        self._values: dict[Elements, list[Mapping[str, Value]]] = {}
        self._kinds: dict[Key, tuple[Elementary, ...]] = {}
        self._known: dict[Key, Known] = {}
        self.defined: set[Obligation] = set()
        """Terms that are known to have a value for every element."""

    def add(self, elements: Sequence[Element]) -> None:
        """Remember elements, for questions with other sums too."""
        for element in elements:
            known = self._values.setdefault(element.kind, [])
            if element.values not in known:
                known.append(element.values)

    def kinds(self, task: Task, conditions: tuple[Expr, ...]) -> tuple[Elementary, ...]:
        """Return the elements of each kind of list."""
        sums = task.abstract.sums
        key = (sums, conditions)
        if key not in self._kinds:
            context = task.context(conditions)
            names: dict[Elements, None] = dict.fromkeys(each.elements for each in sums)
            self._kinds[key] = tuple(Elementary(context, kind, sums) for kind in names)
        for kind in self._kinds[key]:
            kind.session.until(task.deadline)
        return self._kinds[key]

    def known(self, task: Task, conditions: tuple[Expr, ...]) -> Known:
        """Return the elements known under conditions."""
        key = (task.abstract.sums, conditions)
        if key not in self._known:
            known = self._known[key] = Known()
            for kind in self.kinds(task, conditions) if not conditions else ():
                for values in self._values.get(kind.kind, ()):
                    known.add(kind.with_values(values))
        return self._known[key]
