"""Certificates, thresholds and shortfalls as JSON: all that a program needs to check them again."""

from __future__ import annotations

from collections.abc import Sequence

from convention_dsl.core.nodes import Expr
from convention_dsl.core.program import PropertyDef
from convention_dsl.locale import exact_text
from convention_dsl.proof.verdict import Certificate, Combination, Lemma, ListSum
from convention_dsl.report.cases import Balance, Column, Kinds
from convention_dsl.report.certificates import certificate_text
from convention_dsl.report.core_json import expression_json, obligation_json
from convention_dsl.report.expressions import Expressions
from convention_dsl.report.json import Json, value_json
from convention_dsl.report.payslip import Words


def certificate_json(
    certificate: Certificate, definition: PropertyDef, words: Words
) -> dict[str, Json]:
    """Return a certificate: its sums, lemmas or classes, and the conclusion without lists."""
    sentences = [
        lemma.sentence(words) for lemma in certificate_text(certificate, definition, words).lemmas
    ]
    types = {each.name: each.type for each in certificate.sums}
    return {
        "sums": [_sum(each, words) for each in certificate.sums],
        "replaced": [
            {"aggregate": _written(aggregate, words), "by": _written(by, words)}
            for aggregate, by in certificate.replaced
        ],
        "lemmas": [_lemma(each, words) for each in certificate.lemmas],
        "classes": [
            {name: exact_text(value) for name, value in zip(types, values, strict=True)}
            for values in certificate.classes
        ],
        "conclusion": obligation_json(certificate.conclusion),
        "sentences": list(sentences),
    }


def _written(expr: Expr, words: Words) -> dict[str, Json]:
    return {"text": Expressions(words).text(expr), "expression": expression_json(expr)}


def _sum(own: ListSum, words: Words) -> Json:
    return {
        "name": own.name,
        "type": own.type.kind.value,
        "elements": [
            {"variable": variable, "list": _written(domain, words)}
            for variable, domain in own.elements
        ],
        "filter": None if own.filter is None else _written(own.filter, words),
        "body": None if own.body is None else _written(own.body, words),
    }


def _lemma(lemma: Lemma, words: Words) -> Json:
    return {
        "weights": _combination(lemma.weights),
        "claim": _combination(lemma.claim),
        "hypotheses": [
            {"multiplier": exact_text(factor), "weights": _combination(own), "text": text}
            for factor, own, text in lemma.hypotheses
        ],
        "conditions": [_written(each, words) for each in lemma.conditions],
        "obligations": [obligation_json(each) for each in lemma.obligations],
    }


def _combination(combination: Combination) -> Json:
    return [{"weight": exact_text(weight), "sum": name} for weight, name in combination]


# Cases ------------------------------------------------------------------------------------------


def kinds_json(kinds: Kinds, words: Words) -> dict[str, Json]:
    """Return a list by kinds of elements, with the amounts of each in the claim."""
    columns = [(_column(each, words), each) for each in kinds.columns]
    read: list[Json] = [*sorted({path[0] for path in kinds.fields})]
    return {
        "list": ".".join(kinds.path),
        "size": kinds.size,
        "read": read,
        "kinds": [
            {
                "count": count,
                "value": value_json(record, kinds.type),
                "amounts": {name: _amount(own, i) for name, own in columns if own.expr is not None},
                "difference": next(
                    (_amount(own, i) for _, own in columns if own.expr is None), None
                ),
            }
            for i, (count, record) in enumerate(zip(kinds.counts, kinds.records, strict=True))
        ],
    }


def _column(column: Column, words: Words) -> str:
    return "" if column.expr is None else Expressions(words).text(column.expr)


def _amount(column: Column, index: int) -> Json:
    value = column.values[index]
    return None if value is None else value_json(value, column.type)


def balances_json(balances: Sequence[Balance], words: Words) -> list[Json]:
    """Return the comparisons of a claim with both sides and their difference."""
    return [
        {
            "left": {
                "text": Expressions(words).text(each.left.expr),
                "value": value_json(each.left.value, each.type),
            },
            "right": {
                "text": Expressions(words).text(each.right.expr),
                "value": value_json(each.right.value, each.type),
            },
            "difference": value_json(each.difference, each.type),
            "holds": each.holds,
        }
        for each in balances
    ]
