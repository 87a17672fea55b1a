"""Runs the examples of a book: what each promises against what the evaluator gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, product

from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.explanation import Recorder, Step, StepKind
from convention_dsl.core.link import link, link_example, readings_reached, stretches
from convention_dsl.core.nodes import Value
from convention_dsl.core.program import Book, ExampleDef, Library, Program
from convention_dsl.core.texts import used_texts
from convention_dsl.diagnostics import Diagnostic, Label, TypedValue
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.source import Span

MOST_READINGS = 100
"""Combinations of readings in which an example is run."""

MOST_STEPS = 4
"""Lines of the explanation shown beside a wrong example."""

Readings = Mapping[str, str]

_UNNAMED = Wording("this example", "cet exemple")

_TOLD = {
    StepKind.ROW,
    StepKind.CASE,
    StepKind.EXCEPTION,
    StepKind.OTHERWISE,
    StepKind.GENERAL_RULE,
    StepKind.TERM,
}


@dataclass(frozen=True)
class Linked:
    """The book linked at a date in some readings; no program where that cannot be."""

    day: date | None
    readings: Readings
    program: Program | None

    def serves(self, day: date | None, readings: Readings) -> bool:
        """Return whether an example of that day, to hold in `readings`, can be run in it."""
        return self.day == day and readings.items() <= self.readings.items()


@dataclass
class Examples:
    """The examples of a book, each run at its date or at the start of every dated stretch.

    Each holds in the readings that it names, or in all. One that has no value because of an error
    in `told` says nothing new. `linked` are the programs known already.
    """

    library: Library
    book: Book
    told: Sequence[Diagnostic] = ()
    linked: list[Linked] = field(default_factory=list)

    def diagnostics(self) -> list[Diagnostic]:
        """Return what is wrong, at most one thing for each example."""
        found = (self._first(example) for example in self.book.examples)
        return [diagnostic for diagnostic in found if diagnostic is not None]

    def _first(self, example: ExampleDef) -> Diagnostic | None:
        if not self.book.period.contains(example.day):
            arguments = {"day": example.day, "book": self.book.name}
            return Diagnostic("E0216", example.span, arguments)
        readings = self._readings(example)
        runs = (self._run(example, day, each) for day in self._days(example) for each in readings)
        return next((diagnostic for diagnostic in runs if diagnostic is not None), None)

    def _days(self, example: ExampleDef) -> list[date | None]:
        if example.day is not None:
            return [example.day]
        exprs = (example.actual, example.expected)
        periods = stretches(self.library, self.book.name, exprs=exprs)
        return [period.start or period.end for period in periods]

    def _readings(self, example: ExampleDef) -> list[Readings]:
        """Return the choices of readings in which the example must hold."""
        texts = used_texts(self.library, self.book.name)
        exprs = (example.actual, example.expected)
        reached = readings_reached(self.library, exprs, texts=texts)
        meant = [
            [name for name in names if name in example.readings] or names
            for names in reached.values()
        ]
        combinations = islice(product(*meant), MOST_READINGS)
        return [dict(zip(reached, names, strict=True)) for names in combinations]

    def _program(self, day: date | None, readings: Readings) -> Program | None:
        for each in self.linked:
            if each.serves(day, readings):
                return each.program
        program, _ = link(self.library, self.book.name, at=day, readings=readings)
        self.linked.append(Linked(day, readings, program))
        return program

    def _run(self, example: ExampleDef, day: date | None, readings: Readings) -> Diagnostic | None:
        program = self._program(day, readings)
        if program is None:
            return None
        linked = link_example(program, example)
        recorder = Recorder()
        try:
            actual = evaluate(program, linked.actual, {}, recorder)
            expected = evaluate(program, linked.expected, {})
        except EvaluationError as error:
            if any(_is_inside(each.span, error.span) for each in self.told):
                return None
            label = Label(error.span, error.kind.value, dict(error.details))
            return Diagnostic("E0217", example.span, self._words(example, day), (label,))
        if actual == expected:
            return None
        words = {
            **self._words(example, day),
            "actual": self._value(linked.actual.type, actual),
            "expected": self._value(linked.actual.type, expected),
        }
        labels = (*self._lines(recorder.steps), *_in_readings(example, readings))
        return Diagnostic("E0215", example.span, words, labels)

    def _words(self, example: ExampleDef, day: date | None) -> dict[str, object]:
        name = example.label
        words = Wording(f"the example “{name}”", f"l'exemple « {name} »") if name else _UNNAMED
        return {"example": words, "day": day or ""}

    def _value(self, type_: object, value: Value) -> TypedValue:
        labels = {
            f"{book.name}.{enum.name}": enum.labels
            for book in self.library.books.values()
            for enum in book.enums
        }
        return TypedValue(type_, value, labels)  # type: ignore[arg-type]

    def _lines(self, steps: tuple[Step, ...]) -> Iterator[Label]:
        """Yield the rows and terms that made the value, the outermost first."""
        told = (step for step in _breadth_first(steps) if step.kind in _TOLD)
        once = {(step.head.span, repr(step.value)): step for step in told if step.head.span.path}
        for step in islice(once.values(), MOST_STEPS):
            arguments = {"value": self._value(step.type, step.value), "name": step.head.label}
            yield Label(step.head.span, "applied", arguments)


def _in_readings(example: ExampleDef, readings: Readings) -> Iterator[Label]:
    """Yield the readings in which an example was run and that it does not name."""
    for clause, name in sorted(readings.items()):
        if name not in example.readings:
            of = clause.partition(".")[2]
            yield Label(example.span, "reading", {"reading": f"`{name}`", "of": of})


def _is_inside(inner: Span | None, outer: Span) -> bool:
    return (
        inner is not None
        and inner.path == outer.path
        and outer.start <= inner.start < max(outer.end, outer.start + 1)
    )


def _breadth_first(steps: tuple[Step, ...]) -> Iterator[Step]:
    level = list(steps)
    while level:
        yield from level
        level = [child for step in level for child in step.children]
