"""Clauses for the tests of test vectors: small ones written there, and those of bundled books."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from convention_dsl import pipeline
from convention_dsl.core.link import link
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.program import Program
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.vectors.search import Search
from convention_dsl.proof.vectors.vectors import Vectors, make, without_value
from convention_dsl.types import NumberKind, NumberType
from tests.proof.books import library

RULES = Path(__file__).parents[3] / "rules"
BOOKS = ("fmt", "fpmt", "fs", "donum", "rosp", "proposal_2024", "enveloppe")
LIMITS = Limits(seconds=60, steps=10_000_000)


def program_of(text: str, at: date | None = None) -> Program:
    """Return the program of a small book called `t`."""
    program, problems = link(library(text), "t", at=at)
    assert program is not None, problems
    return program


@cache
def vectors_of(text: str, clause: str = "c") -> Vectors:
    """Return the vectors of a clause of a small book."""
    return make(program_of(text), ClauseRef("t", clause), LIMITS)


def searched(text: str, clause: str = "c") -> Search:
    """Return the finished search for a clause of a small book."""
    search = Search(program_of(text), ClauseRef("t", clause), LIMITS)
    search.run()
    return search


@cache
def workspace(book: str) -> pipeline.Workspace:
    """Return a bundled book."""
    return pipeline.load([RULES / book])


def amounts(book: str) -> Iterator[tuple[Program, ClauseRef]]:
    """Yield the clauses of a bundled book that give an amount, all of their parameters known."""
    found = workspace(book)
    for convention in found.conventions:
        day = convention.period.end or convention.period.start
        for clause in convention.clauses:
            type_ = clause.result
            if not isinstance(type_, NumberType) or type_.kind is not NumberKind.AMOUNT:
                continue
            ref = ClauseRef(convention.name, clause.name)
            program, problems = link(found.library, convention.name, at=day)
            assert program is not None, problems
            if not without_value(program, ref):
                yield program, ref
