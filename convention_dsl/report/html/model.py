"""What the page says, ready for the template: texts in the reader's language, no markup."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: a head, cells, and what it is (`plain`, `amount`, `sum`, `loss`)."""

    head: str
    cells: tuple[str, ...]
    kind: str = "plain"
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A small table: a caption, column heads (the first over the row heads), rows, a note."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class SlipView:
    """An amount as a payslip: what is calculated, lines of value, title and reasons."""

    title: str
    lines: tuple[tuple[str, str, tuple[str, ...]], ...]
    total: str
    frame: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseView:
    """A concrete case: its tables, then the payslips of the amounts."""

    title: str
    tables: tuple[Table, ...]
    slips: tuple[SlipView, ...] = ()


@dataclass(frozen=True, slots=True)
class LemmaView:
    """A lemma: where it is meant and for every what, the formula, the hypotheses that it uses."""

    lead: str
    formula: str
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProofView:
    """A certificate in sentences."""

    lemmas: tuple[LemmaView, ...]
    more: str
    alone: str
    classes: Table | None
    therefore: str
    claim: str


@dataclass(frozen=True, slots=True)
class Cited:
    """Sources of one confidence: its name, whether it is assumed, the numbers of the sources."""

    level: str
    is_assumed: bool
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """A verdict, without what tells it from others of its property."""

    status: str
    word: str
    symbol: str
    note: str
    is_expected: bool
    reason: str = ""
    contradiction: tuple[str, ...] = ()
    case: CaseView | None = None
    worst: str = ""
    worst_title: str = ""
    worst_case: CaseView | None = None
    threshold: str = ""
    beyond: CaseView | None = None
    figures: Table | None = None
    proof: ProofView | None = None
    grounds: str = ""
    cited: tuple[Cited, ...] = ()
    weakest: str = ""
    is_assumed: bool = False
    authors_reason: str = ""
    rechecked: str = ""
    is_rechecked: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome and where it is so (readings, dates, scope)."""

    view: OutcomeView
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart: SVG made here, what it shows in words, and the same as a table."""

    title: str
    svg: str
    summary: str
    table: Table
    notes: tuple[str, ...] = ()
    is_table_open: bool = False


@dataclass(frozen=True, slots=True)
class Badge:
    """How many verdicts of a kind a property has."""

    status: str
    word: str
    symbol: str
    count: str = ""


@dataclass(frozen=True, slots=True)
class PropertyView:
    """A property with its verdicts and charts."""

    anchor: str
    name: str
    title: str
    asked: str
    claim: str
    gist: tuple[str, ...]
    """What its verdicts come to, in few words: thresholds, differences."""
    badges: tuple[Badge, ...]
    is_expected: bool
    is_assumed: bool
    outcomes: tuple[Outcome, ...]
    charts: tuple[ChartView, ...] = ()
    same_chart: str = ""
    same_anchor: str = ""


@dataclass(frozen=True, slots=True)
class GroupView:
    """The promises of a book, or its demands, or its other properties."""

    heading: str
    properties: tuple[PropertyView, ...]


@dataclass(frozen=True, slots=True)
class BookView:
    """A text with its groups of properties."""

    anchor: str
    name: str
    title: str
    period: str
    groups: tuple[GroupView, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source, by its number, with the confidences with which it is cited."""

    number: int
    text: str
    levels: tuple[str, ...]
    is_assumed: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page."""

    language: str
    title: str
    asked: tuple[str, ...]
    counts: tuple[Badge, ...]
    summary: str
    books: tuple[BookView, ...]
    envelope: tuple[ChartView, ...]
    sources: tuple[SourceView, ...]
    legend: tuple[tuple[Badge, str], ...]
    labels: dict[str, str]
