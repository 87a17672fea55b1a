"""A run of `convention simulate`: read, calculate, write, print; or say what stood in the way."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import click

from convention_dsl import pipeline
from convention_dsl.cli.application import INTERRUPTED
from convention_dsl.cli.language import INTERRUPTION
from convention_dsl.cli.output import FAILED, Out, Stop
from convention_dsl.cli.simulate import STANDARD, Options
from convention_dsl.cli.simulating import Side
from convention_dsl.cli.stops import STOPS, diagnosed
from convention_dsl.cli.watching import Bar, terminated
from convention_dsl.diagnostics import Diagnostic
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.diagnostics.reasons import system_reason
from convention_dsl.locale import LANGUAGES, format_number
from convention_dsl.report.json import Json
from convention_dsl.report.simulation import Conditions, summary_lines
from convention_dsl.simulation import cluster, profiles, session, validation
from convention_dsl.simulation.outputs import Files, Form
from convention_dsl.simulation.queries import Part
from convention_dsl.simulation.reading import Reading
from convention_dsl.simulation.running import RefusedError, Request, run
from convention_dsl.simulation.session import Session
from convention_dsl.simulation.sources import File
from convention_dsl.simulation.summary import Summary
from convention_dsl.types import NumberKind


@dataclass(frozen=True)
class Run:
    """One run: the clauses, and the one to compare with."""

    options: Options
    out: Out
    sides: Sequence[Side]
    other: Side | None
    read: list[File] = field(default_factory=list)
    """The files that are read, once they are known."""

    def give(self) -> None:
        """Calculate, put the files in their places, print the summary."""
        with terminated(), Bar() as bar:
            try:
                self._run(bar)
            except KeyboardInterrupt:
                bar.clear()
                click.echo("\n" + INTERRUPTION[self._is_french], err=True)
                raise Stop(INTERRUPTED) from None
            except STOPS as error:
                clauses = ", ".join(side.ref.name for side in self.sides)
                found = diagnosed(error, self.read, clauses)
                if found is None:
                    raise
                raise self._refused(found) from error

    def _run(self, bar: Bar) -> None:
        output = self._output
        beside = output.parent if output is not None and self._standard is None else None
        opened = cluster.opened if self.options.engine == "spark" else session.opened
        with opened(memory=self.options.memory, scratch=beside, told=bar.told) as engine:
            if self._standard is not None:
                output = engine.scratch / "output.csv"
            with Files() as files:
                summary = self._summary(engine, files, output)
                files.commit()
            bar.clear()
            if self._standard is not None and output is not None:
                _copy_out(output)
                summary = replace(summary, written=summary.written[:-1])
        self._print(summary)

    def _summary(self, session: Session, files: Files, output: Path | None) -> Summary:
        reading = self._reading(session)
        self.read[:] = reading.files
        self._check_places(reading)
        form = Form.of(output.name, self.language) if output else Form(False, self._is_french)
        request = Request(
            parts=self._parts(),
            by=self._by(reading),
            key=self.options.key,
            output=output,
            rejects=self.options.rejects,
            language=self.language,
            strict=self.options.strict,
            form=form,
            compares=self.other is not None,
            profile=self.options.save_profile,
            about=self._about() if self.options.save_profile else {},
        )
        try:
            return run(session, request, reading, files)
        except RefusedError as error:
            raise self._strict(error.summary) from error

    # What is asked

    @cached_property
    def language(self) -> str:
        """The language of the answer."""
        return self.out.language(self.sides[0].workspace)

    @property
    def _is_french(self) -> bool:
        return self.language == "fr"

    @property
    def _standard(self) -> str | None:
        return self.options.output if self.options.output == STANDARD else None

    @property
    def _output(self) -> Path | None:
        return None if self.options.output is None else Path(self.options.output)

    def _parts(self) -> tuple[Part, ...]:
        """Return the clauses to calculate; the one to compare with comes last."""
        names = [side.ref.name for side in self.sides]
        parts = [
            Part(name if names.count(name) == 1 else str(side.ref), side.plan)
            for name, side in zip(names, self.sides, strict=True)
        ]
        if self.other is not None:
            name = self.other.ref.name
            suffix = "avant" if self._is_french else "before"
            own = f"{name}_{suffix}" if name in names else name
            parts.append(Part(own, self.other.plan))
        return tuple(parts)

    def _reading(self, session: Session) -> Reading:
        """Return the reading of the input; stop with what is wrong with it."""
        sides = [*self.sides, *([self.other] if self.other else [])]
        if self.options.profile is not None:
            return self._profile(session, self.options.profile, sides)
        reading, diagnostics = validation.prepare(
            session.connection,
            self.options.inputs,
            [side.plan for side in sides],
            [side.calculation.form for side in sides],
            scratch=session.scratch,
            key=self.options.key,
            groups=self.options.by,
            stdin=sys.stdin.buffer,
        )
        self.out.messages(diagnostics, {}, self.language)
        assert reading is not None
        return reading

    def _profile(self, session: Session, path: Path, sides: Sequence[Side]) -> Reading:
        """Return a profile as the input."""
        name = {"text": str(path)}
        try:
            found = profiles.described(session.connection, path)
            reading = profiles.reading(found, path, [side.plan for side in sides])
        except OSError as error:
            arguments = {"path": str(path), "reason": system_reason(error)}
            raise self._refused(Diagnostic("E0720", None, arguments)) from error
        except profiles.NotAProfileError as error:
            raise self._refused(Diagnostic("E0758", None, name)) from error
        except profiles.MissingError as error:
            missing = [f"`{each}`" for each in error.names]
            names = ", ".join(side.ref.name for side in sides)
            arguments = {**name, "clause": names, "missing": missing}
            raise self._refused(Diagnostic("E0757", None, arguments)) from error
        for each in self.options.by:
            if each not in found.by:
                arguments = {**name, "clause": "--by", "missing": [f"`{each}`"]}
                raise self._refused(Diagnostic("E0757", None, arguments))
        return replace(reading, notes=(_told(found),))

    def _about(self) -> dict[str, str]:
        """Return what a profile says of the text that it is saved for."""
        side = self.sides[0]
        calculations = [each.calculation for each in self.sides]
        readings = side.calculation.program.readings
        edition = pipeline.edition(side.workspace, calculations, readings, day=side.day)
        at = {"at": side.day.isoformat()} if side.day else {}
        clauses = ", ".join(str(each.ref) for each in self.sides)
        return {"book": edition.book, "version": edition.version, **at, "clauses": clauses}

    def _by(self, reading: Reading) -> tuple[str, ...]:
        if self.options.by or not reading.group:
            return tuple(dict.fromkeys(self.options.by))
        names = (name for name in reading.kept if name.lower() in validation.GROUP_NAMES)
        return (next(names),)

    # What is answered

    def _print(self, summary: Summary) -> None:
        side = self.sides[0]
        words = pipeline.words(side.workspace, self.language)
        if self.out.format == "json":
            from convention_dsl.report.simulation_json import summary_json

            document = json.dumps(
                summary_json(summary, self._heads(), words), ensure_ascii=False, indent=2
            )
            click.echo(document, err=self._standard is not None)
            return
        other = None if self.other is None else self._conditions(self.other)
        text = "\n".join(summary_lines(summary, self._conditions(side), words, other))
        click.echo(text, err=self._standard is not None)

    def _conditions(self, side: Side) -> Conditions:
        return Conditions(side.day, sorted(side.readings.values()), side.changed, side.is_nearest)

    def _heads(self) -> list[dict[str, Json]]:
        """Return what each result was calculated under, for machines."""
        sides = [*self.sides, *([self.other] if self.other else [])]
        return [
            {
                "name": part.name,
                "clause": str(side.ref),
                "at": side.day.isoformat() if side.day else None,
                "reading": dict(side.readings),
                "parameters": list(side.changed),
            }
            for part, side in zip(self._parts(), sides, strict=True)
        ]

    # What stands in the way

    def _refused(self, diagnostic: Diagnostic) -> Exception:
        """Show why there is no result; returns the exception that ends the command."""
        self.out.messages([diagnostic], self.sides[0].workspace.sources, self.language)
        return Stop(FAILED)

    def _check_places(self, reading: Reading) -> None:
        """Stop where a file of results would take the place of an input."""
        # What is read may be a copy (of another encoding): its name is then that of the original.
        inputs = {path.resolve() for file in reading.files for path in (file.path, Path(file.name))}
        options = self.options
        given = [options.rejects, options.save_profile]
        given += [None if self._standard is not None else self._output]
        for path in given:
            if path is not None and path.resolve() in inputs:
                problem = Diagnostic("E0763", None, {"text": str(path)})
                raise self.out.refuse(problem, self.sides[0].workspace)

    def _strict(self, summary: Summary) -> Exception:
        if self.out.format == "text":
            words = pipeline.words(self.sides[0].workspace, self.language)
            from convention_dsl.report.simulation import refused_lines

            click.echo("\n".join(refused_lines(summary, words)), err=True)
        return self._refused(Diagnostic("E0753", None, {"n": summary.refused, "all": summary.rows}))


def _told(found: profiles.Description) -> Wording:
    """Return what a profile counts, in words."""
    counted, refused = (
        [format_number(Fraction(number), NumberKind.INTEGER, language) for language in LANGUAGES]
        for number in (found.counted, found.refused)
    )
    return Wording(
        f"counts of {counted[0]} rows; rows refused when they were counted: {refused[0]}",
        f"effectifs de {counted[1]} lignes ; lignes refusées lors du décompte : {refused[1]}",
    )


def _copy_out(path: Path) -> None:
    """Copy a table to standard output."""
    with path.open("rb") as file:
        shutil.copyfileobj(file, sys.stdout.buffer, 1 << 20)
    sys.stdout.flush()
