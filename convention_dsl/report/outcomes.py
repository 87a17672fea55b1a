"""Beyond a verdict: how far a refuted claim is from holding, and for which values one holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from convention_dsl.core.program import Binding, Library
from convention_dsl.locale import decimal_places, format_number
from convention_dsl.proof.verdict import Counterexample, PropertyResult, Threshold, Worst
from convention_dsl.report.cases import Case
from convention_dsl.report.counterexample import counterexample_lines
from convention_dsl.report.margins import comparisons
from convention_dsl.report.payslip import Words
from convention_dsl.report.style import Role, paint
from convention_dsl.types import ListType, NumberKind, NumberType

_FEW_DECIMALS = 4
"""A limit that so many decimals write is written with them alone."""
_SCALE = 1000
_UNIT = re.compile(r"\s[€%]$")


def threshold_text(threshold: Threshold, binding: Binding, words: Words) -> str:
    """Return for which values a property holds."""
    name, type_ = binding.name, threshold.type
    if threshold.always or threshold.value is None:
        own = binding.type
        assert isinstance(own, NumberType)
        key = "holds always" if threshold.always else "holds never"
        return words.say(key, text=_range(name, own, words))
    sign = "≥" if threshold.at_least else "≤"
    text = f"{name} {sign} {_limit(threshold.value, type_, words)}"
    if threshold.exact or type_.step is None:
        return words.say("holds exactly", text=text)
    return words.say("holds in steps", text=text, step=words.value(type_.step, type_))


def _limit(value: Fraction, type_: NumberType, words: Words) -> str:
    """Return a limit; where few decimals do not write it, the first of them and then itself."""
    exact = words.value(value, type_)
    shown = value * 100 if type_.kind is NumberKind.RATE else value
    places, first = decimal_places(shown), Fraction(int(shown * _SCALE), _SCALE)
    if first == 0 or (places is not None and places <= _FEW_DECIMALS):
        return exact
    digits = format_number(first, NumberKind.NUMBER, words.language)
    unit = _UNIT.search(exact)
    return words.say("about", text=f"{digits}…{unit[0] if unit else ''}", exact=exact)


def _range(name: str, type_: NumberType, words: Words) -> str:
    low, high = (None if b is None else words.value(b, type_) for b in (type_.low, type_.high))
    if low and high:
        return words.say("range from to", name=name, low=low, high=high)
    if low or high:
        key = "range from" if low else "range to"
        return words.say(key, name=name, low=low, high=high)
    return name


def threshold_lines(
    result: PropertyResult, case: Case | None, library: Library, words: Words
) -> Iterator[str]:
    """Yield for which values a property holds, and a counterexample on the other side."""
    threshold, binding = result.verdict.threshold, result.property.threshold
    if threshold is None or binding is None:
        return
    text = paint(threshold_text(threshold, binding, words), Role.STRONG)
    yield f"{words.say('threshold')}{words.colon} {text}"
    if threshold.beyond is not None and result.verdict.counterexample != threshold.beyond:
        yield beyond_title(threshold.beyond, binding, words) + words.colon
        yield from counterexample_lines(about(result, threshold.beyond), library, words, case)


def beyond_title(found: Counterexample, binding: Binding, words: Words) -> str:
    """Return at which value a counterexample is."""
    value = found.inputs.get(binding.name)
    if value is None:
        return words.say("counterexample")
    return words.say("beyond", text=f"{binding.name} = {words.value(value, binding.type)}")


def is_from_below(result: PropertyResult) -> bool:
    """Return whether a claim says at least how much: it is then missed from below."""
    return all(each.swapped for each in comparisons(result.property.claim))


def worst_title(result: PropertyResult, words: Words) -> str:
    """Return what the amount by which a claim is missed is called."""
    return words.say("largest shortfall" if is_from_below(result) else "largest excess")


def worst_text(worst: Worst, result: PropertyResult, library: Library, words: Words) -> str:
    """Return the largest shortfall, and what it is about."""
    amount = words.value(worst.amount, worst.type)
    is_here = worst.counterexample == result.verdict.counterexample
    if worst.per_element:
        key = "shortfall grows here" if is_here else "shortfall grows"
        return words.say(key, amount=amount, name=element_name(result, library))
    return words.say("shortfall here" if is_here else "shortfall there", amount=amount)


def worst_lines(
    result: PropertyResult, case: Case | None, library: Library, words: Words
) -> Iterator[str]:
    """Yield the largest shortfall of a refuted claim, with the list that has it."""
    worst = result.verdict.worst
    if worst is None:
        return
    text = paint(worst_text(worst, result, library, words), Role.STRONG)
    is_here = worst.counterexample == result.verdict.counterexample
    end = "" if is_here else words.colon
    yield f"{worst_title(result, words)}{words.colon} {text}{end}"
    if not is_here:
        yield from counterexample_lines(about(result, worst.counterexample), library, words, case)


def about(result: PropertyResult, found: Counterexample) -> PropertyResult:
    """Return a verdict as if `found` were its counterexample."""
    return replace(result, verdict=replace(result.verdict, counterexample=found))


def element_name(result: PropertyResult, library: Library) -> str:
    """Return what the elements of the list are called."""
    for binding in result.property.inputs:
        if isinstance(binding.type, ListType):
            definition = library.record(binding.type.element.name)
            return definition.label or definition.name
    return "…"
