"""Rows without a result: counted by reason, the first ones shown, all of them written on demand.

A row has one reason: the first check of the input that holds; else the first invariant that does
not; else the fault of the first clause that has none. The file of rejects says every check.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlglot import exp

from convention_dsl.core.nodes import ClauseRef
from convention_dsl.diagnostics.data import NO_VALUE
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.simulation.lists import BROKEN, GROUP_SHOWN, groups
from convention_dsl.simulation.pieces import bigint, table, varchar
from convention_dsl.simulation.queries import CALCULATED, Part, Rows, all_of, over, rows
from convention_dsl.simulation.reading import FILE, ROW, Check, Reading
from convention_dsl.simulation.reasons import DUPLICATE, NO_KEY
from convention_dsl.simulation.session import Session
from convention_dsl.simulation.summary import Example, Refusal
from convention_dsl.source import Span
from convention_dsl.targets.sql.building import binary, call, column, denial, identifier, named
from convention_dsl.targets.sql.naming import Names

STATUS, SHOWN, SAID = "refused_because", "refused_value", "refused_checks"
"""The columns of the queries here: the number of the reason, the text at fault, the checks."""

DUPLICATES = "convention_duplicates"
"""The table of the keys that several rows have."""

_SHOWN = 3
"""How many rows are shown for each reason."""


@dataclass(frozen=True)
class Reason:
    """Why a row is refused: of the input (`column`), or of a clause (`clause`, `span`)."""

    words: Wording
    column: str | None = None
    clause: ClauseRef | None = None
    span: Span | None = None
    is_of_group: bool = False
    is_fault: bool = False


@dataclass(frozen=True)
class Refused:
    """The query of the refused rows: their place, their reason, and columns carried along."""

    query: exp.Select
    reasons: tuple[Reason, ...]


def refused(
    parts: Sequence[Part], reading: Reading, kept: Mapping[str, str], language: str
) -> Refused:
    """Return the query of the refused rows; `kept` are input columns to carry, by their alias."""
    place = _place(reading, language)
    carried = {**place, **{alias: column(name) for alias, name in kept.items()}}
    found = rows(parts, replace(reading, scan=reading.located or reading.scan), carried)
    reasons = [Reason(each.reason, each.column) for each in reading.checks]
    later = list(_of_clauses(parts, found, len(reasons)))
    reasons += [each for _, _, many in later for each in many]
    ifs = [exp.If(this=is_early(), true=column(STATUS))]
    ifs += [exp.If(this=condition, true=value) for condition, value, _ in later]
    status = exp.Case(ifs=ifs, default=exp.Literal.number(0))
    others = [column(name) for name in carried if name != STATUS]
    bad = denial(column(CALCULATED))
    query = over(found.query, [named(status, STATUS), *others]).where(bad, copy=False)
    return Refused(query, tuple(reasons))


def _place(reading: Reading, language: str) -> dict[str, exp.Expression]:
    """Return where a row is and what the checks of the input say of it."""
    located = reading.located is not None
    return {
        FILE: column(FILE) if located else varchar(exp.null()),
        ROW: column(ROW) if located else bigint(exp.null()),
        STATUS: _numbered([each.holds for each in reading.checks]),
        SHOWN: _chosen(reading.checks),
        SAID: _said(reading.checks, language),
    }


def is_early() -> exp.Expression:
    """Return whether a check of the input refuses the row."""
    return binary(exp.GT, column(STATUS), exp.Literal.number(0))


def _numbered(conditions: Sequence[exp.Expression]) -> exp.Expression:
    ifs = [
        exp.If(this=each.copy(), true=exp.Literal.number(number))
        for number, each in enumerate(conditions, 1)
    ]
    return exp.Case(ifs=ifs, default=exp.Literal.number(0)) if ifs else exp.Literal.number(0)


def _chosen(checks: Sequence[Check]) -> exp.Expression:
    ifs = [exp.If(this=each.holds.copy(), true=each.shown.copy()) for each in checks]
    return exp.Case(ifs=ifs) if ifs else varchar(exp.null())


def _said(checks: Sequence[Check], language: str) -> exp.Expression:
    """Return every check that holds, in words."""
    colon = " : " if language == "fr" else ": "
    texts = [
        exp.Case(
            ifs=[
                exp.If(
                    this=each.holds.copy(),
                    true=exp.Literal.string(each.column + colon + each.reason.text(language)),
                )
            ]
        )
        for each in checks
    ]
    separator = " ; " if language == "fr" else "; "
    return call("concat_ws", exp.Literal.string(separator), *texts)


def _of_clauses(
    parts: Sequence[Part], found: Rows, before: int
) -> Iterator[tuple[exp.Expression, exp.Expression, list[Reason]]]:
    """Yield when a clause refuses a row, the number of the reason, and the reasons."""
    number = before
    for part, fault, demands in zip(parts, found.faults, found.demands, strict=True):
        ref = part.plan.clause
        for demand, alias in zip(part.plan.requirements, demands, strict=True):
            number += 1
            words = Wording(demand.label or demand.name, demand.label or demand.name)
            reason = Reason(words, None, ref, demand.span)
            yield denial(column(alias)), exp.Literal.number(number), [reason]
        if fault is not None:
            zero = exp.Literal.number(0)
            position = binary(exp.Add, column(fault), exp.Literal.number(number))
            reasons = [
                Reason(NO_VALUE[each.kind.value], None, ref, each.span, is_fault=True)
                for each in part.plan.faults
            ]
            yield binary(exp.NEQ, column(fault), zero), position, reasons
            number += len(reasons)


# By reason ---------------------------------------------------------------------------------------


def refusals(session: Session, found: Refused) -> tuple[Refusal, ...]:
    """Return how many rows each reason refuses, and the first of them."""
    place = exp.Struct(
        expressions=[
            exp.PropertyEQ(this=identifier(name), expression=column(name))
            for name in (FILE, ROW, SHOWN)
        ]
    )
    first = call("min", place, exp.Literal.number(_SHOWN))
    columns = [column(STATUS), exp.Count(this=exp.Star()), first]
    query = over(found.query.copy(), columns).group_by(column(STATUS), copy=False)
    query = query.order_by(column(STATUS), copy=False)
    return tuple(_refusal(found.reasons[row[0] - 1], row[1], row[2]) for row in session.run(query))


def _refusal(reason: Reason, count: int, first: Sequence[Mapping[str, object]]) -> Refusal:
    examples = tuple(
        Example(
            None if each[FILE] is None else str(each[FILE]),
            None if each[ROW] is None else int(str(each[ROW])),
            None if each[SHOWN] is None else str(each[SHOWN]),
        )
        for each in first
    )
    return Refusal(
        reason.column,
        reason.words,
        count,
        examples,
        reason.clause,
        reason.span,
        reason.is_fault,
    )


def rejects(found: Refused, kept: Mapping[str, str], language: str) -> exp.Select:
    """Return the rows of the file of rejects: place, reason, value, and the row as it was."""
    names = Names()
    words = ("fichier", "ligne", "motif", "valeur") if language == "fr" else _ENGLISH
    own = [names.new(word) for word in words]
    own_values = [column(FILE), column(ROW), _reason(found, language), column(SHOWN)]
    columns = [named(value, name) for value, name in zip(own_values, own, strict=True)]
    columns += [named(column(alias), names.new(name)) for alias, name in kept.items()]
    query = over(found.query.copy(), columns)
    return query.order_by(column(FILE), column(ROW), copy=False)


_ENGLISH = ("file", "row", "reason", "value")


def _reason(found: Refused, language: str) -> exp.Expression:
    ifs = [
        exp.If(
            this=binary(exp.EQ, column(STATUS), exp.Literal.number(number)),
            true=exp.Literal.string(_clause_words(each, language)),
        )
        for number, each in enumerate(found.reasons, 1)
        if each.clause is not None or each.is_of_group
    ]
    return exp.Case(ifs=ifs, default=column(SAID)) if ifs else column(SAID)


def _clause_words(reason: Reason, language: str) -> str:
    colon = " : " if language == "fr" else ": "
    return f"{reason.column or reason.clause}{colon}{reason.words.text(language)}"


# Duplicates --------------------------------------------------------------------------------------


def repeated_keys(session: Session, reading: Reading, key: str) -> int:
    """Keep the keys that several rows have in a table; return how many there are."""
    many = binary(exp.GT, exp.Count(this=exp.Star()), exp.Literal.number(1))
    value = _key(reading, key)
    query = exp.select(named(value, key), copy=False).from_(reading.scan.copy(), copy=False)
    query = query.where(_known(value.copy()), copy=False).group_by(value.copy(), copy=False)
    from convention_dsl.simulation.totals import create

    session.run(create(DUPLICATES, query.having(many, copy=False)))
    return int(session.one(f'SELECT count(*) FROM "{DUPLICATES}"')[0])


def key_checks(reading: Reading, key: str, *, repeated: bool) -> tuple[Check, ...]:
    """Return the checks of a column whose value must tell every row from the others.

    All the rows of a repeated key are refused: nothing says which of them is right.
    """
    value, shown = _key(reading, key), varchar(column(key))
    missing = exp.Is(this=value.copy(), expression=exp.null())
    checks = [Check(key, NO_KEY, missing, shown)]
    if repeated:
        # A key that is there compares with the keys of the table, none of which is NULL.
        among = exp.In(
            this=value,
            query=exp.select(column(key)).from_(table(DUPLICATES)).subquery(),
        )
        holds = call("coalesce", among, exp.false())
        checks.append(Check(key, DUPLICATE, holds, shown.copy()))
    return tuple(checks)


def _key(reading: Reading, key: str) -> exp.Expression:
    return column(key) if reading.key is None else reading.key.copy()


def _known(value: exp.Expression) -> exp.Expression:
    return denial(exp.Is(this=value, expression=exp.null()))


# Groups ------------------------------------------------------------------------------------------


def refused_groups(
    parts: Sequence[Part],
    reading: Reading,
    keys: Mapping[str, exp.Expression],
    kept: Mapping[str, str],
    language: str,
) -> Refused:
    """Return the query of the refused rows of clauses over lists.

    A row is refused for a check of its own, or with all those of its group.
    """
    scan = (reading.located or reading.scan).copy()
    place = _place(reading, language)
    carried = {**place, **{alias: column(name) for alias, name in kept.items()}}
    carried |= {name: value.copy() for name, value in keys.items()}
    own = exp.select(*(named(value, name) for name, value in carried.items()), copy=False)
    own = own.from_(scan, copy=False)
    found = groups(parts, reading, keys)
    reasons = [Reason(each.reason, each.column) for each in reading.checks]
    before = len(reasons)
    for each in reading.group_checks:
        reasons.append(Reason(each.reason, each.column, is_of_group=True))
    later = list(_of_clauses(parts, found, len(reasons)))
    reasons += [each for _, _, many in later for each in many]
    number = binary(exp.Add, column(BROKEN), exp.Literal.number(before))
    ifs = [exp.If(this=binary(exp.GT, column(BROKEN), exp.Literal.number(0)), true=number)]
    ifs += [exp.If(this=condition, true=value) for condition, value, _ in later]
    status = exp.Case(ifs=ifs, default=exp.Literal.number(0))
    bad = over(
        found.query,
        [named(column(key), f"g_{key}") for key in keys]
        + [named(status, "group_because"), column(GROUP_SHOWN)],
    ).where(denial(column(CALCULATED)), copy=False)
    return Refused(_joined(own, bad, list(keys)), tuple(reasons))


def _joined(own: exp.Select, bad: exp.Select, keys: Sequence[str]) -> exp.Select:
    """Return the rows of `own` that are refused alone or with their group."""
    same: list[exp.Expression] = [
        exp.NullSafeEQ(this=column(key), expression=column(f"g_{key}")) for key in keys
    ]
    of_group = exp.Coalesce(this=column("group_because"), expressions=[exp.Literal.number(0)])
    status = exp.Case(ifs=[exp.If(this=is_early(), true=column(STATUS))], default=of_group)
    shown = exp.Case(ifs=[exp.If(this=is_early(), true=column(SHOWN))], default=column(GROUP_SHOWN))
    replaced = exp.Star(except_=[column(name) for name in (STATUS, SHOWN)])
    joined = over(own, [replaced, named(status, STATUS), named(shown, SHOWN)])
    joined = joined.join(bad.subquery("g", copy=False), on=all_of(same), join_type="left")
    refused_ = binary(exp.GT, column(STATUS), exp.Literal.number(0))
    return over(joined, [exp.Star()]).where(refused_, copy=False)
