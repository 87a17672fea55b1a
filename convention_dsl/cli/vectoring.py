"""What `convention vectors` does once its options are read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from convention_dsl import pipeline
from convention_dsl.cli.files import write_files
from convention_dsl.cli.interrupts import interruptible
from convention_dsl.cli.language import INTERRUPTION, speaker
from convention_dsl.cli.names import clause_named, date_chosen, loaded, readings_for
from convention_dsl.cli.output import OK, UNSETTLED, Out, Progress, print_json
from convention_dsl.cli.vectors import Options
from convention_dsl.diagnostics import Diagnostic
from convention_dsl.diagnostics.reasons import system_reason
from convention_dsl.pipeline import Calculation, ClauseRef, Workspace
from convention_dsl.report.documents import Question
from convention_dsl.report.payslip import Words
from convention_dsl.report.vectors import Sheet, coverage_lines, is_settled
from convention_dsl.report.vectors_csv import has_table, vectors_csv
from convention_dsl.report.vectors_json import vectors_json
from convention_dsl.report.vectors_pytest import vectors_pytest

_MODULE = re.compile(r"test_\w+\.py")


def vectors(options: Options, out: Out) -> int:
    """Find vectors, write them and print the coverage statement; return the exit code."""
    workspace = loaded([options.path], options.params, out, force=options.force)
    job = _Job(options, out, workspace)
    job.check_output()
    names: Sequence[str | None] = options.clauses or (None,)
    refs = list(dict.fromkeys(clause_named(workspace, name, out) for name in names))
    prepared = [job.prepared(ref) for ref in refs]
    job.check_tables(prepared)
    with interruptible(speaker(out.fallback)(*INTERRUPTION)):
        sheets = [job.sheet(calculation) for calculation in prepared]
    words = pipeline.words(workspace, job.language)
    job.write(sheets, prepared, words)
    if out.format == "json":
        print_json(vectors_json(sheets, words))
    else:
        lines = [line for sheet in sheets for line in coverage_lines(sheet, words)]
        click.echo("".join(f"{line}\n" for line in lines), nl=False)
    return OK if all(is_settled(sheet.vectors) for sheet in sheets) else UNSETTLED


@dataclass(frozen=True)
class _Job:
    """One run of the command."""

    options: Options
    out: Out
    workspace: Workspace
    readings: dict[str, str] = field(default_factory=dict)
    """The readings on which the clauses depend: filled on the way."""

    @property
    def language(self) -> str:
        """The language of what is written."""
        return self.out.language(self.workspace)

    def check_output(self) -> None:
        """Stop where the file is no file for vectors, or a text."""
        path = self.options.output
        if path is None:
            return
        texts = {(self.workspace.root / name).resolve() for name in self.workspace.sources}
        if path.suffix == ".conv" or path.resolve() in texts:
            raise self._refused("E0563", text=str(path))
        if path.suffix not in (".csv", ".json") and not _MODULE.fullmatch(path.name):
            raise self._refused("E0770", text=path.name)
        if path.is_dir() or not path.absolute().parent.is_dir():
            error = IsADirectoryError(21, "") if path.is_dir() else FileNotFoundError(2, "")
            raise self._unwritable(path, error)

    def prepared(self, ref: ClauseRef) -> Calculation:
        """Return a clause ready to be calculated, at its date, in the readings asked for."""
        day, _ = date_chosen(self.workspace, ref.book, self.options.at)
        day = pipeline.settled_day(self.workspace, [ref], day)
        readings = readings_for(self.workspace, ref, self.options.readings, self.out)
        self.readings.update(readings)
        calculation, diagnostics = pipeline.prepare(self.workspace, ref, day, readings)
        self.out.messages(diagnostics, self.workspace.sources)
        assert calculation is not None
        return calculation

    def check_tables(self, prepared: Sequence[Calculation]) -> None:
        """Stop where a table is asked for and the inputs of a clause do not fit in one."""
        path = self.options.output
        for calculation in prepared if path is not None and path.suffix == ".csv" else ():
            if not has_table(calculation.form):
                raise self._refused("E0772", clause=calculation.ref.name)

    def sheet(self, calculation: Calculation) -> Sheet:
        """Return the vectors of a clause; stop where it has none."""
        progress = Progress(0)

        def tell(done: int, total: int) -> None:
            progress.total, progress.done = total, done - 1
            progress.tell(calculation.ref.name)

        found, diagnostics = pipeline.vectors(
            calculation, seconds=self.options.seconds, progress=tell
        )
        progress.end()
        self.out.messages(diagnostics, self.workspace.sources)
        assert found is not None
        needed = pipeline.readings_of(self.workspace, calculation.ref)
        readings = {name: self.readings[name] for name in needed}
        result = calculation.clause.result
        question = Question(calculation.ref, calculation.program.at, result, readings)
        pairs = (param.partition("=") for param in self.options.params)
        given = {name.strip(): value.strip() for name, _, value in pairs}
        return Sheet(question, calculation.form, found, given)

    # Writing

    def write(self, sheets: Sequence[Sheet], prepared: Sequence[Calculation], words: Words) -> None:
        """Write the file, or the files, whole or not at all."""
        path = self.options.output
        if path is None:
            return
        files = self._files(path, sheets, prepared, words)
        try:
            write_files(path.absolute().parent, files)
        except OSError as error:
            raise self._unwritable(path, error) from error

    def _files(
        self,
        path: Path,
        sheets: Sequence[Sheet],
        prepared: Sequence[Calculation],
        words: Words,
    ) -> Mapping[str, bytes]:
        match path.suffix:
            case ".csv":
                encoding = "utf-8-sig" if words.language == "fr" else "utf-8"
                tables = [vectors_csv(sheet, words).encode(encoding) for sheet in sheets]
                if len(sheets) == 1:
                    return {path.name: tables[0]}
                names = [f"{path.stem}-{sheet.question.clause.name}.csv" for sheet in sheets]
                return dict(zip(names, tables, strict=True))
            case ".json":
                document = vectors_json(sheets, words)
                text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
            case _:
                day, _ = date_chosen(self.workspace, prepared[0].ref.book, self.options.at)
                edition = pipeline.edition(self.workspace, prepared, self.readings, day=day)
                text = vectors_pytest(
                    sheets,
                    words,
                    title=edition.title,
                    version=edition.version,
                    readings=[name for _, name in sorted(self.readings.items())],
                )
        return {path.name: text.encode("utf-8")}

    def _refused(self, code: str, **arguments: object) -> Exception:
        return self.out.refuse(Diagnostic(code, None, arguments), self.workspace)

    def _unwritable(self, path: Path, error: OSError) -> Exception:
        return self._refused("E0561", text=str(path), reason=system_reason(error))
