"""Random populations for generated programs: tables as people write them, and their results."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import duckdb

from convention_dsl.core.nodes import Value
from convention_dsl.types import (
    BooleanType,
    DateType,
    EnumType,
    ListType,
    MapType,
    NumberKind,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)
from tests.agreement.samples import Sample

Cell = tuple[str, Type, Value]
"""A column's name, the type of its values, and one of them (None: unknown)."""

GROUP = "group"
"""The column that says which rows are one list."""
NUMBER = NumberType(NumberKind.INTEGER, step=Fraction(1))

_FRENCH = str.maketrans(".", ",")


def cells(sample: Sample, arguments: Sequence[Value]) -> list[Cell]:
    """Return the cells of one row; a field goes without the record's name where no input has it."""
    inputs = sample.program.clauses[sample.ref].inputs
    names = {binding.name for binding in inputs}
    found: list[Cell] = []
    for binding, value in zip(inputs, arguments, strict=True):
        for name, of, part in _cells(binding.name, binding.type, value):
            _, _, short = name.partition(".")
            is_clear = short and short.partition(".")[0] not in names
            found.append((short if is_clear else name, of, part))
    return found


def list_cells(sample: Sample, group: int) -> list[list[Cell]]:
    """Return the rows of one case of a clause over a list: one for each element."""
    inputs = sample.program.clauses[sample.ref].inputs
    given = list(zip(inputs, sample.arguments[group], strict=True))
    own: list[Cell] = [(GROUP, NUMBER, Fraction(group))]
    lists = []
    for binding, value in given:
        if isinstance(binding.type, ListType):
            element = binding.type.element
            assert isinstance(value, tuple)
            lists += [list(_cells(binding.name, element, each)) for each in value]
        else:
            own += _cells(binding.name, binding.type, value)
    return [[*own, *row] for row in lists]


def _cells(name: str, of: Type, value: Value) -> Iterator[Cell]:
    match of:
        case RecordType() | MapType():
            assert isinstance(value, dict)
            parts = (
                of.fields if isinstance(of, RecordType) else [(i, of.value) for i in of.key.items]
            )
            for part, kind in parts:
                yield from _cells(f"{name}.{part}", kind, value[part])
        case OptionalType():
            yield name, of.inner, value
        case _:
            yield name, of, value


def write_csv(path: Path, rows: Sequence[Sequence[Cell]], *, french: bool) -> None:
    """Write rows as a French spreadsheet does (`;`, decimal comma, cp1252), or with commas."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";" if french else ",", lineterminator="\r\n")
    writer.writerow([name for name, _, _ in rows[0]])
    writer.writerows([_text(of, value, french) for _, of, value in row] for row in rows)
    path.write_bytes(buffer.getvalue().encode("cp1252" if french else "utf-8"))


def _text(of: Type, value: Value, french: bool) -> str:
    match value:
        case None:
            return ""
        case bool():
            return ("oui" if value else "non") if french else ("yes" if value else "no")
        case Fraction():
            decimal = Decimal(value.numerator) / Decimal(value.denominator)
            text = f"{decimal.normalize():f}"
            return text.translate(_FRENCH) if french else text
        case frozenset():
            assert isinstance(of, SetType)
            return "|".join(str(each) for each in of.universe if each in value) or "{}"
        case _:
            return str(value)


def write_parquet(path: Path, rows: Sequence[Sequence[Cell]]) -> None:
    """Write rows with columns of the types that a database has for them."""
    connection = duckdb.connect()
    types = ", ".join(f'"{name}" {_sql_type(of)}' for name, of, _ in rows[0])
    connection.execute(f"CREATE TABLE rows ({types})")
    places = ", ".join("?" for _ in rows[0])
    for row in rows:
        values = [_sql_value(of, value) for _, of, value in row]
        connection.execute(f"INSERT INTO rows VALUES ({places})", values)
    connection.execute(f"COPY rows TO '{path}' (FORMAT parquet)")


def _sql_type(of: Type) -> str:
    match of:
        case BooleanType():
            return "BOOLEAN"
        case DateType():
            return "DATE"
        case NumberType(step=step):
            return "SMALLINT" if step == 1 else "DECIMAL(18, 4)"
        case _:
            return "VARCHAR"


def _sql_value(of: Type, value: Value) -> object:
    if isinstance(of, SetType | EnumType):
        return None if value is None else _text(of, value, french=False)
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return value


def read_results(path: Path, column: str, of: Type) -> list[Value]:
    """Return the results that a simulation wrote with commas, of the rows that it calculated."""
    with path.open(newline="", encoding="utf-8") as file:
        return [_value(of, row[column]) for row in csv.DictReader(file)]


def read_groups(path: Path, column: str, of: Type) -> dict[int, Value]:
    """Return the result of each group that has one."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = [(int(row[GROUP]), row[column]) for row in csv.DictReader(file)]
    return {group: _value(of, text) for group, text in rows if text}


def _value(of: Type, text: str) -> Value:
    match of:
        case BooleanType():
            return {"yes": True, "no": False, "true": True, "false": False}[text]
        case NumberType():
            return Fraction(text)
        case DateType():
            return date.fromisoformat(text)
        case _:
            return text
