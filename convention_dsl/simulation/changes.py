"""Who gains and who loses between two texts, over rows that were calculated under both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import lcm

from sqlglot import exp

from convention_dsl.calculator.plan.plan import Role
from convention_dsl.simulation.bands import Bands, bands, value_of
from convention_dsl.simulation.pieces import hugeint, table
from convention_dsl.simulation.queries import CALCULATED, WEIGHT, Input, Measure, Part, Rows, over
from convention_dsl.simulation.session import Session
from convention_dsl.simulation.summary import Breakdown, Case, Change, Comparison
from convention_dsl.simulation.totals import GROUPS, create, filled_group
from convention_dsl.targets.sql.building import binary, call, column, named

CHANGES = "convention_changes"
"""The table of the changes: how many rows (or groups) have each, with what the texts read."""
BEFORE, AFTER, CHANGE, COUNT = "before", "after", "change", "n"

_CASES = 3
"""How many of those who lose most, and gain most, are shown."""
_SHOWN = 8
"""Into how many classes the values of one of them are put."""
_BREAKDOWNS = 6
"""How many inputs are shown: those that explain most of the change."""


@dataclass(frozen=True)
class Pair:
    """The number of each text, and what brings both to one scale."""

    after: Measure
    before: Measure

    @classmethod
    def of(cls, rows: Rows) -> Pair:
        """Return the pair that the first and the last part make."""
        return cls(rows.measures[0], rows.measures[-1])

    @property
    def scale(self) -> int:
        """The scale that both numbers have after `brought`."""
        return lcm(self.after.result.scale, self.before.result.scale)

    def brought(self, measure: Measure, value: exp.Expression) -> exp.Expression:
        """Return a value of a measure at the common scale."""
        factor = self.scale // measure.result.scale
        wide = hugeint(value)
        return binary(exp.Mul, wide, exp.Literal.number(factor)) if factor > 1 else wide


def of_rows(session: Session, rows: Rows, parts: Sequence[Part]) -> Comparison:
    """Return the comparison of rows; `rows` have the inputs."""
    pair = Pair.of(rows)
    values = {
        BEFORE: pair.brought(pair.before, column(pair.before.alias)),
        AFTER: pair.brought(pair.after, column(pair.after.alias)),
    }
    inputs = [column(each.alias) for each in rows.inputs]
    weight: exp.Expression = call("sum", column(WEIGHT)) if rows.is_weighted else _STAR
    counted = [named(value, name) for name, value in values.items()]
    query = over(rows.query, [*inputs, *counted, named(hugeint(weight.copy()), COUNT)])
    query = query.where(column(CALCULATED), copy=False)
    keys = [*inputs, *(value.copy() for value in values.values())]
    _keep(session, query.group_by(*(key.copy() for key in keys), copy=False))
    found = _whole(session, pair)
    plans = [part.plan for part in parts]
    classes = [(each, found_) for each in rows.inputs if (found_ := _classes(each, plans))]
    everyone = [_breakdown(session, pair, each, found_) for each, found_ in classes]
    return _with(
        found,
        breakdowns=_telling(everyone, found),
        losses=_cases(session, pair, rows.inputs, is_loss=True),
        gains=_cases(session, pair, rows.inputs, is_loss=False),
    )


def of_groups(session: Session, rows: Rows, by: tuple[str, ...]) -> Comparison:
    """Return the comparison of the sums of groups, from the table of groups."""
    pair = Pair.of(rows)
    values = {
        BEFORE: pair.brought(pair.before, column(f"s_{pair.before.alias}")),
        AFTER: pair.brought(pair.after, column(f"s_{pair.after.alias}")),
    }
    counted = [named(value, name) for name, value in values.items()]
    query = exp.select(*counted, named(hugeint(_STAR.copy()), COUNT), copy=False)
    query = query.from_(table(GROUPS), copy=False)
    query = query.where(filled_group(rows), copy=False)
    _keep(session, query.group_by(*(value.copy() for value in values.values()), copy=False))
    return _with(_whole(session, pair), by=by)


_STAR = exp.Count(this=exp.Star())
_ZERO = exp.Literal.number(0)


def _keep(session: Session, query: exp.Select) -> None:
    change = named(binary(exp.Sub, column(AFTER), column(BEFORE)), CHANGE)
    session.run(f'DROP TABLE IF EXISTS "{CHANGES}"')
    session.run(create(CHANGES, over(query, [exp.Star(), change])))


def _with(found: Comparison, **changed: object) -> Comparison:
    from dataclasses import replace

    return replace(found, **changed)  # type: ignore[arg-type]


# The whole ---------------------------------------------------------------------------------------

_WHOLE = f"""
SELECT coalesce(sum({BEFORE} * {COUNT}), 0), coalesce(sum({AFTER} * {COUNT}), 0),
  coalesce(sum({COUNT}), 0),
  coalesce(sum({COUNT}) FILTER ({CHANGE} > 0), 0),
  coalesce(sum({CHANGE} * {COUNT}) FILTER ({CHANGE} > 0), 0),
  coalesce(sum({COUNT}) FILTER ({CHANGE} < 0), 0),
  coalesce(sum({CHANGE} * {COUNT}) FILTER ({CHANGE} < 0), 0)
FROM "{CHANGES}"
"""

_CUMULATED = f"""
SELECT {CHANGE}, sum(sum({COUNT})) OVER (ORDER BY {CHANGE}) FROM "{CHANGES}"
GROUP BY {CHANGE} ORDER BY {CHANGE}
"""


def _whole(session: Session, pair: Pair) -> Comparison:
    before, after, count, gainers, gained, losers, lost = map(int, session.one(_WHOLE))
    scale = pair.scale
    return Comparison(
        before=Fraction(before, scale),
        after=Fraction(after, scale),
        count=count,
        gainers=gainers,
        gained=Fraction(gained, scale),
        losers=losers,
        lost=Fraction(lost, scale),
        deciles=tuple(Fraction(each, scale) for each in _deciles(session, count)),
    )


def _deciles(session: Session, count: int) -> list[int]:
    """Return the smallest change, those up to which 1 to 9 tenths of the rows are, the largest."""
    if not count:
        return []
    found: list[int] = []
    for change, up_to in session.run(_CUMULATED):
        while len(found) < 11 and up_to * 10 >= max(1, len(found) * count):
            found.append(int(change))
    return found


# Who they are ------------------------------------------------------------------------------------


def _classes(given: Input, plans: Sequence[object]) -> Bands | None:
    if given.column.optional and given.column.role is Role.VALUE:
        return None
    return bands(given, plans)  # type: ignore[arg-type]


def _breakdown(session: Session, pair: Pair, given: Input, classes: Bands) -> Breakdown:
    number = classes.number.sql("duckdb")
    found = session.run(
        f"SELECT {number} AS class, sum({COUNT}), sum({CHANGE} * {COUNT}), "
        f"coalesce(sum({COUNT}) FILTER ({CHANGE} > 0), 0), "
        f"coalesce(sum({COUNT}) FILTER ({CHANGE} < 0), 0) "
        f'FROM "{CHANGES}" GROUP BY class ORDER BY class'
    )
    changes = tuple(
        Change(
            *classes.bounds[position],
            rows=int(count),
            difference=Fraction(int(difference), pair.scale),
            gainers=int(gainers),
            losers=int(losers),
        )
        for position, count, difference, gainers, losers in found
    )
    return Breakdown(given.column, tuple(merged(changes)))


def merged(changes: Sequence[Change]) -> list[Change]:
    """Return as few classes as a reader takes in: neighbours that change alike are made one."""
    found = list(changes)
    while len(found) > _SHOWN and not isinstance(found[0].low, bool | str):
        costs = [_apart(*pair) for pair in pairwise(found)]
        place = costs.index(min(costs))
        found[place : place + 2] = [_together(*found[place : place + 2])]
    return found


def _apart(one: Change, other: Change) -> Fraction:
    """Return how much of the differences between rows would be lost by making two classes one."""
    size = Fraction(one.rows * other.rows, one.rows + other.rows)
    return size * (one.mean - other.mean) ** 2


def _together(one: Change, other: Change) -> Change:
    return Change(
        one.low,
        other.high,
        one.rows + other.rows,
        one.difference + other.difference,
        one.gainers + other.gainers,
        one.losers + other.losers,
    )


def _telling(found: Sequence[Breakdown], whole: Comparison) -> tuple[Breakdown, ...]:
    """Return the breakdowns whose classes differ most in their mean change, in that order."""
    mean = whole.difference / whole.count if whole.count else Fraction(0)

    def explained(each: Breakdown) -> Fraction:
        parts = (change.rows * (change.mean - mean) ** 2 for change in each.changes)
        return sum(parts, Fraction(0))

    telling = [each for each in found if len(each.changes) > 1 and explained(each) > 0]
    return tuple(sorted(telling, key=explained, reverse=True)[:_BREAKDOWNS])


def _cases(
    session: Session, pair: Pair, inputs: Sequence[Input], *, is_loss: bool
) -> tuple[Case, ...]:
    """Return the largest losses (or gains), how many rows have each, and one of those rows."""
    fields = ", ".join(f"'{each.alias}': \"{each.alias}\"" for each in inputs)
    example = f"min({{{fields}}})" if inputs else "NULL"
    sign, order = ("<", "ASC") if is_loss else (">", "DESC")
    found = session.run(
        f"SELECT {BEFORE}, {AFTER}, sum({COUNT}), {example} "
        f'FROM "{CHANGES}" WHERE {CHANGE} {sign} 0 GROUP BY {BEFORE}, {AFTER} '
        f"ORDER BY {AFTER} - {BEFORE} {order}, {BEFORE} LIMIT {_CASES}"
    )
    return tuple(
        Case(
            Fraction(int(before), pair.scale),
            Fraction(int(after), pair.scale),
            tuple((each.column, value_of(each.column, own[each.alias])) for each in inputs),
            int(count),
        )
        for before, after, count, own in found
    )
