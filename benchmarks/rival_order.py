"""The rival's order of simplicity, and the minimisation of a counterexample along it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import z3
from rival_rules import Doctor, Patient


def departures(item: Patient | Doctor) -> list[Any]:
    """Return what may depart from the ordinary in an input."""
    if isinstance(item, Patient):
        booleans = (item.ald, item.c2s, z3.Not(item.vu), item.femme, item.diabetique, item.risque)
        return [*booleans, item.auteur != 0]
    booleans = (item.premiere, item.assistant, item.engagement)
    return [*booleans, item.secteur != 0, item.zone != 0]


def members(item: Patient | Doctor) -> list[Any]:
    return [*item.actions, *item.nos] if isinstance(item, Patient) else []


def roughness(item: Patient | Doctor) -> Any:
    """0 for each number that is a multiple of ten, 1 for the fives, 2 for the others."""

    def rough(number: Any, ten: int, five: int) -> Any:
        return z3.If(number % ten == 0, 0, z3.If(number % five == 0, 1, 2))

    if isinstance(item, Patient):
        integers = (item.age, item.bronchodilatateurs, item.consultations)
        return z3.Sum([rough(number, 10, 5) for number in integers])
    rates = [rough(rate, 100, 10) for rate in (item.part_c2s, item.croissance)]
    return z3.Sum([rough(item.age, 10, 5), rough(item.annee, 10, 5), *rates])


def objectives(inputs: tuple[Any, ...]) -> Iterator[tuple[Any, int]]:
    """The order of simplicity: what to minimise and a lower bound of it, first things first.

    A list of conditions stands for the number of those that hold.
    """
    yield [departure for item in inputs for departure in departures(item)], 0
    yield [member for item in inputs for member in members(item)], 0
    for left, right in twins(inputs):
        yield [z3.Not(equal) for equal in equalities(left, right)], 0
    yield z3.Sum([roughness(item) for item in inputs]), 0
    for item in inputs:
        for scalar, home in scalars(item):
            yield from own_objectives(scalar, home)


def own_objectives(scalar: Any, home: int | None) -> Iterator[tuple[Any, int]]:
    """A number is best near its home, above rather than below; flags and items have none."""
    if z3.is_bool(scalar):
        yield [scalar], 0
    elif home is None:
        yield scalar, 0
    else:
        yield z3.If(scalar < home, home - scalar, scalar - home), 0
        yield z3.If(scalar < home, 1, 0), 0


def twins(inputs: tuple[Any, ...]) -> list[tuple[Any, Any]]:
    kinds = [[item for item in inputs if isinstance(item, kind)] for kind in (Patient, Doctor)]
    return [(kind[0], kind[1]) for kind in kinds if len(kind) == 2]


def equalities(left: Any, right: Any) -> list[Any]:
    pairs = zip(scalars(left), scalars(right), strict=True)
    return [one == other for (one, _), (other, _) in pairs]


ITEMS = frozenset({"auteur", "secteur", "zone"})
HOMES = {"annee": 10}
"""The defaults of the numbers, 0 for those that are not here; a doctor's age is 50."""


def scalars(item: Any) -> list[tuple[Any, int | None]]:
    """The fields in order, sets member by member, each number with its home."""
    found: list[tuple[Any, int | None]] = []
    for each in fields(item):
        value = getattr(item, each.name)
        if isinstance(value, tuple):
            found += [(member, None) for member in value]
        elif each.name == "vu":
            found.append((z3.Not(value), None))
        elif each.name in ITEMS:
            found.append((value, None))
        elif each.name == "age":
            found.append((value, 50 if isinstance(item, Doctor) else 0))
        elif each.name != "name":
            found.append((value, None if z3.is_bool(value) else HOMES.get(each.name, 0)))
    return found


def minimise(solver: z3.Solver, goals: Iterator[tuple[Any, int]]) -> z3.ModelRef:
    """Minimise one goal after the other, each fixed at its minimum before the next."""
    model = solver.model()
    for goal, least in goals:
        low, best = least, reached(model, goal)
        while low < best:
            # Most goals attain their bound: try it first, then halve.
            middle = low if low == least else (low + best - 1) // 2
            solver.push()
            solver.add(at_most(goal, middle))
            if solver.check() == z3.sat:
                model = solver.model()
                best = reached(model, goal)
            else:
                low = middle + 1
            solver.pop()
        solver.add(at_most(goal, best))
    return model


def reached(model: z3.ModelRef, goal: Any) -> int:
    """The value of a goal in a model."""
    if isinstance(goal, list):
        return sum(z3.is_true(model.eval(one, model_completion=True)) for one in goal)
    return int(model.eval(goal, model_completion=True).as_long())


def at_most(goal: Any, bound: int) -> Any:
    if not isinstance(goal, list):
        return goal <= bound
    return z3.And([z3.Not(one) for one in goal]) if bound == 0 else z3.AtMost(*goal, bound)
