"""Populations: everybody is in exactly one class, no class is of nobody; verdicts rest on them.

Classes are the rows of a table over one element: what proves a table total proves them too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from convention_dsl.core import build
from convention_dsl.core.link import link_expression
from convention_dsl.core.nodes import Cases, CasesOrigin, Row
from convention_dsl.core.program import Binding, Library, PopulationDef, PropertyDef, Status
from convention_dsl.proof.finding import Finding, Findings
from convention_dsl.proof.paths import Context
from convention_dsl.proof.settle import Settler
from convention_dsl.proof.totality import Totality
from convention_dsl.types import ListType, Type

if TYPE_CHECKING:
    from convention_dsl.proof.verdict import Ground, Verdict

_CODES = {"W0201": "E0631", "E0203": "E0632", "E0206": "E0632", "E0214": "E0632", "E0201": "E0633"}
"""What is found of a table, as it is said of a population."""


def examine(settler: Settler, population: PopulationDef) -> Findings:
    """Return what is wrong with the classes of a population of the settler's program."""
    if not population.classes:
        return Findings(())
    element = Binding(population.element, _element_type(population))
    cases = Cases(
        type=build.literal_number(0).type,
        rows=tuple(_rows(settler, population, element)),
        origin=CasesOrigin.GRID,
        span=population.span,
    )
    totality = Totality(cases, Context((element,)), settler, population.name)
    found = tuple(_said(each) for each in totality.findings())
    return Findings(found, tuple(totality.subjects))


def as_property(population: PopulationDef) -> PropertyDef:
    """Return a property whose hypotheses are what the population says of its list.

    What `check` examines in the expressions of a property, it examines in those.
    """
    return PropertyDef(
        book=population.book,
        name=population.name,
        inputs=(population.list_input,),
        hypotheses=population.conditions,
        claim=build.literal_boolean(True),
        span=population.span,
    )


def with_populations(library: Library, asked: PropertyDef, verdict: Verdict) -> Verdict:
    """Return a verdict that rests on the populations that its lists follow, too.

    Which of their conditions it needs is not asked: the grounds are then no longer the fewest.
    """
    if not asked.populations or verdict.status not in (Status.PROVED, Status.REFUTED):
        return verdict
    # Imported where it is needed: `check` examines populations without a verdict.
    from convention_dsl.proof.grounds import confidence

    grounds = (*verdict.grounds, *(_ground(library, name) for name in asked.populations))
    return replace(verdict, grounds=grounds, minimal=False, confidence=confidence(grounds))


def _ground(library: Library, name: str) -> Ground:
    from convention_dsl.proof.verdict import Ground

    population = library.population(name)
    outer = library.books[population.book].provenance
    return Ground("population", name, population.provenance.within(outer))


def _rows(settler: Settler, population: PopulationDef, element: Binding) -> Iterator[Row]:
    for number, each in enumerate(population.classes, start=1):
        yield Row(
            id=f"{population.book}.{population.name}/class-{number}",
            guard=link_expression(settler.program, each.condition, {element.name: element.type}),
            value=build.literal_number(0),
            label=each.label,
            span=each.span,
        )


def _element_type(population: PopulationDef) -> Type:
    type_ = population.list_input.type
    assert isinstance(type_, ListType)
    return type_.element


def _said(finding: Finding) -> Finding:
    return replace(finding, code=_CODES.get(finding.code, finding.code))
