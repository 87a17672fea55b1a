"""The stages in their order: the only module that knows it.

Every function takes values and returns values with diagnostics; nothing is printed. Stages are
imported where they are first needed, so that an answer from the cache loads neither the parser nor
the checker, and a calculation no solver.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from convention_dsl import cache
from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.nodes import ClauseRef, Value
from convention_dsl.core.program import (
    Book,
    Clause,
    Library,
    ParameterDef,
    Period,
    Program,
    PropertyDef,
)
from convention_dsl.diagnostics import Diagnostic, has_errors
from convention_dsl.source import Source, Span

__all__ = [
    "Asked",
    "Calculation",
    "ClauseRef",
    "EvaluationError",
    "ParameterDef",
    "PropertyDef",
    "Value",
    "Workspace",
    "calculator",
    "check",
    "count_properties",
    "edition",
    "explained",
    "load",
    "material",
    "merged",
    "plan",
    "prepare",
    "prove",
    "read_claims",
    "settled_day",
    "vectors",
    "words",
]

if TYPE_CHECKING:
    from convention_dsl.calculator.plan.plan import Plan
    from convention_dsl.core.explanation import Step
    from convention_dsl.inputs.form import Form
    from convention_dsl.inputs.invariants import Rule
    from convention_dsl.proof.limits import Limits
    from convention_dsl.proof.vectors.vectors import Vectors
    from convention_dsl.report.payslip import Words
    from convention_dsl.report.verdicts import Shown
    from convention_dsl.targets.edition import Edition
    from convention_dsl.targets.registry import Material, Options


@dataclass(frozen=True)
class Workspace:
    """The texts that a command is about, read and elaborated."""

    root: Path
    sources: Mapping[str, Source]
    library: Library
    diagnostics: tuple[Diagnostic, ...]
    asked: tuple[str, ...]
    """The books that the paths of the command name."""
    data: Mapping[str, str] = field(default_factory=dict)
    """The digests of the files of data that were read, by path from the root."""

    @property
    def conventions(self) -> list[Book]:
        """The asked books that have clauses, in order."""
        books = [self.library.books[name] for name in self.asked if name in self.library.books]
        return [book for book in books if not book.is_vocabulary]


def load(
    paths: Sequence[Path],
    root: Path | None = None,
    overrides: Mapping[str, Value] | None = None,
) -> Workspace:
    """Return the texts under `paths`, from the cache where nothing has changed.

    `overrides` replace the values of parameters, by `book.name`. A text with errors is not cached.
    """
    given = dict(overrides or {})
    files = _files(paths, root)
    entry = cache.key([path.absolute() for path in paths], files, given) if files else None
    found = cache.read(entry) if entry else None
    if isinstance(found, Workspace) and _has_same_data(found):
        return found
    workspace = _read(paths, root, given)
    read = {workspace.root / path for path in workspace.sources if path not in workspace.data}
    if entry and read <= set(files) and not has_errors(workspace.diagnostics):
        cache.write(entry, workspace)
    return workspace


def _has_same_data(workspace: Workspace) -> bool:
    """Return whether the files of data that the texts name are as they were when they were read."""
    if not workspace.data:
        return True
    from convention_dsl.project.folders import same_content

    root = workspace.root
    return all(same_content(root / path, digest) for path, digest in workspace.data.items())


def _files(paths: Sequence[Path], root: Path | None) -> list[Path]:
    """Return every file whose content can matter; none where there are too many to look at."""
    from convention_dsl.project.folders import MARKER, TooManyError, folder_of, project_root, texts

    top = root or project_root(paths)
    try:
        found = {*texts(top), *(path.absolute() for path in paths if path.is_file())}
        for path in paths:
            found.update(texts(folder_of(path)))
    except TooManyError:
        return []
    return [*sorted(found), *(p for p in (top / MARKER,) if p.is_file())]


def _read(paths: Sequence[Path], root: Path | None, overrides: Mapping[str, Value]) -> Workspace:
    from convention_dsl.project.finding import find
    from convention_dsl.semantics import elaborate

    files, diagnostics = find(paths, root)
    library, found = elaborate(files.parsed, overrides)
    found = [*diagnostics, *found]
    return Workspace(
        files.root, files.sources, library, tuple(found), tuple(files.asked), files.data
    )


# Checking and proving ---------------------------------------------------------------------------


def check(workspace: Workspace, begin: Callable[[str], None]) -> list[Diagnostic]:
    """Return what is wrong with the asked books: in reading them, then in proving about them.

    `begin` hears the name of each book.
    """
    diagnostics = list(workspace.diagnostics)
    if has_errors(diagnostics):
        return diagnostics
    from convention_dsl.proof.check import check as check_book

    for name in workspace.asked:
        begin(name)
        diagnostics += check_book(workspace.library, name)
    return diagnostics


@dataclass(frozen=True)
class Asked:
    """What `prove` is asked: names (none: all), claims, a date, readings, seconds per property.

    `recheck`: the certificates of proofs are checked again, by other means.
    """

    properties: tuple[str, ...] = ()
    claims: tuple[PropertyDef, ...] = ()
    at: date | None = None
    readings: Mapping[str, str] = field(default_factory=dict)
    seconds: float | None = None
    recheck: bool = False

    def names(self) -> tuple[str, ...] | None:
        """Return the properties of the texts that are asked for; None: all of them."""
        claimed = tuple(claim.name for claim in self.claims)
        return (*self.properties, *claimed) if self.properties or claimed else None


def out_of_force(workspace: Workspace, asked: Asked) -> list[Diagnostic]:
    """Return the books asked about and not in force at the date, where none of them is."""
    names, at = asked.names(), asked.at
    books = [
        book
        for index, book in enumerate(workspace.conventions)
        if any(names is None or each.name in names for each in book.properties)
        or (asked.claims and index == 0)
    ]
    if at is None or any(book.period.contains(at) for book in books):
        return []
    return [Diagnostic("E0183", book.span, {"book": book.name, "day": at}) for book in books]


def prove(workspace: Workspace, asked: Asked, begin: Callable[[str], None]) -> Iterator[Shown]:
    """Yield the verdicts on the properties of the asked books, in the order of the files.

    `begin` hears the name of each property. Claims are about the first of the books. A book that
    is not in force at the date asked for has no verdict.
    """
    from convention_dsl.proof.prove import Selection
    from convention_dsl.proof.prove import prove as prove_book
    from convention_dsl.report.shown import shown_of

    for index, book in enumerate(workspace.conventions):
        if asked.at is not None and not book.period.contains(asked.at):
            continue
        selection = Selection(
            asked.names(), asked.at, asked.readings, asked.claims if index == 0 else ()
        )
        for result in prove_book(
            workspace.library,
            book.name,
            selection,
            _limits(asked.seconds),
            lambda definition: begin(definition.name),
            recheck=asked.recheck,
        ):
            yield shown_of(workspace.library, result)


def _limits(seconds: float | None) -> Limits:
    """Return what a proof may cost; more time allows the solver more steps too."""
    from convention_dsl.proof.limits import DEFAULT_LIMITS

    if seconds is None:
        return DEFAULT_LIMITS
    return replace(DEFAULT_LIMITS, seconds=seconds)


def count_properties(workspace: Workspace, asked: Asked) -> int:
    """Return how many properties `prove` will decide."""
    names, at = asked.names(), asked.at
    found = 0
    for index, book in enumerate(workspace.conventions):
        if at is None or book.period.contains(at):
            found += sum(names is None or each.name in names for each in book.properties)
            found += len(asked.claims) if index == 0 else 0
    return found


def read_claims(
    workspace: Workspace, claims: Sequence[str]
) -> tuple[tuple[PropertyDef, ...], dict[str, Source], list[Diagnostic]]:
    """Return the properties typed on the spot, their texts, and what is wrong with them.

    A claim is a property without its name: `for every p : Patient then fmt(p) >= 5 €`.
    """
    from convention_dsl.semantics import elaborate_property
    from convention_dsl.syntax.parser import parse_property

    book = workspace.conventions[0]
    definitions: list[PropertyDef] = []
    sources: dict[str, Source] = {}
    diagnostics: list[Diagnostic] = []
    for claim in claims:
        source = Source(f"--claim {len(sources) + 1}", claim)
        sources[source.path] = source
        declaration, found = parse_property(source, book.language)
        diagnostics += found
        if declaration is not None and not has_errors(found):
            definition, found = elaborate_property(workspace.library, book.name, declaration)
            diagnostics += found
            if definition is not None:
                definitions.append(definition)
    return tuple(definitions), sources, diagnostics


# Calculating ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Calculation:
    """A clause ready to be calculated at a date."""

    program: Program
    ref: ClauseRef
    form: Form
    rules: tuple[Rule, ...]

    @property
    def clause(self) -> Clause:
        """The linked clause."""
        return self.program.clauses[self.ref]


def readings_of(workspace: Workspace, ref: ClauseRef) -> Mapping[str, tuple[str, ...]]:
    """Return the readings of each clause with several (`book.clause`) that `ref` depends on."""
    from convention_dsl.core import build
    from convention_dsl.core.link import readings_reached
    from convention_dsl.core.texts import used_texts
    from convention_dsl.types import BOOLEAN

    texts = used_texts(workspace.library, ref.book)
    return readings_reached(workspace.library, [build.call(ref, (), BOOLEAN)], texts=texts)


def prepare(
    workspace: Workspace, ref: ClauseRef, at: date | None, readings: Mapping[str, str]
) -> tuple[Calculation | None, list[Diagnostic]]:
    """Return the calculation of a clause at a date, or why there is none."""
    from convention_dsl.core.evaluate import evaluate
    from convention_dsl.core.link import link
    from convention_dsl.inputs.form import build_form
    from convention_dsl.inputs.invariants import rules_of, with_rules

    program, diagnostics = link(workspace.library, ref.book, at=at, readings=readings)
    if program is None:
        return None, diagnostics
    linked = program
    form = build_form(
        workspace.library,
        linked.clauses[ref].definition,
        lambda expr: evaluate(linked, expr, {}),
    )
    rules = rules_of(form)
    return Calculation(with_rules(program, rules), ref, form, rules), diagnostics


def calculator(
    calculation: Calculation,
) -> Callable[[ClauseRef, Sequence[Value]], Value]:
    """Return the generated function that calculates the clause and the invariants of its inputs."""
    from convention_dsl.calculator.python import compile_program

    refs = [calculation.ref, *(rule.ref for rule in calculation.rules)]
    compiled = compile_program(calculation.program, refs)
    callers = {ref: compiled.caller(ref) for ref in refs}
    return lambda ref, arguments: callers[ref](arguments)


def explained(calculation: Calculation, arguments: Sequence[Value]) -> tuple[Value, Sequence[Step]]:
    """Return the value of a clause by the reference evaluator, with its explanation."""
    from convention_dsl.core.evaluate import call
    from convention_dsl.core.explanation import Recorder

    recorder = Recorder()
    value = call(calculation.program, calculation.ref, arguments, recorder)
    return value, recorder.steps


def plan(
    calculation: Calculation, *, editable: bool = False
) -> tuple[Plan | None, list[Diagnostic]]:
    """Return the clause as definitions over scalars, or why it has no such form.

    `editable`: the amounts and rates that rows and terms fix are parameters too.
    """
    from convention_dsl.calculator.plan.lower import RecordRule, UnsupportedError, lower

    rules = [
        RecordRule(
            rule.record.type.name, rule.ref, rule.invariant.label, rule.invariant.span
        )
        for rule in calculation.rules
    ]
    try:
        return lower(calculation.program, calculation.ref, rules=rules, editable=editable), []
    except UnsupportedError as error:
        arguments = {"clause": calculation.ref.name, "construct": error.construct}
        return None, [Diagnostic("E0700", error.span, arguments)]


# Building calculators ---------------------------------------------------------------------------


def settled_day(workspace: Workspace, refs: Sequence[ClauseRef], day: date | None) -> date | None:
    """Return the day that stands for all those on which some clauses are as on `day`.

    It is their date of effect (where they have none, the last day before they change), so that
    what is made of them does not depend on the day when it is made. `refs` are of one book.
    """
    stretch = _stretch(workspace, refs, day)
    return (stretch.start or stretch.end) if stretch else day


def edition(
    workspace: Workspace,
    calculations: Sequence[Calculation],
    readings: Mapping[str, str],
    changed: Mapping[str, str] | None = None,
) -> Edition:
    """Return what calculators made of some clauses of one book say of the text.

    `changed` are the values that parameters were given in place of the text's, as written, by
    `book.name`.
    """
    from convention_dsl.targets.editions import edition_of

    program = merged(calculations)
    refs = [each.ref for each in calculations]
    stretch = _stretch(workspace, refs, program.at)
    return edition_of(
        program,
        workspace.library.books[refs[0].book],
        refs,
        at=stretch.start if stretch else program.at,
        readings=readings,
        changed=changed or {},
    )


def material(
    workspace: Workspace,
    calculations: Sequence[Calculation],
    plans: Sequence[Plan],
    edition: Edition,
    options: Options,
) -> Material:
    """Return what a target is made from: clauses of one book, with their plans where it has any."""
    from convention_dsl.targets.registry import Material

    def place(span: Span) -> str:
        source = workspace.sources.get(span.path)
        return f"{span.path}:{source.position(span.start)[0]}" if source else span.path

    invariants: dict[str, tuple[ClauseRef, ...]] = {}
    rules = {rule.ref: rule for each in calculations for rule in each.rules}
    for rule in rules.values():
        name = rule.record.type.name
        invariants[name] = (*invariants.get(name, ()), rule.ref)
    return Material(
        edition=edition,
        program=merged(calculations),
        refs=tuple(each.ref for each in calculations),
        plans=tuple(plans),
        invariants=invariants,
        options=options,
        place=place,
    )


def merged(calculations: Sequence[Calculation]) -> Program:
    """Return the program of several calculations of one book, at one date, in the same readings."""
    clauses = {ref: clause for each in calculations for ref, clause in each.program.clauses.items()}
    return replace(calculations[0].program, clauses=clauses)


def _stretch(workspace: Workspace, refs: Sequence[ClauseRef], day: date | None) -> Period | None:
    from convention_dsl.core import build
    from convention_dsl.core.reach import stretches
    from convention_dsl.types import BOOLEAN

    calls = [build.call(ref, (), BOOLEAN) for ref in refs]
    found = stretches(workspace.library, refs[0].book, exprs=calls)
    return next((stretch for stretch in found if stretch.contains(day)), None)


# Test vectors -----------------------------------------------------------------------------------


def vectors(
    calculation: Calculation,
    *,
    seconds: float | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> tuple[Vectors | None, list[Diagnostic]]:
    """Return test vectors of a clause, or why there are none.

    `progress` hears how many outcomes of the clause are settled, and how many there are.
    """
    from convention_dsl.proof.vectors.vectors import DEFAULT_LIMITS, make, without_value

    program, ref = calculation.program, calculation.ref
    lacking = without_value(program, ref)
    if lacking:
        names = [(each.definition.name, each.definition.span) for each in lacking]
        return None, [
            Diagnostic("E0771", span, {"clause": ref.name, "name": name}) for name, span in names
        ]
    limits = DEFAULT_LIMITS if seconds is None else replace(DEFAULT_LIMITS, seconds=seconds)
    found = make(program, ref, limits, progress)
    if not found.vectors:
        return None, [Diagnostic("E0773", calculation.clause.definition.span, {"clause": ref.name})]
    return found, []


def words(workspace: Workspace, language: str) -> Words:
    """Return what the reports need to know of their reader."""
    from convention_dsl.locale import item_labels
    from convention_dsl.report.payslip import Words

    return Words(language, item_labels(workspace.library), workspace.sources)
