"""A witness as a table: a row for each field that matters, with the labels of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from convention_dsl.core.nodes import Value
from convention_dsl.core.program import Program
from convention_dsl.diagnostics import TypedValue
from convention_dsl.proof.finding import Witness
from convention_dsl.proof.patients import simplest
from convention_dsl.proof.reads import ALL, Read
from convention_dsl.proof.records import record_definition
from convention_dsl.types import MapType, RecordType, Type

Row = tuple[str, TypedValue]


def shown(program: Program, witness: Witness) -> tuple[Row, ...]:
    """Return the rows of a witness: label and value of each field read, open amounts last."""
    table = _Table(program, witness)
    return (*table.inputs(), *table.parameters())


class _Table:
    def __init__(self, program: Program, witness: Witness) -> None:
        self.program = program
        self.witness = witness
        self.labels: Mapping[str, Mapping[str, str]] = {
            f"{book.name}.{enum.name}": enum.labels
            for book in program.library.books.values()
            for enum in book.enums
        }

    def inputs(self) -> Iterator[Row]:
        read = self.witness.read
        names = {name for name, _ in read}
        inputs = [binding for binding in self.witness.inputs if binding.name in names]
        for binding in inputs:
            value = self.witness.values.get(binding.name)
            if isinstance(binding.type, RecordType) and isinstance(value, dict):
                prefix = "" if len(inputs) == 1 else f"{binding.label or binding.name}: "
                yield from self._record(binding.type, value, prefix, _fields(read, binding.name))
            else:
                yield from self._value(binding.label or binding.name, binding.type, value)

    def _record(
        self, type_: RecordType, value: dict[str, Value], prefix: str, only: frozenset[str]
    ) -> Iterator[Row]:
        definition = record_definition(self.program, type_)
        labels = {info.name: info.label for info in definition.fields} if definition else {}
        for name, kind in type_.fields:
            if ALL in only or name in only:
                yield from self._value(prefix + (labels.get(name) or name), kind, value[name])

    def _value(self, label: str, type_: Type, value: Value) -> Iterator[Row]:
        match type_, value:
            case RecordType(), dict():
                yield from self._record(type_, value, f"{label}: ", frozenset((ALL,)))
            case MapType(), dict():
                yield from self._items(label, type_, value)
            case _:
                yield label, TypedValue(type_, value, self.labels)

    def _items(self, label: str, type_: MapType, values: dict[str, Value]) -> Iterator[Row]:
        """Yield the items that matter by themselves, and one row for those left at nought."""
        plain = simplest(type_.value)
        names = self.labels.get(type_.key.name, {})
        special = [item for item in type_.key.items if values[item] != plain]
        for item in special:
            yield from self._value(f"{label}: {names.get(item) or item}", type_.value, values[item])
        if len(special) < len(type_.key.items):
            yield from self._value(f"{label}: …" if special else label, type_.value, plain)

    def parameters(self) -> Iterator[Row]:
        for id_, value in self.witness.parameters.items():
            definition = self.program.parameters[id_].definition
            yield from self._value(definition.label or definition.name, definition.type, value)


def _fields(read: frozenset[Read], name: str) -> frozenset[str]:
    return frozenset(field for input_, field in read if input_ == name)
