"""What `convention build` does once its options are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import click

from convention_dsl import lookup, pipeline
from convention_dsl.cli.build import Options
from convention_dsl.cli.files import write_files
from convention_dsl.cli.names import clause_named, date_chosen, loaded, readings_for, readings_named
from convention_dsl.cli.output import OK, Out, print_json
from convention_dsl.diagnostics import Diagnostic
from convention_dsl.diagnostics.reasons import system_reason
from convention_dsl.inputs.problems import nearest
from convention_dsl.pipeline import Calculation, ClauseRef, Workspace
from convention_dsl.report.built import Built, built_json, built_lines
from convention_dsl.targets import registry
from convention_dsl.targets.registry import Target
from convention_dsl.types import NumberKind, NumberType


def build(options: Options, out: Out) -> int:
    """Build, write and print what was written; return the exit code."""
    workspace = loaded([options.path], options.params, out, force=options.force)
    job = _Job(options, out, workspace)
    targets = job.targets()
    output = job.output()
    readings = readings_named(workspace, options.readings, out)
    built = [
        each
        for book, refs in job.asked().items()
        for prepared in [job.prepared(book, refs, readings)]
        for target in targets
        for each in job.built(target, prepared)
    ]
    built = job.settled(targets, built)
    job.write(output, built)
    if out.format == "json":
        print_json(built_json(built, job.left_out))
    else:
        lines = built_lines(built, output, out.language(workspace))
        click.echo("".join(f"{line}\n" for line in lines), nl=False)
    return OK


@dataclass(frozen=True)
class _Prepared:
    """Clauses of one book, ready to be built, and the readings on which they depend."""

    calculations: tuple[Calculation, ...]
    readings: Mapping[str, str]
    day: date | None
    """The day asked, which may be later than the date of effect of the clauses."""


@dataclass(frozen=True)
class _Job:
    """One run of the command."""

    options: Options
    out: Out
    workspace: Workspace
    left_out: list[Diagnostic] = field(default_factory=list)
    """What was not built, and why: filled on the way."""

    # What is asked

    def targets(self) -> list[Target]:
        """Return the targets that `--target` names; stop where one is unknown or cannot be made."""
        names = [f"`{name}`" for name in registry.TARGETS]
        if not self.options.targets:
            raise self._refused("E0706", names=names)
        for text in self.options.targets:
            if text not in registry.TARGETS:
                known = list(registry.TARGETS)
                arguments = {"text": text, "names": names}
                problem = Diagnostic("E0702", None, arguments, (), nearest(text, known))
                raise self.out.refuse(problem, self.workspace)
        targets = registry.named(self.options.targets)
        for target in targets:
            if missing := target.missing(self._target_options()):
                raise self._refused(
                    "E0703", target=target.name, missing=missing.module, extra=missing.name
                )
        self._check_options([target.name for target in targets])
        return targets

    def _target_options(self) -> registry.Options:
        return registry.Options(self.options.with_page, self.options.rows)

    def _check_options(self, names: Sequence[str]) -> None:
        given = {
            "--with-page": ("javascript", self.options.with_page),
            "--rows": ("xlsx", self.options.rows is not None),
        }
        for option, (target, is_given) in given.items():
            if is_given and target not in names:
                raise self._refused("E0705", option=option, target=target)

    def output(self) -> Path:
        """Return the folder to write in; stop where there is none or it is a file."""
        if self.options.output is None:
            raise self._refused("E0707")
        if self.options.output.exists() and not self.options.output.is_dir():
            raise self._unwritable(self.options.output, NotADirectoryError(20, ""))
        return self.options.output

    def asked(self) -> dict[str, list[ClauseRef]]:
        """Return the clauses to build by book: those named, else the amounts and rates."""
        if self.options.clauses:
            found = [clause_named(self.workspace, c, self.out) for c in self.options.clauses]
        else:
            found = list(_amounts_and_rates(self.workspace))
        books: dict[str, list[ClauseRef]] = {}
        for ref in dict.fromkeys(found):
            books.setdefault(ref.book, []).append(ref)
        return books

    # Preparing

    def prepared(
        self, book: str, refs: Sequence[ClauseRef], chosen: Mapping[str, str]
    ) -> _Prepared:
        """Return the clauses of a book at their date; those that lack a reading are left out."""
        asked, _ = date_chosen(self.workspace, book, self.options.at)
        kept = [ref for ref in refs if self._is_read(ref, chosen)]
        if not kept:
            return _Prepared((), {}, asked)
        day = pipeline.settled_day(self.workspace, kept, asked)
        readings = {
            name: reading
            for ref in kept
            for name, reading in readings_for(
                self.workspace, ref, self.options.readings, self.out
            ).items()
        }
        calculations = []
        for ref in kept:
            calculation, diagnostics = pipeline.prepare(self.workspace, ref, day, readings)
            self.out.messages(diagnostics, self.workspace.sources)
            assert calculation is not None
            calculations.append(calculation)
        return _Prepared(tuple(calculations), readings, asked)

    def _is_read(self, ref: ClauseRef, chosen: Mapping[str, str]) -> bool:
        """Return whether every reading of a clause is chosen; note it where it is not named."""
        needed = pipeline.readings_of(self.workspace, ref)
        lacking = next((name for name in needed if name not in chosen), None)
        if lacking is None or self.options.clauses:
            return True
        short = lacking.partition(".")[2]
        names = [f"`{short}={reading}`" for reading in needed[lacking]]
        arguments = {"clause": ref.name, "read": short, "names": names}
        self.left_out.append(Diagnostic("W0701", None, arguments))
        return False

    # Building

    def built(self, target: Target, prepared: _Prepared) -> Iterator[Built]:
        """Yield what a target makes of the clauses of a book, where it can make any."""
        kept, plans = [], []
        for calculation in prepared.calculations:
            if not target.needs_plans:
                kept.append(calculation)
                continue
            plan, problems = pipeline.plan(calculation, editable=target.is_editable)
            if plan is not None:
                problems = target.refusals(plan)
            if plan is None or problems:
                self._leave_out(target, calculation, problems)
                continue
            kept.append(calculation)
            plans.append(plan)
        if kept:
            edition = pipeline.edition(
                self.workspace, kept, prepared.readings, self._changed(), prepared.day
            )
            material = pipeline.material(
                self.workspace, kept, plans, edition, self._target_options()
            )
            yield Built(target, edition, material.refs, target.build(material))

    def _leave_out(
        self, target: Target, calculation: Calculation, problems: Sequence[Diagnostic]
    ) -> None:
        """Note a clause that a target cannot calculate; stop where it was asked for by name."""
        code = "E0701" if self.options.clauses else "W0700"
        found = [
            Diagnostic(
                code,
                each.span or calculation.clause.definition.span,
                {**each.arguments, "clause": calculation.ref.name, "target": target.name},
                each.labels,
            )
            for each in problems
        ]
        self.out.messages(found if self.options.clauses else [], self.workspace.sources)
        self.left_out.extend(found)

    def _changed(self) -> dict[str, str]:
        """Return the values of `--param`, as written, by `book.name`."""
        names = lookup.parameters(self.workspace)
        pairs = (text.partition("=") for text in self.options.params)
        return {
            f"{found.book}.{found.name}": value.strip()
            for name, _, value in pairs
            for found in names[name.strip()][:1]
        }

    # Writing

    def settled(self, targets: Sequence[Target], built: Sequence[Built]) -> list[Built]:
        """Show what was left out; stop where a target has nothing to be made of.

        Books that have files of the same name each get a folder.
        """
        self.out.messages(self.left_out, self.workspace.sources)
        for target in targets:
            if not any(each.target is target for each in built):
                raise self._refused("E0704", target=target.name)
        count = Counter(name for each in built for name in each.files)
        shared = any(n > 1 for n in count.values())
        return [each.in_folder() if shared else each for each in built]

    def write(self, output: Path, built: Sequence[Built]) -> None:
        """Write all files or none; never over a text."""
        files = {name: data for each in built for name, data in each.files.items()}
        root, known = self.workspace.root, (*self.workspace.sources, *self.workspace.data)
        texts = {(root / path).resolve() for path in known}
        for name in files:
            path = output / name
            if path.suffix == ".conv" or path.resolve() in texts:
                raise self._refused("E0563", text=str(path))
        try:
            write_files(output, files)
        except OSError as error:
            raise self._unwritable(output, error) from error

    def _refused(self, code: str, **arguments: object) -> Exception:
        return self.out.refuse(Diagnostic(code, None, arguments), self.workspace)

    def _unwritable(self, path: Path, error: OSError) -> Exception:
        return self._refused("E0561", text=str(path), reason=system_reason(error))


def _amounts_and_rates(workspace: Workspace) -> Iterator[ClauseRef]:
    """Yield the clauses of the books asked for that give an amount or a rate."""
    for book in workspace.conventions:
        for clause in book.clauses:
            type_ = clause.result
            if isinstance(type_, NumberType) and type_.kind in (NumberKind.AMOUNT, NumberKind.RATE):
                yield ClauseRef(book.name, clause.name)
