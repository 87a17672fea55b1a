"""Aggregates: unrolled over a set or an enumeration, folds over a list of the inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from convention_dsl.calculator.plan.columns import LONGEST_LIST
from convention_dsl.calculator.plan.construct import (
    FALSE,
    TRUE,
    all_,
    bounds,
    integer,
    item,
    not_,
    some,
    union,
)
from convention_dsl.calculator.plan.faults import NONE, first, when
from convention_dsl.calculator.plan.formula import (
    BOOL,
    Comparison,
    Const,
    DateKind,
    Fold,
    FoldKind,
    Formula,
    IntKind,
    Kind,
    Ref,
)
from convention_dsl.calculator.plan.lines import Draft, Drafts, deeper, under
from convention_dsl.calculator.plan.naming import joined
from convention_dsl.calculator.plan.numbers import ZERO
from convention_dsl.calculator.plan.outcome import Outcome
from convention_dsl.calculator.plan.plan import LineKind
from convention_dsl.calculator.plan.scopes import NOT_TOGETHER, UnsupportedError
from convention_dsl.calculator.plan.structures import before, choose_value
from convention_dsl.calculator.plan.values import (
    Enumerated,
    Listed,
    Lowered,
    Members,
    Number,
    Scalar,
    blank,
    scalars,
)
from convention_dsl.core.nodes import Aggregate, AggregateKind
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.types import EnumType, SetType, Type

if TYPE_CHECKING:
    from convention_dsl.calculator.plan.expressions import Lowerer

Environment = Mapping[str, Lowered]

_CHOSEN = Wording(
    "the element of a list that has the highest or lowest value",
    "l'élément d'une liste qui a la valeur la plus haute ou la plus basse",
)
_QUOTIENTS = Wording(
    "an aggregate over a list of items, or of quotients that are not rounded",
    "un agrégat, sur une liste, de modalités ou de quotients qui ne sont pas arrondis",
)
_FAILING = Wording(
    "a condition over a list which for some element may have no value",
    "une condition sur une liste qui peut, pour un élément, ne pas avoir de valeur",
)


@dataclass(frozen=True, slots=True)
class _Element:
    """An element of a domain that is unrolled: whether it is there, its value, its names."""

    there: Formula
    value: Lowered
    name: str
    label: str


def aggregate(lowerer: Lowerer, expr: Aggregate, env: Environment) -> Outcome:
    """Return an aggregate."""
    domain = lowerer.expr(expr.domain, env)
    if isinstance(domain.value, Listed):
        found = _fold(lowerer, expr, domain.value, env)
    else:
        elements = list(_elements(lowerer, domain.value, expr.domain.type))
        found = _unrolled(lowerer, expr, elements, env)
    return replace(found, fault=first(domain.fault, found.fault))


def _elements(lowerer: Lowerer, domain: Lowered, type_: Type) -> Iterator[_Element]:
    match domain:
        case Members():
            assert isinstance(type_, SetType)
            held = dict(domain.of)
            for each in type_.universe:
                yield _element(lowerer, type_, each, held.get(each, FALSE))
        case Enumerated():
            for value in domain.of:
                yield _Element(TRUE, value, "element", "")
        case _:
            raise TypeError(f"not a set nor a list: {domain}")


def _element(lowerer: Lowerer, type_: SetType, each: str | int, there: Formula) -> _Element:
    if isinstance(type_.element, EnumType):
        label = lowerer.item_label(type_.element, str(each))
        return _Element(there, Scalar(item(type_.element, str(each))), str(each), label)
    return _Element(there, Number(integer(int(each)), 1), joined((each,)), str(each))


# Unrolled ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Passing:
    """An element after its filter: whether it passes, its body, the fault of both so far."""

    element: _Element
    passes: Formula
    body: Outcome
    filter_fault: Formula


def _unrolled(
    lowerer: Lowerer, expr: Aggregate, elements: list[_Element], env: Environment
) -> Outcome:
    passing = [_passing(lowerer, expr, each, env) for each in elements]
    passing = [each for each in passing if each.passes != FALSE or each.filter_fault != NONE]
    match expr.kind:
        case AggregateKind.ANY | AggregateKind.ALL:
            return _junction(passing, expr.kind is AggregateKind.ANY)
        case AggregateKind.SUM | AggregateKind.COUNT:
            return _sum(lowerer, expr, passing)
        case _:
            return _best(lowerer, expr, passing, env)


def _passing(lowerer: Lowerer, expr: Aggregate, element: _Element, env: Environment) -> _Passing:
    inner = {**env, expr.variable: element.value}
    passes: Formula = element.there
    fault: Formula = NONE
    if expr.filter is not None and passes != FALSE:
        filtered = lowerer.expr(expr.filter, inner)
        fault = when(element.there, filtered.fault)
        passes = all_(element.there, filtered.formula)
    passes = lowerer.scopes.share(passes, f"counts_{element.name}")
    if passes == FALSE:
        return _Passing(element, FALSE, Outcome(blank(expr.body.type)), fault)
    return _Passing(element, passes, lowerer.expr(expr.body, inner), fault)


def _fault(each: _Passing) -> Formula:
    return first(each.filter_fault, when(each.passes, each.body.fault))


def _junction(passing: list[_Passing], any_: bool) -> Outcome:
    """Return whether one (or every) element satisfies the body; stops at the first that decides."""
    fault: Formula = NONE
    decided = [
        all_(each.passes, each.body.formula if any_ else not_(each.body.formula))
        for each in passing
    ]
    for each, stops in zip(reversed(passing), reversed(decided), strict=True):
        fault = first(_fault(each), when(not_(stops), fault))
    found = some(*decided)
    return Outcome(Scalar(found if any_ else not_(found)), fault)


def _sum(lowerer: Lowerer, expr: Aggregate, passing: list[_Passing]) -> Outcome:
    total, nothing = Number(ZERO, 1), Number(ZERO, 1)
    lines: Drafts = ()
    for each in passing:
        counted = choose_value([(each.passes, each.body.value)], nothing, expr.span)
        assert isinstance(counted, Number)
        total = lowerer.arithmetic.add(total, counted)
        lines += under(each.passes, _shown(each))
    return Outcome(total, first(*map(_fault, passing)), lines)


def _shown(each: _Passing) -> Drafts:
    if not each.element.label:
        return each.body.lines
    value = each.body.number
    line = Draft(LineKind.AMOUNT, each.element.label, 0, TRUE, value, None)
    return (line, *deeper(each.body.lines))


def _best(lowerer: Lowerer, expr: Aggregate, passing: list[_Passing], env: Environment) -> Outcome:
    """Return the least or greatest body, or its element: the first in order among equals."""
    assert expr.if_empty is not None
    gives_element = expr.kind in (AggregateKind.LOWEST, AggregateKind.HIGHEST)
    least = expr.kind in (AggregateKind.MINIMUM, AggregateKind.LOWEST)
    empty = lowerer.expr(expr.if_empty, env)
    found: Formula = FALSE
    key: Lowered | None = None
    result = empty.value
    for each in passing:
        value, shared = each.body.value, lowerer.shared(each.body.value, "key")
        is_better: Formula = TRUE
        if key is not None:
            pair = (shared, key) if least else (key, shared)
            is_better = before(lowerer.arithmetic, Comparison.LESS, *pair)
        takes = lowerer.scopes.share(all_(each.passes, some(not_(found), is_better)), "takes")
        value = each.element.value if gives_element else shared
        result = lowerer.shared(choose_value([(takes, value)], result, expr.span), "best")
        key = shared if key is None else choose_value([(takes, shared)], key, expr.span)
        key = lowerer.shared(key, "best_key")
        found = lowerer.scopes.share(some(found, each.passes), "found")
    faults = first(*map(_fault, passing), when(not_(found), empty.fault))
    return Outcome(result, faults)


# Folds ------------------------------------------------------------------------------------------


def _fold(lowerer: Lowerer, expr: Aggregate, domain: Listed, env: Environment) -> Outcome:
    if expr.kind in (AggregateKind.LOWEST, AggregateKind.HIGHEST):
        raise UnsupportedError(_CHOSEN, expr.span)
    _refuse_nested(lowerer, expr, env)
    inner = {**env, expr.variable: domain.element}
    passes: Formula = TRUE
    filter_fault: Formula = NONE
    if expr.filter is not None:
        filtered = lowerer.expr(expr.filter, inner)
        passes, filter_fault = filtered.formula, filtered.fault
    passes = lowerer.scopes.share(passes, "passes", span=expr.span)
    body = lowerer.expr(expr.body, inner)
    fault = _first_fault(lowerer, expr, domain.name, first(filter_fault, when(passes, body.fault)))
    folder = _Folder(lowerer, expr, domain.name, passes)
    match expr.kind:
        case AggregateKind.ANY | AggregateKind.ALL:
            if fault != NONE:
                raise UnsupportedError(_FAILING, expr.span)
            any_ = expr.kind is AggregateKind.ANY
            kind = FoldKind.ANY if any_ else FoldKind.EVERY
            return Outcome(Scalar(folder.fold(kind, BOOL, body.formula)), fault)
        case AggregateKind.SUM | AggregateKind.COUNT:
            return Outcome(folder.sum(body.number), fault)
        case AggregateKind.MINIMUM | AggregateKind.MAXIMUM:
            return folder.extreme(body, env, fault)
        case _:
            assert_never(expr.kind)


def _refuse_nested(lowerer: Lowerer, expr: Aggregate, env: Environment) -> None:
    """Stop where an aggregate over a list reads an element of an aggregate around it."""
    for name in lowerer.free_variables(expr) & env.keys():
        for formula in scalars(env[name]):
            if lowerer.scopes.list_of(formula) is not None:
                raise UnsupportedError(NOT_TOGETHER, expr.span)


def _first_fault(lowerer: Lowerer, expr: Aggregate, over: str, fault: Formula) -> Formula:
    """Return the fault of a list: that of one of its elements."""
    if fault == NONE:
        return NONE
    return _Folder(lowerer, expr, over, TRUE).fold(
        FoldKind.GREATEST, IntKind(0, bounds(fault).high), fault, NONE
    )


@dataclass(frozen=True)
class _Folder:
    lowerer: Lowerer
    expr: Aggregate
    over: str
    passes: Formula

    def fold(
        self, fold: FoldKind, kind: Kind, body: Formula, empty: Formula | None = None
    ) -> Formula:
        """Return a definition that folds `body`."""
        scopes, span = self.lowerer.scopes, self.expr.span
        plain = self.named(body, "element")
        filter_ = None if self.passes == TRUE else self.named(self.passes, "passes")
        last = None if empty is None else self.named(empty, "if_empty")
        return scopes.define(Fold(kind, fold, self.over, plain, filter_, last), fold, span=span)

    def named(self, formula: Formula, wanted: str) -> Formula:
        scopes = self.lowerer.scopes
        if isinstance(formula, Const):
            return formula
        return Ref(formula.kind, scopes.named(formula, wanted, span=self.expr.span))

    def sum(self, body: Number) -> Number:
        if body.over is not None and self.lowerer.scopes.list_of(body.over) is not None:
            raise UnsupportedError(_QUOTIENTS, self.expr.span)
        kind = bounds(body.units)
        most = IntKind(min(0, kind.low) * LONGEST_LIST, max(0, kind.high) * LONGEST_LIST)
        return Number(self.fold(FoldKind.SUM, most, body.units), body.scale, body.over)

    def extreme(self, body: Outcome, env: Environment, fault: Formula) -> Outcome:
        assert self.expr.if_empty is not None
        empty = self.lowerer.expr(self.expr.if_empty, env)
        passing = self.fold(FoldKind.ANY, BOOL, TRUE)
        fault = first(fault, when(not_(passing), empty.fault))
        match body.value, empty.value:
            case Number(over=None) as one, Number(over=None) as other:
                units, last, scale, _ = self.lowerer.arithmetic.aligned(one, other)
                return Outcome(Number(self._best(units, last), scale), fault)
            case Scalar(formula), Scalar(last) if isinstance(formula.kind, DateKind):
                return Outcome(Scalar(self._best(formula, last)), fault)
            case _:
                raise UnsupportedError(_QUOTIENTS, self.expr.span)

    def _best(self, body: Formula, empty: Formula) -> Formula:
        least = self.expr.kind is AggregateKind.MINIMUM
        kind = union([body.kind, empty.kind])
        return self.fold(FoldKind.LEAST if least else FoldKind.GREATEST, kind, body, empty)
