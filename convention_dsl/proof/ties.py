"""Why "all else equal" leaves nothing to compare: an invariant ties the field that varies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from convention_dsl.core.nodes import Apply, Expr, Field, Variable
from convention_dsl.core.operators import Operator
from convention_dsl.core.traverse import walk
from convention_dsl.proof.question import Premise, Question
from convention_dsl.proof.verdict import Reason


def tie(question: Question, clash: Sequence[str]) -> Reason | None:
    """Return the invariant and the fields it ties, where `clash` (premises) holds such a tie."""
    premises = [premise for premise in question.premises if premise.literal in clash]
    twins = set(question.obligation.twins)
    equal = [field for premise in premises for field in _equal_fields(premise, twins)]
    for premise in premises:
        if premise.invariant is None:
            continue
        tied = [field for field in equal if field.name in _fields(premise.expr)]
        if tied:
            names = list(dict.fromkeys(_text(field) for field in tied))
            rule = premise.invariant.label or _rule(premise)
            return Reason("tied", {"invariant": rule, "fields": ", ".join(names)})
    return None


def _equal_fields(premise: Premise, twins: set[tuple[str, str]]) -> Iterator[Field]:
    """Yield `p.f` where the premise says that it is the same for `p` and its twin."""
    match premise.expr:
        case Apply(
            operator=Operator.EQUAL,
            arguments=(
                Field(record=Variable(name=one), name=first) as field,
                Field(record=Variable(name=two), name=second),
            ),
        ) if first == second:
            if (one, two) in twins:
                yield field
            elif (two, one) in twins:
                yield premise.expr.arguments[1]  # type: ignore[misc]
        case _:
            return


def _fields(expr: Expr) -> set[str]:
    return {node.name for node in walk(expr) if isinstance(node, Field)}


def _text(field: Field) -> str:
    assert isinstance(field.record, Variable)
    return f"{field.record.name}.{field.name}"


def _rule(premise: Premise) -> str:
    from convention_dsl.proof.wording import Wording

    return Wording("en", {"self": str(premise.path[0])}).text(premise.expr)
