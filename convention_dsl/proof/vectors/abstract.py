"""The encoding of a clause for lists of any length, to prove that a goal is never reached.

What an aggregate over a list gives is any value of its type, and its element any record: whatever
is impossible then is impossible for every list. The reverse is not true.
"""

from __future__ import annotations

from convention_dsl.core.nodes import Aggregate, Expr
from convention_dsl.proof.encode import Environment
from convention_dsl.proof.symbolic import Listing, Symbolic
from convention_dsl.proof.vectors.probe import Probe
from convention_dsl.types import RecordType


class AbstractProbe(Probe):
    """Encodes aggregates over lists as any value; their filters and bodies once, for any record."""

    _fresh = 0

    def value(self, expr: Expr, env: Environment) -> Symbolic:
        """Return the symbolic value of an expression."""
        if isinstance(expr, Aggregate):
            domain = super().value(expr.domain, env)
            if isinstance(domain, Listing):
                self._element(expr, env)
                return self.watched(expr, self._any(expr), env)
        return super().value(expr, env)

    def _any(self, expr: Aggregate) -> Symbolic:
        self._fresh += 1
        return self.inputs.value((f"aggregate {self._fresh}",), expr.type)

    def _element(self, expr: Aggregate, env: Environment) -> None:
        """Encode the filter and the body for a record of which nothing is known but its rules."""
        self._fresh += 1
        element = self.inputs.value((f"element {self._fresh}",), expr.element_type)
        assert isinstance(expr.element_type, RecordType)
        self.elements.append((element, expr.element_type))
        inner = {**env, expr.variable: element}
        with self.under(self.script.fresh("Bool", "e")):
            passes = True if expr.filter is None else self.holds(expr.filter, inner)
            with self.under(passes):
                self.value(expr.body, inner)
        if expr.if_empty is not None:
            with self.under(self.script.fresh("Bool", "n")):
                self.value(expr.if_empty, env)
