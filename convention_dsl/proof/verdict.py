"""Verdicts: what was established about an obligation, and on what it rests."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from convention_dsl.core.nodes import ClauseRef, Value
from convention_dsl.core.program import Expectation, PropertyDef, Scope, Status
from convention_dsl.core.provenance import Confidence, Provenance
from convention_dsl.types import Type


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
    where the verdict is about their whole ranges.
    """

    inputs: Mapping[str, Value]
    values: tuple[ShownValue, ...] = ()
    parameters: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a proof rests on: a clause or row, a parameter, a hypothesis or a range of an input."""

    kind: str
    """"clause", "row", "parameter", "hypothesis" or "domain"."""
    name: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict is `unknown` or `vacuous`: a key of phrases in `diagnostics/properties.py`."""

    key: str
    arguments: Mapping[str, str] = field(default_factory=dict)


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

    @builtins.property
    def as_expected(self) -> bool:
        """Whether the verdict is the one expected: `proved` where the text expects nothing."""
        wanted = self.expected.status if self.expected else Status.PROVED
        return self.verdict.status is wanted
