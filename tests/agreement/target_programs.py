"""Programs for the generated calculators: results of every type, more inputs, lists of records.

Four in ten are those of `programs.py`. To the others one clause is added, which is the one called.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.agreement import oddities
from tests.agreement.expressions import COLOURS, Scope
from tests.agreement.programs import Generated, ProgramWriter, generate

HELPERS = """
clause times (k: integer 0..9) : amount
  = (k * 1.50 €)

clause balance (p: P) : integer
  = (p.n + p.z)
"""


class ClauseWriter(ProgramWriter):
    """Writes one more clause for a program that is there, and calls its clauses.

    What it writes may have no value: where a divisor is zero, an argument or a field out of its
    range, a day out of the calendar; often behind a condition that excludes it, or does not.
    """

    def __init__(self, rng: random.Random, program: Generated) -> None:
        super().__init__(rng)
        self.names = 1000  # no name of the program
        self.scope = Scope(amounts=["result(p)", "par1"])
        if "boolean clause" in program.features:
            self.scope.booleans.append("flag(p)")

    def added(self) -> str:
        """Write a clause called `asked`."""
        kinds: list[tuple[int, Callable[[], str]]] = [
            (2, self.of_boolean),
            (2, self.of_integer),
            (2, self.of_date),
            (2, self.of_colour),
            (2, self.of_record),
            (1, self.of_rate),
            (1, self.of_set),
            (1, self.of_optional),
            (3, self.of_ratio),
            (3, self.with_more_inputs),
            (2, self.of_large),
            (4, self.of_guarded),
            (8, self.of_list),
            (5, lambda: self.note("odd names, unknown values", oddities.clause(self))),
        ]
        return self.pick(kinds)

    # What may have no value ---------------------------------------------------------------------

    def compound_amounts(self, scope: Scope, depth: int) -> list[tuple[int, Callable[[], str]]]:
        found = super().compound_amounts(scope, depth)
        return [*found, (9, lambda: self.guarded(scope, depth)), (5, lambda: self.partial(scope))]

    def guarded(self, scope: Scope, depth: int) -> str:
        """Write an amount that may have no value where a condition holds, and one elsewhere."""
        condition, other = self.boolean(scope, depth), self.amount(scope, 0)
        return f"(if {condition} then {self.partial(scope)} else {other})"

    def partial(self, scope: Scope) -> str:
        part = self.amount(scope, 0)
        day = f"(p.d + {self.rng.choice((7973, 7974, 7975, 95700))}"
        return self.pick(
            [
                (2, lambda: self.note("divisor zero", f"({part} / p.n)")),
                (1, lambda: self.note("divisor zero", f"({part} / p.z)")),
                (2, lambda: self.note("argument out of range", f"(times(p.n) + {part})")),
                (1, lambda: self.note("argument out of range", "(times(p.z) * 3)")),
                (1, lambda: self.note("argument out of range", "times(balance(p))")),
                (
                    1,
                    lambda: self.note(
                        "field out of range", f"result(p with (n: p.n + {self.rng.randint(1, 9)}))"
                    ),
                ),
                (
                    1,
                    lambda: self.note(
                        "day out of the calendar",
                        f"((years between p.d and {day} {self.rng.choice(('years', 'months'))}))"
                        f" * {part})",
                    ),
                ),
            ]
        )

    def of_guarded(self) -> str:
        """Write a total whose terms may have no value, behind conditions that may have none."""
        lines = [f"  = {self.guarded(self.scope, 1)}"]
        for _ in range(self.rng.randint(1, 3)):
            guard = self.boolean(self.scope, 1)
            if self.rng.random() < 0.5:
                test = f"({self.partial(self.scope)} {self.compare()} {self.cents(0, 900)})"
                guard = f"({guard} {self.rng.choice(('and', 'or', 'implies'))} {test})"
            line = f'{self.partial(self.scope)} if {guard} "{self.fresh("line ")}"'
            lines.append(f"    {self.rng.choice(('plus', 'minus'))} {line}")
        return "clause asked (p: P) : amount\n" + "\n".join(lines) + "\n"

    # Results ------------------------------------------------------------------------------------

    def of_boolean(self) -> str:
        self.features.add("boolean result")
        return f"clause asked (p: P) : boolean\n  = {self.boolean(self.scope, 3)}\n"

    def of_integer(self) -> str:
        self.features.add("integer result")
        return f"clause asked (p: P) : integer\n  = {self.integer(self.scope, 3)}\n"

    def of_date(self) -> str:
        self.features.add("date result")
        text = f"clause asked (p: P) : date\n  when {self.boolean(self.scope, 1)}"
        return f"{text} then {self.date(self.scope, 3)}\n  otherwise {self.date(self.scope, 2)}\n"

    def of_colour(self) -> str:
        self.features.add("enumeration result")
        one, two = self.rng.sample(COLOURS, 2)
        text = f"clause asked (p: P) : Colour\n  when {self.boolean(self.scope, 2)} then {one}\n"
        if self.rng.random() < 0.5:
            text += f"  when p.e = {two} then white\n"  # may overlap: a failure
        return f"{text}  otherwise p.e\n"

    def of_record(self) -> str:
        self.features.add("record result")
        rows = [f"{self.whole_cents(2)} | {self.whole_cents(1)}" for _ in range(2)]
        head = "clause asked (p: P) : Parts\n  | p.c || one | two |\n"
        return f"{head}  | yes || {rows[0]} |\n  | no || {rows[1]} |\n"

    def whole_cents(self, depth: int) -> str:
        return f"(round {self.amount(self.scope, depth)} half-even to the cent)"

    def of_rate(self) -> str:
        self.features.add("rate result")
        other = f"(p.n * {self.percent()})"
        return (
            f"clause asked (p: P) : rate\n  when {self.boolean(self.scope, 1)} then p.r\n"
            f"  otherwise {other}\n"
        )

    def of_set(self) -> str:
        self.features.add("set result")
        literal = "{" + ", ".join(self.rng.sample(COLOURS, 2)) + "}"
        operation = self.rng.choice(("union", "without", "intersection"))
        return f"clause asked (p: P) : set of Colour\n  = p.s {operation} {literal}\n"

    def of_optional(self) -> str:
        self.features.add("optional result")
        return "clause asked (p: P) : optional integer\n  = p.q\n"

    def of_ratio(self) -> str:
        """Write an exact quotient, rounded or not, its dividend of either sign."""
        self.features.add("quotient result")
        divisor = self.rng.choice(("(p.n + 1)", "7", "(3 * p.n + 2)", "(p.z + 6)", "p.n"))
        quotient = f"({self.amount(self.scope, 2)} / {divisor})"
        mode = self.rng.choice((None, "", "down ", "up ", "half-even "))
        target = self.rng.choice(("the cent", "0.05 €", "the euro"))
        value = quotient if mode is None else f"round {quotient} {mode}to {target}"
        return f"clause asked (p: P) : amount\n  = {value}\n"

    def with_more_inputs(self) -> str:
        self.features.add("several inputs")
        scope = Scope([*self.scope.amounts, "w"], ["k"], [*self.scope.booleans, "f"])
        scope.colours.append("h")
        inputs = "p: P, k: integer -3..9, w: amount 0 €..20 € step 0.10 €, f: boolean, h: Colour"
        body = f"{self.amount(scope, 3)} + (g if unknown 1.25 €)"
        return f"clause asked ({inputs}, g: optional amount 0 €..9 €) : amount\n  = {body}\n"

    def of_large(self) -> str:
        """Write a clause about amounts of a country: beyond 32 bits, rarely beyond 53."""
        self.features.add("large amounts")
        scope = Scope([*self.scope.amounts, "w", "w"], ["k"], [*self.scope.booleans])
        inputs = "p: P, k: integer 0..90, w: amount -3000000000 €..9000000000 €"
        body = f"({self.amount(scope, 1)} - (k * {self.amount(scope, 0)}))"
        ending = self.rng.choice(("", f" * {self.percent()}", f" + {self.amount(scope, 2)}"))
        rounding = self.rng.choice(("", " rounded to the cent", " rounded down to the euro"))
        return f"clause asked ({inputs}) : amount{rounding}\n  = {body}{ending}\n"

    # Lists --------------------------------------------------------------------------------------

    def of_list(self) -> str:
        """Write a clause of a list; the elements are called as the record is elsewhere."""
        self.features.add("list")
        lines = [f"  = {self.list_amount()}"]
        for _ in range(self.rng.randint(0, 2)):
            condition = f" if {self.list_boolean()}" if self.rng.random() < 0.5 else ""
            word = self.rng.choice(("plus", "minus"))
            lines.append(f'    {word} {self.list_amount()}{condition} "{self.fresh("line ")}"')
        return "clause asked (L: list of P, k: integer 0..4) : amount\n" + "\n".join(lines) + "\n"

    def where(self) -> str:
        return f" where {self.boolean(self.scope, 1)}" if self.rng.random() < 0.5 else ""

    def list_amount(self) -> str:
        amount = self.amount(self.scope, self.rng.choice((0, 1, 2)))
        default = f"if empty {self.cents(0, 900)}"
        return self.pick(
            [
                (5, lambda: f"(sum of ({amount} for p in L{self.where()}))"),
                (2, lambda: f"({self.list_integer()} * {self.cents(1, 900)})"),
                (1, lambda: f"(smallest of ({amount} for p in L{self.where()}) {default})"),
                (1, lambda: f"(largest of ({amount} for p in L{self.where()}) {default})"),
                (2, lambda: f"(round (sum of ({amount} for p in L)) / 7 to the cent)"),
                (1, lambda: f"(average of ({amount} for p in L{self.where()}) {default})"),
                (1, lambda: f"(if {self.list_boolean()} then {self.cents(0, 900)} else (k * 1 €))"),
                (1, self.list_share),
            ]
        )

    def list_integer(self) -> str:
        return self.pick(
            [
                (3, lambda: f"(number of (p in L{self.where()}))"),
                (2, lambda: f"(sum of ({self.integer(self.scope, 1)} for p in L{self.where()}))"),
                (1, lambda: "k"),
            ]
        )

    def list_boolean(self) -> str:
        word = self.rng.choice(("some", "all"))
        return self.pick(
            [
                (2, lambda: f"({word} (p in L: {self.boolean(self.scope, 1)}))"),
                (2, lambda: f"({self.list_integer()} {self.compare()} {self.list_integer()})"),
            ]
        )

    def list_share(self) -> str:
        share = f"share of (p in L where {self.boolean(self.scope, 1)}) if empty {self.percent()}"
        return f"(({share}) * {self.cents(100, 5000)})"


def generate_target(rng: random.Random) -> Generated:
    """Return a program drawn from `rng`."""
    program = generate(rng)
    if rng.random() < 0.4:
        return program
    writer = ClauseWriter(rng, program)
    text = f"{program.text}{HELPERS}\n{writer.added()}"
    return Generated(text, program.features | writer.features, "asked")
