"""What is wrong with the columns of an input, before any row is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from sqlglot import exp

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.inputs.form import Form, Leaf
from convention_dsl.inputs.problems import nearest
from convention_dsl.locale import LANGUAGES, describe_type
from convention_dsl.simulation import reasons
from convention_dsl.simulation.plans import PlanReader
from convention_dsl.simulation.table import Table
from convention_dsl.types import BOOLEAN


def absent(table: Table, parts: Sequence[PlanReader]) -> Iterator[Diagnostic]:
    """Yield what the clauses need and the input does not have, with the nearest names."""
    needed: dict[str, Leaf] = {}
    for part in parts:
        for leaf in part.slots.missing:
            needed.setdefault(_name(part.form, leaf), leaf)
    if not needed:
        return
    if any(_is_value(name) for name in table.columns):
        names = codes(table.columns[:5])
        yield Diagnostic("E0739", None, {"names": names, "needed": codes(list(needed)[:5])})
        return
    free = _free(table, parts)
    lines = {
        language: "".join(
            _line(name, leaf, _like(leaf, name, free), language) for name, leaf in needed.items()
        )
        for language in LANGUAGES
    }
    missing = Wording(lines["en"], lines["fr"])
    yield Diagnostic("E0740", None, {"missing": missing, "names": codes(table.columns)})


def _like(leaf: Leaf, name: str, free: Sequence[str]) -> str | None:
    """Return the column that may be a slip of `name`; none for one of the many of a set."""
    near = nearest(name, free)
    is_member = leaf.type == BOOLEAN and near is not None and not _is_alike(name, near)
    return None if is_member else near


def _line(name: str, leaf: Leaf, near: str | None, language: str) -> str:
    colon, ask = (
        (" : ", " (est-ce la colonne `{}` ?)")
        if language == "fr"
        else (
            ": ",
            " (is it the column `{}`?)",
        )
    )
    hint = ask.format(near) if near else ""
    return f"\n  `{name}`{colon}{describe_type(leaf.type, language)}{hint}"


def _name(form: Form, leaf: Leaf) -> str:
    if leaf in form.leaves:
        return form.name(leaf)
    whole_name = next(each for each in form.leaves if each.path == leaf.path[:-1])
    return f"{form.name(whole_name)}.{leaf.path[-1]}"


def _is_value(name: str) -> bool:
    """Return whether a header's cell is rather a value: the header is missing."""
    bare = name.replace(" ", "").lstrip("-")
    return bool(bare) and bare[0].isdigit() and all(c.isdigit() or c in ".,/-€%" for c in bare)


def _free(table: Table, parts: Sequence[PlanReader]) -> list[str]:
    """Return the columns that no clause reads."""
    used = {name for part in parts for name in part.bound.used}
    return [name for name in table.columns if name not in used and not name.startswith("#")]


def unnamed(table: Table, names: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield the columns that options name and the input does not have."""
    have = {cell.name for cell in table.cells}
    for name in names:
        if name not in have:
            arguments = {"text": name, "names": codes(table.columns)}
            yield Diagnostic("E0742", None, arguments, (), nearest(name, table.columns))


def twice(parts: Sequence[PlanReader]) -> Iterator[Diagnostic]:
    """Yield the columns that give what another column gives too."""
    for name in dict.fromkeys(name for part in parts for name in part.bound.twice):
        yield Diagnostic("E0743", None, {"text": name})


def codes(names: Sequence[str]) -> list[str]:
    """Return names as a message shows them."""
    return [f"`{name}`" for name in names]


def mistyped(parts: Sequence[PlanReader]) -> list[Diagnostic]:
    """Return the columns whose type never says what is asked for, each once."""
    found: dict[str, Diagnostic] = {}
    for each in (each for part in parts for each in part.reader.mistyped):
        name, expected = each.cell.name, reasons.described(each.type)
        arguments = {"text": name, "type": _held(each.cell.type), "expected": expected}
        found.setdefault(name, Diagnostic("E0741", None, arguments))
    return list(found.values())


_HELD: tuple[tuple[frozenset[exp.DType], Wording], ...] = (
    (frozenset(exp.DataType.TEXT_TYPES), Wording("texts", "des textes")),
    (frozenset({exp.DType.BOOLEAN}), Wording("booleans", "des booléens")),
    (frozenset(exp.DataType.INTEGER_TYPES), Wording("whole numbers", "des nombres entiers")),
    (frozenset(exp.DataType.REAL_TYPES), Wording("numbers", "des nombres")),
    (frozenset({exp.DType.DATE}), Wording("dates", "des dates")),
    (frozenset(exp.DataType.TEMPORAL_TYPES), Wording("times", "des heures")),
    (frozenset({exp.DType.ARRAY, exp.DType.LIST}), Wording("lists", "des listes")),
    (frozenset({exp.DType.STRUCT}), Wording("records", "des fiches")),
)
"""What a column holds, in the reader's words, by its type."""


def _held(type_: exp.DataType) -> Wording:
    own = type_.sql("duckdb")
    return next((words for kinds, words in _HELD if type_.this in kinds), Wording(own, own))


def suspects(
    table: Table, parts: Sequence[PlanReader], named: Sequence[str]
) -> Iterator[Diagnostic]:
    """Yield columns that nothing reads and that look like one that takes its default."""
    absent = {
        _name(part.form, slot.leaf)
        for part in parts
        for slot in part.slots.leaves.values()
        if slot.is_absent
    }
    for name in _free(table, parts):
        near = nearest(name, sorted(absent))
        if near is not None and name not in named and _is_alike(name, near):
            yield Diagnostic("W0720", None, {"text": name, "name": near}, (), near)


def _is_alike(name: str, near: str) -> bool:
    """Return whether two names differ by little: a letter, capitals, accents."""
    return SequenceMatcher(None, name.casefold(), near.casefold()).ratio() >= _ALIKE


_ALIKE = 0.8
"""How alike, from 0 to 1, two names are that may be a slip of the other."""
