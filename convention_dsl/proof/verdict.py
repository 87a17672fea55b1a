"""Verdicts: what was established about an obligation, and on what it rests."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from convention_dsl.core.nodes import ClauseRef, Expr, Value
from convention_dsl.core.program import Expectation, PropertyDef, Scope, Status
from convention_dsl.core.provenance import Confidence, Provenance
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.reason import Reason as Reason  # noqa: PLC0414 - part of verdicts
from convention_dsl.types import NumberType, Type

if TYPE_CHECKING:
    from convention_dsl.proof.recheck.checker import CheckResult


@dataclass(frozen=True)
class ShownValue:
    """An expression of the property and its value for the counterexample, with its type."""

    text: str
    type: Type
    value: Value


@dataclass(frozen=True)
class Counterexample:
    """Inputs for which the hypotheses hold and the claim does not, replayed by the evaluator.

    `inputs` are by quantified name, `parameters` the values of the open amounts (by parameter id)
    where the verdict is about their whole ranges. A list of patients is a `Multiset`.
    """

    inputs: Mapping[str, Value]
    values: tuple[ShownValue, ...] = ()
    parameters: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a proof rests on: clause, row, parameter, population, hypothesis, range of an input."""

    kind: str
    """"clause", "row", "parameter", "population", "hypothesis" or "domain"."""
    name: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class ListSum:
    """A sum over a list: of `body` (None: of ones) over the elements for which `filter` holds.

    `elements` are the variables bound, each with its list: one pair, or several where the list is
    a field of the element before (the patients of each doctor). `name` is the sum's variable in
    `Certificate.conclusion`.
    """

    name: str
    elements: tuple[tuple[str, Expr], ...]
    filter: Expr | None
    body: Expr | None
    type: NumberType


Combination = tuple[tuple[Fraction, str], ...]
"""A weighted sum of list sums: (weight, name of a `ListSum`)."""


@dataclass(frozen=True, slots=True)
class Lemma:
    """For every list, Σ weight × sum ≥ 0: because it is so of every single element.

    `obligations` say it of one element, a proof of each of them is a proof of the lemma. The lemma
    is meant where all `conditions` (on what is not a list) hold. It is also read as `claim` ≥ Σ
    multiplier × hypothesis: `hypotheses` have the multiplier, the hypothesis' own combination and
    its text; `weights` is their difference. `premises` are these hypotheses as the property says
    them.
    """

    weights: Combination
    conditions: tuple[Expr, ...]
    obligations: tuple[Obligation, ...]
    claim: Combination
    hypotheses: tuple[tuple[Fraction, Combination, str], ...]
    premises: tuple[Expr, ...] = ()


@dataclass(frozen=True, slots=True)
class Certificate:
    """Why a property holds of every list, so that anyone can check it.

    `conclusion` is the property with the list sums as plain inputs and the lemmas as hypotheses:
    school arithmetic, no list in it. `replaced` are the list aggregates of the property, each with
    the expression over sums that stands for it. `classes` is not empty where the proof goes by
    classes of elements instead of lemmas: the values of the sums' bodies for each class (every
    element is in one of them), and the conclusion then counts the elements of each.
    """

    sums: tuple[ListSum, ...]
    replaced: tuple[tuple[Expr, Expr], ...]
    lemmas: tuple[Lemma, ...]
    conclusion: Obligation
    classes: tuple[tuple[Fraction, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Worst:
    """How far a refuted claim about amounts is from holding: the largest shortfall.

    `counterexample` attains it. Where `per_element`, the shortfall grows with the list without
    limit, and `amount` is the largest one for each element of it.
    """

    amount: Fraction
    type: NumberType
    counterexample: Counterexample
    per_element: bool = False


@dataclass(frozen=True, slots=True)
class Threshold:
    """For which values of one input the property holds: from `value` on, or up to it.

    `value` None: for no value of the input's range; `always`: for all of them. `beyond` is a
    counterexample on the other side, with the input among its inputs. `exact` says that `value` is
    the limit itself, and not only the nearest multiple of the input's step.
    """

    variable: str
    type: NumberType
    value: Fraction | None
    at_least: bool
    always: bool = False
    exact: bool = False
    beyond: Counterexample | None = None


@dataclass(frozen=True)
class Verdict:
    """What was established.

    `grounds` of a proof (and of a refutation: those of the clauses that the counterexample uses),
    `minimal` where none of them can be left out, `contradiction` the smallest set of hypotheses
    that no input satisfies.
    """

    status: Status
    counterexample: Counterexample | None = None
    reason: Reason | None = None
    contradiction: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()
    minimal: bool = False
    confidence: Confidence | None = None
    """The weakest confidence among the grounds."""
    clauses: tuple[ClauseRef, ...] = ()
    engine: str = ""
    seconds: float = 0.0
    certificate: Certificate | None = None
    """The lemmas of a proof about lists."""
    worst: Worst | None = None
    """Of a refuted claim about lists: the largest shortfall."""
    threshold: Threshold | None = None
    """Of a property that asks for which values it holds."""

    @property
    def code(self) -> str | None:
        """The message that explains a verdict that settles nothing, None for the others."""
        return _CODES.get(self.status)


_CODES = {Status.UNKNOWN: "E0401", Status.VACUOUS: "E0402"}


@dataclass(frozen=True)
class PropertyResult:
    """The verdict of one property in one reading, scope and dated stretch."""

    property: PropertyDef
    reading: Mapping[str, str]
    """Only the clauses with several readings that the property reaches."""
    scope: Scope
    start: date | None
    end: date | None
    verdict: Verdict
    expected: Expectation | None
    rechecked: CheckResult | None = None
    """The second look at the certificate, where it was asked for and there is one."""

    @builtins.property
    def as_expected(self) -> bool:
        """Whether the verdict is the one expected: `proved` where the text expects nothing."""
        wanted = self.expected.status if self.expected else Status.PROVED
        return self.verdict.status is wanted
