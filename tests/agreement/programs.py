"""A generator of whole well-typed programs, as the text an author would write.

`generate(rng)` draws everything from the `random.Random` it is given, so that the same seed gives
the same program, and Hypothesis can drive (and shrink) it through `st.randoms()`. `features` names
the constructs that the program really contains; the long run reports how often each occurs.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.agreement.expressions import Scope, Writer
from tests.agreement.tables import AXES, cell, partition


@dataclass(frozen=True)
class Generated:
    """A program text, the name of its clause to call, and the constructs that it contains."""

    text: str
    features: frozenset[str]
    clause: str = "result"


RECORD = """
enumeration Colour = red, green, blue, white
enumeration Level = low < mid < high

record P
  n : integer 0..20
  z : integer -5..5
  m : amount 0 €..100 €
  t : amount -20 €..20 €
  r : rate 0 %..100 % step 5 %
  b : boolean
  c : boolean
  e : Colour
  l : Level
  s : set of Colour
  k : set of integer 1..5
  d : date 2019-12-15..2026-03-15
  q : optional integer 0..9
  v(Colour) : amount 0 €..10 € step 0.50 €

record Parts
  one : amount
  two : amount
"""


class ProgramWriter(Writer):
    """Writes declarations around the expressions."""

    def table(self, scope: Scope, write: Callable[[Scope, int], str], rows: int) -> str:
        """Write a table that covers everything once (rarely: with a row lost or doubled)."""
        self.features.add("grid")
        axes = self.rng.sample(AXES, self.rng.randint(1, 3))
        boxes = partition(self.rng, axes, rows)
        if len(boxes) > 1 and self.rng.random() < 0.12:
            self.features.add("incomplete or doubled row")
            boxes[0] = boxes[1] if self.rng.random() < 0.5 else boxes[0]
            boxes = boxes[1:] if self.rng.random() < 0.5 else [*boxes, boxes[0]]
        outputs, headers = 1, "amount"
        style = self.rng.random()
        if style < 0.12:
            outputs, headers = 2, "p.l = low | p.l ≠ low"
            self.features.add("cross table")
        elif style < 0.24:
            outputs, headers = 2, "from 2024-01-01 | from 2025-01-01"
            self.features.add("dated table")
        lines = ["  | " + " | ".join(axis.header for axis in axes) + f" || {headers} |"]
        for box in boxes:
            cells = " | ".join(cell(axis, box.cells.get(axis.header)) for axis in axes)
            values = " | ".join(write(scope, self.rng.choice((0, 1, 1, 2))) for _ in range(outputs))
            lines.append(f"  | {cells} || {values} |")
        return "\n".join(lines)

    def cases(self, scope: Scope) -> str:
        self.features.add("cases")
        first = self.boolean(scope, 1)
        value, other = self.amount(scope, 1), self.amount(scope, 1)
        if self.rng.random() < 0.5:
            last = f"  when not {first} then {other}"
        else:
            last = f"  otherwise {other}"
        return f'  when {first} then {value} "first case"\n{last}'

    def formula(self, scope: Scope) -> str:
        self.features.add("total")
        lines = [f"  = {self.amount(scope, 2)}"]
        for _ in range(self.rng.randint(1, 3)):
            word = self.rng.choice(("plus", "plus", "minus"))
            condition = f" if {self.boolean(scope, 1)}" if self.rng.random() < 0.6 else ""
            lines.append(f'    {word} {self.amount(scope, 1)}{condition} "{self.fresh("line ")}"')
        if self.rng.random() < 0.2:
            self.features.add("gate")
            lines.append(f"    subject to {self.boolean(scope, 1)}")
        if self.rng.random() < 0.5:
            self.features.add("let")
            name = self.fresh("x")
            lines[0] += f" + {name}"
            lines.append(f"    let {name} = {self.amount(scope, 1)}")
        return "\n".join(lines)

    def exceptions(self, target: str, scope: Scope) -> str:
        self.features.add("exception")
        one, two = self.fresh("ex"), self.fresh("ex")
        condition, value = self.boolean(scope, 1), self.amount(scope, 1)
        text = f"\nexception {one} to {target} when {condition} then {value}\n"
        if self.rng.random() < 0.6:
            priority = f" prevails over {one}"
            self.features.add("exception priority")
            if self.rng.random() < 0.25:
                priority = ""
                self.features.add("exceptions without priority")
            text += (
                f"exception {two} to {target}{priority}"
                f" when {self.boolean(scope, 1)} then {self.amount(scope, 1)}\n"
            )
        if self.rng.random() < 0.4:
            self.features.add("nested exception")
            text += (
                f"exception {self.fresh('ex')} to {one}"
                f" when {self.boolean(scope, 1)} then {self.amount(scope, 1)}\n"
            )
        return text

    def parameters(self, scope: Scope) -> str:
        self.features.add("parameter")
        text = (
            f"parameter par1 : amount = {self.cents(100, 6000)} open at least 0 € at most 100 €\n"
        )
        scope.amounts.append("par1")
        if self.rng.random() < 0.6:
            self.features.add("dated parameter")
            text += f"parameter par2 : amount\n  from 2024-01-01 : {self.cents(0, 900)}\n"
            text += f"  from 2025-07-01 : {self.cents(0, 900)}\n"
            scope.amounts.append("par2")
        return text

    def clause(self, name: str, scope: Scope, rows: int) -> str:
        body = self.rng.choices(
            (
                lambda: self.table(scope, self.amount, rows),
                lambda: self.cases(scope),
                lambda: self.formula(scope),
            ),
            (5, 2, 4),
        )[0]()
        rounding = ""
        if self.rng.random() < 0.35:
            self.features.add("rounded result")
            rounding = self.rng.choice((" rounded to the cent", " rounded down to the euro"))
        text = f"\nclause {name} (p: P) : amount{rounding}\n{body}\n"
        if self.rng.random() < 0.3:
            text += self.exceptions(name, scope)
        return text


def generate(rng: random.Random) -> Generated:
    """Return a program drawn from `rng`."""
    writer = ProgramWriter(rng)
    scope = Scope()
    parts = [
        '# language: en\nconvention generated "generated"\n  in force from 2024-01-01\n',
        RECORD,
    ]
    parts.append(writer.parameters(scope))
    first = " | ".join(writer.amount(scope, 0) for _ in range(2))
    second = " | ".join(writer.amount(scope, 0) for _ in range(2))
    parts.append("\nclause parts (p: P) : Parts\n  | p.b || one | two |\n")
    parts.append(f"  | yes || {first} |\n  | no || {second} |\n")
    if rng.random() < 0.4:
        writer.features.add("boolean clause")
        parts.append(f"\nclause flag (p: P) : boolean = {writer.boolean(scope, 2)}\n")
        scope.booleans.append("flag(p)")
    for _ in range(rng.randint(0, 2)):
        name = writer.fresh("step")
        parts.append(writer.clause(name, scope, rng.randint(2, 7)))
        scope.amounts.append(f"{name}(p)")
        writer.features.add("call")
    if rng.random() < 0.2 and len(scope.amounts) > 1:
        writer.features.add("record with")
        scope.amounts.append(f"{scope.amounts[-1]}".replace("(p)", "(p with (b: yes, n: 3))"))
    parts.append(writer.clause("result", scope, rng.randint(2, 9)))
    return Generated("".join(parts), frozenset(writer.features))
