"""One clause as an ES module: what it knows, its definitions, and the runtime they need."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from convention_dsl.calculator.plan.plan import Fault, Plan
from convention_dsl.source import Span
from convention_dsl.targets.edition import Edition
from convention_dsl.targets.javascript.describing import Describer, requirements
from convention_dsl.targets.javascript.form import Group, Node, inputs_of, result_of
from convention_dsl.targets.javascript.literals import Data, literal
from convention_dsl.targets.javascript.program import function
from convention_dsl.targets.javascript.said import Path, Said
from convention_dsl.targets.javascript.words import reason, runtime_words
from convention_dsl.targets.registry import no_place

_RUNTIME = ("arithmetic", "calendar", "reading", "writing", "calculating")
_OWN = """
EDITION PARAMETERS PARAMETER_FORM FORM ONLY_RECORD RESULT LINES FAULT FAULTS REQUIREMENTS WORDS
whole compute
"""
_DECLARED = re.compile(r"^(?:export )?(?:const|let|class|function) (\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Clause:
    """A plan to be printed, with what is said around it."""

    plan: Plan
    edition: Edition
    place: Callable[[Span], str] = no_place
    """Where in the texts a span is."""
    said: Mapping[Path, Said] = field(default_factory=dict)
    """What the text says of inputs."""
    said_of_result: Mapping[Path, Said] = field(default_factory=dict)
    """What the text says of the parts of the result."""

    @property
    def describer(self) -> Describer:
        """What describes the plan."""
        return Describer(self.edition, self.said, self.said_of_result)

    @property
    def inputs(self) -> tuple[Node, ...]:
        """The inputs, in order."""
        return inputs_of(self.plan)

    @property
    def only_record(self) -> Group | None:
        """The one input, where it is a record: an input is then the record itself."""
        inputs = self.inputs
        only = inputs[0] if len(self.plan.inputs) == 1 and inputs else None
        return only if isinstance(only, Group) else None


def module(clause: Clause) -> str:
    """Return the text of the module."""
    compute = function(clause.plan, _taken())
    parts = [
        header(clause),
        "\n".join(_data(clause)),
        "\n".join((*compute.constants, *compute.lines)),
        "\n".join(_described(clause)),
        f"const whole = (number) => {'number' if compute.is_big else 'Number(number)'};",
        "\n".join(_runtime(name) for name in _RUNTIME),
        "export { compute, EDITION, PARAMETERS };\n",
    ]
    return "\n\n".join(parts)


def header(clause: Clause) -> str:
    """Return what the module says of itself first."""
    edition, plan = clause.edition, clause.plan
    said = [f"{plan.clause.name} — {plan.label}" if plan.label else plan.clause.name]
    said.append(f"{edition.title or edition.book} ({edition.version})")
    said += [edition.at.isoformat()] if edition.at else []
    said += [f"{name}: {chosen}" for name, chosen in edition.readings.items()]
    said += [f"{name} = {value}" for name, value in edition.parameters.items()]
    said += [f"- {source}" for source in edition.sources]
    return "\n".join(f"// {' '.join(text.split())}" for text in said)


def edition_data(edition: Edition) -> dict[str, Data]:
    """Return the edition as the module exports it."""
    return {
        "book": edition.book,
        "title": edition.title,
        "language": edition.language,
        "version": edition.version,
        "date": edition.at.isoformat() if edition.at else None,
        "readings": dict(edition.readings),
        "parameters": dict(edition.parameters),
        "sources": list(edition.sources),
    }


def _data(clause: Clause) -> Iterator[str]:
    """Yield what the module exports as data."""
    describer = clause.describer
    parameters: dict[str, Data] = {
        each.id: describer.parameter_default(each) for each in clause.plan.parameters
    }
    yield f"const EDITION = Object.freeze({literal(edition_data(clause.edition))});"
    yield f"const PARAMETERS = Object.freeze({literal(parameters)});"


def _described(clause: Clause) -> Iterator[str]:
    """Yield what the runtime needs to know of the clause."""
    plan, describer = clause.plan, clause.describer
    only = clause.only_record
    form: dict[str, Data] = {
        "name": "",
        "form": "record",
        "parts": [describer.input(node) for node in clause.inputs],
    }
    described: dict[str, Data] = {
        "FORM": form,
        "ONLY_RECORD": None if only is None else only.path[-1],
        "PARAMETER_FORM": [describer.parameter(each) for each in plan.parameters],
        "RESULT": describer.result(result_of(plan)),
        "LINES": describer.lines(plan),
        "FAULT": plan.fault,
        "FAULTS": [_fault(each, clause) for each in plan.faults],
        "REQUIREMENTS": list(requirements(plan)),
        "WORDS": runtime_words(clause.edition.language),
    }
    for name, data in described.items():
        yield f"const {name} = {literal(data)};"


def _fault(fault: Fault, clause: Clause) -> dict[str, Data]:
    words = reason(fault.kind.value, clause.edition.language)
    return {"kind": fault.kind.value, "reason": words, "place": clause.place(fault.span)}


@cache
def _runtime(name: str) -> str:
    return files(__package__).joinpath("runtime", f"{name}.js").read_text("utf-8")


@cache
def _taken() -> frozenset[str]:
    """Return the identifiers that every module uses at its top."""
    declared = {name for each in _RUNTIME for name in _DECLARED.findall(_runtime(each))}
    return frozenset(declared) | frozenset(_OWN.split())
