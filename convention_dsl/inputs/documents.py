"""JSON → the arguments of each calculation.

A calculation is an object with one member per input, or the record itself where the clause has one
record input; a document is one calculation or an array of them. Sets are arrays, per-item values
and records objects, unknown values `null`; numbers may be JSON numbers (read exactly) or strings as
in a table.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import assert_never

from convention_dsl.core.nodes import Multiset, Value
from convention_dsl.diagnostics import Diagnostic
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.diagnostics.reasons import json_reason
from convention_dsl.inputs.batch import missing_words
from convention_dsl.inputs.cells import Conventions, checked_number, checked_set, converter
from convention_dsl.inputs.form import MISSING, Form, Group, Leaf, Many, Maybe, Shape, asked
from convention_dsl.inputs.problems import BadValueError, Problem, bad, limited, nearest
from convention_dsl.inputs.tables import LARGEST, decode
from convention_dsl.locale import exact_text
from convention_dsl.source import Source, Span
from convention_dsl.types import BooleanType, NumberKind, NumberType, OptionalType, SetType, Type

_HIGHEST_EXPONENT = 30


class _RepeatedError(ValueError):
    """A member named twice in an object."""


class _TooPreciseError(ValueError):
    """A number with an exponent that no amount has."""


@dataclass
class _Reader:
    """The state of reading one document."""

    form: Form
    conventions: Conventions
    problems: list[tuple[str, Problem]] = field(default_factory=list)

    def note(self, path: str, problem: Problem) -> None:
        """Remember a problem at a path (`[3].p.age`)."""
        self.problems.append((path, problem))


def parse_document(path: str, data: bytes) -> tuple[object, Source, list[Diagnostic]]:
    """Return the JSON value of a file, its text, and what is wrong with it as JSON."""
    source = Source(path, decode(data[:LARGEST]))
    start = Span(path, 0, 1)
    if len(data) > LARGEST:
        return None, source, [Diagnostic("E0317", start, {"n": LARGEST // 1_000_000})]
    if not source.text.strip():
        return None, source, [Diagnostic("E0308", start)]
    try:
        return parse_json(source.text), source, []
    except json.JSONDecodeError as error:
        span = Span(path, error.pos, error.pos + 1)
        return None, source, [Diagnostic("E0311", span, {"reason": json_reason(error)})]
    except _RepeatedError as error:
        problem = Problem("E0312", {"text": str(error)})
        return None, source, [problem.at("", start)]
    except (_TooPreciseError, RecursionError) as error:
        deep = Wording("it is nested too deeply", "il est imbriqué trop profondément")
        reason = str(error) if isinstance(error, _TooPreciseError) else deep
        return None, source, [Diagnostic("E0311", start, {"reason": reason})]


def parse_json(text: str) -> object:
    """Return a JSON value with exact numbers; members named twice and NaN are refused."""
    return json.loads(
        text,
        parse_float=_exact,
        parse_int=_exact,
        parse_constant=_exact,
        object_pairs_hook=_object,
    )


def _exact(text: str) -> Fraction:
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa) > 60 or abs(int(exponent or 0)) > _HIGHEST_EXPONENT:
        raise _TooPreciseError(f"the number {text[:20]}… is too long")
    try:
        return Fraction(text)
    except ValueError as error:
        raise _TooPreciseError(f"{text} is not a number") from error


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _RepeatedError(next(name for name in names if names.count(name) > 1))
    return found


def read_document(
    form: Form, document: object, conventions: Conventions
) -> tuple[list[tuple[Value, ...]], list[Diagnostic]]:
    """Return the arguments of each calculation of a document, or every problem it has."""
    reader = _Reader(form, conventions)
    calculations = document if isinstance(document, list) else [document]
    if not calculations:
        return [], [Diagnostic("E0308", None)]
    indexed = isinstance(document, list)
    arguments = [
        _calculation(reader, each, f"[{index}]" if indexed else "")
        for index, each in enumerate(calculations)
    ]
    return ([], _located(reader)) if reader.problems else (arguments, [])


def read_part(
    form: Form, document: object, shape: Shape, conventions: Conventions
) -> tuple[Value, list[Diagnostic]]:
    """Return the value of one part of a form (a list given by `--set`), or its problems."""
    reader = _Reader(form, conventions)
    value = _read(reader, document, shape, "")
    return value, _located(reader)


def _located(reader: _Reader) -> list[Diagnostic]:
    return limited([partial(_at, path, problem) for path, problem in reader.problems])


def _at(path: str, problem: Problem) -> Diagnostic:
    return problem.at(place_words(path))


def place_words(path: str) -> Wording:
    """Return how a message names a path of a document (`[3].p.age`)."""
    shown = path.lstrip(".")
    return Wording(f"`{shown}`: ", f"`{shown}` : ") if shown else Wording("", "")


def _calculation(reader: _Reader, document: object, path: str) -> tuple[Value, ...]:
    if not isinstance(document, dict):
        reader.note(path, Problem("E0316", {"expected": _object_words(reader.form)}))
        return ()
    by_input = _by_input(reader.form, document)
    names = [shape.path[0] for shape in reader.form.inputs]
    _refuse_unknown(reader, by_input, names, path)
    bare = reader.form.short_input if reader.form.short_input not in document else None
    return tuple(
        _read(reader, by_input[bare], shape, path)
        if shape.path[0] == bare
        else _member(reader, by_input, shape, path)
        for shape in reader.form.inputs
    )


def _object_words(form: Form) -> Wording:
    names = ", ".join(f"`{shape.path[0]}`" for shape in form.inputs)
    return Wording(f"an object with {names}", f"un objet avec {names}")


def _by_input(form: Form, document: Mapping[str, object]) -> dict[str, object]:
    """Return one member per input: the fields of the one record input may stand by themselves."""
    short = form.short_input
    if short is None or short in document:
        return dict(document)
    others = {shape.path[0] for shape in form.inputs} - {short}
    record = {name: value for name, value in document.items() if name not in others}
    return {**{name: document[name] for name in others if name in document}, short: record}


def _refuse_unknown(
    reader: _Reader, found: Mapping[str, object], names: list[str], path: str
) -> None:
    for name in found:
        if name not in names and not name.startswith("#"):
            arguments = {"text": name, "names": [f"`{each}`" for each in names]}
            reader.note(path, Problem("E0306", arguments, nearest(name, names)))


def _member(reader: _Reader, parent: Mapping[str, object], shape: Shape, path: str) -> Value:
    name = shape.path[-1]
    here = f"{path}.{name}"
    if name in parent:
        return _read(reader, parent[name], shape, here)
    match shape:
        case Maybe():
            return None
        case Leaf(default=default) | Group(default=default) | Many(default=default):
            if default is not MISSING:
                return default  # type: ignore[return-value]
        case _:
            assert_never(shape)
    missing = missing_words(reader.form, list(asked(shape)))
    reader.note(path, Problem("E0305", {"missing": missing}))
    return None


def _read(reader: _Reader, value: object, shape: Shape, path: str) -> Value:
    match shape:
        case Leaf():
            return _leaf(reader, value, shape, path)
        case Maybe():
            return None if value is None else _read(reader, value, shape.inner, path)
        case Group():
            return _group(reader, value, shape, path)
        case Many():
            return _many(reader, value, shape, path)
        case _:
            assert_never(shape)


def _group(reader: _Reader, value: object, group: Group, path: str) -> Value:
    if not isinstance(value, dict):
        reader.note(path, Problem("E0301", {"text": _shown(value), "expected": group.type}))
        return None
    _refuse_unknown(reader, value, [name for name, _ in group.parts], path)
    return {name: _member(reader, value, part, path) for name, part in group.parts}


def _many(reader: _Reader, value: object, many: Many, path: str) -> Value:
    if isinstance(value, dict) and set(value) == {"groups"} and isinstance(value["groups"], list):
        found = [
            _counted(reader, group, many, f"{path}.groups[{index}]")
            for index, group in enumerate(value["groups"])
        ]
        return Multiset(tuple(each for each in found if each is not None))
    if not isinstance(value, list):
        reader.note(path, Problem("E0301", {"text": _shown(value), "expected": many.type}))
        return None
    return tuple(
        _read(reader, item, many.element, f"{path}[{index}]") for index, item in enumerate(value)
    )


_COUNT = NumberType(NumberKind.INTEGER, Fraction(1), Fraction(1_000_000), Fraction(1))


def _counted(reader: _Reader, group: object, many: Many, path: str) -> tuple[Value, int] | None:
    """Return an element of a list and how many there are of it: `{"count": 17, "value": …}`."""
    if not isinstance(group, dict):
        reader.note(path, Problem("E0301", {"text": _shown(group), "expected": many.type}))
        return None
    _refuse_unknown(reader, group, ["count", "value"], path)
    missing = [name for name in ("count", "value") if name not in group]
    if missing:
        reader.note(path, Problem("E0305", {"missing": ", ".join(f" `{m}`" for m in missing)}))
        return None
    count = _leaf_value(reader, group["count"], _COUNT, f"{path}.count")
    value = _read(reader, group["value"], many.element, f"{path}.value")
    return (value, int(count)) if isinstance(count, Fraction) else None


def _leaf(reader: _Reader, value: object, leaf: Leaf, path: str) -> Value:
    return _leaf_value(reader, value, leaf.type, path)


def _leaf_value(reader: _Reader, value: object, type_: Type, path: str) -> Value:
    try:
        return _scalar(value, type_, reader.conventions)
    except BadValueError as error:
        reader.note(path, error.problem)
        return None


def _scalar(value: object, type_: Type, conventions: Conventions) -> Value:
    """Return a JSON scalar or array as a value of `type_`; strings are read as cells are."""
    match type_, value:
        case OptionalType(), None:
            return None
        case _, None:
            raise bad("E0304", expected=type_)
        case OptionalType(inner), _:
            return _scalar(value, inner, conventions)
        case BooleanType(), bool():
            return value
        case NumberType(), Fraction():
            return checked_number(value, type_, _shown(value))
        case SetType(element), list():
            members = [_scalar(member, element, conventions) for member in value]
            return checked_set(members, type_, _shown(value))
        case _, str():
            return converter(type_, conventions)(value)
        case _:
            raise bad("E0301", text=_shown(value), expected=type_)


def _shown(value: object) -> str:
    """Return a JSON value as a message shows it, cut to one short line."""
    if isinstance(value, Fraction):
        return str(value) if value.denominator == 1 else exact_text(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else text[:39] + "…"
