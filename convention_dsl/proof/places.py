"""Every obligation of a clause's body, asked where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from convention_dsl.core import build
from convention_dsl.core.nodes import (
    Aggregate,
    AggregateKind,
    Apply,
    Call,
    Cases,
    Construct,
    Expr,
    Field,
    Round,
)
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Clause, PropertyDef
from convention_dsl.core.ranges import part_slots
from convention_dsl.diagnostics import Label
from convention_dsl.proof import demands
from convention_dsl.proof.finding import Finding, Findings, Witness, reason_words
from convention_dsl.proof.paths import Context, Site, Walk
from convention_dsl.proof.reason import Reason
from convention_dsl.proof.settle import Answer, Fails, Holds, Question, Settler, Undecided
from convention_dsl.proof.terms import with_distinct_names
from convention_dsl.proof.totality import Totality, fallback_id
from convention_dsl.source import Span
from convention_dsl.types import NumberKind, NumberType, RecordType, Type

LUCKY = (AggregateKind.LOWEST, AggregateKind.HIGHEST)


@dataclass(frozen=True, slots=True)
class _Slot:
    """An expression and where its value goes: an input or a field, of a type."""

    expr: Expr
    name: str
    type: Type


@dataclass
class Places:
    """The obligations of one clause, or of the expressions of a property.

    `bound` are the names that they bind, once for each place.
    """

    settler: Settler
    name: str
    bound: Sequence[str]
    subjects: list[str] = field(default_factory=list)

    def clause(self, clause: Clause, *, is_paid: bool) -> Findings:
        """Return what is wrong in a clause; `is_paid`: no other clause of its book calls it."""
        found = self._unless_too_deep(self._clause(clause, is_paid=is_paid), clause.body.span)
        return Findings(found, tuple(self.subjects))

    def property(self, definition: PropertyDef) -> Findings:
        """Return what is wrong in the expressions of a property, the verdict aside."""
        return Findings(self._unless_too_deep(self._property(definition), definition.span))

    def _unless_too_deep(self, found: Iterator[Finding], span: Span) -> tuple[Finding, ...]:
        """Return `found`, or that the text is nested too deeply to be walked."""
        try:
            return tuple(found)
        except RecursionError:
            arguments = {"clause": self.name, "reason": reason_words(Reason("depth"))}
            return (Finding("W0209", span, (), arguments),)

    def _clause(self, clause: Clause, *, is_paid: bool) -> Iterator[Finding]:
        taken = frozenset(binding.name for binding in clause.inputs)
        body = with_distinct_names(clause.body, taken, self.bound)
        self.subjects += [fallback_id(each) for each in _general_rules(body)]
        sites = list(self.walk.sites(body, Context(clause.inputs)))
        for site in sites:
            yield from self._at(site, body)
        results = [site for site in sites if site.is_value]
        for site in results:
            yield from self._result(site, clause)
        if is_paid and _may_have_fractions(clause):
            yield self._unrounded(clause, results)

    def _property(self, definition: PropertyDef) -> Iterator[Finding]:
        """Each hypothesis is read where the earlier ones hold, the claim where all do."""
        context = Context(definition.inputs)
        taken = frozenset(binding.name for binding in definition.inputs)
        for expr in (*definition.hypotheses, definition.claim):
            renamed = with_distinct_names(expr, taken, self.bound)
            for site in self.walk.sites(renamed, context):
                yield from self._at(site, renamed)
            context = context.knowing(renamed, self.settler.free)

    @cached_property
    def walk(self) -> Walk:
        """The walk through what there is something to ask about."""
        return Walk(self.settler.free, self._asks)

    def _asks(self, expr: Expr) -> bool:
        match expr:
            case Cases():
                return True
            case Apply():
                return expr.operator is Operator.DIVIDE and self._divisor(expr) is not None
            case Call():
                return any(True for _ in self._arguments(expr))
            case Construct():
                return any(True for _ in self._parts(expr)) or bool(self._invariants(expr))
            case Aggregate():
                return expr.kind in LUCKY
            case _:
                return False

    def _at(self, site: Site, body: Expr) -> Iterator[Finding]:
        match site.expr:
            case Cases() as cases:
                totality = Totality(cases, site.context, self.settler, self.name)
                yield from totality.findings()
                self.subjects += totality.subjects
            case Apply() as apply if apply.operator is Operator.DIVIDE:
                yield from self._division(apply, site.context)
            case Call() as call:
                yield from self._call(call, site.context)
            case Construct() as construct:
                yield from self._construct(construct, site.context)
            case Aggregate() as choice if choice.kind in LUCKY:
                yield from self._tie(choice, site.context, body)
            case _:
                return

    # Values -------------------------------------------------------------------------------------

    def _divisor(self, expr: Apply) -> Expr | None:
        return demands.is_nonzero(expr.arguments[1])

    def _division(self, expr: Apply, context: Context) -> Iterator[Finding]:
        claim = self._divisor(expr)
        if claim is not None:
            yield from self._ask(self._found("E0207", expr.arguments[1].span), context, claim)

    def _call(self, expr: Call, context: Context) -> Iterator[Finding]:
        for slot in self._arguments(expr):
            words = {"name": slot.name, "type": slot.type, "called": expr.clause.name}
            yield from self._fits("E0209", slot, context, words)

    def _arguments(self, expr: Call) -> Iterator[_Slot]:
        """Yield the arguments that their types do not show to fit the inputs."""
        inputs = self.settler.program.clauses[expr.clause].inputs
        for argument, binding in zip(expr.arguments, inputs, strict=True):
            if demands.outside(argument, binding.type):
                yield _Slot(argument, binding.label or binding.name, binding.type)

    def _parts(self, expr: Construct) -> Iterator[_Slot]:
        """Yield the parts that their types do not show to fit the fields."""
        slots = part_slots(expr.type, len(expr.parts))
        for part, (name, type_) in zip(expr.parts, slots, strict=True):
            if demands.outside(part, type_):
                yield _Slot(part, name, type_)

    def _fits(
        self, code: str, slot: _Slot, context: Context, words: Mapping[str, object]
    ) -> Iterator[Finding]:
        """Ask of each value that may come to the slot, where it comes from, whether it fits."""
        for site in self.walk.values(slot.expr, context):
            for claim in demands.outside(site.expr, slot.type):
                found = self._found(code, site.expr.span, words)
                yield from self._ask(found, site.context, claim, site.expr)

    def _invariants(self, expr: Construct) -> list[tuple[str, Span, Expr]]:
        """Return the invariants that a record built in the text has to keep."""
        if not isinstance(expr.type, RecordType):
            return []
        parts = dict(zip((name for name, _ in expr.type.fields), expr.parts, strict=True))
        return [
            (each.label, each.span, build.let("self", expr, each.condition, expr.span))
            for each in self.settler.invariants(expr.type)
            if not self._is_kept(each.condition, expr.type, parts)
        ]

    def _is_kept(self, rule: Expr, type_: RecordType, parts: Mapping[str, Expr]) -> bool:
        """Return whether all that a rule reads is copied from one record, which keeps the rule."""
        names = [name for _, name in self.settler.reads.of((rule,))]
        copied = [parts.get(name) for name in names]
        records = [each.record for each in copied if isinstance(each, Field)]
        return (
            len(records) == len(names) > 0
            and all(
                isinstance(c, Field) and c.name == n for c, n in zip(copied, names, strict=True)
            )
            and all(record == records[0] and record.type == type_ for record in records)
        )

    def _construct(self, expr: Construct, context: Context) -> Iterator[Finding]:
        for slot in self._parts(expr):
            yield from self._fits("E0210", slot, context, {"name": slot.name, "type": slot.type})
        for label, span, claim in self._invariants(expr):
            found = self._found("E0211", expr.span, {"rule": label}, (Label(span, "rule"),))
            yield from self._ask(found, context, claim)

    def _tie(self, choice: Aggregate, context: Context, body: Expr) -> Iterator[Finding]:
        both, claim = demands.tie(choice, body, context, self.settler.free)
        yield from self._ask(self._found("W0207", choice.span), replace(both, lets=()), claim)

    def _result(self, site: Site, clause: Clause) -> Iterator[Finding]:
        span = site.expr.span
        for claim in demands.outside(site.expr, clause.result):
            found = self._found("E0208", span, {"type": clause.result})
            yield from self._ask(found, site.context, claim, site.expr)
        if clause.definition.whole_cents:
            for claim in demands.cents(site.expr):
                yield from self._ask(self._found("E0212", span), site.context, claim, site.expr)

    def _unrounded(self, clause: Clause, results: Sequence[Site]) -> Finding:
        """Report a paid amount without a word on cents, with somebody who gets a part of one."""
        witness = None
        for site in results:
            for claim in demands.cents(site.expr):
                answer = self._answer("cents", site.context, claim)
                if isinstance(answer, Fails) and witness is None:
                    witness = self._witness(site.context, answer, claim, site.expr)
        code = "W0208" if witness is None else "W0206"
        return Finding(code, clause.definition.span, (), {"clause": self.name}, witness)

    # Asking -------------------------------------------------------------------------------------

    def _found(
        self,
        code: str,
        span: Span,
        arguments: Mapping[str, object] | None = None,
        labels: tuple[Label, ...] = (),
    ) -> Finding:
        return Finding(code, span, labels, {"clause": self.name, **(arguments or {})})

    def _answer(self, kind: str, context: Context, claim: Expr) -> Answer:
        closed = context.close(claim, self.settler.free)
        return self.settler.settle(Question(f"{self.name}/{kind}", kind, context, closed))

    def _ask(
        self, found: Finding, context: Context, claim: Expr, shown: Expr | None = None
    ) -> Iterator[Finding]:
        """Yield `found`, with a witness, unless `claim` holds wherever the place is reached."""
        answer = self._answer(found.code, context, claim)
        match answer:
            case Fails():
                yield replace(found, witness=self._witness(context, answer, claim, shown))
            case Undecided():
                arguments = {**found.arguments, "reason": reason_words(answer.reason)}
                yield Finding("W0209", found.span, (Label(found.span, found.code),), arguments)
            case Holds():
                return

    def _witness(self, context: Context, answer: Fails, claim: Expr, shown: Expr | None) -> Witness:
        value = None
        if shown is not None:
            closed = context.close(shown, self.settler.free)
            value = (shown.type, self.settler.value_for(closed, answer))
        closed = context.close(claim, self.settler.free)
        read = self.settler.reads.of((*context.conditions, closed))
        return Witness(context.inputs, answer.inputs, read, answer.parameters, value)


def _general_rules(body: Expr) -> tuple[Expr, ...]:
    """Return what exceptions not in force here would make a general rule of."""
    return (body, body.value) if isinstance(body, Round) else (body,)


def _may_have_fractions(clause: Clause) -> bool:
    definition = clause.definition
    is_amount = isinstance(clause.result, NumberType) and clause.result.kind is NumberKind.AMOUNT
    return is_amount and not definition.whole_cents and not definition.rounded
