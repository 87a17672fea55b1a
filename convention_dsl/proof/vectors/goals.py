"""What test vectors have to cover: each outcome of each place of a clause, under a stable name."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from convention_dsl.core.nodes import ClauseRef, Expr
from convention_dsl.source import NOWHERE, Span


class Kind(StrEnum):
    """What happens at a place."""

    RESULT = "result"
    """The clause itself is calculated."""
    CALLED = "called"
    """A clause that another one calls is calculated."""
    ROW = "row"
    """A row of a grid applies."""
    CASE = "case"
    """A case applies."""
    EXCEPTION = "exception"
    """An exception applies."""
    OTHERWISE = "otherwise"
    """No case applies: the value is that of the `otherwise`."""
    GENERAL_RULE = "general-rule"
    """No exception applies: the clause's own value."""
    THEN = "then"
    """The condition of a choice holds."""
    ELSE = "else"
    """The condition of a choice does not hold."""
    PRESENT = "present"
    """A term of a total counts."""
    ABSENT = "absent"
    """A term of a total does not count."""
    TRUE = "true"
    """A condition holds."""
    FALSE = "false"
    """A condition does not hold."""
    ALONE = "alone"
    """A condition among several joined by `and` or `or` settles them, the others not doing so."""
    BELOW = "below"
    """A value is just below what it is compared with."""
    EQUAL = "equal"
    """A value is equal to what it is compared with."""
    ABOVE = "above"
    """A value is just above what it is compared with."""
    UNDER = "under"
    """A value is below what it is compared with; nothing reaches it from just below."""
    OVER = "over"
    """A value is above what it is compared with; nothing reaches it from just above."""
    UP = "up"
    """Rounding makes a value larger."""
    DOWN = "down"
    """Rounding makes a value smaller."""
    EXACT = "exact"
    """A value needs no rounding."""
    TIE = "tie"
    """A value is half way between the two nearest to which it could be rounded."""
    EMPTY = "empty"
    """A set or a list that is gone through is empty."""
    ONE = "one"
    """A list has one element."""
    SEVERAL = "several"
    """A list has several elements."""
    MEMBER = "member"
    """An item is in a set that is gone through, and counts."""
    AMONG = "among"
    """A value is this item of those that a condition lists, or the only one in common."""
    BESIDE = "beside"
    """A value is this item, which a condition does not list."""
    KNOWN = "known"
    """An optional value is known."""
    UNKNOWN = "unknown"
    """An optional value is not known: another is taken in its place."""
    NONE = "none"
    """No element passes: the value is the one for when there is none."""


THRESHOLDS = (Kind.BELOW, Kind.EQUAL, Kind.ABOVE, Kind.UNDER, Kind.OVER)


@dataclass(frozen=True, slots=True)
class Goal:
    """An outcome of a place: something that a vector covers, or that nothing can reach.

    `id` is stable: made of the names of clauses, rows and terms, and of the rank of a condition
    among those of its row or term. `expr` is the condition, value or branch that it is about;
    `label` and `owner` are the words of the text for the row or the term itself and for the one
    that holds the place. `item` is the element that a goal about a set or a list of items names.
    """

    id: str
    kind: Kind
    clause: ClauseRef
    expr: Expr = field(compare=False, repr=False)
    label: str = ""
    owner: str = ""
    item: str | int | None = None
    place: str = ""
    """The id without the outcome: the outcomes of one place have it in common."""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


class Status(StrEnum):
    """What is known of a goal."""

    COVERED = "covered"
    """A vector reaches it, as a replay in the evaluator shows."""
    UNREACHABLE = "unreachable"
    """It is proved that no input reaches it."""
    UNKNOWN = "unknown"
    """Neither was established."""


class Why(StrEnum):
    """Why a goal is not covered."""

    RANGE = "range"
    """The values that the inputs can have exclude it."""
    SILENCED = "silenced"
    """Another exception prevails wherever it would apply."""
    UNREACHED = "unreached"
    """The place itself is never reached."""
    NEVER = "never"
    """What leads to the place, and what holds there, excludes it."""
    TIME = "time"
    """The time or the steps allowed were not enough."""
    LISTS = "lists"
    """Not found in short lists, and not proved of all lists."""
    METHOD = "method"
    """The solver's method does not apply."""
    REPLAY = "replay"
    """What the solver found is not confirmed by the evaluator."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of one goal; `detail` completes the reason: the comparison, and the side."""

    goal: Goal
    status: Status
    why: Why | None = None
    detail: tuple[Expr, str] | None = None
