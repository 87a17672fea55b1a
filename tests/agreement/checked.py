"""What `check` says of a generated book against what calculating everything says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import product

from convention_dsl.core import evaluate
from convention_dsl.core.arithmetic import is_multiple
from convention_dsl.core.errors import ErrorKind, EvaluationError
from convention_dsl.core.evaluate import call
from convention_dsl.core.explanation import Recorder, Step, StepKind
from convention_dsl.core.link import link, with_values
from convention_dsl.core.nodes import Aggregate, Cases, CasesOrigin, ClauseRef, Row, Value
from convention_dsl.core.program import Program
from convention_dsl.core.traverse import walk
from convention_dsl.core.values import belongs
from convention_dsl.diagnostics import Diagnostic, TypedValue
from convention_dsl.proof.check import check
from convention_dsl.proof.places import LUCKY
from convention_dsl.source import Span
from tests.agreement.engines import read
from tests.agreement.judged import Judge
from tests.agreement.properties import NAME, Book
from tests.agreement.small import every
from tests.agreement.worlds import Small

GAPS = ("E0201", "E0202")
OVERLAPS = ("E0203", "E0204", "E0205", "E0206", "E0214")
IDLE_ROWS = ("W0201", "W0202", "W0203")
ROWS = (StepKind.ROW, StepKind.CASE, StepKind.EXCEPTION)

Input = tuple[Mapping[str, Value], Mapping[str, Fraction]]


@dataclass
class Facts:
    """What happens for all inputs, at all dates and in all readings."""

    failing: dict[tuple[object, ...], list[Input]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """By what goes wrong, for whom."""
    used: set[str] = field(default_factory=set)
    """The rows that applied to somebody."""
    fallen: set[Span] = field(default_factory=set)
    """The `otherwise`s and general rules that applied to somebody."""
    rows: dict[str, tuple[str, Row]] = field(default_factory=dict)
    """The rows by id, with the clause in which they stand."""
    cases: list[Cases] = field(default_factory=list)


class Calculated:
    """Calculates every clause of a book for everybody."""

    def __init__(self, judge: Judge) -> None:
        self.book: Book = judge.book
        self.judge = judge
        self.small: Small = judge.small
        self.library = read(self.book.plain)
        self.facts = Facts()
        self.lucky: ClauseRef | None = None
        self.knows_luck = True
        valid = self.small.valid
        self.everybody = [at for at, good in enumerate(valid) if good]

    def calculated(self) -> Facts:
        """Calculate, and return what happened."""
        for day in ("2024-01-01", "2024-07-01", "2025-01-01"):
            for readings in self.judge.readings:
                at = date.fromisoformat(day)
                program, problems = link(self.library, NAME, at=at, readings=readings)
                assert program is not None, problems
                self._note_rows(program)
                self.lucky = lucky_clause(program)
                for variant, amounts in _variants(program):
                    self._program(variant, amounts)
        return self.facts

    def _note_rows(self, program: Program) -> None:
        for ref, clause in program.clauses.items():
            for node in walk(clause.body):
                if isinstance(node, Cases):
                    self.facts.cases.append(node)
                    self.facts.rows |= {row.id: (ref.name, row) for row in node.rows}

    def _program(self, program: Program, amounts: Mapping[str, Fraction]) -> None:
        about_records = {r: c for r, c in program.clauses.items() if c.inputs[0].name == "p"}
        for ref, clause in about_records.items():
            others = [every(binding.type) for binding in clause.inputs[1:]]
            for at, scalars in product(self.everybody, product(*others)):
                self._one(program, amounts, ref, self.small.records[at], scalars)

    def _one(
        self,
        program: Program,
        amounts: Mapping[str, Fraction],
        ref: ClauseRef,
        record: Mapping[str, Value],
        scalars: tuple[Value, ...],
    ) -> None:
        recorder = Recorder()
        facts, case = self.facts, (record, amounts)
        try:
            value = call(program, ref, (dict(record), *scalars), recorder)
        except EvaluationError as error:
            facts.failing[ref.name, error.kind, error.span].append(case)
            if error.kind is ErrorKind.OVERLAP:
                for row in error.details["rows"].split(","):
                    facts.failing[error.kind, row].append(case)
            return
        clause = program.clauses[ref]
        if ref == self.lucky and self._is_luck(program, value, (dict(record), *scalars)):
            facts.failing[ref.name, "luck"].append(case)
        if not belongs(value, clause.result):
            facts.failing[ref.name, "outside"].append(case)
        if isinstance(value, Fraction) and not is_multiple(value, Fraction(1, 100)):
            facts.failing[ref.name, "fractions"].append(case)
        self._steps(recorder.steps, case)

    def _steps(self, steps: Sequence[Step], case: Input) -> None:
        for step in steps:
            head = step.head
            if head.kind in ROWS:
                self.facts.used.add(head.id)
            elif head.kind in (StepKind.OTHERWISE, StepKind.GENERAL_RULE):
                self.facts.fallen.add(head.span)
            self._steps(step.children, case)

    def _is_luck(self, program: Program, value: Value, arguments: tuple[Value, ...]) -> bool:
        """Return whether another of equal elements would give the clause another value."""
        assert self.lucky is not None
        try:
            return other_luck(program, self.lucky, arguments) != value
        except EvaluationError:
            self.knows_luck = False
            return False


def lucky_clause(program: Program) -> ClauseRef | None:
    """Return the one clause that chooses an element, None where there are several."""
    found = [
        ref
        for ref, clause in program.clauses.items()
        for node in walk(clause.body)
        if isinstance(node, Aggregate) and node.kind in LUCKY
    ]
    return found[0] if len(found) == 1 else None


def other_luck(program: Program, ref: ClauseRef, arguments: tuple[Value, ...]) -> Value:
    """Return the value of a clause where the last of equal elements is chosen."""
    in_order = evaluate.elements
    try:
        evaluate.elements = lambda value, type_: reversed(list(in_order(value, type_)))
        return call(program, ref, arguments)
    finally:
        evaluate.elements = in_order


def _variants(program: Program) -> Iterator[tuple[Program, Mapping[str, Fraction]]]:
    """Yield the program with every value of the amounts that have none."""
    ranges: dict[str, Sequence[Value]] = {}
    for id_, parameter in program.parameters.items():
        if parameter.value is None:
            range_ = parameter.definition.open_range
            assert range_ is not None
            type_ = parameter.definition.type
            ranges[id_] = every(type_)
    for values in product(*ranges.values()):
        amounts = dict(zip(ranges, values, strict=True))
        yield with_values(program, amounts) if amounts else program, amounts  # type: ignore[arg-type]


class Checked:
    """Compares diagnostics with the facts."""

    def __init__(
        self, facts: Facts, diagnostics: Sequence[Diagnostic], lucky: ClauseRef | None
    ) -> None:
        self.lucky = lucky
        self.facts = facts
        self.diagnostics = [d for d in diagnostics if d.code[1:3] == "02"]
        self.undecided = [d for d in diagnostics if d.code == "W0209"]

    # What is said is so ---------------------------------------------------------------------------

    def false(self) -> Iterator[str]:
        """Yield the diagnostics that are not so."""
        for each in self.diagnostics:
            problem = self._false(each)
            if problem:
                yield f"{each.code} {each.arguments}: {problem}"

    def _false(self, each: Diagnostic) -> str:
        facts = self.facts
        if each.code in IDLE_ROWS:
            here = [id_ for id_, (_, row) in facts.rows.items() if row.span == each.span]
            return "somebody is in the row" if facts.used.intersection(here) else ""
        if each.code in ("W0204", "W0205"):
            return "it applies to somebody" if self._fallen(each) else ""
        cases = self._cases(each)
        if cases is None:
            return ""
        if not cases:
            return "" if self._fails_before(each) else "it happens to nobody"
        if not any(self._agrees(each, case) for case in cases):
            return f"not to the person shown: {each.witness_values}"
        return ""

    def _fallen(self, each: Diagnostic) -> bool:
        if each.code == "W0204":
            return each.span in self.facts.fallen
        own = [c for c in self.facts.cases if c.origin is CasesOrigin.EXCEPTIONS]
        return any(
            c.span == each.span and c.otherwise and c.otherwise.span in self.facts.fallen
            for c in own
        )

    def _cases(self, each: Diagnostic) -> list[Input] | None:
        """Return for whom what a diagnostic says is so; None where this does not look."""
        facts, clause = self.facts, each.arguments.get("clause")
        match each.code:
            case "E0201" | "E0202":
                return facts.failing.get((clause, ErrorKind.GAP, each.span), [])
            case "E0214":
                return facts.failing.get((clause, ErrorKind.OVERLAP, each.span), [])
            case "E0203" | "E0204" | "E0205" | "E0206":
                rows = [id_ for id_, (_, row) in facts.rows.items() if row.span == each.span]
                return [x for id_ in rows for x in facts.failing.get((ErrorKind.OVERLAP, id_), [])]
            case "E0207":
                return self._errors(clause, ErrorKind.DIVISION_BY_ZERO, each)
            case "E0209" | "E0210":
                return self._errors(clause, ErrorKind.OUT_OF_RANGE, each)
            case "E0208" | "E0212" | "W0206" | "W0207" if self._is_masked(clause):
                return None
            case "E0208":
                return facts.failing.get((clause, "outside"), [])
            case "W0207" if ClauseRef(NAME, str(clause)) == self.lucky:
                return facts.failing.get((clause, "luck"), [])
            case "E0212" | "W0206":
                return facts.failing.get((clause, "fractions"), [])
            case _:
                return None

    def _is_masked(self, clause: object) -> bool:
        """Return whether a clause has no value for somebody: what a row gives may stay unseen."""
        kinds = (ErrorKind.OVERLAP, ErrorKind.OUT_OF_RANGE, ErrorKind.DIVISION_BY_ZERO)
        return any(key[0] == clause and key[1] in kinds for key in self.facts.failing)

    def _fails_before(self, each: Diagnostic) -> bool:
        """Return whether the clause fails for the person shown before it gets to that place."""
        clause, kinds = each.arguments.get("clause"), tuple(ErrorKind)
        return any(
            self._agrees(each, case)
            for key, cases in self.facts.failing.items()
            if key[0] == clause and key[1] in kinds
            for case in cases
        )

    def _errors(self, clause: object, kind: ErrorKind, each: Diagnostic) -> list[Input]:
        found = []
        for key, cases in self.facts.failing.items():
            place = key[-1]
            if key[:2] == (clause, kind) and isinstance(place, Span) and _meet(place, each.span):
                found += cases
        return found

    def _agrees(self, each: Diagnostic, case: Input) -> bool:
        record, amounts = case
        return all(_shows(label, value, record, amounts) for label, value in each.witness_values)

    # What is so is said ---------------------------------------------------------------------------

    def silent(self) -> Iterator[str]:
        """Yield what goes wrong without a diagnostic."""
        if self.undecided:
            return
        for key, cases in self.facts.failing.items():
            if not self._is_told(key):
                yield f"{key} happens to {cases[0]}, and nothing is said"

    def _is_told(self, key: tuple[object, ...]) -> bool:
        match key:
            case (ErrorKind.OVERLAP, _):
                return True
            case (str() as clause, "outside"):
                return self._has(("E0208",), clause)
            case (str() as clause, "luck"):
                return self._has(("W0207",), clause)
            case (str() as clause, "fractions"):
                return True
            case (str(), ErrorKind.OVERLAP, _):
                return any(d.code in OVERLAPS for d in self.diagnostics)
            case (str(), ErrorKind.GAP, Span() as span):
                return any(d.code in GAPS and d.span == span for d in self.diagnostics)
            case (str(), ErrorKind.DIVISION_BY_ZERO, Span() as span):
                return any(d.code == "E0207" and _meet(span, d.span) for d in self.diagnostics)
            case (str(), ErrorKind.OUT_OF_RANGE, Span() as span):
                codes = ("E0209", "E0210")
                return any(d.code in codes and _meet(span, d.span) for d in self.diagnostics)
            case _:
                return False

    def _has(self, codes: Sequence[str], clause: str) -> bool:
        return any(
            d.code in codes and d.arguments.get("clause") == clause for d in self.diagnostics
        )

    def idle_untold(self) -> Iterator[str]:
        """Yield the rows that apply to nobody, where others do, of which nothing is said.

        A clause in which something goes wrong is left out: who gets there is then not known.
        """
        told = {d.span for d in self.diagnostics if d.code in IDLE_ROWS}
        used, wrong = self.facts.used, {key[0] for key in self.facts.failing}
        for cases in self.facts.cases:
            ids = {row.id for row in cases.rows}
            for row in cases.rows if ids & used else ():
                own = {other.id for other in cases.rows if other.span == row.span}
                clause = self.facts.rows[row.id][0]
                if not own & used and row.span not in told and clause not in wrong:
                    yield f"{row.id} applies to nobody, and nothing is said"


def _meet(one: Span, two: Span | None) -> bool:
    return two is not None and one.start < two.end and two.start < one.end


def _shows(
    label: str, shown: TypedValue, record: Mapping[str, Value], amounts: Mapping[str, Fraction]
) -> bool:
    """Return whether a line of a witness shows what is in an input (true for parts of fields)."""
    if label in record and not isinstance(record[label], dict):
        return record[label] == shown.value
    if f"{NAME}.{label}" in amounts:
        return amounts[f"{NAME}.{label}"] == shown.value
    return True


@dataclass
class Findings:
    """What came of checking one book."""

    codes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    idle_untold: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether everything has a value, as far as `check` says."""
        return not any(code[0] == "E" or code == "W0209" for code in self.codes)


def examined(judge: Judge) -> Findings:
    """Check a generated book, and compare with what calculating everything says."""
    diagnostics = check(read(judge.book.plain), NAME)
    calculated = Calculated(judge)
    facts = calculated.calculated()
    lucky = calculated.lucky if calculated.knows_luck else None
    checked = Checked(facts, diagnostics, lucky)
    found = Findings([d.code for d in diagnostics], [*checked.false(), *checked.silent()])
    words = ("fractions", "luck")
    bad = [key for key in facts.failing if key[1] not in words] if found.is_clean else []
    found.problems += [f"clean, but {key}: {facts.failing[key][0]}" for key in bad]
    found.idle_untold = len(set(checked.idle_untold()))
    return found
