"""Test vectors as JSON; the shape is documented in docs/vectors.md."""

from __future__ import annotations

from collections.abc import Sequence

from convention_dsl.core.nodes import Value
from convention_dsl.inputs.form import Form, Group
from convention_dsl.proof.vectors.changes import Change
from convention_dsl.proof.vectors.goals import Found, Status
from convention_dsl.proof.vectors.shown import Effect
from convention_dsl.proof.vectors.vectors import Vector
from convention_dsl.report.documents import unit
from convention_dsl.report.json import SCHEMA, Json, place_json, value_json
from convention_dsl.report.payslip import Words
from convention_dsl.report.vectors import GoalWords, Sheet


def vectors_json(sheets: Sequence[Sheet], words: Words) -> Json:
    """Return the document of the vectors of some clauses."""
    return {"schema": SCHEMA, "clauses": [_clause(sheet, words) for sheet in sheets]}


def _clause(sheet: Sheet, words: Words) -> Json:
    said = GoalWords(words)
    found = sheet.vectors.found
    goals = {each.goal.id: each.goal for each in found}
    head = {name: value for name, value in sheet.question.head().items() if name != "schema"}
    counts = {status.value: len(sheet.vectors.having(status)) for status in Status}
    return {
        **head,
        **({"parameters": dict(sheet.parameters)} if sheet.parameters else {}),
        "unit": unit(sheet.question.type),
        "vectors": [
            {
                "id": vector_id(number),
                "inputs": inputs_json(sheet.form, vector.arguments),
                "expected": value_json(vector.expected, sheet.question.type),
                "covers": list(vector.covers),
                "first": list(vector.first),
                "about": list(said.about(vector, goals)),
            }
            for number, vector in enumerate(sheet.vectors.vectors, start=1)
        ],
        "coverage": {
            **counts,
            "reachable": counts["covered"] + counts["unknown"],
            "outcomes": [_outcome(each, sheet.vectors.vectors, said, words) for each in found],
        },
        "changes": {
            **{e.value: sum(e is each for _, each in sheet.vectors.changes) for e in Effect},
            "not_shown": [
                _change(change, effect, said, words)
                for change, effect in sheet.vectors.changes
                if effect is not Effect.SHOWN
            ],
        },
    }


def vector_id(number: int) -> str:
    """Return the name of a vector by its rank, from 1."""
    return f"v{number:03}"


def inputs_json(form: Form, arguments: Sequence[Value]) -> Json:
    """Return the inputs of a calculation as `calc --input` reads them."""
    if len(form.inputs) == 1 and isinstance(form.inputs[0], Group):
        return value_json(arguments[0], form.clause.inputs[0].type)
    pairs = zip(form.clause.inputs, arguments, strict=True)
    return {binding.name: value_json(value, binding.type) for binding, value in pairs}


def _outcome(found: Found, vectors: Sequence[Vector], said: GoalWords, words: Words) -> Json:
    goal = found.goal
    by = next((n for n, each in enumerate(vectors, start=1) if goal.id in each.covers), None)
    place = place_json(goal.span, words.sources)
    return {
        "id": goal.id,
        "kind": goal.kind.value,
        "clause": str(goal.clause),
        "text": said.text(goal),
        "status": found.status.value,
        "vector": None if by is None else vector_id(by),
        "reason": found.why.value if found.why else None,
        "because": said.reason(found) or None,
        "file": place["file"],
        "line": place["line"],
    }


def _change(change: Change, effect: Effect, said: GoalWords, words: Words) -> Json:
    place = place_json(change.expr.span, words.sources)
    return {
        "kind": change.kind.value,
        "clause": str(change.clause),
        "text": said.change(change),
        "effect": effect.value,
        "file": place["file"],
        "line": place["line"],
    }
