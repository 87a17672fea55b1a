"""The stages in their order: the only package that knows it.

Every function takes values and returns values with diagnostics; nothing is printed. Stages are
imported where they are first needed, so that an answer from the cache loads neither the parser nor
the checker, and a calculation no solver.
"""

from __future__ import annotations

from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.nodes import ClauseRef, Value
from convention_dsl.core.program import ParameterDef, PropertyDef
from convention_dsl.pipeline.building import edition, material, merged, settled_day
from convention_dsl.pipeline.calculating import (
    Calculation,
    calculator,
    explained,
    plan,
    prepare,
    readings_of,
    vectors,
    words,
)
from convention_dsl.pipeline.loading import Workspace, load
from convention_dsl.pipeline.proving import (
    Asked,
    check,
    count_properties,
    out_of_force,
    prove,
    read_claims,
)

__all__ = [
    "Asked",
    "Calculation",
    "ClauseRef",
    "EvaluationError",
    "ParameterDef",
    "PropertyDef",
    "Value",
    "Workspace",
    "calculator",
    "check",
    "count_properties",
    "edition",
    "explained",
    "load",
    "material",
    "merged",
    "out_of_force",
    "plan",
    "prepare",
    "prove",
    "read_claims",
    "readings_of",
    "settled_day",
    "vectors",
    "words",
]
