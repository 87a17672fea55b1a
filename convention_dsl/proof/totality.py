"""Tables, cases and exceptions: nobody is left out, nobody falls in two rows, no row is idle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from convention_dsl.core import build
from convention_dsl.core.nodes import Cases, CasesOrigin, Expr, Literal, Row, Value
from convention_dsl.diagnostics import Label
from convention_dsl.proof.boxes import Box, TooComplex, meet
from convention_dsl.proof.finding import Finding, Witness, reason_words
from convention_dsl.proof.grid import Grid
from convention_dsl.proof.paths import Context, applying
from convention_dsl.proof.patients import Environment
from convention_dsl.proof.settle import Answer, Fails, Holds, Question, Settler, Undecided
from convention_dsl.source import Span

MOST_OVERLAPS = 10
"""Overlaps reported for one table; the first ones are enough to mend it."""
MOST_MEETINGS = 1_000
"""Pairs of rows whose boxes meet that are looked at one by one; beyond, all go to the solver."""
MOST_QUERIES = 20
"""Questions put to the solver about the rows of one table that seem to apply to nobody."""
MOST_ASKED = 100
"""Rows that such a question may be about."""

_GAP = {
    CasesOrigin.GRID: "E0201",
    CasesOrigin.CASES: "E0202",
    CasesOrigin.EXCEPTIONS: "E0202",
}
_OVERLAP = {
    CasesOrigin.GRID: "E0203",
    CasesOrigin.CASES: "E0204",
    CasesOrigin.EXCEPTIONS: "E0205",
}
_IDLE = {
    CasesOrigin.GRID: "W0201",
    CasesOrigin.CASES: "W0202",
    CasesOrigin.EXCEPTIONS: "W0203",
}


@dataclass
class Totality:
    """The examination of one `Cases` where it stands."""

    cases: Cases
    context: Context
    settler: Settler
    clause: str
    is_reached: bool = True

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong: overlaps, idle rows, gaps. Nothing where nobody gets here."""
        overlaps = list(self._overlaps())
        rest = self._nobody_left(disjoint=not self._first_meetings)
        idle = self._idle_rows()
        if len(idle) == len(self.cases.rows) and isinstance(rest, Holds):
            self.is_reached = False
            return
        yield from overlaps
        yield from (self._idle(row) for row in self._wholly(idle))
        if self.cases.otherwise is None:
            yield from self._gap(rest)
        elif isinstance(rest, Holds):
            yield self._idle_otherwise(self.cases.otherwise)

    @property
    def subjects(self) -> list[str]:
        """The rows, and the `otherwise`, by the names under which they may be found idle.

        What an exception gives stands too where the exceptions to it are not in force. Nothing
        stands where nobody gets, as `findings` finds out.
        """
        if not self.is_reached:
            return []
        rows, found = self.cases.rows, [row.id for row in self.cases.rows]
        if self.cases.otherwise is not None:
            found.append(fallback_id(self.cases.otherwise))
        if self.cases.origin is CasesOrigin.EXCEPTIONS:
            found += [fallback_id(row.value) for row in rows]
        return found

    # Reading ------------------------------------------------------------------------------------

    @cached_property
    def guards(self) -> list[Expr]:
        """When each row applies, closed."""
        free = self.settler.free
        return [self.context.close(guard, free) for guard in applying(self.cases.rows)]

    @cached_property
    def grid(self) -> Grid | None:
        """The rows as boxes, None where they are too many."""
        context = replace(self.context, lets=())
        try:
            return Grid(self.settler.axes(self.context), context, self.guards)
        except (TooComplex, LookupError):
            return None

    @cached_property
    def is_certain(self) -> bool:
        """Whether every box holds a possible patient, so that none needs to be shown."""
        constrained = any(self.settler.is_constrained(b.type) for b in self.context.inputs)
        return bool(self.grid and self.grid.is_exact) and not constrained

    def _ask(self, kind: str, claim: Expr, candidates: Sequence[Environment] = ()) -> Answer:
        question = Question(f"{self.clause}/{kind}", kind, self.context, claim)
        return self.settler.settle(question, candidates)

    # Overlaps -----------------------------------------------------------------------------------

    def _overlaps(self) -> Iterator[Finding]:
        suspects: set[int] = set()
        found = 0
        for count, (first, second, box) in enumerate(self._first_meetings):
            if count == MOST_MEETINGS:
                suspects |= set(range(len(self.cases.rows)))
                break
            inputs = self._possible(box)
            both = (self.guards[first], self.guards[second])
            if inputs is None or not all(self.settler.value(g, inputs) is True for g in both):
                suspects |= {first, second}
                continue
            yield self._overlap(first, second, self._witness(Fails(inputs)))
            found += 1
            if found == MOST_OVERLAPS:
                return
        yield from self._overlaps_among(sorted(suspects))

    @cached_property
    def _first_meetings(self) -> list[tuple[int, int, Box | None]]:
        """The pairs of rows that may meet, whether or not somebody is in both."""
        return list(islice(self._meetings(), MOST_MEETINGS + 1))

    def _meetings(self) -> Iterator[tuple[int, int, Box | None]]:
        if self.grid is not None:
            yield from self.grid.meetings()
            return
        count = len(self.cases.rows)
        yield from ((i, j, None) for j in range(count) for i in range(j))

    def _possible(self, box: Box | None) -> Environment | None:
        if box is None or self.grid is None:
            return None
        inputs = self.grid.inputs_in(box)
        return inputs if self.settler.possible(self.context, inputs) else None

    def _overlaps_among(self, suspects: list[int]) -> Iterator[Finding]:
        """Ask the solver for somebody in two rows, until there is nobody left."""
        for _ in range(MOST_OVERLAPS):
            if len(suspects) < 2:
                return
            answer = self._ask("overlap", _at_most_one([self.guards[row] for row in suspects]))
            match answer:
                case Fails():
                    first, second, *_ = self._holding(suspects, answer)
                    witness = self._witness(answer)
                    yield self._overlap(first, second, witness)
                    suspects.remove(second)
                case Undecided():
                    yield self._undecided("overlap", answer)
                    return
                case Holds():
                    return

    def _holding(self, rows: Sequence[int], answer: Fails) -> list[int]:
        value = self.settler.value_for
        return [row for row in rows if value(self.guards[row], answer) is True]

    def _overlap(self, first: int, second: int, witness: Witness) -> Finding:
        one, two = self.cases.rows[first], self.cases.rows[second]
        if one.span.path and one.span == two.span:
            return Finding("E0214", self.cases.span, (), self._arguments(two), witness)
        code = _OVERLAP[self.cases.origin]
        if one.guard == two.guard and one.value == two.value:
            code = "E0206"
        labels = (Label(one.span, "other"),)
        return Finding(code, two.span, labels, self._arguments(two), witness)

    # Gaps ---------------------------------------------------------------------------------------

    def _gap(self, answer: Answer) -> Iterator[Finding]:
        match answer:
            case Fails():
                witness = self._witness(answer)
                code = _GAP[self.cases.origin]
                yield Finding(code, self.cases.span, (), self._arguments(), witness)
            case Undecided():
                yield self._undecided("gap", answer)
            case Holds():
                return

    def _nobody_left(self, *, disjoint: bool) -> Answer:
        """Answer whether a row applies to everybody."""
        candidates: list[Environment] = []
        if self.grid is not None:
            try:
                box = self.grid.uncovered(disjoint=disjoint)
                if box is None:
                    return Holds()
                candidates = [self.grid.inputs_in(box)]
            except TooComplex:
                pass
        if self.cases.otherwise is not None:
            candidates += self.settler.samples(self.context.inputs)
        free = self.settler.free
        guards = [self.context.close(row.guard, free) for row in self.cases.rows]
        return self._ask("gap", build.disjunction(guards), candidates)

    # Rows that never apply ----------------------------------------------------------------------

    def _idle_rows(self) -> list[int]:
        """Return the rows that apply to nobody."""
        rows = range(len(self.cases.rows))
        empty = self.grid.empty_rows() if self.grid else []
        left = sorted(set(rows) - set(empty))
        if self.is_certain:
            return empty
        left = [row for row in left if not self._applies_to_its_simplest(row)]
        for person in self.settler.samples(self.context.inputs) if left else ():
            left = self._without_served(left, person)
        return sorted(empty + self._idle_among(left))

    def _applies_to_its_simplest(self, row: int) -> bool:
        inputs = None if self.grid is None else self._possible(self.grid.box_of(row))
        return inputs is not None and self.settler.value(self.guards[row], inputs) is True

    def _without_served(self, rows: list[int], person: Environment) -> list[int]:
        """Return `rows` without those that apply to `person`, as he is or moved into the row."""
        grid = self.grid
        if grid is None:
            return [row for row in rows if not self._applies_to(row, person)]
        cells = grid.cells(lambda expr: self._value_here(expr, person))
        return [
            row
            for row in rows
            if meet(grid.box_of(row), cells) is None
            or not self._applies_to(row, grid.moved(person, row))
        ]

    def _value_here(self, expr: Expr, person: Environment) -> Value:
        return self.settler.value(self.context.close(expr, self.settler.free), person)

    def _applies_to(self, row: int, person: Environment) -> bool:
        applies = self.settler.value(self.guards[row], person) is True
        return applies and self.settler.possible(self.context, person)

    def _idle_among(self, rows: list[int]) -> list[int]:
        """Ask the solver for somebody in one of `rows`, until there is nobody for those left."""
        if len(rows) > MOST_ASKED:
            return []
        for _ in range(MOST_QUERIES):
            if not rows:
                return []
            none = build.negation(build.disjunction([self.guards[row] for row in rows]))
            match self._ask("reach", none):
                case Fails() as answer:
                    served = self._holding(rows, answer)
                    rows = self._without_served(rows, answer.inputs)
                    rows = [row for row in rows if row not in served]
                    if not served:
                        return []
                case Holds():
                    return rows
                case Undecided():
                    return []
        return []

    def _wholly(self, idle: Sequence[int]) -> Iterator[int]:
        """Yield the first row of each written row that is idle in all its columns."""
        written: dict[Span | int, list[int]] = {}
        for number, row in enumerate(self.cases.rows):
            written.setdefault(row.span if row.span.path else number, []).append(number)
        for numbers in written.values():
            if set(numbers) <= set(idle):
                yield numbers[0]

    def _idle(self, number: int) -> Finding:
        row = self.cases.rows[number]
        code = _IDLE[self.cases.origin]
        labels = (Label(row.span, self._why_idle(number)),)
        return Finding(code, row.span, labels, self._arguments(row), subject=row.id)

    def _why_idle(self, number: int) -> str:
        if self.grid is None:
            return "never"
        if self.grid.is_outside_types(number):
            return "outside"
        if self.grid.is_contradictory(number):
            row = self.cases.rows[number]
            silenced = any(row.id in other.prevails_over for other in self.cases.rows)
            return "silenced" if silenced else "contradictory"
        return "never"

    def _idle_otherwise(self, otherwise: Expr) -> Finding:
        is_general_rule = self.cases.origin is CasesOrigin.EXCEPTIONS
        code = "W0205" if is_general_rule else "W0204"
        span = self.cases.span if is_general_rule else otherwise.span
        return Finding(code, span, (), self._arguments(), subject=fallback_id(otherwise))

    # Words --------------------------------------------------------------------------------------

    def _undecided(self, phrase: str, answer: Undecided) -> Finding:
        labels = (Label(self.cases.span, phrase),)
        arguments = {"clause": self.clause, "reason": reason_words(answer.reason)}
        return Finding("W0209", self.cases.span, labels, arguments)

    def _witness(self, answer: Fails) -> Witness:
        read = self.settler.reads.of((*self.context.conditions, *self.guards))
        return Witness(self.context.inputs, answer.inputs, read, answer.parameters)

    def _arguments(self, row: Row | None = None) -> dict[str, object]:
        return {"clause": self.clause, "row": row.label or row.id if row else ""}


def fallback_id(expr: Expr) -> str:
    """Return the name of an `otherwise` or a general rule: its place, the same in every program."""
    return f"{expr.span.path}:{expr.span.start}-{expr.span.end}/otherwise"


def _at_most_one(guards: Sequence[Expr]) -> Expr:
    """Return that no two of `guards` hold: halves never both, then each half by itself.

    Each guard is written once per level, where pairs would write it once per other guard.
    """
    if len(guards) < 2:
        return build.literal_boolean(True)
    middle = len(guards) // 2
    left, right = guards[:middle], guards[middle:]
    sides = (build.disjunction(left), build.disjunction(right))
    apart = build.negation(build.conjunction(sides))
    parts = [apart, _at_most_one(left), _at_most_one(right)]
    return build.conjunction([part for part in parts if not isinstance(part, Literal)])
