"""The clause calls under a counterexample: which are shown, and how each is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from convention_dsl.core.explanation import Step, StepKind
from convention_dsl.core.nodes import Call, Expr, Value, Variable
from convention_dsl.proof.verdict import Counterexample, PropertyResult
from convention_dsl.report.payslip import Words
from convention_dsl.types import NumberType, RecordType, Type


def distinct_calls(steps: Sequence[Step], inputs: Sequence[Value]) -> list[Step]:
    """Return the calls once each, in the order of the inputs that they are about."""
    found: list[Step] = []
    for step in _calls(steps):
        if step not in found:
            found.append(step)
    amounts = [step for step in found if is_amount(step.type)]

    def rank(step: Step) -> int:
        given = [value for _, _, value in step.head.inputs]
        return min((inputs.index(v) for v in given if v in inputs), default=len(inputs))

    return sorted(amounts or found, key=rank)


def _calls(steps: Iterable[Step]) -> Iterator[Step]:
    for step in steps:
        if step.kind is StepKind.CLAUSE:
            yield step
        else:
            yield from _calls(step.children)


def is_amount(type_: Type) -> bool:
    """Return whether a type is one of amounts: what people look at first."""
    return isinstance(type_, NumberType) and type_.has_dimension


def call_title(step: Step, result: PropertyResult, words: Words) -> str:
    """Return a call as the property writes it; else `fmt(complex)`, from its inputs."""
    found = result.verdict.counterexample
    assert found is not None
    values = {shown.text: shown.value for shown in found.values}
    written = [
        text
        for text, expr in result.property.shown
        if _is_call(expr, step, found.inputs) and values.get(text) == step.value
    ]
    if written:
        return min(written, key=len)
    given = [_argument(v, type_, found, result, words) for _, type_, v in step.head.inputs]
    separator = " ; " if words.language == "fr" else ", "
    own = step.head.id.removeprefix(f"{result.property.book}.").removesuffix("!")
    return f"{words.dated(own)}({separator.join(given)})"


def _is_call(expr: Expr, step: Step, inputs: Mapping[str, Value]) -> bool:
    """Return whether an expression may be the call of `step`: same clause, same plain inputs."""
    if not isinstance(expr, Call) or str(expr.clause) != step.head.id:
        return False
    pairs = zip(expr.arguments, step.head.inputs, strict=True)
    return all(
        inputs.get(argument.name) == value
        if isinstance(argument, Variable)
        else not (isinstance(value, dict) and value in inputs.values())
        for argument, (_, _, value) in pairs
    )


def _argument(
    value: Value, type_: Type, found: Counterexample, result: PropertyResult, words: Words
) -> str:
    """Return an argument: the input it is, or which input it was made from."""
    names = [name for name, own in found.inputs.items() if own is value]
    names += [name for name, own in found.inputs.items() if own == value and isinstance(own, dict)]
    if names:
        return names[0]
    if not isinstance(type_, RecordType):
        return words.value(value, type_)
    inputs = result.property.inputs
    like = [
        each.name
        for each in inputs
        if isinstance(each.type, RecordType) and each.type.name == type_.name
    ]
    return words.say("modified", name=like[0]) if like else "…"
