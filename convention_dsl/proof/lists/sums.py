"""List aggregates as arithmetic over sums of terms of one element.

Sums are distributed: what does not depend on the element comes out of the sum, so that most sums
are of terms that depend on the element alone; `Σ (fmt(p) + rate × base(p))` is `Σ fmt(p) + rate ×
Σ base(p)`. Conditions on all or some elements are conditions on counts. What is left of a clause
that mixes an element with something else (a rounding, mostly) is a sum whose terms depend on both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from convention_dsl.core import build
from convention_dsl.core.link import link_expression
from convention_dsl.core.nodes import (
    Aggregate,
    AggregateKind,
    Apply,
    Call,
    Construct,
    Expr,
    Let,
    Variable,
)
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding, Program
from convention_dsl.core.ranges import is_within
from convention_dsl.proof.lists.chains import Chain, conjuncts
from convention_dsl.proof.lists.distribute import Distributing
from convention_dsl.proof.lists.extrema import as_quantified
from convention_dsl.proof.lists.mixed import outside
from convention_dsl.proof.lists.nested import of_nobody
from convention_dsl.proof.lists.parts import parts
from convention_dsl.proof.lists.products import facts
from convention_dsl.proof.lists.speech import Speech, is_input, same_lists
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.symbolic import OutsideMethod
from convention_dsl.proof.terms import rebuilt
from convention_dsl.proof.verdict import ListSum
from convention_dsl.types import ListType, NumberType, Type, holds_list


@dataclass(frozen=True)
class Abstract:
    """An obligation whose list aggregates became arithmetic over sums.

    `inputs` are those of the obligation that are no list, `bodies` what the lists' elements are
    asked, which must have a value for each of them.
    """

    inputs: tuple[Binding, ...]
    sums: tuple[ListSum, ...]
    hypotheses: tuple[Expr, ...]
    claim: Expr
    replaced: tuple[tuple[Expr, Expr], ...]
    bodies: tuple[tuple[Chain, Expr], ...]
    mixed: Mapping[str, tuple[Expr, ...]]
    """What the terms of a sum depend on beside the element, by the sum's name."""
    same: Mapping[Expr, Expr]
    """Lists that hypotheses say to be others."""
    facts: tuple[Expr, ...] = ()
    said: tuple[Expr, ...] = ()
    """The hypotheses as the obligation says them, in the order of `hypotheses`."""
    numbers: tuple[Binding, ...] = ()
    """What stands in `bodies` for the numbers that lists give."""
    """What holds of products whatever their factors, and of lists in elements of lists."""

    @property
    def bindings(self) -> tuple[Binding, ...]:
        """The sums as inputs."""
        return tuple(Binding(each.name, each.type) for each in self.sums)


def abstract(program: Program, obligation: Obligation) -> Abstract:
    """Return `obligation` over sums; raises `OutsideMethod` where that cannot be."""
    return _Abstracting(program, obligation).result()


class _Abstracting:
    def __init__(self, program: Program, obligation: Obligation) -> None:
        self.program = program
        self.obligation = obligation
        self.speech = Speech(program, obligation.open_parameters)
        self.replaced: dict[Expr, Expr] = {}
        self.bodies: dict[tuple[Chain, Expr], None] = {}
        self.names: dict[tuple[Expr, int], str] = {}
        self.same: dict[Expr, Expr] = {}
        self.numbers: list[Binding] = []
        self.taken = {binding.name for binding in obligation.inputs}
        self.distributing = Distributing(self.speech, self.top, self.inlined, self.element_of)

    def result(self) -> Abstract:
        hypotheses, claim = self._with_one_list()
        hypotheses = [part for each in hypotheses for part in self._weaker(each)]
        found = [self.top(expr) for expr in (*hypotheses, claim)]
        sums = self.distributing.sums
        inputs = tuple(b for b in self.obligation.inputs if not isinstance(b.type, ListType))
        scope: dict[str, Type] = {b.name: b.type for b in inputs}
        scope |= {each.name: each.type for each in sums}
        typed = [link_expression(self.program, expr, scope) for expr in found]
        replaced = tuple(
            (old, link_expression(self.program, new, scope)) for old, new in self.replaced.items()
        )
        return Abstract(
            inputs,
            sums,
            tuple(typed[:-1]),
            typed[-1],
            replaced,
            tuple(self.bodies),
            dict(self._mixed(sums)),
            self.same,
            (*facts(typed, frozenset(each.name for each in sums), self.speech), *of_nobody(sums)),
            tuple(hypotheses),
            tuple(self.numbers),
        )

    def _mixed(self, sums: Sequence[ListSum]) -> Iterator[tuple[str, tuple[Expr, ...]]]:
        for each in sums:
            found = tuple(dict.fromkeys(outside(self.speech, each, self.inlined)))
            if found:
                yield each.name, found

    def _with_one_list(self) -> tuple[list[Expr], Expr]:
        """Make one of the lists that a hypothesis says to be equal."""
        kept: list[Expr] = []
        for part in (part for each in self.obligation.hypotheses for part in conjuncts(each)):
            same = same_lists(part)
            if same is None:
                kept.append(part)
                continue
            one, two = map(self._one_list, same)
            if one != two:
                self.same[two] = one
        return kept, self.obligation.claim

    def _one_list(self, domain: Expr) -> Expr:
        while domain in self.same:
            domain = self.same[domain]
        return domain

    def _weaker(self, hypothesis: Expr) -> list[Expr]:
        """Return what a hypothesis on all elements says of their own lists taken together.

        What holds of each doctor's list holds of the sum over the doctors. Less is assumed than the
        property assumes: what is proved is proved, and what refutes is replayed.
        """
        if not isinstance(hypothesis, Aggregate) or hypothesis.kind is not AggregateKind.ALL:
            return [hypothesis]
        found_parts = list(parts(hypothesis.body, self.speech, self.inlined))
        own = [part for part in found_parts if not self.speech.of_lists(part)]
        if len(own) == len(found_parts):
            return [hypothesis]
        found: list[Expr] = []
        if own:
            found.append(replace(hypothesis, body=build.conjunction(own)))
        for part in found_parts:
            if isinstance(part, Aggregate) and part.kind is AggregateKind.ALL:
                found.append(replace(hypothesis, body=part))
            elif part not in own:
                found.append(_together(hypothesis, part))
        return found

    # Outside lists --------------------------------------------------------------------------------

    def top(self, expr: Expr) -> Expr:
        """Return an expression that is no element's with its aggregates replaced."""
        if not self.speech.of_lists(expr):
            return expr
        match expr:
            case Aggregate() if isinstance(expr.domain, Construct):
                return rebuilt(expr, self.top)
            case Aggregate() if isinstance(expr.domain.type, ListType):
                return self._aggregate(expr)
            case Call():
                return self.top(self.inlined(expr))
            case Let() if holds_list(expr.value.type) or self.speech.of_lists(expr.body):
                return self.top(self.speech.instances.of(expr.body, {expr.name: expr.value}))
            case Apply(operator=Operator.EQUAL) if holds_list(expr.arguments[0].type):
                raise OutsideMethod("equal lists")
            case Apply(operator=Operator.LESS | Operator.LESS_EQUAL | Operator.EQUAL):
                quantified = as_quantified(expr, self.speech)
                return rebuilt(expr, self.top) if quantified is None else self.top(quantified)
            case _:
                return rebuilt(expr, self.top)

    def inlined(self, expr: Call) -> Expr:
        """Return the body of a clause with the arguments in it."""
        clause = self.program.clauses[expr.clause]
        values: dict[str, Expr] = {}
        for argument, binding in zip(expr.arguments, clause.inputs, strict=True):
            if not is_within(argument.type, binding.type):
                raise OutsideMethod("argument", name=binding.name, clause=clause.ref.name)
            values[binding.name] = argument
        return self.speech.instances.of(clause.body, values)

    def _aggregate(self, expr: Aggregate) -> Expr:
        if expr not in self.replaced:
            self.replaced[expr] = self._over(expr)
        return self.replaced[expr]

    def _over(self, expr: Aggregate) -> Expr:
        chain, body = self.element_of(Chain(), expr)
        match expr.kind:
            case AggregateKind.SUM:
                return self.distributing.total(chain, body)
            case AggregateKind.COUNT:
                return self.distributing.count(chain)
            case AggregateKind.ANY:
                chain, body = self._innermost(chain, body, expr.kind)
                some = self.distributing.count(chain.where(body))
                return build.apply(Operator.LESS, (build.literal_number(0), some))
            case AggregateKind.ALL:
                chain, body = self._innermost(chain, body, expr.kind)
                others = self.distributing.count(chain.where(build.negation(body)))
                return build.apply(Operator.EQUAL, (others, build.literal_number(0)))
            case AggregateKind.MINIMUM | AggregateKind.MAXIMUM:
                raise OutsideMethod("extrema")
            case AggregateKind.LOWEST | AggregateKind.HIGHEST:
                raise OutsideMethod("chosen element")
            case _:
                assert_never(expr.kind)

    def _innermost(self, chain: Chain, body: Expr, kind: AggregateKind) -> tuple[Chain, Expr]:
        """Follow `all … all` and `some … some` into lists of elements of lists."""
        while isinstance(body, Aggregate) and body.kind is kind:
            if not isinstance(body.domain.type, ListType):
                break
            chain, body = self.element_of(chain, body)
        return chain, body

    def element_of(self, chain: Chain, expr: Aggregate) -> tuple[Chain, Expr]:
        """Return the chain with the element of an aggregate, and the body in its name.

        Elements of one list have one name, so that equal terms are seen to be equal; an element for
        each element of its own list has another one.
        """
        domain = self._one_list(expr.domain)
        if not is_input(domain):
            raise OutsideMethod("list")
        place = domain, sum(other == domain for _, other in chain.elements)
        if place not in self.names:
            name = self.speech.instances.fresh(expr.variable, self.taken)
            self.names[place] = name
            self.taken.add(name)
        element = Variable(type=expr.element_type, name=self.names[place])
        values = {expr.variable: element}
        body = self.speech.instances.of(expr.body, values)
        found = replace(chain, elements=(*chain.elements, (element.name, domain)))
        if expr.filter is not None:
            found = found.where(self.speech.instances.of(expr.filter, values))
        filters = tuple(map(self._without_lists, found.filters))
        self.bodies.setdefault((replace(found, filters=filters), self._without_lists(body)))
        return found, body

    def _without_lists(self, expr: Expr) -> Expr:
        """Return an expression with any numbers in the place of what lists give."""
        if not self.speech.of_lists(expr):
            return expr
        match expr:
            case Aggregate() if isinstance(expr.domain.type, ListType):
                name = f"any·{len(self.numbers) + 1}"
                self.numbers.append(Binding(name, expr.type))
                return build.variable(name, expr.type)
            case Call():
                return self._without_lists(self.inlined(expr))
            case _:
                return rebuilt(expr, self._without_lists)


def _together(hypothesis: Aggregate, part: Expr) -> Expr:
    """Return that the differences of a comparison add up to at least zero."""
    comparisons = (Operator.LESS, Operator.LESS_EQUAL, Operator.EQUAL)
    if not isinstance(part, Apply) or part.operator not in comparisons:
        raise OutsideMethod("list in a term")
    lower, higher = part.arguments
    if not isinstance(lower.type, NumberType):
        raise OutsideMethod("list in a term")
    operator = Operator.EQUAL if part.operator is Operator.EQUAL else Operator.LESS_EQUAL
    difference = build.apply(Operator.SUBTRACT, (higher, lower))
    total = build.aggregate(
        AggregateKind.SUM,
        hypothesis.variable,
        hypothesis.domain,
        difference,
        filter_=hypothesis.filter,
        span=hypothesis.span,
    )
    zero = build.literal_number(0, lower.type.kind)
    return build.apply(operator, (zero, total), hypothesis.span)


def as_aggregate(each: ListSum) -> Expr:
    """Return a sum as an aggregate of the core."""
    *outer, (name, domain) = each.elements
    one = build.literal_number(1)
    kind = AggregateKind.COUNT if each.body is None else AggregateKind.SUM
    found: Expr = build.aggregate(kind, name, domain, each.body or one, filter_=each.filter)
    for outer_name, outer_domain in reversed(outer):
        found = build.aggregate(AggregateKind.SUM, outer_name, outer_domain, found)
    return found
