"""Counterexamples as tables: records side by side, lists by kinds, both sides of the claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from convention_dsl.core.explanation import Step
from convention_dsl.core.program import Binding, Library
from convention_dsl.proof.verdict import PropertyResult
from convention_dsl.report.calls import call_title
from convention_dsl.report.cases import Case, Kinds
from convention_dsl.report.chosen import slip_notes
from convention_dsl.report.counterexample import (
    label_of,
    other_rows,
    record_inputs,
    record_rows,
    speaks_of_sums,
    sum_rows,
)
from convention_dsl.report.html.model import CaseView, Row, SlipView, Table
from convention_dsl.report.kinds import kind_table
from convention_dsl.report.payslip import Words, slip_of
from convention_dsl.report.style import plain

_KINDS = 5
"""How many kinds of elements stand side by side."""


def case_view(
    result: PropertyResult,
    case: Case | None,
    library: Library,
    words: Words,
    *,
    title: str,
    steps: Sequence[Step] = (),
    has_lines: bool = False,
) -> CaseView:
    """Return the counterexample of a verdict, with the payslips of `steps`.

    `has_lines` says that a chart shows the lines of an identity: they are not shown here too.
    """
    sums = sum_rows(case, words) if case and speaks_of_sums(result.property) else []
    found = result.verdict.counterexample
    assert found is not None
    tables = [
        _records(bindings, result, library, words)
        for bindings in record_inputs(result.property, found)
    ]
    others = other_rows(result, library, words, sums, with_lists=case is None)
    if others and not has_lines:
        tables.append(Table("", (), tuple(Row(label, (text,)) for label, text in others)))
    for kinds in case.kinds if case else ():
        tables += _kinds(kinds, label_of(kinds, result), library, words)
    if sums:
        tables.append(sums_table(sums, words))
    told = replace(words, chosen=slip_notes(result, library, words))
    return CaseView(
        title,
        tuple(table for table in tables if table.rows or table.caption),
        tuple(slip_view(step, call_title(step, result, words), told) for step in steps),
    )


def sums_table(rows: Sequence[tuple[str, str]], words: Words) -> Table:
    """Return both sides of a claim and by how much they differ."""
    last = words.say("difference")
    return Table(
        "",
        (),
        tuple(Row(label, (text,), "sum" if label == last else "amount") for label, text in rows),
    )


def _records(
    bindings: Sequence[Binding], result: PropertyResult, library: Library, words: Words
) -> Table:
    found = result.verdict.counterexample
    assert found is not None
    shown = record_rows(bindings, found.inputs, library, words)
    rows = tuple(
        Row(label, cells, "plain", "≠" if differs else "") for differs, label, cells in shown.rows
    )
    return Table("", ("", *shown.heads), rows, _usual(shown.usual, words))


def _kinds(kinds: Kinds, label: str, library: Library, words: Words) -> Iterator[Table]:
    """Yield a list by kinds, as many side by side as a page has room for."""
    shown = kind_table(kinds, label, library, words)
    if not shown.heads:
        yield Table(shown.title, (), ())
    for start in range(0, len(shown.heads), _KINDS):
        part = slice(start, start + _KINDS)
        rows = [Row(name, cells[part]) for name, cells in shown.rows]
        rows += [
            Row(name, cells[part], "sum" if name == words.say("difference each") else "amount")
            for name, cells in shown.amounts
        ]
        is_last = start + _KINDS >= len(shown.heads)
        yield Table(
            "" if start else shown.title,
            (words.say("how many"), *shown.heads[part]),
            tuple(rows),
            _usual(shown.usual, words) if is_last else "",
        )


def _usual(usual: Sequence[tuple[str, str]], words: Words) -> str:
    if not usual:
        return ""
    parts = (f"{label}{words.colon} {text}" for label, text in usual)
    return f"{words.say('by default')}{words.colon} {words.semicolon.join(parts)}"


def slip_view(step: Step, title: str, words: Words) -> SlipView:
    """Return a payslip."""
    found = slip_of(step, words)
    return SlipView(
        title,
        tuple((line.value, line.title, tuple(_plain(line.details))) for line in found.lines),
        found.total.value if found.total else "",
        tuple(_plain(found.frame)),
    )


def _plain(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        yield plain(text).replace("`", "")
