"""What `convention calc` does once its options are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import click

from convention_dsl import pipeline
from convention_dsl.cli.calc import Options
from convention_dsl.cli.cases import CaseReader, Cases
from convention_dsl.cli.names import clause_named, date_chosen, loaded, readings_for
from convention_dsl.cli.output import OK, Out, print_json, write_file
from convention_dsl.diagnostics import Diagnostic
from convention_dsl.diagnostics.reasons import system_reason
from convention_dsl.inputs.invariants import violations
from convention_dsl.inputs.problems import Problem, limited
from convention_dsl.locale import format_date
from convention_dsl.pipeline import Calculation, Value, Workspace
from convention_dsl.report.payslip import Words, payslip
from convention_dsl.report.phrases import phrase


def calc(options: Options, out: Out) -> int:
    """Calculate and print; return the exit code."""
    workspace = loaded([options.path], options.params, out, force=options.force)
    _refuse_to_overwrite(workspace, options.output, out)
    ref = clause_named(workspace, options.clause, out)
    readings = readings_for(workspace, ref, options.readings, out)
    day, is_nearest = date_chosen(workspace, ref.book, options.at)
    calculation, diagnostics = pipeline.prepare(workspace, ref, day, readings)
    out.messages(diagnostics, workspace.sources)
    assert calculation is not None
    language = out.language(workspace)
    cases = CaseReader(calculation.form, out, language).read(options.settings, options.input)
    values = _values(calculation, cases, workspace, out, language)
    answer = _Answer(
        options=options,
        out=out,
        calculation=calculation,
        cases=cases,
        values=values,
        workspace=workspace,
        words=pipeline.words(workspace, language),
        readings=readings,
        day=day,
        is_moved=is_nearest and day != date.today(),
    )
    answer.give()
    return OK


def _refuse_to_overwrite(workspace: Workspace, output: Path | None, out: Out) -> None:
    """Stop where the results would take the place of a text."""
    if output is None:
        return
    texts = {(workspace.root / path).resolve() for path in workspace.sources}
    if output.suffix == ".conv" or output.resolve() in texts:
        raise out.refuse(Diagnostic("E0563", None, {"text": str(output)}), workspace)


def _values(
    calculation: Calculation, cases: Cases, workspace: Workspace, out: Out, language: str
) -> list[Value]:
    """Return the value of each case, or stop with the cases that have none."""
    call = pipeline.calculator(calculation)
    sources = {**workspace.sources, **cases.sources}
    broken = [
        (index, path, problem)
        for index, path, problem in violations(
            calculation.form, calculation.rules, cases.arguments, call
        )
    ]
    out.messages(_located(cases, broken), sources, language)
    values: list[Value] = []
    failed: list[tuple[int, str, Problem]] = []
    for index, arguments in enumerate(cases.arguments):
        try:
            values.append(call(calculation.ref, arguments))
        except pipeline.EvaluationError as error:
            failed.append((index, "", _no_value(error)))
    out.messages(_located(cases, failed), sources, language)
    return values


def _located(cases: Cases, problems: Sequence[tuple[int, str, Problem]]) -> list[Diagnostic]:
    return limited([partial(_at, cases, *each) for each in problems])


def _at(cases: Cases, index: int, path: str, problem: Problem) -> Diagnostic:
    return problem.at(*cases.place(index, path))


def _no_value(error: pipeline.EvaluationError) -> Problem:
    from convention_dsl.diagnostics import Label
    from convention_dsl.diagnostics.data import NO_VALUE

    details = {key: f"`{text}`" for key, text in error.details.items()}
    labels = (Label(error.span, error.kind.value, details),) if error.span.path else ()
    return Problem("E0315", {"reason": NO_VALUE[error.kind.value], **error.details}, labels=labels)


@dataclass(frozen=True, kw_only=True)
class _Answer:
    """The result of a calculation, ready to be printed in any form."""

    options: Options
    out: Out
    calculation: Calculation
    cases: Cases
    values: list[Value]
    workspace: Workspace
    words: Words
    readings: Mapping[str, str]
    """The readings that the amount depends on, by `book.clause`."""
    day: date | None
    is_moved: bool
    """Whether the date is not today's, nor asked for: the nearest one in force."""

    def give(self) -> None:
        """Print the answer, or write it to `--output`."""
        output = self.options.output
        if self.out.format == "json" or (output and output.suffix.lower() == ".json"):
            self._write_json()
        elif self.cases.table is not None and not self.options.explain:
            self._note_date()
            self._write(self._table(), mark=self.words.language == "fr")
        else:
            self._write(self._text())

    # JSON

    def _write_json(self) -> None:
        import json

        document = self._document()
        if self.options.output is None:
            print_json(document)
        else:
            self._write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")

    def _document(self) -> object:
        from convention_dsl.report.documents import Question, calculation_json, calculations_json

        calculation = self.calculation
        result = calculation.clause.result
        question = Question(calculation.ref, self.day, result, self.readings)
        if not self.cases.is_many:
            _, steps = pipeline.explained(calculation, self.cases.arguments[0])
            return calculation_json(question, self.values[0], steps, self.words)
        explanations = [
            pipeline.explained(calculation, arguments)[1] if self.options.explain else None
            for arguments in self.cases.arguments
        ]
        return calculations_json(question, self.values, explanations, self.words)

    # Table

    def _table(self) -> str:
        from convention_dsl.inputs.results import result_table
        from convention_dsl.report.json import cell_text

        assert self.cases.table is not None
        assert self.cases.batch is not None
        comma = self.cases.table.decimal_comma
        return result_table(
            self.cases.table,
            self.cases.batch,
            self.values,
            name=self.calculation.ref.name,
            type_=self.calculation.clause.result,
            write=lambda value, type_: cell_text(value, type_, comma=comma),
        )

    # Text

    def _text(self) -> str:
        lines: list[str] = []
        for index, (arguments, value) in enumerate(
            zip(self.cases.arguments, self.values, strict=True)
        ):
            place, _ = self.cases.place(index, "")
            prefix = place.text(self.words.language) if self.cases.is_many else ""
            lines.append(prefix + self._sentence(value, with_date=index == 0))
            if self.options.explain:
                _, steps = pipeline.explained(self.calculation, arguments)
                for step in steps:
                    lines += ["", *(f"  {line}".rstrip() for line in payslip(step, self.words)), ""]
        return "\n".join(lines).rstrip("\n") + "\n"

    def _sentence(self, value: Value, *, with_date: bool) -> str:
        type_ = self.calculation.clause.result
        text = f"{self.calculation.ref.name} = {self.words.value(value, type_)}"
        return f"{text}  ({self._conditions()})" if with_date and self.day else text

    def _conditions(self) -> str:
        """Return the readings and the date that hold for the amount, in words."""
        reading = phrase("reading", self.words.language)
        chosen = [f"{reading} {name}" for _, name in sorted(self.readings.items())]
        return ", ".join((*chosen, self._date_words()))

    def _date_words(self) -> str:
        assert self.day is not None
        key = "nearest date" if self.is_moved else "at"
        return phrase(key, self.words.language, date=format_date(self.day, self.words.language))

    def _note_date(self) -> None:
        if self.day is not None and self.is_moved:
            click.echo(self._date_words(), err=True)

    def _write(self, text: str, *, mark: bool = False) -> None:
        """Write to `--output` (a table with the mark that French spreadsheets need) or print."""
        path = self.options.output
        if path is None:
            click.echo(text, nl=False)
            return
        from convention_dsl.report.style import plain

        data = plain(text).encode("utf-8-sig" if mark else "utf-8")
        try:
            write_file(path, data)
        except OSError as error:
            reason = system_reason(error)
            problem = Diagnostic("E0561", None, {"text": str(path), "reason": reason})
            raise self.out.refuse(problem, self.workspace) from error
