"""Walks over formulas and plans that do not care about meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from convention_dsl.calculator.plan.formula import (
    AddDays,
    AddMonths,
    All,
    Choose,
    Compare,
    Const,
    DaysBetween,
    Extract,
    Fold,
    Formula,
    Greatest,
    Least,
    Negate,
    Not,
    Position,
    Product,
    Quotient,
    Ref,
    Remainder,
    Some,
    Sum,
)
from convention_dsl.calculator.plan.plan import Definition, Plan


def children(formula: Formula) -> tuple[Formula, ...]:
    """Return the formulas directly inside a formula; those of a fold's elements too."""
    match formula:
        case Const() | Ref():
            return ()
        case Sum():
            return formula.terms
        case Product():
            return formula.factors
        case Least() | Greatest() | All() | Some():
            return formula.parts
        case Negate():
            return (formula.value,)
        case Not():
            return (formula.part,)
        case Quotient() | Remainder():
            return (formula.dividend, formula.divisor)
        case Compare():
            return (formula.left, formula.right)
        case Position():
            return (formula.item,)
        case Choose():
            pairs = tuple(part for case in formula.cases for part in case)
            return (*pairs, formula.otherwise)
        case Extract():
            return (formula.day,)
        case AddMonths():
            return (formula.day, formula.months)
        case AddDays():
            return (formula.day, formula.days)
        case DaysBetween():
            return (formula.start, formula.end)
        case Fold():
            found = (formula.filter, formula.body, formula.empty)
            return tuple(part for part in found if part is not None)
        case _:
            assert_never(formula)


def walk(formula: Formula) -> Iterator[Formula]:
    """Yield a formula and all inside it, from the outside in."""
    waiting = [formula]
    while waiting:
        found = waiting.pop()
        yield found
        waiting += reversed(children(found))


def names_in(formula: Formula) -> Iterator[str]:
    """Yield the names that a formula reads, those read in a fold included."""
    return (found.name for found in walk(formula) if isinstance(found, Ref))


def needed(plan: Plan, names: Iterable[str]) -> frozenset[str]:
    """Return every column, parameter and definition that the values of `names` depend on."""
    known = {each.name: each for each in every_definition(plan)}
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += names_in(known[name].formula) if name in known else ()
    return frozenset(found)


def every_definition(plan: Plan) -> Iterator[Definition]:
    """Yield the definitions of a plan, those of its lists' elements first."""
    for each in plan.lists:
        yield from each.definitions
    yield from plan.definitions


def outputs(plan: Plan) -> tuple[str, ...]:
    """Return the names that a calculation is after: results, fault and requirements."""
    found = [result.name for result in plan.results]
    found += [result.denominator for result in plan.results if result.denominator is not None]
    found += [plan.fault] if plan.fault is not None else []
    found += [each.name for each in plan.requirements]
    found += [each.name for list_ in plan.lists for each in list_.requirements]
    return tuple(dict.fromkeys(found))
