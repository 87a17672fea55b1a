"""What a query gives, in natural units, and why it gives nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlglot import exp

from convention_dsl.calculator.plan.formula import BOOL, Fold, FoldKind, IntKind, Ref
from convention_dsl.calculator.plan.plan import Definition, Plan, Requirement, Result, Role
from convention_dsl.source import Span
from convention_dsl.targets.sql.building import binary, column, denial, named
from convention_dsl.targets.sql.decimals import from_units, places
from convention_dsl.targets.sql.describing import Context
from convention_dsl.targets.sql.dialects import magnitude
from convention_dsl.targets.sql.naming import Names
from convention_dsl.targets.sql.request import kind_of
from convention_dsl.targets.sql.words import reason
from convention_dsl.types import NumberKind, NumberType

Place = Callable[[Span], str]


def with_requirements(plan: Plan) -> tuple[Plan, tuple[Requirement, ...]]:
    """Return a plan where the conditions on the elements of lists are conditions on the whole.

    With them come all the conditions.
    """
    added: list[Definition] = []
    found = list(plan.requirements)
    for list_ in plan.lists:
        for each in list_.requirements:
            name = f"{each.name}_{list_.name}"
            fold = Fold(BOOL, FoldKind.EVERY, list_.name, Ref(BOOL, each.name))
            added.append(Definition(name, fold, span=each.span))
            found.append(Requirement(name, each.label, each.span))
    return replace(plan, definitions=(*plan.definitions, *added)), tuple(found)


def names_read(plan: Plan, requirements: Sequence[Requirement]) -> list[str]:
    """Return the names of the plan that the results are made from, each once."""
    found = [each.name for each in plan.results]
    found += [each.denominator for each in plan.results if each.denominator is not None]
    found += [] if plan.fault is None else [plan.fault]
    found += [each.name for each in requirements]
    return list(dict.fromkeys(found))


def fault(
    plan: Plan, requirements: Sequence[Requirement], context: Context, place: Place
) -> exp.Expression | None:
    """Return why a row has no result, a text or NULL; None: every row has one."""
    ifs = [
        exp.If(
            this=denial(column(each.name)),
            true=exp.Literal.string(context.say("requirement", label=each.label)),
        )
        for each in requirements
    ]
    if plan.fault is not None:
        for number, each in enumerate(plan.faults, 1):
            said = reason(each.kind.value, context.language)
            text = context.say("at place", reason=said, place=place(each.span))
            test = binary(exp.EQ, column(plan.fault), exp.Literal.number(number))
            ifs.append(exp.If(this=test, true=exp.Literal.string(text)))
    return exp.Case(ifs=ifs) if ifs else None


def is_given(plan: Plan, requirements: Sequence[Requirement]) -> exp.Expression | None:
    """Return whether a row has a result; None: every row has."""
    tests: list[exp.Expression] = [column(each.name) for each in requirements]
    if plan.fault is not None:
        tests.append(binary(exp.EQ, column(plan.fault), exp.Literal.number(0)))
    return _all(tests)


def values(
    plan: Plan, context: Context, names: Names, given: exp.Expression | None
) -> list[exp.Expression]:
    """Return the results as columns; NULL where `given` is not true (None: it always is)."""
    found = []
    for each in plan.results:
        if each.role is Role.KNOWN:
            continue
        known = _known(plan, each)
        for suffix, value in _natural(plan, each, context):
            shown = value
            for condition in (known, given):
                if condition is not None:
                    shown = exp.Case(ifs=[exp.If(this=condition.copy(), true=shown)])
            found.append(named(shown, names.new(_name(plan, each) + suffix)))
    return found


def _known(plan: Plan, result: Result) -> exp.Expression | None:
    """Return whether an optional result is there."""
    found: list[exp.Expression] = [
        column(each.name)
        for each in plan.results
        if each.role is Role.KNOWN and result.path[: len(each.path)] == each.path
    ]
    return _all(found)


def _all(tests: Sequence[exp.Expression]) -> exp.Expression | None:
    if not tests:
        return None
    whole, *others = tests
    for each in others:
        whole = binary(exp.And, whole, each)
    return whole


def _name(plan: Plan, result: Result) -> str:
    parts = [*result.path, *([] if result.member is None else [str(result.member)])]
    return "_".join(parts) or plan.clause.name


def _natural(plan: Plan, result: Result, context: Context) -> list[tuple[str, exp.Expression]]:
    value = column(result.name)
    if not isinstance(result.kind, IntKind):
        return [("", value)]
    whole = result.denominator is None
    decimals = places(result.scale, result.type) if whole else None
    if decimals is not None:
        is_integer = isinstance(result.type, NumberType) and result.type.kind is NumberKind.INTEGER
        if decimals == 0 and is_integer:
            return [("", value)]
        size = magnitude(kind_of(plan, result.name))
        return [("", from_units(value, size, result.scale, decimals, context.dialect))]
    scale: exp.Expression = exp.Literal.number(result.scale)
    if result.denominator is not None:
        other = column(result.denominator)
        scale = other if result.scale == 1 else binary(exp.Mul, scale, other)
    return [
        ("_" + context.say("numerator"), value),
        ("_" + context.say("denominator"), scale),
    ]
