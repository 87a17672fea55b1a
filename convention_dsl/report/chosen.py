"""The open amounts of a counterexample: those that the prover chose, other than the text's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from convention_dsl.core.nodes import Value
from convention_dsl.core.program import Library, ParameterDef, Scope
from convention_dsl.core.texts import value_on
from convention_dsl.proof.verdict import PropertyResult
from convention_dsl.report.payslip import Words


def parameter_of(library: Library, id_: str) -> ParameterDef:
    """Return the parameter of an id (`book.name[@date]`)."""
    book, _, name = id_.partition("@")[0].partition(".")
    return next(each for each in library.books[book].parameters if each.name == name)


def chosen_amounts(result: PropertyResult, library: Library) -> dict[str, Value]:
    """Return, by id, the open amounts whose value is not that of the text."""
    found = result.verdict.counterexample
    if found is None:
        return {}
    return {
        id_: value
        for id_, value in found.parameters.items()
        if value != _in_text(parameter_of(library, id_), id_, result)
    }


def _in_text(parameter: ParameterDef, id_: str, result: PropertyResult) -> Value:
    pin = id_.partition("@")[2]
    day = date.fromisoformat(pin) if pin else result.start or result.end
    value = value_on(parameter, day)
    return None if value is None else value.value


def amount_rows(result: PropertyResult, library: Library, words: Words) -> list[tuple[str, str]]:
    """Return a row per amount chosen: its label, its value, and between what it was chosen."""
    rows = []
    for id_, value in chosen_amounts(result, library).items():
        parameter = parameter_of(library, id_)
        text = words.value(value, parameter.type)
        notes = words.semicolon.join(_notes(parameter, _in_text(parameter, id_, result), words))
        year = f" ({parameter.year})" if parameter.year else ""
        rows.append(((parameter.label or parameter.name) + year, f"{text} ({notes})"))
    return rows


def _notes(parameter: ParameterDef, own: Value, words: Words) -> list[str]:
    bounds = parameter.open_range
    low = bounds and bounds.low is not None and words.value(bounds.low, parameter.type)
    high = bounds and bounds.high is not None and words.value(bounds.high, parameter.type)
    if low and high:
        how = words.say("chosen between", low=low, high=high)
    elif low:
        how = words.say("chosen at least", low=low)
    else:
        how = words.say("chosen at most", high=high) if high else words.say("chosen")
    if own is None:
        return [how, words.say("not in the text")]
    return [how, words.say("in the text", value=words.value(own, parameter.type))]


def amounts_note(result: PropertyResult, library: Library, words: Words) -> str:
    """Return that the open amounts are those of the text, where there are some and all are."""
    found = result.verdict.counterexample
    is_plain = result.scope is Scope.OPEN and found is not None and bool(found.parameters)
    return words.say("as in the text") if is_plain and not chosen_amounts(result, library) else ""


def slip_notes(result: PropertyResult, library: Library, words: Words) -> Mapping[str, str]:
    """Return, by id, what a payslip says beside an amount chosen, instead of a source."""
    notes = {}
    for id_ in chosen_amounts(result, library):
        parameter = parameter_of(library, id_)
        own = _in_text(parameter, id_, result)
        notes[id_] = words.semicolon.join([words.say("chosen"), *_notes(parameter, own, words)[1:]])
    return notes
