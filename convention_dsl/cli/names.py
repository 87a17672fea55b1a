"""What the names on the command line mean: clauses, parameters, readings, properties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from convention_dsl import lookup, pipeline
from convention_dsl.cli.output import Out
from convention_dsl.diagnostics import Diagnostic
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.inputs.problems import nearest
from convention_dsl.pipeline import ClauseRef, ParameterDef, Value, Workspace


def clause_named(workspace: Workspace, text: str | None, out: Out) -> ClauseRef:
    """Return the clause that `--clause` names, or stop with the nearest name, or with them all."""
    names = lookup.clauses(workspace)
    own = [name for name in names if "." not in name] or list(names)
    if text is None:
        raise out.refuse(_unknown("E0564", "", own), workspace)
    found = names.get(text, [])
    if len(found) == 1:
        return found[0]
    if found:
        raise out.refuse(Diagnostic("E0559", None, _several(text, found)), workspace)
    raise out.refuse(_unknown("E0551", text, own), workspace)


def properties_named(workspace: Workspace, texts: Sequence[str], out: Out) -> tuple[str, ...]:
    """Return the properties that `--property` names, or stop with the nearest name."""
    names = {
        name: each.name
        for book in workspace.conventions
        for each in book.properties
        for name in (each.name, f"{book.name}.{each.name}")
    }
    for text in texts:
        if text not in names:
            own = [name for name in names if "." not in name]
            raise out.refuse(_unknown("E0552", text, own), workspace)
    return tuple(names[text] for text in texts)


def readings_named(workspace: Workspace, texts: Sequence[str], out: Out) -> dict[str, str]:
    """Return the reading chosen for each clause (`book.clause`)."""
    known = lookup.readings(workspace)
    chosen: dict[str, str] = {}
    for text in texts:
        clause, equal, name = text.rpartition("=")
        having = known.get(name, [])
        if equal:
            having = [each for each in having if clause in (each, each.partition(".")[2])]
        if not having:
            names = [f"{c.partition('.')[2]}={r}" if equal else r for r in known for c in known[r]]
            raise out.refuse(_unknown("E0555", text, list(dict.fromkeys(names))), workspace)
        chosen.update(dict.fromkeys(having, name))
    return chosen


def readings_for(
    workspace: Workspace, ref: ClauseRef, texts: Sequence[str], out: Out
) -> dict[str, str]:
    """Return the readings chosen of what `ref` depends on, or stop where one is missing.

    A reading is never chosen for the reader: the amount would look certain and is not.
    """
    chosen = readings_named(workspace, texts, out)
    needed = pipeline.readings_of(workspace, ref)
    for clause, names in needed.items():
        if clause in chosen:
            continue
        name = clause.partition(".")[2]
        options = [f"`{name}={reading}`" for reading in names]
        arguments = {"clause": name, "names": options}
        raise out.refuse(Diagnostic("E0562", None, arguments), workspace)
    return {clause: chosen[clause] for clause in needed}


def loaded(paths: Sequence[Path], params: Sequence[str], out: Out, *, force: bool) -> Workspace:
    """Return the texts, with the what-ifs of `--param`; show their messages, stop on errors."""
    workspace = pipeline.load(paths)
    out.messages(workspace.diagnostics, workspace.sources)
    if not workspace.conventions:
        raise out.refuse(Diagnostic("E0560", None), workspace)
    if not params:
        return workspace
    overrides = {}
    for param in params:
        name, value = _parameter_value(workspace, param, out, force=force)
        overrides[name] = value
    changed = pipeline.load(paths, overrides=overrides)
    out.messages(
        [d for d in changed.diagnostics if d not in workspace.diagnostics], changed.sources
    )
    return changed


def _parameter_value(
    workspace: Workspace, text: str, out: Out, *, force: bool
) -> tuple[str, Value]:
    name, equal, given = text.partition("=")
    if not equal:
        raise out.refuse(Diagnostic("E0558", None, {"text": text}), workspace)
    names = lookup.parameters(workspace)
    found = names.get(name.strip(), [])
    if len(found) > 1:
        raise out.refuse(Diagnostic("E0559", None, _several(name, found)), workspace)
    if not found:
        own = [each for each in names if "." not in each]
        raise out.refuse(_unknown("E0553", name.strip(), own), workspace)
    parameter = found[0]
    value = _read_value(workspace, parameter, given, out)
    if not force:
        _check_open(workspace, parameter, value, given, out)
    return f"{parameter.book}.{parameter.name}", value


def _read_value(workspace: Workspace, parameter: ParameterDef, text: str, out: Out) -> Value:
    from convention_dsl.inputs.cells import Conventions, converter
    from convention_dsl.inputs.problems import BadValueError
    from convention_dsl.types import DateType, NumberType

    wide = parameter.type
    if isinstance(wide, NumberType):
        wide = replace(wide, low=None, high=None, step=None)
    elif isinstance(wide, DateType):
        wide = DateType()
    book = workspace.library.books[parameter.book]
    try:
        return converter(wide, Conventions(decimal_comma=book.language == "fr"))(text)
    except BadValueError:
        arguments = {"text": text, "name": parameter.name, "expected": wide}
        raise out.refuse(Diagnostic("E0556", None, arguments), workspace) from None


def _check_open(
    workspace: Workspace, parameter: ParameterDef, value: Value, text: str, out: Out
) -> None:
    """Stop where a value is beyond what the text leaves open."""
    from fractions import Fraction

    from convention_dsl.types import NumberType

    allowed = parameter.open_range
    if allowed is not None and isinstance(value, Fraction):
        low, high = allowed.low, allowed.high
        in_range = (low is None or low <= value) and (high is None or value <= high)
        if in_range and (value / allowed.step).denominator == 1:
            return
    if any(value == dated.value for dated in parameter.values):
        return
    words = Wording("the text fixes it, nothing is open", "le texte le fixe, rien n'est ouvert")
    if allowed is not None and isinstance(parameter.type, NumberType):
        from convention_dsl.locale import LANGUAGES, describe_type

        open_type = replace(parameter.type, low=allowed.low, high=allowed.high, step=allowed.step)
        words = Wording(*(describe_type(open_type, language) for language in LANGUAGES))
    arguments = {"text": text.strip(), "name": parameter.name, "range": words}
    raise out.refuse(Diagnostic("E0554", None, arguments), workspace)


def date_chosen(workspace: Workspace, book: str, at: date | None) -> tuple[date | None, bool]:
    """Return the date of calculation and whether it was chosen for the reader.

    Today where the text is in force today, else the nearest date when it is; None where the text
    has no dates.
    """
    if at is not None:
        return at, False
    period = workspace.library.books[book].period
    if period.start is None and period.end is None:
        return date.today(), True
    return lookup.date_within(period, date.today()), True


def _several(text: str, found: Sequence[ClauseRef | ParameterDef]) -> Mapping[str, object]:
    return {"text": text, "names": [f"`{each.book}.{each.name}`" for each in found]}


def _unknown(code: str, text: str, names: list[str]) -> Diagnostic:
    shown = [f"`{name}`" for name in names[:20]]
    if len(names) > 20:
        shown.append("…")
    return Diagnostic(code, None, {"text": text, "names": shown}, (), nearest(text, names))
