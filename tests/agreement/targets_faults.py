"""Faults planted on purpose in the lowering, in printers and in rows: what engines get wrong.

Each is what somebody might have written who trusts an engine: its division, its NULL, its order of
texts, its 32 bits, its months. `concerns` are the formulas without which a fault changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from types import ModuleType
from unittest.mock import patch

from sqlglot import exp

from convention_dsl.calculator.plan import numbers
from convention_dsl.calculator.plan.construct import bounds
from convention_dsl.calculator.plan.formula import (
    AddMonths,
    Fold,
    Formula,
    IntKind,
    ItemKind,
    Position,
    Product,
    Quotient,
    Ref,
    Remainder,
)
from convention_dsl.calculator.plan.lower import lower
from convention_dsl.calculator.plan.numbers import Arithmetic
from convention_dsl.calculator.plan.plan import Role
from convention_dsl.calculator.plan.traverse import every_definition, walk
from convention_dsl.targets.javascript.formulas import Code, Level
from convention_dsl.targets.javascript.formulas import Printer as JavaScript
from convention_dsl.targets.sql import days
from convention_dsl.targets.sql import formulas as sql
from convention_dsl.targets.sql.building import binary, call
from convention_dsl.targets.sql.dialects import Dialect, Width
from tests.agreement.backends import Case, Row
from tests.agreement.samples import Sample

Planted = Callable[[], AbstractContextManager[object]]
Spoiled = Callable[[Sample], Sample]


@dataclass(frozen=True)
class Fault:
    """`planted` is wrong while an engine runs; `spoiled` is wrong in what it is given."""

    engine: str
    name: str
    concerns: Callable[[Formula], bool]
    planted: Planted = nullcontext
    spoiled: Spoiled = lambda sample: sample

    def is_about(self, sample: Sample) -> bool:
        """Return whether the fault may change what comes of a sample."""
        if sample.plan is None or "other figures in rows" in sample.features:
            return False
        formulas = (x for each in every_definition(sample.plan) for x in walk(each.formula))
        return any(map(self.concerns, formulas))


def of(*classes: type) -> Callable[[Formula], bool]:
    """Return whether a formula is of one of some classes."""
    return lambda formula: isinstance(formula, classes)


def is_long(formula: Formula) -> bool:
    """Return whether a formula is a product that may have more than 32 bits."""
    return isinstance(formula, Product) and max(-formula.kind.low, formula.kind.high) >= 2**33


def is_unknown(formula: Formula) -> bool:
    """Return whether a formula reads whether the optional field of the programs is known."""
    return isinstance(formula, Ref) and formula.name.endswith("_known")


# In the lowering ----------------------------------------------------------------------------------


def negatives_by_the_engine(sample: Sample) -> Sample:
    """Round negative numbers with the engine's own division, as if they were positive."""

    def as_positive(
        arithmetic: Arithmetic, dividend: Formula, function: Callable[[Formula], Formula]
    ) -> Formula:
        return function(dividend)

    def divided(dividend: Formula, divisor: Formula) -> Quotient:
        return Quotient(_either_sign(dividend), dividend, divisor)

    def left(dividend: Formula, divisor: Formula) -> Remainder:
        return Remainder(_either_sign(divisor), dividend, divisor)

    signs = patch.object(Arithmetic, "by_sign", as_positive)
    with signs, patch.multiple(numbers, quotient=divided, remainder=left):
        plan = lower(sample.program, sample.ref)
    return replace(sample, plan=plan)


def _either_sign(formula: Formula) -> IntKind:
    size = max(abs(bounds(formula).low), abs(bounds(formula).high))
    return IntKind(-size, size)


# In rows ------------------------------------------------------------------------------------------


def unknown_is_null(sample: Sample) -> Sample:
    """Leave it to NULL what comes of a value that is unknown."""
    return _with_rows(sample, None)


def unknown_is_any(sample: Sample) -> Sample:
    """Take the value that stands for an unknown one for a known one."""
    return _with_rows(sample, "as it is")


def _with_rows(sample: Sample, unknown: str | None) -> Sample:
    plan = sample.plan
    assert plan is not None
    known = {each.path: each.name for each in plan.columns if each.role is Role.KNOWN}
    values = {each.name: known[each.path] for each in plan.columns if each.path in known}

    def spoil(row: Row) -> Row:
        found = {name: True if name in known.values() else row[name] for name in row}
        if unknown is None:
            nulls = {n: None for n, k in values.items() if n != k and not row[k]}
            found |= nulls  # type: ignore[arg-type]
        return found

    cases: Sequence[Case] = [(spoil(columns), lists) for columns, lists in sample.cases]
    return replace(sample, cases=cases)


# In SQL -------------------------------------------------------------------------------------------


def _patch(owner: type | ModuleType, **methods: object) -> Planted:
    return lambda: patch.multiple(owner, **methods)


def _sql_division(printer: sql.Printer, dividend: sql.Printed, divisor: sql.Printed) -> sql.Printed:
    """Divide as floats, and take the nearest integer."""
    quotient = binary(exp.Div, dividend.expression, divisor.expression)
    return sql.Printed(exp.cast(quotient, "bigint"), Width.LONG)


def _sql_position(printer: sql.Printer, formula: Position) -> sql.Printed:
    """Order items as their texts are."""
    kind = formula.item.kind
    assert isinstance(kind, ItemKind)
    ifs = [
        exp.If(this=exp.Literal.string(item), true=exp.Literal.number(index))
        for index, item in enumerate(sorted(kind.type.items))
    ]
    return sql.Printed(exp.Case(this=printer.print(formula.item).expression, ifs=ifs))


def _sql_fold(printer: sql.Printer, formula: Fold) -> sql.Printed:
    """Forget that an aggregate of nothing is NULL."""
    return printer.folds[formula]


def _sql_add_months(day: exp.Expression, months: sql.Printed, dialect: Dialect) -> exp.Expression:
    """Let the days that a month lacks run into the next one."""
    month = call("DATE_TRUNC", exp.Literal.string("month"), day.copy())
    first = binary(exp.Add, month, call("TO_MONTHS", exp.cast(months.expression, "int")))
    ahead = binary(exp.Sub, call("DAY", day.copy()), exp.Literal.number(1))
    return exp.cast(binary(exp.Add, first, call("TO_DAYS", exp.cast(ahead, "int"))), "date")


def _wrapped(product: Callable[..., sql.Printed]) -> Callable[..., sql.Printed]:
    """Keep 32 bits of a product."""

    def wrap(printer: sql.Printer, factors: Sequence[Formula]) -> sql.Printed:
        half, low = exp.Literal.number(2**31), exp.Literal.number(2**32)
        value = exp.cast(product(printer, factors).expression, "int128")
        raised = binary(exp.Add, value, half)
        rest = binary(
            exp.Mod, binary(exp.Add, binary(exp.Mod, raised, low), low.copy()), low.copy()
        )
        return sql.Printed(exp.cast(binary(exp.Sub, rest, half.copy()), "bigint"), Width.LONG)

    return wrap


# In JavaScript ------------------------------------------------------------------------------------


def _javascript(wrong: Callable[[JavaScript, Formula], str | None]) -> Planted:
    """Return a printer whose arm for a class of formulas is wrong: `wrong` gives its text."""
    right = JavaScript.code

    def code(printer: JavaScript, formula: Formula) -> Code:
        text = None if printer.is_big else wrong(printer, formula)
        return right(printer, formula) if text is None else Code(f"({text})", Level.WHOLE)

    return _patch(JavaScript, code=code)


def _js_division(printer: JavaScript, formula: Formula) -> str | None:
    if not isinstance(formula, Quotient):
        return None
    return f"Math.round(({printer.text(formula.dividend)}) / ({printer.text(formula.divisor)}))"


def _js_position(printer: JavaScript, formula: Formula) -> str | None:
    if not isinstance(formula, Position):
        return None
    assert isinstance(formula.item.kind, ItemKind)
    items = sorted(formula.item.kind.type.items)
    return f"{items}.indexOf({printer.text(formula.item)})"


def _js_overflow(printer: JavaScript, formula: Formula) -> str | None:
    if not isinstance(formula, Product):
        return None
    return " * ".join(f"({printer.text(factor)})" for factor in formula.factors) + " | 0"


def _js_add_months(printer: JavaScript, formula: Formula) -> str | None:
    if not isinstance(formula, AddMonths):
        return None
    day, months = printer.text(formula.day), printer.text(formula.months)
    return f"addMonths({day} - dayOf({day}) + 1, {months}) + dayOf({day}) - 1"


_ROUND = "rounding of negatives"
_SQL, _JS = "duckdb", "javascript"

FAULTS = (
    Fault(_SQL, _ROUND, of(Quotient), spoiled=negatives_by_the_engine),
    Fault(_SQL, "division", of(Quotient), _patch(sql.Printer, _quotient=_sql_division)),
    Fault(_SQL, "NULL for what is unknown", is_unknown, spoiled=unknown_is_null),
    Fault(_SQL, "NULL of empty lists", of(Fold), _patch(sql.Printer, _fold=_sql_fold)),
    Fault(_SQL, "order of texts", of(Position), _patch(sql.Printer, _position=_sql_position)),
    Fault(_SQL, "32 bits", is_long, _patch(sql.Printer, _product=_wrapped(sql.Printer._product))),
    Fault(_SQL, "months", of(AddMonths), _patch(days, add_months=_sql_add_months)),
    Fault(_JS, _ROUND, of(Quotient), spoiled=negatives_by_the_engine),
    Fault(_JS, "division", of(Quotient), _javascript(_js_division)),
    Fault(_JS, "any value for what is unknown", is_unknown, spoiled=unknown_is_any),
    Fault(_JS, "order of texts", of(Position), _javascript(_js_position)),
    Fault(_JS, "32 bits", is_long, _javascript(_js_overflow)),
    Fault(_JS, "months", of(AddMonths), _javascript(_js_add_months)),
)
