"""The type of a call: what the bodies of the clause give, under the kind that it declares."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from convention_dsl.core.nodes import ClauseRef, Round
from convention_dsl.core.program import ClauseDef, ExceptionDef
from convention_dsl.core.ranges import round_type, union
from convention_dsl.semantics.names import Signature
from convention_dsl.types import DATE, DateType, NumberKind, NumberType, OptionalType, Type


class CallTypes:
    """The clauses and exceptions elaborated so far, and the type of a call of each clause.

    A clause that is not elaborated yet (it calls itself, which is reported elsewhere) gives what it
    declares, without a range.
    """

    def __init__(
        self, clauses: Iterable[ClauseDef] = (), exceptions: Iterable[ExceptionDef] = ()
    ) -> None:
        self._clauses: dict[tuple[str, str], ClauseDef] = {}
        self._exceptions: dict[tuple[str, str], list[ExceptionDef]] = {}
        self._known: dict[tuple[str, str], Type] = {}
        for clause in clauses:
            self.add_clause(clause)
        for exception in exceptions:
            self.add_exception(exception)

    def add_clause(self, clause: ClauseDef) -> None:
        """Note an elaborated clause."""
        self._clauses[clause.book, clause.name] = clause
        self._known.pop((clause.book, clause.name), None)

    def add_exception(self, exception: ExceptionDef) -> None:
        """Note an elaborated exception."""
        key = (exception.target.book, exception.target.name)
        self._exceptions.setdefault(key, []).append(exception)
        self._known.pop(key, None)

    def of_call(self, ref: ClauseRef, signature: Signature) -> Type:
        """Return the type of a call: the hull of every reading and every exception."""
        key = (ref.book, ref.name)
        if key not in self._known:
            assert signature.result is not None
            self._known[key] = self._infer(key, signature.result)
        return self._known[key]

    def _infer(self, key: tuple[str, str], result: Type) -> Type:
        clause = self._clauses.get(key)
        if clause is None:
            return loose(result)
        found = [reading.body.type for reading in clause.readings]
        found += [_rounded(clause, each.value.type) for each in self._exceptions.get(key, [])]
        return with_kind(result, union(found))


def _rounded(clause: ClauseDef, type_: Type) -> Type:
    body = clause.readings[0].body
    if clause.rounded and isinstance(body, Round):
        return round_type(type_, body.step, body.mode)
    return type_


def loose(declared: Type) -> Type:
    """Return a declared type without its range, which is only an obligation."""
    match declared:
        case NumberType(kind):
            step = Fraction(1) if kind is NumberKind.INTEGER else None
            return NumberType(kind, None, None, step)
        case DateType():
            return DATE
        case OptionalType(inner):
            return OptionalType(loose(inner))
        case _:
            return declared


def with_kind(declared: Type, inferred: Type) -> Type:
    """Return the inferred type under the declared kind of number."""
    match declared, inferred:
        case NumberType(kind), NumberType(_, low, high, step):
            return NumberType(kind, low, high, step)
        case OptionalType(one), OptionalType(two):
            return OptionalType(with_kind(one, two))
        case (DateType(), DateType()):
            return inferred
        case _:
            return declared
