"""Small books about lists, and what the parts of the engine make of them."""

from __future__ import annotations

from time import monotonic

from convention_dsl.core.nodes import Apply, Expr, If
from convention_dsl.core.program import Program
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.lists.sums import Abstract, abstract
from convention_dsl.proof.lists.task import Task
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.total import TotalCases
from convention_dsl.proof.verdict import ListSum, Verdict
from convention_dsl.proof.wording import Wording
from tests.proof.books import posed, results

RULES = """
enumeration Act = flu, test
record P
  n : integer 0..10
  ald : boolean
  due : amount 0 €..100 €
  done : set of Act
record Doctor
  size : integer 0..3000
  rural : boolean
  patients : list of P
clause new (p: P) : amount in whole cents
  = if p.ald then 12 € else 9 €
clause old (p: P) : amount in whole cents
  = 10 €
clause scaled (p: P, rate: rate) : amount
  = new(p) * rate
clause total (L: list of P) : amount
  = sum of (new(p) for p in L)
parameter wished : amount = 5 € open at least 1 € at most 9 € step 1 €
clause grid (p: P) : amount
  | p.ald | p.n  || amount |
  | yes   | -    || 3 €    |
  | no    | < 5  || 1 €    |
  | no    | >= 5 || 2 €    |
clause by_both (p: P, k: integer 0..9) : amount
  | k    | p.ald || amount |
  | < 5  | yes   || 3 €    |
  | < 5  | no    || 1 €    |
  | >= 5 | -     || 2 €    |
clause by_other (p: P, k: integer 0..9) : amount
  | k    || amount |
  | < 5  || new(p) |
  | >= 5 || 2 €    |
clause plus_each (p: P, k: integer 0..9) : amount
  = 1 €
    plus 2 € if p.ald "in ALD"
    plus 3 € * k if p.n > 2 "more"
clause rounded_part (p: P, r: rate 0 %..20 % step 1 %) : amount
  = round (p.due * r) to the cent
clause wished_pay (p: P) : amount = if p.ald then wished else 1 €
clause general (p: P, k: integer 0..9) : amount = 1 €
exception special to general when p.ald and k > 3 then 4 €
clause local (p: P, k: integer 0..9) : amount
  = double + 1 € * k
  let double = 2 * new(p)
"""
LIMITS = Limits(seconds=10)


def only(text: str, context: str = RULES) -> tuple[Program, Obligation]:
    """Return the obligation of a property, of the widest scope, and its program."""
    *_, (program, _, obligation) = posed(f"{context}\nproperty it {text}\n")
    return program, obligation


def abstracted(text: str, context: str = RULES) -> Abstract:
    """Return a property over sums."""
    return abstract(*only(text, context))


def task(text: str, context: str = RULES, limits: Limits = LIMITS) -> Task:
    """Return what the search for a list that refutes a property begins with."""
    program, obligation = only(text, context)
    found = abstract(program, obligation)
    deadline = monotonic() + limits.seconds
    return Task(program, obligation, found, limits, deadline, TotalCases(program))


def claim(text: str, context: str = RULES, limits: Limits = LIMITS) -> Verdict:
    """Return the verdict on a property, in the widest scope."""
    return results(f"{context}\nproperty it {text}\n", limits)[-1].verdict


def words(expr: Expr) -> str:
    """Return an expression as a reader sees it, and what choices are made of."""
    match expr:
        case If():
            parts = (expr.condition, expr.then, expr.otherwise)
            return "if {} then {} else {}".format(*map(words, parts))
        case Apply() if any(isinstance(part, If) for part in expr.arguments):
            return f"{expr.operator}({', '.join(map(words, expr.arguments))})"
        case _:
            return Wording("en", {}).text(expr)


def sum_words(each: ListSum) -> str:
    """Return a sum as a reader would write it: the terms, the elements, the condition."""
    body = "1" if each.body is None else words(each.body)
    elements = ", ".join(f"{name} in {words(domain)}" for name, domain in each.elements)
    where = "" if each.filter is None else f" where {words(each.filter)}"
    return f"{body} for {elements}{where}"


def sums(found: Abstract) -> dict[str, str]:
    """Return the sums of an abstraction, by name."""
    return {each.name: sum_words(each) for each in found.sums}
