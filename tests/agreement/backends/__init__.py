"""One adaptor for each engine that calculates plans: the agreement tests drive them all alike.

An adaptor is a class `Backend` in a module of its own, named like the backend (`duckdb.py`,
`javascript.py`…). It is made without arguments, and imported only when the backend is asked for.
What must be started (a server, a session) starts with the first `run`; `close`, where the adaptor
has one, ends it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Protocol, runtime_checkable

from convention_dsl.calculator.plan.plan import Plan, Raw

NAMES = ("interpreter", "duckdb", "javascript", "postgresql", "spark", "xlsx")
"""The modules of this package that have a `Backend`."""

Row = Mapping[str, Raw]
"""The value of each column, by the column's name."""
Case = tuple[Row, Mapping[str, Sequence[Row]]]
"""One calculation: the plan's columns, and the elements of each of its lists."""
Work = tuple[Plan, Sequence[Case]]
Values = Mapping[str, Raw]
"""The value of each name of `names_wanted`."""
Given = list[Values] | Exception
"""What each case of a plan gives, in order; or what the printer (`UnsupportedError`: it refuses the
plan) or the engine says instead."""


class Engine(Protocol):
    """What an adaptor is. `name` is the module's; plans beyond ± `limit` are not given to it."""

    name: str
    limit: int

    def available(self) -> str | None:
        """Return why the engine cannot be used on this machine; None where it can."""
        ...

    def run(self, plan: Plan, cases: Sequence[Case]) -> Sequence[Values]:
        """Return what each case gives; raises `UnsupportedError` where the plan is refused."""
        ...


@runtime_checkable
class Batching(Protocol):
    """An adaptor of an engine that is slow to start: it takes many plans at once."""

    def run_many(self, work: Sequence[Work]) -> list[Given]:
        """Return what each plan gives, in order."""
        ...


def load(name: str) -> Engine:
    """Return the backend of that name; it may not be available."""
    found: Engine = import_module(f"{__name__}.{name}").Backend()
    return found


def close(engine: Engine) -> None:
    """End what an engine started."""
    getattr(engine, "close", lambda: None)()


def names_wanted(plan: Plan) -> list[str]:
    """Return the names whose values a backend gives, each once: of results and of the fault."""
    found = [each.name for each in plan.results]
    found += [each.denominator for each in plan.results if each.denominator is not None]
    found += [] if plan.fault is None else [plan.fault]
    return list(dict.fromkeys(found))


def run_all(engine: Engine, work: Sequence[Work]) -> list[Given]:
    """Return what each plan gives, in order; one after another where something is wrong."""
    if isinstance(engine, Batching) and len(work) > 1:
        try:
            return engine.run_many(work)
        except Exception:
            return [_alone(engine, plan, cases) for plan, cases in work]
    return [_alone(engine, plan, cases) for plan, cases in work]


def _alone(engine: Engine, plan: Plan, cases: Sequence[Case]) -> Given:
    try:
        return list(engine.run(plan, cases))
    except Exception as problem:
        return problem
