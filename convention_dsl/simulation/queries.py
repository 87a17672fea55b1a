"""The rows of an input with what each clause gives for them: one query, whatever is asked of it.

Levels of SELECT, from the inside out: the columns of the plans, decoded, and whether a check
refuses the row; the same columns, harmless in the rows that are refused (a number beyond its range
could exceed the integers of the engine); the definitions of the plans; their results.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlglot import exp

from convention_dsl.calculator.plan.formula import DateKind, IntKind, Kind
from convention_dsl.calculator.plan.plan import Column, Plan, Result, Role
from convention_dsl.calculator.plan.traverse import needed, outputs
from convention_dsl.simulation.pieces import date
from convention_dsl.simulation.reading import Reading
from convention_dsl.targets.sql.building import binary, column, denial, named
from convention_dsl.targets.sql.dialects import Dialect
from convention_dsl.targets.sql.query import query
from convention_dsl.targets.sql.request import Wanted

__all__ = [
    "CALCULATED",
    "EACH_ROW",
    "SOUND",
    "WEIGHT",
    "Decoded",
    "Input",
    "Measure",
    "Outputs",
    "Part",
    "Plan",
    "Rows",
    "all_of",
    "asked",
    "finished",
    "harmless",
    "over",
    "over_source",
    "read_columns",
    "rows",
    "sound",
]

SOUND = "sound"
"""The column that says whether no check refuses the row."""
CALCULATED = "calculated"
"""The column that says whether the row has a value for every clause."""
WEIGHT = "weight"
"""The column that says how many rows a row stands for, where rows were counted first."""

EACH_ROW = exp.Count(this=exp.Star())
"""What counts rows where each stands for itself."""


@dataclass(frozen=True)
class Part:
    """A clause to calculate; `name` is that of its columns in the output."""

    name: str
    plan: Plan


@dataclass(frozen=True)
class Measure:
    """One scalar of what a clause gives for a row.

    `alias`, `divisor` (where the value is an exact quotient) and `known` (where there may be none)
    are columns of the queries here; `name` is what people are told.
    """

    part: int
    name: str
    result: Result
    alias: str
    divisor: str | None = None
    known: str | None = None

    @property
    def is_number(self) -> bool:
        """Whether it is a number: what can be summed."""
        return isinstance(self.result.kind, IntKind) and self.result.role is Role.VALUE

    def counts(self) -> exp.Expression:
        """Return whether a row has a value to count."""
        known = [column(self.known)] if self.known is not None else []
        return all_of([column(CALCULATED), *known])


@dataclass(frozen=True)
class Input:
    """What the plans read in a column: `names` are the plans' own, by the position of the part."""

    alias: str
    column: Column
    names: tuple[tuple[int, str], ...]
    others: tuple[Column, ...] = ()
    """Other inputs that are always the same: those that the table does not have, at one default."""


@dataclass(frozen=True)
class Rows:
    """A query of one line per row (or per kind of row), and what its columns are.

    `keys` are the columns that were carried along, `faults` the numbers of what went wrong by part,
    `demands` whether each invariant holds, in order.
    """

    query: exp.Select
    measures: tuple[Measure, ...]
    keys: tuple[str, ...]
    faults: tuple[str | None, ...]
    demands: tuple[tuple[str, ...], ...]
    inputs: tuple[Input, ...] = ()
    """What the plans read, by the columns that hold it, where it was asked for."""
    is_weighted: bool = False
    is_grouped: bool = False
    """Whether each line is a group of rows: the clauses are over lists."""


def rows(
    parts: Sequence[Part],
    reading: Reading,
    carried: Mapping[str, exp.Expression],
    *,
    counted: exp.Expression | None = None,
    with_inputs: bool = False,
) -> Rows:
    """Return the query of the results of `parts` for each row of `reading`.

    `carried` are expressions over the scan that are handed on, by the name they take. With
    `counted` (the aggregate that counts rows), equal rows are calculated once, and have a weight;
    `with_inputs`, what the plans read is handed on too. Raises `TooWideError`.
    """
    decoded = Decoded.of(parts, reading)
    source = decoded.query(reading, carried, counted=counted)
    handed = (*carried, SOUND, *((WEIGHT,) if counted is not None else ()))
    found = over_source(
        source, parts, decoded, handed, with_inputs=with_inputs, dialect=reading.dialect
    )
    return replace(found, keys=tuple(carried))


def over_source(
    source: exp.Select,
    parts: Sequence[Part],
    decoded: Decoded,
    handed: Sequence[str],
    *,
    with_inputs: bool = False,
    parameters: Sequence[Mapping[str, exp.Expression]] = (),
    dialect: Dialect = Dialect.DUCKDB,
) -> Rows:
    """Return the query of the results of `parts` over a source that has their columns.

    `handed` are further columns of the source to hand on; `parameters` are expressions for the
    parameters of each part, by name, where they are not at their values.
    """
    names = Outputs.of(parts)
    given = parameters or [{} for _ in parts]
    wanted = [
        Wanted(part.plan, columns, own, parameters=values, prefix=f"d{number}_")
        for number, (part, columns, own, values) in enumerate(
            zip(parts, decoded.scopes, names.parts, given, strict=True)
        )
    ]
    kept = {name: column(name) for name in handed}
    inputs = decoded.inputs(parts) if with_inputs else ()
    kept |= {each.alias: column(each.alias) for each in inputs}
    inner = query(source.subquery(copy=False), wanted, dialect, carried=kept)
    return replace(finished(parts, names, inner, handed), inputs=inputs)


# Decoding ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Decoded:
    """The columns of all plans over one scan: plans that read the same cells share a column."""

    expressions: Mapping[str, exp.Expression]
    kinds: Mapping[str, Kind]
    scopes: tuple[Mapping[str, exp.Expression], ...]

    @classmethod
    def of(cls, parts: Sequence[Part], reading: Reading) -> Decoded:
        """Return the columns that the parts need."""
        expressions: dict[str, exp.Expression] = {}
        kinds: dict[str, Kind] = {}
        names: dict[tuple[exp.Expression, Kind], str] = {}
        scopes: list[Mapping[str, exp.Expression]] = []
        for part, read in zip(parts, reading.plans, strict=True):
            scope: dict[str, exp.Expression] = {}
            for name, kind in read_columns(part.plan):
                key = (read.columns[name], kind)
                alias = names.setdefault(key, f"c{len(names)}")
                expressions[alias], kinds[alias] = read.columns[name], kind
                scope[name] = column(alias)
            scopes.append(scope)
        return cls(expressions, kinds, tuple(scopes))

    def inputs(self, parts: Sequence[Part]) -> tuple[Input, ...]:
        """Return what each column holds."""
        found: dict[str, Input] = {}
        for number, (part, scope) in enumerate(zip(parts, self.scopes, strict=True)):
            for each in part.plan.columns:
                if each.name in scope:
                    alias = scope[each.name].name
                    before = found.get(alias, Input(alias, each, ()))
                    names = (*before.names, (number, each.name))
                    others = before.others if _same(before.column, each) else (*before.others, each)
                    found[alias] = replace(before, names=names, others=others)
        return tuple(found.values())

    def query(
        self,
        reading: Reading,
        carried: Mapping[str, exp.Expression],
        *,
        counted: exp.Expression | None,
    ) -> exp.Select:
        """Return the columns, harmless where a check refuses the row."""
        own = [named(value.copy(), name) for name, value in self.expressions.items()]
        kept = [named(value.copy(), name) for name, value in carried.items()]
        inner = exp.select(*kept, *own, named(sound(reading), SOUND), copy=False)
        inner = inner.from_(reading.scan.copy(), copy=False)
        if counted is not None:
            keys = inner.selects
            inner = inner.select(named(counted.copy(), WEIGHT), copy=False)
            inner = inner.group_by(
                *(exp.Literal.number(n + 1) for n in range(len(keys))), copy=False
            )
        handed = [*carried, SOUND, *([WEIGHT] if counted is not None else [])]
        guarded = [
            named(harmless(column(name), kind, column(SOUND)), name)
            for name, kind in self.kinds.items()
        ]
        return over(inner, [*map(column, handed), *guarded])


def read_columns(plan: Plan) -> Iterable[tuple[str, Kind]]:
    """Yield the columns of rows that the results of a plan depend on, with their kinds."""
    wanted = needed(plan, outputs(plan))
    return ((each.name, each.kind) for each in plan.columns if each.name in wanted)


def sound(reading: Reading) -> exp.Expression:
    """Return whether no check refuses a row."""
    checks = [denial(check.holds.copy()) for check in reading.checks]
    return all_of(checks)


def all_of(conditions: Sequence[exp.Expression]) -> exp.Expression:
    """Return whether all of the conditions hold."""
    if not conditions:
        return exp.true()
    found, *others = conditions
    for each in others:
        found = binary(exp.And, found, each)
    return found


def over(inner: exp.Select, columns: Sequence[exp.Expression]) -> exp.Select:
    """Return a SELECT of `columns` over `inner`."""
    return exp.select(*columns, copy=False).from_(inner.subquery(copy=False), copy=False)


def harmless(value: exp.Expression, kind: Kind, is_sound: exp.Expression) -> exp.Expression:
    """Return a value, within its bounds where `is_sound` does not hold."""
    match kind:
        case IntKind(low=low):
            other: exp.Expression = exp.Literal.number(low)
        case DateKind(low=low):
            other = date(low.isoformat())
        case _:
            return value.copy()
    return exp.Case(ifs=[exp.If(this=is_sound.copy(), true=value.copy())], default=other)


def _same(one: Column, other: Column) -> bool:
    """Return whether two plans' columns are the same input."""
    return (one.path, one.role, one.member) == (other.path, other.role, other.member)


# Results -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Outputs:
    """The columns that the query of plans gives: of each part by the plan's names."""

    parts: tuple[Mapping[str, str], ...]

    @classmethod
    def of(cls, parts: Sequence[Part]) -> Outputs:
        """Name the results, the fault and the invariants of each part."""
        return cls(
            tuple(
                {name: f"o{number}_{index}" for index, name in enumerate(asked(part.plan))}
                for number, part in enumerate(parts)
            )
        )

    def measures(self, parts: Sequence[Part]) -> tuple[Measure, ...]:
        """Return the scalars that the clauses give, in order."""
        found: list[Measure] = []
        for number, (part, names) in enumerate(zip(parts, self.parts, strict=True)):
            known = {
                each.path: names[each.name] for each in part.plan.results if each.role is Role.KNOWN
            }
            for result in part.plan.results:
                if result.role is Role.KNOWN:
                    continue
                per = result.denominator
                divisor = names[per] if per is not None else None
                name = part.name + _suffix(result)
                there = (result.path[:end] for end in range(len(result.path), -1, -1))
                is_there = next((known[path] for path in there if path in known), None)
                found.append(Measure(number, name, result, names[result.name], divisor, is_there))
        return tuple(found)

    def fault(self, number: int, part: Part) -> str | None:
        """Return the column of the fault of a part."""
        return self.parts[number][part.plan.fault] if part.plan.fault is not None else None

    def demands(self, number: int, part: Part) -> tuple[str, ...]:
        """Return the columns of the invariants of a part."""
        return tuple(self.parts[number][each.name] for each in part.plan.requirements)


def asked(plan: Plan) -> tuple[str, ...]:
    """Return the names that a calculation is after, those of elements of lists aside."""
    elements = {each.name for list_ in plan.lists for each in list_.requirements}
    return tuple(name for name in outputs(plan) if name not in elements)


def _suffix(result: Result) -> str:
    """Return how a scalar is told from the others of the same clause."""
    member = () if result.member is None else (str(result.member),)
    return ".".join(("", *result.path, *member))


def finished(
    parts: Sequence[Part], names: Outputs, inner: exp.Select, carried: Sequence[str]
) -> Rows:
    """Return the rows of the query of plans, with whether each has a value for every clause."""
    holds: list[exp.Expression] = [column(SOUND)] if SOUND in carried else []
    faults: list[str | None] = []
    demands: list[tuple[str, ...]] = []
    for number, part in enumerate(parts):
        demands.append(names.demands(number, part))
        faults.append(names.fault(number, part))
        holds += map(column, demands[-1])
        fault = faults[-1]
        holds += [exp.EQ(this=column(fault), expression=_ZERO)] if fault is not None else []
    query_ = over(inner, [exp.Star(), named(all_of(holds), CALCULATED)])
    keys = tuple(key for key in carried if key not in (SOUND, WEIGHT))
    return Rows(
        query_,
        names.measures(parts),
        keys,
        tuple(faults),
        tuple(demands),
        is_weighted=WEIGHT in carried,
    )


_ZERO = exp.Literal.number(0)
