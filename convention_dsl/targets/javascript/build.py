"""The files of the target: for each clause a module and its type declarations, and a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from convention_dsl.calculator.plan.plan import Plan
from convention_dsl.core.depth import room
from convention_dsl.targets.edition import Files
from convention_dsl.targets.javascript.declarations import declarations
from convention_dsl.targets.javascript.module import Clause, module
from convention_dsl.targets.javascript.naming import file_name
from convention_dsl.targets.javascript.page import Titles, page
from convention_dsl.targets.javascript.said import said_of, said_of_result
from convention_dsl.targets.registry import Material


def build(material: Material) -> Files:
    """Return the files of some clauses; the same material always gives the same bytes."""
    with room():
        return {
            name: text.encode("utf-8")
            for plan in material.plans
            for name, text in _files(material, plan, _stem(material, plan))
        }


def refuse(_: Plan) -> None:
    """Refuse nothing: every plan has a module, with `BigInt`s where it needs them."""


def clause_of(material: Material, plan: Plan) -> Clause:
    """Return a plan with what the text says around it."""
    said = said_of(material.program, plan.clause)
    of_result = said_of_result(material.program, plan.clause)
    return Clause(plan, material.edition, material.place, said, of_result)


def _files(material: Material, plan: Plan, stem: str) -> Iterator[tuple[str, str]]:
    clause = clause_of(material, plan)
    yield f"{stem}.mjs", module(clause)
    yield f"{stem}.d.mts", declarations(clause)
    if material.options.with_page:
        yield f"{stem}.html", page(clause, _titles(material))


def _titles(material: Material) -> Titles:
    """Return what the text calls its clauses and the readings that were chosen."""
    clauses = material.program.clauses.values()
    readings = {
        name: reading.label
        for name, chosen in material.edition.readings.items()
        for clause in clauses
        for reading in clause.definition.readings
        if str(clause.ref) == name and reading.name == chosen
    }
    return Titles({each.ref.name: each.definition.label for each in clauses}, readings)


def _stem(material: Material, plan: Plan) -> str:
    """Return the name of a clause's files, with the book's where two clauses share a name."""
    count = Counter(file_name(each.clause.name) for each in material.plans)
    own = file_name(plan.clause.name)
    return own if count[own] == 1 else file_name(f"{plan.clause.book}_{own}")
