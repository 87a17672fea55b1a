"""Evaluation at a point that notes the forms of numbers, the twin of `core/evaluate.py`.

A number whose form is not followed is a constant: the region is then smaller, and never wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import cast

from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import (
    Aggregate,
    AggregateKind,
    Apply,
    Call,
    Cases,
    Expr,
    Field,
    If,
    Let,
    Literal,
    ParameterRef,
    Round,
    Row,
    Total,
    Value,
    Variable,
)
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding, Program
from convention_dsl.core.values import elements
from convention_dsl.proof.encode import parameter_key
from convention_dsl.proof.lists.affine import Affine, Dimension, constant, sum_dimension
from convention_dsl.proof.lists.region import Bound, Number, Point, Region
from convention_dsl.proof.symbolic import OutsideMethod
from convention_dsl.types import BooleanType, ListType, NumberType

Environment = Mapping[str, Bound]


class Walk:
    """Evaluates at one point, and adds what it compares to a region."""

    def __init__(self, program: Program, region: Region, point: Point) -> None:
        from convention_dsl.core.link import with_values

        chosen = {k: v for k, v in point.parameters.items() if isinstance(v, bool | Fraction)}
        self.program = with_values(program, chosen) if chosen else program
        self.region = region
        self.point = point

    def environment(self, bindings: Sequence[Binding], sums: Sequence[Binding]) -> Environment:
        """Return the scope of the question: its inputs and its sums."""
        values = self.point.inputs
        found = {b.name: self._input((b.name,), b.type, values[b.name]) for b in bindings}
        for each in sums:
            value = cast("Fraction", values[each.name])
            assert isinstance(each.type, NumberType)
            if self.point.only is not None:
                found[each.name] = Bound(value, known(value))
                continue
            where = sum_dimension(each.name)
            self.region.steps[where] = each.type.step
            found[each.name] = Bound(value, Number(value, Affine({where: Fraction(1)})))
        return found

    def _input(self, path: Dimension, type_: object, value: Value) -> Bound:
        if isinstance(type_, NumberType) and isinstance(value, Fraction):
            return Bound(value, self._dimension(path, type_, value), path)
        return Bound(value, None, path)

    # Conditions -----------------------------------------------------------------------------------

    def require(self, expr: Expr, env: Environment, *, wanted: bool) -> None:
        """Add why a condition is true (or false) at the point."""
        if self.holds(expr, env) is not wanted:
            raise OutsideMethod("internal")  # the solver's point is none for the evaluator

    def holds(self, expr: Expr, env: Environment) -> bool:
        """Return whether a condition holds; what decides it is added to the region."""
        match expr:
            case Apply(operator=Operator.NOT):
                return not self.holds(expr.arguments[0], env)
            case Apply(operator=Operator.AND | Operator.OR):
                return self._junction(expr, env, is_or=expr.operator is Operator.OR)
            case Apply(operator=Operator.LESS | Operator.LESS_EQUAL | Operator.EQUAL) if isinstance(
                expr.arguments[0].type, NumberType
            ):
                return self._compare(expr, env)
            case Apply(operator=Operator.EQUAL) if isinstance(expr.arguments[0].type, BooleanType):
                one, two = (self.holds(argument, env) for argument in expr.arguments)
                return one is two
            case If():
                branch = expr.then if self.holds(expr.condition, env) else expr.otherwise
                return self.holds(branch, env)
            case Let():
                return self.holds(expr.body, self._let(expr, env))
            case Cases():
                return self.holds(self._chosen(expr, env), env)
            case Call():
                return self.holds(*self._called(expr, env))
            case _:
                return self.plain(expr, env) is True

    def _junction(self, expr: Apply, env: Environment, *, is_or: bool) -> bool:
        """Keep only what settles it: one condition of an `or` that holds, or all of them."""
        kept = len(self.region.atoms)
        for argument in expr.arguments:
            before = len(self.region.atoms)
            if self.holds(argument, env) is is_or:
                del self.region.atoms[kept:before]
                return is_or
        return not is_or

    def _compare(self, expr: Apply, env: Environment) -> bool:
        one, two = (self.number(argument, env) for argument in expr.arguments)
        difference = self._difference(two, one)
        match expr.operator:
            case Operator.EQUAL:
                if one.value == two.value:
                    self.region.require_equal(difference)
                    return True
                above = two.value > one.value
                self.region.require(difference.times(Fraction(1 if above else -1)), strict=True)
                return False
            case _:
                strict = expr.operator is Operator.LESS
                found = one.value < two.value if strict else one.value <= two.value
                sign = Fraction(1 if found else -1)
                self.region.require(difference.times(sign), strict=strict is found)
                return found

    def _difference(self, one: Number, two: Number) -> Affine:
        """Return a form with the sign of the difference: divisors, which are positive, cleared."""
        if one.divisor is not None and two.divisor is not None and one.divisor != two.divisor:
            two = self.fixed(two)
        if one.divisor is None and two.divisor is None:
            return one.form - two.form
        divisor = one.divisor if one.divisor is not None else two.divisor
        assert divisor is not None
        sides = []
        for side in (one, two):
            if side.divisor is not None:
                sides.append(side.form)
            else:
                known = side if side.form.is_constant else self.fixed(side)
                sides.append(divisor.times(known.form.constant))
        return sides[0] - sides[1]

    # Values ---------------------------------------------------------------------------------------

    def plain(self, expr: Expr, env: Environment) -> Value:
        """Return a value of which no form is followed."""
        return evaluate(self.program, expr, {name: bound.value for name, bound in env.items()})

    def number(self, expr: Expr, env: Environment) -> Number:
        """Return a number with its form."""
        path = self._path(expr, env)
        if path is not None:
            return self._leaf(path, expr, env)
        match expr:
            case Variable() if env[expr.name].number is not None:
                return cast("Number", env[expr.name].number)
            case Apply():
                from convention_dsl.proof.lists.arithmetic import applied

                return applied(self, expr, env)
            case If():
                branch = expr.then if self.holds(expr.condition, env) else expr.otherwise
                return self.number(branch, env)
            case Cases():
                return self.number(self._chosen(expr, env), env)
            case Let():
                return self.number(expr.body, self._let(expr, env))
            case Total():
                terms = [
                    self.number(term.value, env)
                    for term in expr.terms
                    if term.condition is None or self.holds(term.condition, env)
                ]
                return self.sum(terms)
            case Call():
                return self.number(*self._called(expr, env))
            case Round():
                inner = self.single(self.number(expr.value, env))
                value = cast("Fraction", self.plain(expr, env))
                if inner.form.is_constant:
                    return known(value)
                return Number(value, self.region.rounding(inner.form, expr.step, expr.mode))
            case Aggregate(kind=AggregateKind.SUM | AggregateKind.COUNT) if not isinstance(
                expr.domain.type, ListType
            ):
                return self._aggregate(expr, env)
            case _:
                return known(cast("Fraction", self.plain(expr, env)))

    def _path(self, expr: Expr, env: Environment) -> Dimension | None:
        """Return where in the inputs an expression is found."""
        match expr:
            case Variable():
                return env[expr.name].path
            case Field():
                outer = self._path(expr.record, env)
                return None if outer is None else (*outer, expr.name)
            case Apply(operator=Operator.ITEM):
                outer = self._path(expr.arguments[0], env)
                item = self.plain(expr.arguments[1], env)
                return None if outer is None else (*outer, cast("str", item))
            case ParameterRef():
                key = parameter_key(expr)
                return (None, key) if key in self.point.parameters else None
            case _:
                return None

    def _leaf(self, path: Dimension, expr: Expr, env: Environment) -> Number:
        value = cast("Fraction", self.plain(expr, env))
        assert isinstance(expr.type, NumberType)
        return self._dimension(path, expr.type, value)

    def _dimension(self, path: Dimension, type_: NumberType, value: Fraction) -> Number:
        if self.point.only not in (None, path):
            return known(value)
        return Number(value, self.region.leaf(path, type_))

    def _let(self, expr: Let, env: Environment) -> Environment:
        return {**env, expr.name: self._bound(expr.value, env)}

    def _bound(self, expr: Expr, env: Environment) -> Bound:
        path = self._path(expr, env)
        if isinstance(expr.type, NumberType):
            number = self.number(expr, env)
            return Bound(number.value, number, path)
        if isinstance(expr.type, BooleanType):
            return Bound(self.holds(expr, env))
        return Bound(self.plain(expr, env), None, path)

    def _called(self, expr: Call, env: Environment) -> tuple[Expr, Environment]:
        clause = self.program.clauses[expr.clause]
        pairs = zip(clause.inputs, expr.arguments, strict=True)
        inner = {binding.name: self._bound(argument, env) for binding, argument in pairs}
        return clause.body, inner

    def _chosen(self, expr: Cases, env: Environment) -> Expr:
        """Return the value of the row that applies, and note why it does."""
        before = len(self.region.atoms)
        holding = [row for row in expr.rows if self.holds(row.guard, env)]
        del self.region.atoms[before:]
        silenced = {id_ for row in holding for id_ in row.prevails_over}
        left = [row for row in holding if row.id not in silenced]
        if left:
            self._because(left[0], expr.rows, env)
            return left[0].value
        for row in expr.rows:
            self.require(row.guard, env, wanted=False)
        assert expr.otherwise is not None
        return expr.otherwise

    def _because(self, row: Row, rows: Sequence[Row], env: Environment) -> None:
        self.require(row.guard, env, wanted=True)
        for other in rows:
            if row.id in other.prevails_over:
                self.require(other.guard, env, wanted=False)

    def _aggregate(self, expr: Aggregate, env: Environment) -> Number:
        domain = self.plain(expr.domain, env)
        found = []
        for element, _ in elements(domain, expr.domain.type):
            inner = {**env, expr.variable: Bound(element)}
            if expr.filter is None or self.holds(expr.filter, inner):
                found.append(self.number(expr.body, inner))
        return self.sum(found)

    # Arithmetic -----------------------------------------------------------------------------------

    def sum(self, numbers: Sequence[Number]) -> Number:
        """Return a sum."""
        found = known(Fraction(0))
        for number in numbers:
            found = self.added(found, number)
        return found

    def added(self, one: Number, two: Number) -> Number:
        """Return the sum of two numbers."""
        value = one.value + two.value
        if one.divisor is None and two.divisor is None:
            return Number(value, one.form + two.form)
        if one.divisor == two.divisor:
            return Number(value, one.form + two.form, one.divisor)
        if one.divisor is None:
            one, two = two, one
        other = two if two.form.is_constant and two.divisor is None else self.fixed(two)
        assert one.divisor is not None
        form = one.form + one.divisor.times(other.form.constant)
        return Number(value, form, one.divisor)

    def single(self, number: Number) -> Number:
        """Return a number without a divisor."""
        return number if number.divisor is None else self.fixed(number)

    def fixed(self, number: Number) -> Number:
        """Fix a number at its value."""
        if number.divisor is None:
            self.region.require_equal(number.form - constant(number.value))
        else:
            self.region.require_equal(number.form - number.divisor.times(number.value))
        return known(number.value)


def known(value: Fraction) -> Number:
    """Return a number that is the same everywhere in the region."""
    return Number(value, constant(value))


def literal(expr: Expr) -> Fraction | None:
    """Return the value of a number written in the text."""
    return expr.value if isinstance(expr, Literal) and isinstance(expr.value, Fraction) else None
