"""Certificates built by hand, for small books about lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from convention_dsl.core import build
from convention_dsl.core.nodes import AggregateKind, ClauseRef, Expr
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding, Program
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.verdict import Certificate, Combination, Lemma, ListSum
from convention_dsl.types import NumberKind, NumberType, RecordType
from tests.proof.books import posed

Term = Callable[[Expr], Expr]

RULES = """
record Patient
  age : integer 0..120
  ald : boolean
  c2s : boolean
clause new (p: Patient) : amount in whole cents
  = 10 €
    plus 5 € if p.ald "ald"
clause old (p: Patient) : amount in whole cents
  = 8 €
clause total (L: list of Patient) : amount
  = sum of (new(p) for p in L)
"""

SHARE = (
    RULES
    + """
property kept "kept" for every L : list of Patient
  such that share of (p in L where p.ald) if empty 0 % >= 15 %
  then total(L) >= sum of (old(p) for p in L) + 2.75 € * number of (p in L)
"""
)


def only(text: str) -> tuple[Program, Obligation]:
    """Return the only obligation of a book, and its program."""
    ((program, _, obligation),) = posed(text)
    return program, obligation


class Lists:
    """Writes sums over the list inputs of an obligation."""

    def __init__(self, program: Program, obligation: Obligation) -> None:
        self.program = program
        self.obligation = obligation
        self.inputs = {b.name: build.variable(b.name, b.type) for b in obligation.inputs}

    def call(self, name: str, *arguments: Expr) -> Expr:
        """Return a call of a clause of the book."""
        ref = ClauseRef("t", name)
        return build.call(ref, arguments, self.program.clauses[ref].body.type)

    def aggregate(
        self,
        kind: AggregateKind,
        body: Term | None = None,
        where: Term | None = None,
        over: str = "L",
    ) -> Expr:
        """Return an aggregate over a list input, of ones where there is no body."""
        domain = self.inputs[over]
        element = build.variable("e", build.ranges.element_type(domain.type))
        return build.aggregate(
            kind,
            "e",
            domain,
            build.literal_number(1) if body is None else body(element),
            filter_=None if where is None else where(element),
        )

    def sum(
        self, name: str, body: Term | None = None, where: Term | None = None, over: str = "L"
    ) -> ListSum:
        """Return a sum over a list input."""
        found = self.aggregate(AggregateKind.SUM, body, where, over)
        assert isinstance(found.type, NumberType)
        element = build.variable("e", build.ranges.element_type(self.inputs[over].type))
        return ListSum(
            name,
            (("e", self.inputs[over]),),
            None if where is None else where(element),
            None if body is None else body(element),
            found.type,
        )


def combination(**weights: Fraction | int | str) -> Combination:
    """Return a weighted sum of sums."""
    return tuple((Fraction(weight), name) for name, weight in weights.items())


def lemma(weights: Combination, *conditions: Expr) -> Lemma:
    """Return a lemma that is read as its own claim."""
    return Lemma(weights, conditions, (), weights, ())


def times(weight: Fraction | int | str, value: Expr) -> Expr:
    return build.apply(
        Operator.MULTIPLY, (build.literal_number(Fraction(weight), NumberKind.NUMBER), value)
    )


def plus(*values: Expr) -> Expr:
    total = values[0]
    for value in values[1:]:
        total = build.apply(Operator.ADD, (total, value))
    return total


def at_most(one: Expr, two: Expr) -> Expr:
    return build.apply(Operator.LESS_EQUAL, (one, two))


def number(value: Fraction | int | str) -> Expr:
    return build.literal_number(Fraction(value), NumberKind.NUMBER)


def variables(sums: Sequence[ListSum]) -> Mapping[str, Expr]:
    return {each.name: build.variable(each.name, each.type) for each in sums}


def concluded(
    sums: Sequence[ListSum], hypotheses: Sequence[Expr], claim: Expr, *others: Binding
) -> Obligation:
    """Return a conclusion over sums (and other inputs)."""
    inputs = (*others, *(Binding(each.name, each.type) for each in sums))
    return Obligation("conclusion", "conclusion", inputs, tuple(hypotheses), claim)


def field(name: str) -> Term:
    """Return the function that reads a field of an element."""

    def read(element: Expr) -> Expr:
        assert isinstance(element.type, RecordType)
        return build.field(element, name)

    return read


def share(weights: Combination | None = None) -> tuple[Program, Obligation, Certificate]:
    """Return the certificate of `SHARE`: new − old − 2.75 n ≥ 5 × (ald − 15 % n), with equality."""
    program, obligation = only(SHARE)
    lists = Lists(program, obligation)
    sums = (
        lists.sum("n"),
        lists.sum("a", where=field("ald")),
        lists.sum("new", lambda e: lists.call("new", e)),
        lists.sum("old", lambda e: lists.call("old", e)),
    )
    v = variables(sums)
    said = combination(new=1, old=-1, n=-2, a=-5)
    claim = combination(new=1, old=-1, n=Fraction(-11, 4))
    hypothesis = (Fraction(5), combination(a=1, n=Fraction(-3, 20)), "15 % in ALD")
    own = at_most(times("3/20", v["n"]), v["a"])
    zero = build.literal_number(0)
    stated = at_most(
        zero, plus(v["new"], times(-1, v["old"]), times(-2, v["n"]), times(-5, v["a"]))
    )
    target = at_most(plus(v["old"], times("11/4", v["n"])), v["new"])
    replaced = (
        (lists.aggregate(AggregateKind.COUNT), v["n"]),
        (lists.aggregate(AggregateKind.COUNT, where=field("ald")), v["a"]),
        (lists.aggregate(AggregateKind.SUM, lambda e: lists.call("new", e)), v["new"]),
        (lists.aggregate(AggregateKind.SUM, lambda e: lists.call("old", e)), v["old"]),
    )
    certificate = Certificate(
        sums,
        replaced,
        (Lemma(weights or said, (), (), claim, (hypothesis,)),),
        concluded(sums, (own, stated), target),
    )
    return program, obligation, certificate
