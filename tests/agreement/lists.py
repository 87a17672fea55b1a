"""A generator of two-clause programs with a property about a list of patients of any length.

`generate(rng)` draws a small record, the clauses `old` and `new`, hypotheses about the list and a
claim, in one of three families, so that force can decide every instance (`lists_force`):

- `capped`: a hypothesis caps the length so low that every list is tried;
- `cone`: lists of any length, no constant but those that a longer list exceeds;
- `mixed`: lists of any length or with a large cap, and constants: whole numbers matter.

The constant of a claim is drawn near its true threshold: just below, exactly, just above.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

from convention_dsl.core.program import Status
from tests.agreement.lists_claims import Claims, Open
from tests.agreement.lists_force import Answer, Patients, Problem, Unsuitable, longest
from tests.agreement.lists_linear import Form, Limit, Linear, NotLinear, Rows, both, matrix
from tests.agreement.lists_lp import Row, Undecided, rational, solve
from tests.agreement.lists_terms import (
    Compare,
    Condition,
    Const,
    Count,
    Expr,
    Named,
    Scalar,
    Term,
    literal,
    written,
)
from tests.agreement.properties import HEAD, Author
from tests.agreement.small import ENUMERATIONS, INNER, any_fields
from tests.agreement.small_words import Words

PROPERTY = "promise"
ROOM = 700
"""How many lists a capped instance may have."""
LARGE = (12, 40, 100, 3000)

SCALARS = (
    ("k", "integer 0..2", "integer"),
    ("w", "rate 0 %..20 % step 10 %", "rate"),
    ("v", "rate 0 %..100 % step 5 %", "rate"),
    ("zone", "Kind", "enum"),
    ("g", "boolean", "boolean"),
    ("bonus", "amount 0 €..2 € step 1 €", "open"),
)
OPEN = "parameter bonus : amount = 1 € open at least 0 € at most 2 € step 1 €\n"
"""The input `bonus` of the shadow is an open parameter of the program."""
DOCTOR = """
record Doctor
  patients : list of P
  age : integer 30..31
"""


@dataclass(frozen=True)
class Instance:
    """A program with one property, and what decides it without the prover."""

    text: str
    family: str
    problem: Problem
    cap: int | None
    features: frozenset[str]
    draft: Draft
    open_claim: Open
    constant: Fraction

    def asking(self, low: Fraction, high: Fraction, step: Fraction) -> str:
        """Return the program with the property asking for which constants it holds."""
        amounts = [literal(each, "amount") for each in (low, high)]
        bounds = "..".join(each.strip("()") for each in amounts)
        line = f"  for which x : amount {bounds} step {literal(step, 'amount')}"
        claim = self.open_claim.closed(Scalar("x"))
        return self.draft.program() + promise(self.draft, self.problem.hypotheses, claim, line)

    def answer(self) -> Answer:
        """Return what the verdict must be; where both ways can tell, they agree."""
        if self.family == "capped":
            assert self.cap is not None
            return self.problem.by_enumeration(self.cap)
        found = self.problem.by_rows()
        widths = [len(each.world.classes) for each in self.problem.patients.situations]
        short = self.problem.by_enumeration(min(3, longest(max(widths, default=0), 120)))
        assert short.status is not Status.REFUTED or found.status is Status.REFUTED, self.text
        assert short.status is Status.VACUOUS or found.status is not Status.VACUOUS, self.text
        return found


@dataclass
class Draft:
    """A program being written: its head, its terms, the inputs beside the list."""

    rng: random.Random
    author: Author
    head: str
    scalars: Sequence[tuple[str, str, str]]
    of_doctor: bool = False
    """Whether the list is the one of a doctor."""
    terms: list[Term] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    """Clauses about the list."""

    @property
    def names(self) -> tuple[str, ...]:
        """The other inputs of the property."""
        return tuple(name for name, _, kind in self.scalars if kind != "open")

    @property
    def inputs(self) -> str:
        found = (f", {name} : {of}" for name, of, kind in self.scalars if kind != "open")
        return "".join(found)

    @property
    def is_open(self) -> bool:
        return any(kind == "open" for _, _, kind in self.scalars)

    def program(self) -> str:
        """Write the program without its property."""
        text = self.head + (DOCTOR if self.of_doctor else "")
        return text + (OPEN if self.is_open else "") + "".join(self.clauses)

    def named(self, value: Expr) -> Named:
        """Write a clause about the list."""
        name = f"paid{len(self.clauses) + 1}"
        head = f"clause {name} (L : list of P{self.inputs}) : amount"
        self.clauses.append(f"\n{head}\n  = {written(value)}\n")
        return Named(name, value, self.names)

    def term(self, text: str, kind: str) -> Term:
        """Note a term about one patient."""
        text = text.replace("@", "p")
        for each in self.terms:
            if (each.text, each.kind) == (text, kind):
                return each
        self.terms.append(Term(len(self.terms), text, kind))
        return self.terms[-1]

    def shadow(self) -> str:
        inputs = "".join(f", {name}: {of}" for name, of, _ in self.scalars)
        clauses = (
            f"\nclause term{each.number} (p: P{inputs}) : {each.kind}\n  = {each.text}\n"
            for each in self.terms
        )
        return self.head + "".join(clauses)


def drafted(rng: random.Random) -> Draft:
    """Write the record and the two clauses."""
    fields = any_fields(rng, rng.choice((2, 4, 6, 8, 12, 16, 24)))
    author = Author(rng, fields, Words(rng, fields))
    record, rules = author.record()
    if rules and rng.random() < 0.5:
        record = record.partition("  such that")[0]
    head = HEAD + ENUMERATIONS + INNER + record
    for name in ("old", "new"):
        head += author.clause(name)
        author.learn(amounts=f"{name}(@)")
    if "division by a variable" in author.words.features and rng.random() < 0.97:
        raise Unsuitable  # no common step of a sum: outside the method
    scalars = rng.sample(SCALARS, rng.choice((0, 0, 0, 1, 1, 2)))
    for name, _, kind in scalars:
        if kind in ("integer", "boolean", "open"):
            author.learn(**{f"{'amount' if kind == 'open' else kind}s": name})
    return Draft(rng, author, head, scalars, rng.random() < 0.15)


def generate(rng: random.Random) -> Instance:
    """Return an instance drawn from `rng`; raises `Unsuitable`."""
    family = rng.choice(("capped",) * 5 + ("cone",) * 4 + ("mixed",) * 2)
    draft = drafted(rng)
    claims = Claims(draft, family)
    hypotheses = claims.hypotheses()
    open_claim = claims.claim()
    draft.term("yes", "boolean")
    patients = Patients(draft.shadow(), len(draft.terms))
    width = max(len(each.world.classes) for each in patients.situations)
    if width > 30:
        raise Unsuitable
    cap = _cap(rng, family, width)
    if cap is not None:
        at_most = Const(Fraction(cap), "integer")
        hypotheses.insert(rng.randint(0, len(hypotheses)), Compare(Count(), "<=", at_most))
    constant = settled(rng, patients, hypotheses, open_claim, family, cap)
    claim = open_claim.closed(Const(constant, "amount"))
    problem = Problem(patients, tuple(hypotheses), claim)
    if draft.of_doctor:
        claims.note("list of a doctor")
    if draft.is_open:
        claims.note("open amount")
    features = frozenset((*claims.features, *draft.author.words.features))
    text = draft.program() + promise(draft, hypotheses, claim)
    return Instance(text, family, problem, cap, features, draft, open_claim, constant)


def _cap(rng: random.Random, family: str, width: int) -> int | None:
    if family == "capped":
        return longest(width, ROOM)
    return rng.choice(LARGE) if family == "mixed" and rng.random() < 0.5 else None


def promise(
    draft: Draft, hypotheses: Sequence[Condition], claim: Condition, asked: str = ""
) -> str:
    """Write the property."""
    lines = [f'\nproperty {PROPERTY} "generated"', *filter(None, [asked])]
    lines.append(f"  for every L : list of P{draft.inputs}")
    lines += [f"  such that {written(each)}" for each in hypotheses]
    lines.append(f"  then {written(claim)}")
    text = "\n".join(lines)
    if draft.of_doctor:
        text = text.replace("L : list of P", "d : Doctor")
        text = text.replace("in L", "in d.patients").replace("(L", "(d.patients")
    scope = "  whatever the open amounts\n" if draft.is_open else ""
    return f"{text}\n{scope}  at 2024-01-01\n"


# The constant of a claim --------------------------------------------------------------------------


def settled(
    rng: random.Random,
    patients: Patients,
    hypotheses: Sequence[Condition],
    claim: Open,
    family: str,
    cap: int | None,
) -> Fraction:
    """Return a constant near the threshold."""
    limit = threshold(patients, hypotheses, claim, family, cap)
    if limit is None:
        return Fraction(rng.choice((-300, -50, 0, 50, 100, 275)), 100)
    cents = Fraction(floor(limit * 100), 100)
    exact = limit if 10_000 % limit.denominator == 0 else cents
    below = rng.choice((exact, exact, cents, cents - Fraction(1, 100), cents - 1))
    above = rng.choice((cents + Fraction(1, 100), cents + Fraction(1, 100), cents + 1))
    return below if rng.random() < 0.6 else above


def threshold(
    patients: Patients,
    hypotheses: Sequence[Condition],
    claim: Open,
    family: str,
    cap: int | None,
) -> Fraction | None:
    """Return the greatest constant with which the claim holds (of short lists, if need be)."""
    if family == "cone" and claim.per_patient:
        try:
            return least_ratio(patients, hypotheses, claim)
        except (NotLinear, Undecided):
            pass
    problem = Problem(patients, hypotheses, claim.closed(Const(Fraction(0), "amount")))
    found: list[Fraction] = []
    for situation in patients.situations:
        width = len(situation.world.classes)
        most = cap if family == "capped" and cap is not None else longest(width, 150)
        for reading, counts in problem.meeting(situation, most):
            if not claim.per_patient or sum(counts):
                gap = reading.value(claim.more, counts) - reading.value(claim.less, counts)
                found.append(gap / sum(counts) if claim.per_patient else gap)
    return min(found, default=None)


def least_ratio(
    patients: Patients, hypotheses: Sequence[Condition], claim: Open
) -> Fraction | None:
    """Return the least gap for each patient: a linear program for each alternative with a point.

    Right where no constant matters. Strict rows are taken as weak ones: the least is then that of
    their closure, which is a limit of what they allow.
    """
    found = []
    for situation in patients.situations:
        linear = Linear(situation.world)
        meeting: list[Rows] = [()]
        for each in hypotheses:
            meeting = both(meeting, linear.alternatives(each))
        for more, one in linear.values(claim.more):
            for less, two in linear.values(claim.less):
                gap = one + two.scaled(Fraction(-1))
                for rows in both(meeting, [(*more, *less)]):
                    least = _least(linear, rows, gap)
                    found += [] if least is None else [least]
    return min(found, default=None)


def _least(linear: Linear, rows: Rows, gap: Form) -> Fraction | None:
    if gap.divisor is not None or gap.constant:
        raise NotLinear
    width = max(1, linear.columns)
    patient = Form({n: Fraction(1) for n in range(len(linear.world.classes))})
    whole = matrix((*rows, Limit(patient + Form({}, Fraction(-1)), ">=")), width)
    if rational(whole) is None:
        return None
    flat = [Row(row.coefficients, _weak(row.sign), Fraction(0)) for row in whole[:-1]]
    flat.append(Row(whole[-1].coefficients, "=", Fraction(1)))
    best = solve(flat, [gap.coefficients.get(n, Fraction(0)) for n in range(width)])
    return None if best.point is None or best.unbounded else best.value


def _weak(sign: str) -> str:
    return "=" if sign == "=" else ">="
