"""`--set name=value` → the arguments of one calculation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from json import JSONDecodeError
from typing import assert_never

from convention_dsl.core.nodes import Value
from convention_dsl.diagnostics import Diagnostic
from convention_dsl.diagnostics.reasons import json_reason
from convention_dsl.inputs.batch import missing_words
from convention_dsl.inputs.cells import Conventions, leaf_converter
from convention_dsl.inputs.documents import parse_json, read_part
from convention_dsl.inputs.form import MISSING, Form, Group, Leaf, Many, Maybe, Shape, asked
from convention_dsl.inputs.problems import BadValueError, Problem, nearest
from convention_dsl.source import Source, Span


@dataclass
class _Settings:
    """What was set, by path, and what is wrong."""

    form: Form
    conventions: Conventions
    values: dict[tuple[str, ...], Value] = field(default_factory=dict)
    missing: list[Leaf] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)


def read_settings(
    form: Form, settings: Sequence[str], conventions: Conventions
) -> tuple[tuple[Value, ...], dict[str, Source], list[Diagnostic]]:
    """Return the arguments that `name=value` texts give, the texts as sources, and the problems."""
    state = _Settings(form, conventions)
    for setting in settings:
        _set(state, setting)
    if state.diagnostics:
        return (), state.sources, state.diagnostics
    arguments = tuple(_value(state, shape) for shape in form.inputs)
    if state.missing:
        missing = missing_words(form, state.missing)
        diagnostic = Diagnostic("E0305", None, {"place": "", "missing": missing})
        return (), state.sources, [diagnostic]
    return arguments, state.sources, []


def _set(state: _Settings, setting: str) -> None:
    path = f"--set {setting}"
    state.sources[path] = Source(path, setting)
    name, equal, text = setting.partition("=")
    name = name.strip()
    value_span = Span(path, len(setting) - len(text), len(setting))
    many = {".".join(each.path): each for each in state.form.lists} | {
        each.path[-1]: each for each in state.form.lists
    }
    leaf = state.form.names.get(name)
    if not equal:
        problem = Problem("E0320", {"text": setting})
        state.diagnostics.append(problem.at("", Span(path, 0, len(setting))))
    elif leaf is not None and leaf.path in state.values:
        problem = Problem("E0312", {"text": name})
        state.diagnostics.append(problem.at("", Span(path, 0, len(name))))
    elif leaf is not None:
        _set_leaf(state, leaf, text, value_span)
    elif name in many:
        _set_list(state, many[name], text, value_span)
    else:
        arguments = {"text": name, "names": [f"`{state.form.name(x)}`" for x in state.form.leaves]}
        problem = Problem("E0306", arguments, nearest(name, {*state.form.names, *many}))
        state.diagnostics.append(problem.at("", Span(path, 0, len(name))))


def _set_leaf(state: _Settings, leaf: Leaf, text: str, span: Span) -> None:
    try:
        state.values[leaf.path] = leaf_converter(leaf, state.conventions)(text)
    except BadValueError as error:
        state.diagnostics.append(error.problem.at("", span))


def _set_list(state: _Settings, many: Many, text: str, span: Span) -> None:
    """Read a list given as JSON."""
    try:
        document = parse_json(text)
    except (ValueError, RecursionError) as error:
        reason = json_reason(error) if isinstance(error, JSONDecodeError) else str(error)
        state.diagnostics.append(Diagnostic("E0311", span, {"reason": reason}))
        return
    value, diagnostics = read_part(state.form, document, many, state.conventions)
    state.diagnostics += diagnostics
    state.values[many.path] = value


def _value(state: _Settings, shape: Shape) -> Value:
    if shape.path in state.values:
        return state.values[shape.path]
    match shape:
        case Leaf() | Many():
            return _absent(state, shape)
        case Maybe():
            return _value(state, shape.inner) if _any_set(state, shape) else None
        case Group():
            if shape.default is not MISSING and not _any_set(state, shape):
                return shape.default  # type: ignore[return-value]
            return {name: _value(state, part) for name, part in shape.parts}
        case _:
            assert_never(shape)


def _absent(state: _Settings, shape: Leaf | Many) -> Value:
    if shape.default is not MISSING:
        return shape.default  # type: ignore[return-value]
    state.missing.extend(asked(shape))
    return None


def _any_set(state: _Settings, shape: Shape) -> bool:
    return any(path[: len(shape.path)] == shape.path for path in state.values)
