"""Formulas that read what a person filled in: what is wrong with a cell, and its value.

A problem is 0 (none), 1 (to be filled in) or 2 (not accepted). A value that is not there or not
accepted is read as some value of its kind, so that no formula of the calculation ever fails: the
state of the row says that it is not to be believed.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import assert_never

from convention_dsl.calculator.plan.formula import BoolKind, DateKind, IntKind, ItemKind, Kind
from convention_dsl.calculator.plan.plan import Column, Raw
from convention_dsl.targets.xlsx import dates, formulas
from convention_dsl.targets.xlsx.fields import Field, ManyField, ValueField, YesNoField
from convention_dsl.targets.xlsx.naming import string
from convention_dsl.targets.xlsx.words import word
from convention_dsl.types import NumberType

FILLED, MISSING, REFUSED = 0, 1, 2


class Reader:
    """Writes the formulas; `lists` are the names of the ranges that hold items (`lists.py`)."""

    def __init__(self, language: str, lists: Mapping[object, str]) -> None:
        self._lists = lists
        self._yes, self._no, self._none = (
            string(word(key, language)) for key in ("yes", "no", "none")
        )

    def problem(self, field: Field, cell: str, names: Mapping[str, str]) -> str:
        """Return the formula of the problem of a cell; `names` are where columns stand."""
        if isinstance(field, ManyField):
            known = f"SUMPRODUCT(--ISNUMBER(FIND({self._listed(field)},{_pieces(cell)})))"
            pieces = f'LEN({_pieces(cell)})-LEN(SUBSTITUTE({_pieces(cell)},";",""))-1'
            return f'IF({cell}="",0,IF(OR({cell}={self._none},{known}={pieces}),0,2))'
        accepted = self.accepted(field.column, cell)
        return f'IF({cell}="",{_when_empty(field, names)},IF({accepted},0,2))'

    def value(self, field: Field, column: Column, cell: str, problem: str) -> str:
        """Return the formula of a column's value; `problem` is where the cell's problem stands."""
        match field:
            case ManyField():
                found = f"ISNUMBER(FIND({string(f';{column.member};')},{_pieces(cell)}))"
                default = formulas.constant(column.member in field.default)
                return found if default == "FALSE" else f'IF({cell}="",{default},{found})'
            case YesNoField(default=default):
                found = f"{cell}={self._yes}"
                return found if not default else f'IF({cell}="",TRUE,{found})'
            case ValueField():
                blank = _constant(column.kind, blank_value(field))
                is_there = f'AND({problem}=0,{cell}<>"")'
                return f"IF({is_there},{self.read(column, cell)},{blank})"
            case _:
                assert_never(field)

    def known(self, cells: list[str]) -> str:
        """Return the formula that says whether one of some cells is filled in."""
        return "OR(" + ",".join(f'{cell}<>""' for cell in cells) + ")"

    def _listed(self, field: ManyField) -> str:
        return f'";"&{self._lists[field.columns[0].type]}&";"'

    def accepted(self, column: Column, cell: str) -> str:
        """Return the formula that says whether a cell that is not empty holds a value."""
        match column.kind:
            case BoolKind():
                return f"OR({cell}={self._yes},{cell}={self._no})"
            case ItemKind():
                return f"{self._rank(column, cell)}>0"
            case DateKind(low, high):
                first, last = (dates.serial(day) for day in (max(low, dates.FIRST), high))
                inside = f"AND({cell}>={first},{cell}<={last},{cell}=INT({cell}))"
                return f"IF(ISNUMBER({cell}),{inside},FALSE)"
            case IntKind(low, high):
                units = _units(cell, column.scale)
                exact = f"{_over(units, column.scale)}={cell}"
                checks = [f"{units}>={low}", f"{units}<={high}", exact]
                step = _step(column)
                checks += [f"ROUND({units}/{step},0)*{step}={units}"] if step > 1 else []
                return f"IF(ISNUMBER({cell}),AND({','.join(checks)}),FALSE)"
            case _:
                assert_never(column.kind)

    def read(self, column: Column, cell: str) -> str:
        """Return the formula of the value of a cell that holds one."""
        match column.kind:
            case BoolKind():
                return f"{cell}={self._yes}"
            case ItemKind():
                return f"{self._rank(column, cell)}-1"
            case DateKind():
                return cell
            case IntKind():
                return _units(cell, column.scale)
            case _:
                assert_never(column.kind)

    def _rank(self, column: Column, cell: str) -> str:
        """Return the rank (from 1) of an item by its label: exact, case and accents included."""
        names = self._lists[column.type]
        return f"SUMPRODUCT(EXACT(TRIM({cell}),{names})*{names}_n)"


def blank_value(field: ValueField) -> Raw:
    """Return what an empty or refused cell is read as."""
    if field.default is not None:
        return field.default
    kind = field.column.kind
    match kind:
        case BoolKind():
            return False
        case IntKind(low, high):
            return min(max(0, low), high)
        case DateKind(low, high):
            return min(max(dates.FIRST, low), high)
        case ItemKind(type_):
            return type_.items[0]
        case _:
            assert_never(kind)


def problem_of_empty(field: Field, known: Mapping[str, bool]) -> int:
    """Return the problem of an empty cell; `known` says which optional values there are."""
    if not isinstance(field, ValueField) or field.default is not None:
        return FILLED
    if not field.known:
        return MISSING
    outer = _outer(field)
    return MISSING if outer is not None and known[outer] else FILLED


def _when_empty(field: ValueField | YesNoField, names: Mapping[str, str]) -> str:
    if isinstance(field, YesNoField) or field.default is not None:
        return "0"
    if not field.known:
        return "1"
    outer = _outer(field)
    return "0" if outer is None else f"IF({names[outer]},1,0)"


def _outer(field: ValueField) -> str | None:
    """Return what asks for a cell of an optional record; None: the value itself is optional."""
    return None if field.is_optional else field.known[0]


def _constant(kind: Kind, value: Raw) -> str:
    return formulas.constant(value, kind.type.items if isinstance(kind, ItemKind) else ())


def _pieces(cell: str) -> str:
    """Return the members written in a cell as `;a;b;`."""
    return f'";"&SUBSTITUTE(SUBSTITUTE({cell},",",";")," ","")&";"'


def _units(cell: str, scale: int) -> str:
    return f"ROUND({cell},0)" if scale == 1 else f"ROUND({cell}*{scale},0)"


def _over(units: str, scale: int) -> str:
    return units if scale == 1 else f"{units}/{scale}"


def _step(column: Column) -> int:
    """Return the step of a column in units; 1 where every unit is accepted."""
    if not isinstance(column.type, NumberType) or column.type.step is None:
        return 1
    step: Fraction = column.type.step * column.scale
    return int(step) if step.denominator == 1 else 1
