"""The surface tree: what an author wrote, one frozen class per production.

Names are not resolved and nothing has a type. Both surfaces give the same tree. Spans index the
text as written and take no part in equality.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from convention_dsl.core.nodes import Duration, RoundingMode
from convention_dsl.core.program import Scope, Status
from convention_dsl.core.provenance import Confidence
from convention_dsl.source import NOWHERE, Span
from convention_dsl.types import NumberKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What every node has: a place."""

    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Node):
    """An identifier where it stands (NFC, elision dropped)."""

    text: str


# Expressions ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLiteral(Node):
    """`55 €`, `12.5 %`, `1234`, `0.25`: the exact value (euros; fractions of one for a rate)."""

    value: Fraction
    kind: NumberKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BooleanLiteral(Node):
    """`yes` or `no`."""

    value: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLiteral(Node):
    """`2026-01-01`, `1er janvier 2026`."""

    value: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationLiteral(Node):
    """`3 months`, `10 jours`."""

    value: Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownLiteral(Node):
    """`unknown`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeLiteral(Node):
    """`before`, in `at least as high as before`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameExpr(Node):
    """A bare name: an input, a local name, a parameter, an item, a given's field."""

    name: str


class BinaryOperator(StrEnum):
    """Binary operators as written; `semantics` gives them their core operators."""

    IMPLIES = "implies"
    OR = "or"
    AND = "and"
    EQUAL = "="
    NOT_EQUAL = "≠"
    LESS = "<"
    LESS_EQUAL = "<="
    GREATER = ">"
    GREATER_EQUAL = ">="
    IN = "in"
    CONTAINS = "contains"
    MEETS = "meets"
    INCLUDED_IN = "included in"
    CAPPED_AT = "capped at"
    WITH_A_MINIMUM_OF = "with a minimum of"
    ADD = "+"
    SUBTRACT = "-"
    UNION = "union"
    WITHOUT = "without"
    MULTIPLY = "*"
    DIVIDE = "/"
    FLOOR_DIVIDE = "div"
    MODULO = "mod"
    INTERSECTION = "intersection"
    PERCENT_OF = "of"
    IF_UNKNOWN = "if unknown"
    YEARS_BETWEEN = "years between"
    MONTHS_BETWEEN = "months between"
    DAYS_BETWEEN = "days between"


class UnaryOperator(StrEnum):
    """Unary operators as written, prefix or postfix."""

    NOT = "not"
    NEGATE = "-"
    IS_EMPTY = "is empty"
    IS_NOT_EMPTY = "is not empty"
    IS_KNOWN = "is known"
    IS_UNKNOWN = "is unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Binary(Node):
    operator: BinaryOperator
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Unary(Node):
    operator: UnaryOperator
    operand: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional(Node):
    """`if c then a else b`."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeExpr(Node):
    """`75..79`, `50 %..<80 %`: right of `in`, inside a set, in a cell."""

    low: Expression
    high: Expression
    half_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldAccess(Node):
    """`p.age`, `age of p`; also `alias.parameter`."""

    target: Expression
    name: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class CallExpr(Node):
    """`base(p)`, `former.base(p)`, `d.score(i)`, `min(a, b)`: the callee is a name or an access."""

    callee: NameExpr | FieldAccess
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPart(Node):
    """`age: 82` in a record."""

    name: Name
    value: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordExpr(Node):
    """`Patient(age: 82, ald: yes)`; also values per item, `Indicator(a: 1)`, by enumeration."""

    record: Name
    parts: tuple[NamedPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithExpr(Node):
    """`p with (c2s: yes)`."""

    record: Expression
    parts: tuple[NamedPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetExpr(Node):
    """`{a, b}`, `{1, 2, 5..10}`, `{}`: members may be `RangeExpr`s."""

    members: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListExpr(Node):
    """`[p, q]`."""

    members: tuple[Expression, ...]


class AggregateWord(StrEnum):
    """The aggregates as written."""

    NUMBER = "number of"
    SUM = "sum of"
    AVERAGE = "average of"
    SMALLEST = "smallest of"
    LARGEST = "largest of"
    SOME = "some"
    ALL = "all"
    SHARE = "share of"
    LOWEST = "the one with the lowest"
    HIGHEST = "the one with the highest"


@dataclass(frozen=True, slots=True, kw_only=True)
class AggregateExpr(Node):
    """An aggregate. `body` is None for NUMBER and SHARE; for SOME and ALL it is the condition."""

    word: AggregateWord
    variable: Name
    domain: Expression
    body: Expression | None = None
    filter: Expression | None = None
    if_empty: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowsExpr(Node):
    """`L follows NAME`: all that the population says holds of the list."""

    list: Expression
    population: NameExpr | FieldAccess


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundTarget(Node):
    """`to the cent`, `down to the euro`, `to 0.05 €`: the step as a literal (1 for the unit)."""

    step: NumberLiteral
    mode: RoundingMode = RoundingMode.HALF_AWAY


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundExpr(Node):
    """`round x to the cent`."""

    value: Expression
    target: RoundTarget


Expression = (
    NumberLiteral
    | BooleanLiteral
    | DateLiteral
    | DurationLiteral
    | UnknownLiteral
    | BeforeLiteral
    | NameExpr
    | Binary
    | Unary
    | Conditional
    | RangeExpr
    | FieldAccess
    | CallExpr
    | RecordExpr
    | WithExpr
    | SetExpr
    | ListExpr
    | AggregateExpr
    | FollowsExpr
    | RoundExpr
)


# Types ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberTypeExpr(Node):
    """`integer 0..120`, `amount`, `rate 0 %..100 % step 0.1 %`; the bounds are constants."""

    kind: NumberKind
    range: RangeExpr | None = None
    step: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BooleanTypeExpr(Node):
    """`boolean`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateTypeExpr(Node):
    """`date`, `date 1900-01-01..2040-12-31`."""

    range: RangeExpr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedTypeExpr(Node):
    """The name of an enumeration or a record."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTypeExpr(Node):
    """`set of E`, `set of integer 1..32`."""

    element: NamedTypeExpr | NumberTypeExpr


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTypeExpr(Node):
    """`list of Patient`."""

    element: NamedTypeExpr


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionalTypeExpr(Node):
    """`optional date`."""

    inner: TypeExpression


TypeExpression = (
    NumberTypeExpr
    | BooleanTypeExpr
    | DateTypeExpr
    | NamedTypeExpr
    | SetTypeExpr
    | ListTypeExpr
    | OptionalTypeExpr
)


# Metadata and inputs ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata(Node):
    """What stands after a header, in any order; each at most once (a second one is an error)."""

    label: str = ""
    source: str | None = None
    confidence: Confidence | None = None
    promised_by: tuple[str, ...] = ()
    demanded_by: tuple[str, ...] = ()
    replaces: FieldAccess | NameExpr | None = None
    prevails_over: tuple[Name, ...] = ()
    in_force: PeriodExpr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodExpr(Node):
    """`in force from D until D`; either may be missing."""

    start: date | None = None
    end: date | None = None


NO_METADATA = Metadata()


@dataclass(frozen=True, slots=True, kw_only=True)
class InputDecl(Node):
    """`p: Patient` among a clause's inputs, givens or quantifiers (`a, b : T` gives two)."""

    name: Name
    type: TypeExpression
    label: str = ""


# Clause bodies ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaTerm(Node):
    """A line of a formula; `negative` for `minus`. The first term of a formula has no condition."""

    value: Expression
    condition: Expression | None = None
    negative: bool = False
    metadata: Metadata = NO_METADATA


@dataclass(frozen=True, slots=True, kw_only=True)
class LetDecl(Node):
    """`let x = e`."""

    name: Name
    value: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula(Node):
    """`= term plus term … subject to c`."""

    terms: tuple[FormulaTerm, ...]
    gate: Expression | None = None
    gate_label: str = ""


class CellOperator(StrEnum):
    """How a cell's condition compares the header with its operand."""

    ANY = "-"
    EQUAL = "="
    NOT = "not"
    LESS = "<"
    LESS_EQUAL = "<="
    GREATER = ">"
    GREATER_EQUAL = ">="
    RANGE = ".."
    CONTAINS = "contains"
    MEETS = "meets"
    INCLUDED_IN = "included in"
    IN = "in"
    UNKNOWN = "unknown"
    KNOWN = "known"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellTest(Node):
    """`>= 80`, `75..79`, `no`, `third`: operand None for ANY, UNKNOWN and KNOWN."""

    operator: CellOperator
    operand: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Node):
    """A condition cell: a comma is "or", `and` within an alternative is "and"."""

    alternatives: tuple[tuple[CellTest, ...], ...]
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueHeader(Node):
    """An output column headed by a type word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldHeader(Node):
    """An output column for field `name` of the record returned."""

    name: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionHeader(Node):
    """An output column of a cross table: it applies where `condition` holds."""

    condition: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class DateHeader(Node):
    """An output column of a dated table: it applies from `start` on."""

    start: date


OutputHeader = ValueHeader | FieldHeader | ConditionHeader | DateHeader


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow(Node):
    """A row: one cell per condition column, one expression per output column."""

    cells: tuple[Cell, ...]
    outputs: tuple[Expression, ...]
    metadata: Metadata = NO_METADATA


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid(Node):
    """A table."""

    headers: tuple[Expression, ...]
    outputs: tuple[OutputHeader, ...]
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhenCase(Node):
    """`when c then v "label" source …`."""

    condition: Expression
    value: Expression
    metadata: Metadata = NO_METADATA


@dataclass(frozen=True, slots=True, kw_only=True)
class WhenCases(Node):
    """Cases, with the `otherwise` that may end them."""

    cases: tuple[WhenCase, ...]
    otherwise: Expression | None = None
    otherwise_metadata: Metadata = NO_METADATA


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Node):
    """A formula, a table or cases, with the local names that follow it (earlier ones first)."""

    value: Formula | Grid | WhenCases
    lets: tuple[LetDecl, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingDecl(Node):
    """`reading strict "ALD only" = …`; the name is None where a clause has one body only."""

    name: Name | None
    body: Body
    label: str = ""


# Declarations -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumItem(Node):
    name: Name
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumDecl(Node):
    name: Name
    items: tuple[EnumItem, ...]
    ordered: bool
    metadata: Metadata = NO_METADATA


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDecl(Node):
    """A field; `per_item` names the enumeration of a per-item field."""

    name: Name
    type: TypeExpression
    per_item: Name | None = None
    default: Expression | None = None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvariantDecl(Node):
    """`such that c "label"` in a record."""

    condition: Expression
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDecl(Node):
    name: Name
    fields: tuple[FieldDecl, ...]
    invariants: tuple[InvariantDecl, ...]
    metadata: Metadata = NO_METADATA


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedValueDecl(Node):
    """`from D : v source …`; start None for `= v`."""

    start: date | None
    value: Expression
    metadata: Metadata = NO_METADATA


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDecl(Node):
    """`open at least a at most b step s`."""

    low: Expression | None = None
    high: Expression | None = None
    step: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterDecl(Node):
    """A parameter, or a budget line: then with the year that it is about."""

    name: Name
    type: TypeExpression
    values: tuple[DatedValueDecl, ...]
    open: OpenDecl | None = None
    year: int | None = None
    metadata: Metadata = NO_METADATA


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultDecl(Node):
    """`: amount 0 €..500 € in whole cents`, `: amount rounded to the cent`."""

    type: TypeExpression
    whole_cents: bool = False
    rounding: RoundTarget | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseDecl(Node):
    name: Name
    inputs: tuple[InputDecl, ...]
    result: ResultDecl
    readings: tuple[ReadingDecl, ...]
    metadata: Metadata = NO_METADATA


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenDecl(Node):
    """`given d: Doctor`; no inputs for `given nothing`."""

    inputs: tuple[InputDecl, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionDecl(Node):
    name: Name
    target: NameExpr | FieldAccess
    condition: Expression
    body: Body
    metadata: Metadata = NO_METADATA


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleDecl(Node):
    """`example "…" call = value at D reading R`."""

    actual: Expression
    expected: Expression
    day: date | None = None
    readings: tuple[Name, ...] = ()
    label: str = ""


READING_COLUMN = "@reading"
"""What the header `reading` is called: no field can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamplesDecl(Node):
    """`examples of fmt` and a table; a header is an input, a field, a path, `at` or `reading`."""

    clause: NameExpr | FieldAccess
    headers: tuple[NameExpr | FieldAccess, ...]
    outputs: tuple[OutputHeader, ...]
    rows: tuple[ExampleRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleRow(Node):
    """A row of examples: one expression per column (None for `-`: the field's default)."""

    cells: tuple[Expression | None, ...]
    outputs: tuple[Expression, ...]
    metadata: Metadata = NO_METADATA


class Direction(StrEnum):
    """How a monotone claim moves."""

    INCREASES = "increases"
    NEVER_DECREASES = "never decreases"
    DECREASES = "decreases"
    NEVER_INCREASES = "never increases"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionClaim(Node):
    condition: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class MonotoneClaim(Node):
    """`e increases with p.age, all else equal except p.nos`."""

    subject: Expression
    direction: Direction
    path: Expression
    exceptions: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DependenceClaim(Node):
    """`e depends only on paths` (`only`), `e does not depend on paths`."""

    subject: Expression
    only: bool
    paths: tuple[Expression, ...]


Claim = ConditionClaim | MonotoneClaim | DependenceClaim


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedDecl(Node):
    status: Status
    reason: str = ""
    scope: Scope | None = None
    reading: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyDecl(Node):
    """A property; `threshold` is the input after "for which"."""

    name: Name
    inputs: tuple[InputDecl, ...]
    hypotheses: tuple[Expression, ...]
    claim: Claim
    lets: tuple[LetDecl, ...] = ()
    scopes: tuple[Scope, ...] = ()
    period: PeriodExpr | None = None
    expectations: tuple[ExpectedDecl, ...] = ()
    threshold: InputDecl | None = None
    metadata: Metadata = NO_METADATA


class ColumnRole(StrEnum):
    """What a column of a population's file says of a class."""

    FIELD = "field"
    COUNT = "count"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    SHARE = "share"
    LABEL = "label"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataColumn(Node):
    """A column; `path` leads to the field that its cells are about, where they are."""

    role: ColumnRole
    path: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DataClass(Node):
    """A line of a population's file: a cell per field column, how many there are, or which share.

    None stands where nothing is said, or where what is said could not be read (and was told).
    """

    cells: tuple[Cell | None, ...]
    at_least: int | None = None
    at_most: int | None = None
    share: tuple[Fraction, Fraction] | None = None
    share_span: Span = NOWHERE
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTable(Node):
    """The classes of a population as its file says them."""

    columns: tuple[DataColumn, ...]
    rows: tuple[DataClass, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile(Node):
    """`from "list.csv"`; `table` once it was found and read without an error."""

    path: str
    table: DataTable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationDecl(Node):
    """`population NAME (L : list of Patient) counting 1,001 from "list.csv" such that …`."""

    name: Name
    list: InputDecl
    counting: Expression | None = None
    file: DataFile | None = None
    conditions: tuple[Expression, ...] = ()
    metadata: Metadata = NO_METADATA


@dataclass(frozen=True, slots=True, kw_only=True)
class UseDecl(Node):
    """`use X as in force on D as Y`; `is_path` where X was written as a string."""

    target: str
    is_path: bool = False
    pin: date | None = None
    alias: Name | None = None


class HeaderKind(StrEnum):
    CONVENTION = "convention"
    VOCABULARY = "vocabulary"
    PART = "part of"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderDecl(Node):
    kind: HeaderKind
    name: Name
    metadata: Metadata = NO_METADATA


Declaration = (
    EnumDecl
    | RecordDecl
    | ParameterDecl
    | ClauseDecl
    | GivenDecl
    | ExceptionDecl
    | ExampleDecl
    | ExamplesDecl
    | PopulationDecl
    | PropertyDecl
    | UseDecl
)


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Node):
    """A parsed file.

    Declarations that could not be parsed are missing (their errors are told);
    `broken_names` are the names that such a declaration was seen to declare, so that later stages
    do not report them as unknown. `is_incomplete` says that a `use` was told to lead nowhere: any
    name may be one of that book's.
    """

    language: str
    header: HeaderDecl | None
    declarations: tuple[Declaration, ...]
    comments: tuple[Span, ...] = ()
    broken_names: frozenset[str] = frozenset()
    is_incomplete: bool = False
