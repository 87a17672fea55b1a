"""The JSON document of `convention simulate`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from convention_dsl.core.nodes import Value
from convention_dsl.locale import exact_text
from convention_dsl.report.documents import type_name, unit
from convention_dsl.report.figures import kind_of, present
from convention_dsl.report.json import SCHEMA, Json, place_json, value_json
from convention_dsl.report.payslip import Words
from convention_dsl.simulation.summary import (
    Breakdown,
    Case,
    Change,
    Column,
    Comparison,
    Group,
    Measured,
    Refusal,
    Role,
    Sum,
    Summary,
)
from convention_dsl.types import BOOLEAN, NumberKind, OptionalType, Type


def summary_json(
    summary: Summary, heads: Sequence[Mapping[str, Json]], words: Words
) -> dict[str, Json]:
    """Return the document of a summary; `heads` say what each clause was calculated under."""
    sums = [each for each in summary.measures if isinstance(each, Sum)]
    return {
        "schema": SCHEMA,
        "clauses": [dict(head) for head in heads],
        "rows": summary.rows,
        "calculated": summary.calculated,
        "refused": summary.refused,
        "refusals": [_refusal(each, words) for each in summary.refusals],
        "by": list(summary.by),
        "groups": summary.groups,
        "partial_groups": summary.partial if summary.are_lists else None,
        "by_group": [_group(each, sums) for each in summary.listed],
        "results": [_measured(each) for each in summary.measures],
        "comparisons": [_comparison(each, sums[0].type) for each in summary.comparisons],
        "notes": [note.text(words.language) for note in summary.notes],
        "written": [{"file": file, "rows": rows} for file, rows in summary.written],
    }


def _group(each: Group, sums: Sequence[Sum]) -> Json:
    values = zip(sums, each.sums, strict=True)
    return {
        "key": list(each.key),
        "rows": each.calculated,
        "refused": each.refused,
        "totals": [None if n is None else _number(n, own.type) for own, n in values],
    }


def _measured(each: Measured) -> Json:
    head: dict[str, Json] = {"name": each.name, "type": type_name(present(each.type))}
    if not isinstance(each, Sum):
        counts: list[Json] = [
            {"value": value_json(value, OptionalType(present(each.type))), "count": number}
            for value, number in each.counts
        ]
        return {**head, "values": counts, "others": each.others}
    spread: Json = None
    if each.spread is not None:
        ends = (each.spread.low, each.spread.median, each.spread.high)
        low, median, high = (_number(value, each.type) for value in ends)
        spread = {"low": low, "median": median, "high": high}
    return {
        **head,
        "unit": unit(present(each.type)),
        "total": _number(each.total, each.type),
        "count": each.count,
        "mean": None if each.mean is None else _number(each.mean, each.type),
        "groups": spread,
    }


def _refusal(each: Refusal, words: Words) -> Json:
    examples: list[Json] = [
        {"file": example.file, "row": example.row, "value": example.shown}
        for example in each.examples
    ]
    place: dict[str, Json] = {}
    if each.span is not None:
        place = {"place": place_json(each.span, words.sources)}
    return {
        "column": each.column,
        "clause": None if each.clause is None else str(each.clause),
        "reason": each.reason.text(words.language),
        "count": each.count,
        "examples": examples,
        **place,
    }


def _comparison(each: Comparison, type_: Type) -> Json:
    return {
        "by": list(each.by),
        "before": _number(each.before, type_),
        "after": _number(each.after, type_),
        "difference": _number(each.difference, type_),
        "count": each.count,
        "gainers": {"count": each.gainers, "amount": _number(each.gained, type_)},
        "losers": {"count": each.losers, "amount": _number(each.lost, type_)},
        "unchanged": each.unchanged,
        "deciles": [_number(value, type_) for value in each.deciles],
        "inputs": [_breakdown(part, type_) for part in each.breakdowns],
        "largest_losses": [_case(case, type_) for case in each.losses],
        "largest_gains": [_case(case, type_) for case in each.gains],
    }


def _breakdown(each: Breakdown, type_: Type) -> Json:
    classes = [_change(each.input, change, type_) for change in each.changes]
    return {"input": _input(each.input), "classes": list(classes)}


def _change(input_: Column, each: Change, type_: Type) -> Json:
    return {
        "from": _value(input_, each.low),
        "to": _value(input_, each.high),
        "count": each.rows,
        "difference": _number(each.difference, type_),
        "mean": _number(each.mean, type_),
        "gainers": each.gainers,
        "losers": each.losers,
    }


def _case(each: Case, type_: Type) -> Json:
    inputs: list[Json] = [
        {**_input(input_), "value": _value(input_, value)} for input_, value in each.inputs
    ]
    return {
        "before": _number(each.before, type_),
        "after": _number(each.after, type_),
        "count": each.rows,
        "example": inputs,
    }


def _input(input_: Column) -> dict[str, Json]:
    """Return which input a column holds: its path, and of a set which member."""
    found: dict[str, Json] = {"path": list(input_.path)}
    if input_.role is Role.MEMBER:
        found["member"] = input_.member
    elif input_.role is Role.KNOWN:
        found["known"] = True
    return found


def _value(input_: Column, value: Value) -> Json:
    return value_json(value, BOOLEAN if input_.role is not Role.VALUE else input_.type)


def _number(value: Fraction, type_: Type) -> str:
    return exact_text(value, 2 if kind_of(type_) is NumberKind.AMOUNT else 0)
