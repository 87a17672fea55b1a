"""The JSON documents of `prove` and `calc`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from convention_dsl.core.explanation import Step
from convention_dsl.core.nodes import ClauseRef, Value
from convention_dsl.core.program import Library
from convention_dsl.core.provenance import Provenance
from convention_dsl.locale import exact_text
from convention_dsl.proof.verdict import Counterexample, Ground, PropertyResult, Threshold
from convention_dsl.report.cases import Case
from convention_dsl.report.certificate_json import balances_json, certificate_json, kinds_json
from convention_dsl.report.chosen import parameter_of
from convention_dsl.report.counterexample import speaks_of_sums
from convention_dsl.report.json import SCHEMA, Json, place_json, value_json
from convention_dsl.report.payslip import Words
from convention_dsl.report.rechecked import rechecked_json
from convention_dsl.report.verdicts import Shown, reason_text
from convention_dsl.types import NumberKind, NumberType, Type


@dataclass(frozen=True)
class Question:
    """What was calculated: a clause, at a date, in some readings, with its type of result."""

    clause: ClauseRef
    at: date | None
    type: Type
    readings: Mapping[str, str] = field(default_factory=dict)

    def head(self) -> dict[str, Json]:
        """Return the members that say what was calculated."""
        reading: dict[str, Json] = {"reading": dict(self.readings)} if self.readings else {}
        return {
            "schema": SCHEMA,
            "clause": str(self.clause),
            "at": self.at.isoformat() if self.at else None,
            **reading,
            "type": type_name(self.type),
        }


def calculation_json(
    question: Question, value: Value, steps: Sequence[Step], words: Words
) -> dict[str, Json]:
    """Return the document of one calculation."""
    return {
        **question.head(),
        "value": value_json(value, question.type),
        "unit": unit(question.type),
        "explanation": [step_json(step, words) for step in steps],
    }


def calculations_json(
    question: Question,
    values: Sequence[Value],
    explanations: Sequence[Sequence[Step] | None],
    words: Words,
) -> dict[str, Json]:
    """Return the document of a table or an array of cases, in their order."""
    results: list[Json] = []
    for value, steps in zip(values, explanations, strict=True):
        entry: dict[str, Json] = {"value": value_json(value, question.type)}
        if steps is not None:
            entry["explanation"] = [step_json(step, words) for step in steps]
        results.append(entry)
    return {**question.head(), "unit": unit(question.type), "results": results}


def type_name(type_: Type) -> str:
    """Return the name of a type for machines: `amount`, `boolean`, `record`…."""
    if isinstance(type_, NumberType):
        return type_.kind.value
    return type(type_).__name__.removesuffix("Type").lower().replace("enum", "enumeration")


def unit(type_: Type) -> str | None:
    """Return `EUR` for an amount; a rate is a fraction of one and has no unit."""
    return "EUR" if isinstance(type_, NumberType) and type_.kind is NumberKind.AMOUNT else None


def step_json(step: Step, words: Words) -> dict[str, Json]:
    """Return a step of an explanation with the steps inside it."""
    document: dict[str, Json] = {
        "kind": step.kind.value,
        "id": step.head.id,
        "label": step.head.label,
        "type": type_name(step.type),
        "value": value_json(step.value, step.type),
        **_provenance(step.head.provenance),
        "file": None,
        "line": None,
    }
    place = place_json(step.head.span, words.sources)
    document.update(file=place["file"], line=place["line"])
    if step.head.inputs:
        document["inputs"] = {name: value_json(v, type_) for name, type_, v in step.head.inputs}
    if step.head.before is not None:
        document["before"] = value_json(step.head.before, step.type)
    document["steps"] = [step_json(child, words) for child in step.children]
    return document


def _provenance(provenance: Provenance) -> dict[str, Json]:
    confidence = provenance.confidence
    return {
        "source": provenance.source,
        "confidence": confidence.value if confidence else None,
    }


def verdicts_json(
    shown: Sequence[Shown], library: Library, words: Words, left: int | None = None
) -> dict[str, Json]:
    """Return the document of `prove`; interrupted, it says how many properties are `left`."""
    entries: list[Json] = [verdict_json(each, library, words) for each in shown]
    part: dict[str, Json] = {} if left is None else {"left": left}
    return {"schema": SCHEMA, **part, "properties": entries}


def verdict_json(shown: Shown, library: Library, words: Words) -> dict[str, Json]:
    """Return the entry of one verdict."""
    result, verdict, definition = shown.result, shown.result.verdict, shown.result.property
    place = place_json(definition.span, words.sources)
    return {
        "id": f"{definition.book}.{definition.name}",
        "name": definition.name,
        "title": definition.title,
        "file": place["file"],
        "line": place["line"],
        "reading": dict(result.reading) or None,
        "scope": result.scope.value,
        "period": _period(result),
        "verdict": verdict.status.value,
        "expected": result.expected.status.value if result.expected else "proved",
        "as_expected": result.as_expected,
        "counterexample": _counterexample(
            shown, (verdict.counterexample, shown.case, shown.steps), library, words
        ),
        **_beyond(shown, library, words),
        "rests_on": [_ground(ground) for ground in verdict.grounds],
        "minimal": verdict.minimal,
        "confidence": verdict.confidence.value if verdict.confidence else None,
        "contradiction": list(verdict.contradiction),
        "reason": reason_text(verdict.reason, words.language) if verdict.reason else None,
        "seconds": round(verdict.seconds, 4),
    }


def _period(result: PropertyResult) -> Json:
    return {
        "from": result.start.isoformat() if result.start else None,
        "until": result.end.isoformat() if result.end else None,
    }


def _ground(ground: Ground) -> Json:
    return {"kind": ground.kind, "name": ground.name, **_provenance(ground.provenance)}


def _counterexample(
    shown: Shown,
    which: tuple[Counterexample | None, Case | None, Sequence[Step]],
    library: Library,
    words: Words,
) -> Json:
    found, case, steps = which
    definition = shown.result.property
    if found is None:
        return None
    types = {binding.name: binding.type for binding in definition.named}
    document: dict[str, Json] = {
        "inputs": {name: value_json(value, types[name]) for name, value in found.inputs.items()},
        "values": {each.text: value_json(each.value, each.type) for each in found.values},
        "parameters": {
            id_: value_json(value, parameter_of(library, id_).type)
            for id_, value in found.parameters.items()
        },
        "explanation": [step_json(step, words) for step in steps],
    }
    if case is not None and speaks_of_sums(definition):
        document["lists"] = [kinds_json(each, words) for each in case.kinds]
        document["comparisons"] = balances_json(case.balances, words)
    return document


def _beyond(shown: Shown, library: Library, words: Words) -> dict[str, Json]:
    """Return what a verdict says of lists and thresholds; nothing of most."""
    verdict, definition = shown.result.verdict, shown.result.property
    found: dict[str, Json] = {}
    if verdict.certificate is not None:
        found["certificate"] = certificate_json(verdict.certificate, definition, words)
    if shown.result.rechecked is not None:
        found["rechecked"] = rechecked_json(shown.result.rechecked, words)
    if verdict.worst is not None:
        found["worst"] = {
            "amount": value_json(verdict.worst.amount, verdict.worst.type),
            "per_element": verdict.worst.per_element,
            "counterexample": _counterexample(
                shown, (verdict.worst.counterexample, shown.worst, ()), library, words
            ),
        }
    if verdict.threshold is not None:
        found["threshold"] = _threshold(verdict.threshold, shown, library, words)
    if not definition.inputs and verdict.counterexample is None and shown.case is not None:
        found["comparisons"] = balances_json(shown.case.balances, words)
    return found


def _threshold(own: Threshold, shown: Shown, library: Library, words: Words) -> Json:
    return {
        "variable": own.variable,
        "value": None if own.value is None else value_json(own.value, own.type),
        "at_least": own.at_least,
        "always": own.always,
        "exact": own.exact,
        "step": None if own.type.step is None else exact_text(own.type.step),
        "beyond": _counterexample(shown, (own.beyond, shown.beyond, ()), library, words),
    }
