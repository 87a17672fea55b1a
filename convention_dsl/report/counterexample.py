"""A counterexample as a table in the file's own labels, its inputs side by side."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from convention_dsl.core.nodes import Literal, Value
from convention_dsl.core.program import Binding, Library, PropertyDef
from convention_dsl.proof.verdict import Counterexample, PropertyResult, ShownValue
from convention_dsl.report.cases import Case, Kinds
from convention_dsl.report.chosen import amount_rows
from convention_dsl.report.expressions import Expressions
from convention_dsl.report.kinds import KindTable, kind_table, signed
from convention_dsl.report.payslip import Words
from convention_dsl.report.style import Role, paint, table, width, wrapped
from convention_dsl.types import ListType, MapType, OptionalType, RecordType, SetType, Type

_WIDTH = 100
_LABEL = 44
"""How wide the column of labels may be."""
_SIDE = 76
"""How wide the text of a side of a claim may be."""
_KINDS = 6
"""How many kinds of elements stand side by side, where they are narrow enough."""
_NARROWEST = 12
"""How narrow the column of an input may become."""


def counterexample_lines(
    result: PropertyResult, library: Library, words: Words, case: Case | None = None
) -> list[str]:
    """Return the table of the inputs, one column per record, then the values computed.

    With a `case`, lists follow by kinds of elements, and both sides of what the claim compares.
    """
    found = result.verdict.counterexample
    assert found is not None
    lines: list[str] = []
    for bindings in record_inputs(result.property, found):
        lines += _record_table(bindings, found.inputs, library, words)
    sums = sum_rows(case, words) if case and speaks_of_sums(result.property) else []
    rows = other_rows(result, library, words, sums, with_lists=case is None)
    lines += wrapped_table([["", *row] for row in rows])
    for kinds in case.kinds if case else ():
        lines += _kinds_lines(kinds, label_of(kinds, result), library, words)
    return lines + sum_lines(sums)


def record_inputs(definition: PropertyDef, found: Counterexample) -> list[list[Binding]]:
    """Return the inputs that are records, those of one type together."""
    by_type: dict[str, list[Binding]] = {}
    for binding in bindings_of(definition, found):
        if isinstance(binding.type, RecordType):
            by_type.setdefault(binding.type.name, []).append(binding)
    return list(by_type.values())


def other_rows(
    result: PropertyResult,
    library: Library,
    words: Words,
    sums: Sequence[tuple[str, str]],
    *,
    with_lists: bool,
) -> list[tuple[str, str]]:
    """Return the inputs that are no records, the amounts chosen, the values not in `sums`."""
    found = result.verdict.counterexample
    assert found is not None
    rows = [
        (binding.label or binding.name, words.value(found.inputs[binding.name], binding.type))
        for binding in bindings_of(result.property, found)
        if not isinstance(binding.type, RecordType)
        and (with_lists or not isinstance(binding.type, ListType))
    ]
    rows += amount_rows(result, library, words)
    return rows + [
        (shown.text, words.value(shown.value, shown.type))
        for shown in found.values
        if _says_more(shown, sums)
    ]


def _says_more(shown: ShownValue, sums: Sequence[tuple[str, str]]) -> bool:
    """Return whether a value shown is not a side already, nor (beside sums) a whole record."""
    if sums and isinstance(shown.type, RecordType | ListType):
        return False
    return _tight(shown.text) not in {_tight(label) for label, _ in sums}


def _tight(text: str) -> str:
    return "".join(text.split())


def bindings_of(definition: PropertyDef, found: Counterexample) -> list[Binding]:
    """Return the inputs that a counterexample has."""
    return [each for each in definition.named if each.name in found.inputs]


def speaks_of_sums(definition: PropertyDef) -> bool:
    """Return whether both sides of a claim are worth showing: of lists, or of no input at all."""
    return not definition.inputs or any(_has_list(each.type) for each in definition.inputs)


def _has_list(type_: Type) -> bool:
    match type_:
        case ListType():
            return True
        case RecordType(_, fields):
            return any(_has_list(inner) for _, inner in fields)
        case _:
            return False


def label_of(kinds: Kinds, result: PropertyResult) -> str:
    """Return how the property calls a list: its label, or the path to it."""
    labels = {each.name: each.label for each in result.property.inputs}
    return labels.get(kinds.path[0]) or ".".join(kinds.path)


def sum_rows(case: Case, words: Words) -> list[tuple[str, str]]:
    """Return both sides of what a claim compares, and by how much they differ."""
    rows: list[tuple[str, str]] = []
    for balance in [each for each in case.balances if not each.holds] or case.balances:
        for side in (balance.left, balance.right):
            if not isinstance(side.expr, Literal):
                text = Expressions(words).text(side.expr)
                rows.append((text, words.value(side.value, balance.type)))
        rows.append((words.say("difference"), signed(balance.difference, balance.type, words)))
    return list(dict.fromkeys(rows))


def sum_lines(rows: Sequence[tuple[str, str]]) -> list[str]:
    """Return the sides of a claim as a table: their texts may be long."""
    return wrapped_table([["", *row] for row in rows], _SIDE)


def _kinds_lines(kinds: Kinds, label: str, library: Library, words: Words) -> list[str]:
    found = kind_table(kinds, label, library, words)
    lines = [f"  {paint(found.title, Role.STRONG)}"]
    if not kinds.size:
        return lines
    start = 0
    while start < len(found.heads):
        count, part = side_by_side(found, start, words)
        lines += part
        start += count
    return lines + _usual_text(found.usual, words)


def side_by_side(found: KindTable, start: int, words: Words) -> tuple[int, list[str]]:
    """Return how many kinds, from one on, stand side by side within the width, and their lines."""
    count = min(_KINDS, len(found.heads) - start)
    while True:
        part = slice(start, start + count)
        heads = [paint(head, Role.STRONG) for head in found.heads[part]]
        rows = [["", words.say("how many"), *heads]]
        rows += [["", name, *cells[part]] for name, cells in (*found.rows, *found.amounts)]
        lines = wrapped_table(rows)
        if count == 1 or max(map(width, lines)) <= _WIDTH:
            return count, lines
        count -= 1


def wrapped_table(rows: Sequence[Sequence[str]], most: int = _LABEL) -> list[str]:
    """Return a table of marks, labels and values; what is long takes several lines in its cell."""
    columns = max((len(row) for row in rows), default=0) - 2
    labels = max((min(width(row[1]), most) for row in rows), default=0)
    room = max(_NARROWEST, (_WIDTH - labels - 3) // max(columns, 1) - 2)
    lines: list[list[str]] = []
    for mark, label, *cells in rows:
        parts = [[mark], wrapped(label, most), *(wrapped(cell, room) for cell in cells)]
        for i in range(max(map(len, parts))):
            lines.append([part[i] if i < len(part) else "" for part in parts])
    wide = table([line[1:] for line in lines])
    return [f"{line[0] or ' '} {text}" for line, text in zip(lines, wide, strict=True)]


@dataclass(frozen=True)
class RecordRows:
    """Records side by side: a name each, a row per field, the fields that are as by default."""

    heads: tuple[str, ...]
    rows: tuple[tuple[bool, str, tuple[str, ...]], ...]
    """Whether the records differ in it, its label, a cell per record."""
    usual: tuple[tuple[str, str], ...]


def record_rows(
    bindings: Sequence[Binding], inputs: Mapping[str, Value], library: Library, words: Words
) -> RecordRows:
    """Return the records of some inputs of one type side by side."""
    values: _Cells = [inputs[binding.name] for binding in bindings]
    type_ = bindings[0].type
    assert isinstance(type_, RecordType)
    usual = _usual(type_, values, library)
    rows = []
    for label, own, cells in _field_rows(type_, values, library, "", usual):
        texts = ["" if cell is _ABSENT else words.value(cell, own) for cell in cells]  # type: ignore[arg-type]
        rows.append((len(set(texts)) > 1, label, tuple(texts)))
    labels = {info.name: info.label or info.name for info in library.record(type_.name).fields}
    texts_of_usual = [
        (labels[name], words.value(value, own)) for name, (own, value) in usual.items()
    ]
    names = tuple(binding.name for binding in bindings)
    return RecordRows(names, tuple(rows), tuple(texts_of_usual))


def _record_table(
    bindings: Sequence[Binding], inputs: Mapping[str, Value], library: Library, words: Words
) -> list[str]:
    found = record_rows(bindings, inputs, library, words)
    lines = [["", "", *(paint(name, Role.STRONG) for name in found.heads)]]
    lines += [
        [paint("≠", Role.WARNING) if differs else "", label, *cells]
        for differs, label, cells in found.rows
    ]
    return wrapped_table(lines) + _usual_text(found.usual, words)


def _usual(type_: Type, values: _Cells, library: Library) -> dict[str, tuple[Type, Value]]:
    """Return the fields that are all as their default says: what tells nothing of this case."""
    assert isinstance(type_, RecordType)
    found: dict[str, tuple[Type, Value]] = {}
    for info in library.record(type_.name).fields:
        cells = _parts(values, info.name)
        if isinstance(info.default, Literal) and all(c == info.default.value for c in cells):
            found[info.name] = (info.type, info.default.value)
    return found if len(found) > 1 else {}


def _usual_text(usual: Sequence[tuple[str, str]], words: Words) -> list[str]:
    if not usual:
        return []
    parts = [f"{label}{words.colon} {text}" for label, text in usual]
    text = f"  {words.say('by default')}{words.colon} {words.semicolon.join(parts)}"
    return [paint(line, Role.FAINT) for line in wrapped(text, _WIDTH, "    ")]


class _Absent:
    """A field of a record that is unknown."""


_ABSENT = _Absent()
_Cells = list[Value | _Absent]


def _field_rows(
    type_: Type,
    values: _Cells,
    library: Library,
    prefix: str,
    left_out: Container[str] = (),
) -> list[tuple[str, Type, _Cells]]:
    """Return a row per field, with nested records and per-item values spread out."""
    match type_:
        case RecordType(name):
            rows = []
            for info in library.record(name).fields:
                if info.name in left_out:
                    continue
                label = prefix + (info.label or info.name)
                rows += _part_rows(info.type, _parts(values, info.name), library, label)
            return rows
        case _:
            return [(prefix, type_, values)]


def _part_rows(
    type_: Type, values: _Cells, library: Library, label: str
) -> list[tuple[str, Type, _Cells]]:
    match type_:
        case ListType():
            return []
        case RecordType():
            return _field_rows(type_, values, library, f"{label}: ")
        case MapType(key, inner):
            names = library.enum(key.name).labels
            rows = [
                (f"{label}: {names.get(item) or item}", inner, _parts(values, item))
                for item in key.items
            ]
            return _without_blank(rows, label)
        case OptionalType(RecordType() as inner) if any(value is not None for value in values):
            known: _Cells = [_ABSENT if value is None else value for value in values]
            return _part_rows(inner, known, library, label)
        case SetType() | _:
            return [(label, type_, values)]


def _parts(values: _Cells, name: str) -> _Cells:
    return [value[name] if isinstance(value, dict) else _ABSENT for value in values]


def _without_blank(
    rows: list[tuple[str, Type, _Cells]], label: str
) -> list[tuple[str, Type, _Cells]]:
    """Put the items that are nought everywhere on one row: fifteen of them hide what matters."""
    blank = [row for row in rows if not any(row[2])]
    if len(blank) < 2:
        return rows
    rest = [row for row in rows if any(row[2])]
    return [*rest, (f"{label}: …" if rest else label, blank[0][1], blank[0][2])]
