"""What is shown of a plan: the terms of its payslip, and its results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from convention_dsl.calculator.plan.plan import LineKind, Plan, Result, Role
from convention_dsl.core.provenance import NO_PROVENANCE, Provenance
from convention_dsl.locale import ItemLabels
from convention_dsl.types import EnumType, NumberKind, NumberType, OptionalType, SetType, Type

_MOST_TERMS = 12


@dataclass(frozen=True)
class Output:
    """A column of results: the value `name` of the plan, divided by its scale and `denominator`.

    It is empty where the boolean `shown` is false, and says so where the boolean `known` is.
    `members` are the booleans and the labels of a set, which has no value of its own.
    """

    label: str
    name: str
    type: Type
    scale: int = 1
    denominator: str | None = None
    shown: str | None = None
    known: str | None = None
    members: tuple[tuple[str, str], ...] = ()
    provenance: Provenance = NO_PROVENANCE
    is_main: bool = False

    @property
    def is_added_up(self) -> bool:
        """Whether a total over the rows means something."""
        return isinstance(self.type, NumberType) and self.type.kind in (
            NumberKind.AMOUNT,
            NumberKind.INTEGER,
        )


def outputs_of(plan: Plan, labels: ItemLabels) -> list[Output]:
    """Return what is shown of a plan: the terms of its payslip, then its results."""
    results = _results(plan, labels)
    shown = {each.name for each in results}
    terms = [
        Output(
            line.label,
            line.value,
            line.type,
            line.scale,
            line.denominator,
            line.shown,
            provenance=line.provenance,
        )
        for line in plan.lines
        if line.kind is LineKind.AMOUNT and line.depth == 1 and line.value and line.type
        if line.value not in shown
    ]
    return [*terms[:_MOST_TERMS], *results]


def _results(plan: Plan, labels: ItemLabels) -> list[Output]:
    knowns = {each.path: each.name for each in plan.results if each.role is Role.KNOWN}
    found: dict[tuple[str, ...], Output] = {}
    for each in plan.results:
        label = _result_label(plan, each)
        known = next(
            (
                knowns[each.path[:end]]
                for end in range(len(each.path), -1, -1)
                if each.path[:end] in knowns
            ),
            None,
        )
        match each.role:
            case Role.VALUE:
                found[each.path] = Output(
                    label,
                    each.name,
                    each.type,
                    each.scale,
                    each.denominator,
                    known=known,
                    provenance=plan.provenance,
                    is_main=True,
                )
            case Role.MEMBER:
                before = found.get(each.path)
                members = (*(before.members if before else ()), (each.name, _member(each, labels)))
                found[each.path] = Output(
                    label, each.name, each.type, known=known, members=members, is_main=True
                )
            case Role.KNOWN:
                pass
    return list(found.values())


def _result_label(plan: Plan, result: Result) -> str:
    name = " ".join(result.path).replace("_", " ")
    return name or plan.label or plan.clause.name.replace("_", " ")


def _member(result: Result, labels: ItemLabels) -> str:
    element = result.type.element if isinstance(result.type, SetType) else result.type
    own = labels.get(element.name, {}) if isinstance(element, EnumType) else {}
    return own.get(str(result.member), str(result.member))


def enums_shown(outputs: Sequence[Output]) -> list[EnumType]:
    """Return the enumerations whose labels outputs need."""
    found = (bare(each.type) for each in outputs if not each.members)
    return [each for each in found if isinstance(each, EnumType)]


def bare(type_: Type) -> Type:
    """Return a type without the option of being unknown."""
    return bare(type_.inner) if isinstance(type_, OptionalType) else type_
