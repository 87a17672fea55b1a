"""Conditions as regions of boxes: which comparisons of a table cut which axes, and where.

An axis is a field of an input, or any other expression taken as it is: two expressions are then
thought to vary independently, and a condition that is no comparison is an axis of its own, `no` or
`yes`. Regions therefore hold at least the cases that can occur: what they show to be impossible is
so; what they leave possible has to be confirmed on a concrete patient.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import assert_never

from convention_dsl.core import build
from convention_dsl.core.nodes import (
    Apply,
    Expr,
    Field,
    If,
    Let,
    Literal,
    Value,
    Variable,
)
from convention_dsl.core.operators import Operator
from convention_dsl.proof.boxes import Region, Space, TooComplex
from convention_dsl.proof.conditions import (
    ALWAYS,
    NEVER,
    Axis,
    Condition,
    Every,
    Not,
    Path,
    Place,
    Some,
    Test,
)
from convention_dsl.proof.scales import Key, Listed, scale_of
from convention_dsl.proof.terms import FreeVariables
from convention_dsl.types import BOOLEAN, BooleanType

MOST_AXES = 150
"""More axes than any table has; a search goes one level deeper for each."""

Constant = Callable[[Expr], Value]
"""The value of a closed expression; raises `LookupError` where it has none."""


class Axes:
    """Reads conditions, gathering the axes and their cuts; `region` then places them."""

    def __init__(self, constant: Constant, lets: dict[str, Expr]) -> None:
        self.axes: list[Axis] = []
        self._constant = constant
        self._lets = dict(lets)
        self._free = FreeVariables()
        self._by_place: dict[Place, int] = {}
        self._by_expr: dict[Expr, int] = {}
        self._by_identity: dict[int, tuple[Expr, int]] = {}
        self._masks: dict[Test, int] = {}
        self._orders: list[list[int]] | None = None

    # Reading ------------------------------------------------------------------------------------

    def read(self, expr: Expr) -> Condition:
        """Return the condition that a boolean expression states."""
        match expr:
            case Literal():
                return ALWAYS if expr.value is True else NEVER
            case Apply():
                return self._apply(expr)
            case If():
                then = Every((self.read(expr.condition), self.read(expr.then)))
                return Some(
                    (then, Every((Not(self.read(expr.condition)), self.read(expr.otherwise))))
                )
            case Let():
                return self._let(expr)
            case Variable() if expr.name in self._lets:
                return self.read(self._lets[expr.name])
            case _:
                return self._flag(expr)

    def _let(self, expr: Let) -> Condition:
        outer = self._lets
        others = {name: value for name, value in outer.items() if name != expr.name}
        self._lets = {**others, expr.name: expr.value}
        try:
            return self.read(expr.body)
        finally:
            self._lets = outer

    def _apply(self, expr: Apply) -> Condition:
        match expr.operator:
            case Operator.NOT:
                return Not(self.read(expr.arguments[0]))
            case Operator.AND:
                return Every([self.read(argument) for argument in expr.arguments])
            case Operator.OR:
                return Some([self.read(argument) for argument in expr.arguments])
            case Operator.EQUAL if isinstance(expr.arguments[0].type, BooleanType):
                return self._same(*map(self.read, expr.arguments))
            case Operator.EQUAL | Operator.LESS | Operator.LESS_EQUAL:
                return self._comparison(expr)
            case Operator.CONTAINS:
                return self._membership(expr)
            case _:
                return self._flag(expr)

    def _same(self, first: Condition, second: Condition) -> Condition:
        return Some((Every((first, second)), Every((Not(first), Not(second)))))

    def _comparison(self, expr: Apply) -> Condition:
        left, right = expr.arguments
        try:
            return self._cut(expr.operator, left, self._constant(right), flipped=False)
        except LookupError:
            pass
        try:
            return self._cut(expr.operator, right, self._constant(left), flipped=True)
        except LookupError:
            return self._flag(expr)

    def _cut(self, operator: Operator, expr: Expr, value: Value, *, flipped: bool) -> Condition:
        axis = self._axis(expr)
        scale = self.axes[axis].scale
        if isinstance(scale, Listed) and value not in scale.values:
            raise LookupError(value)
        match operator, flipped:
            case Operator.EQUAL, _:
                return self._test(axis, scale.before(value), scale.after(value))
            case Operator.LESS, False:
                return self._test(axis, None, scale.before(value))
            case Operator.LESS, True:
                return self._test(axis, scale.after(value), None)
            case _, False:
                return self._test(axis, None, scale.after(value))
            case _:
                return self._test(axis, scale.before(value), None)

    def _test(self, axis: int, low: Key | None, high: Key | None) -> Test:
        cuts = self.axes[axis].cuts
        if low is not None:
            cuts.add(low)
        if high is not None:
            cuts.add(high)
        return Test(axis, low, high)

    def _membership(self, expr: Apply) -> Condition:
        """Read `x in {a, b}`, or `S contains a` for a set that is an input."""
        container, element = expr.arguments
        try:
            values = self._constant(container)
        except LookupError:
            return self._member_flag(expr)
        assert isinstance(values, frozenset)
        exact = [Fraction(each) if isinstance(each, int) else each for each in values]
        try:
            parts = [self._cut(Operator.EQUAL, element, e, flipped=False) for e in exact]
            return Some(parts)
        except LookupError:
            return self._flag(expr)

    def _member_flag(self, expr: Apply) -> Condition:
        container, element = expr.arguments
        try:
            path, member = self._path(container), self._constant(element)
        except LookupError:
            return self._flag(expr)
        if path is None:
            return self._flag(expr)
        if isinstance(member, Fraction):
            return self._flag(expr, Place(path, member=int(member)))
        return self._flag(expr, Place(path, member=str(member)))

    def _flag(self, expr: Expr, place: Place | None = None) -> Condition:
        if isinstance(expr, Apply) and expr.operator is Operator.LESS_EQUAL:
            swapped = expr.arguments[1], expr.arguments[0]
            return Not(self._flag(Apply(type=BOOLEAN, operator=Operator.LESS, arguments=swapped)))
        if isinstance(expr, Apply) and expr.operator is Operator.IS_KNOWN:
            path = self._path(expr.arguments[0])
            place = None if path is None else Place(path, known=True)
        axis = self._axis(expr, place)
        return self._test(axis, 1, None)

    # Axes ---------------------------------------------------------------------------------------

    def _axis(self, expr: Expr, place: Place | None = None) -> int:
        known = self._by_identity.get(id(expr))
        if known is not None:
            return known[1]
        resolved = self._resolved(expr)
        if place is None and (path := self._path(resolved)) is not None:
            place = Place(path)
        elif place is None:
            resolved = self._closed(resolved)
        index = self._by_place.get(place) if place else self._by_expr.get(resolved)
        if index is None:
            index = self._new_axis(resolved, place)
        self._by_identity[id(expr)] = (expr, index)
        return index

    def _new_axis(self, expr: Expr, place: Place | None) -> int:
        scale = scale_of(expr.type)
        if scale is None:
            raise LookupError(expr)
        if len(self.axes) == MOST_AXES:
            raise TooComplex
        index = len(self.axes)
        self.axes.append(Axis(expr, scale, place))
        if place:
            self._by_place[place] = index
        else:
            self._by_expr[expr] = index
        return index

    def _resolved(self, expr: Expr) -> Expr:
        while isinstance(expr, Variable) and expr.name in self._lets:
            expr = self._lets[expr.name]
        return expr

    def _closed(self, expr: Expr) -> Expr:
        """Return `expr` inside the local definitions that it needs: a name alone tells nothing.

        Two guards may each have a local name, the same for different values.
        """
        needed = self._free.of(expr)
        for name, value in reversed(self._lets.items()):
            if name in needed:
                needed = (needed - {name}) | self._free.of(value)
                expr = build.let(name, value, expr, expr.span)
        return expr

    def _path(self, expr: Expr) -> Path | None:
        match self._resolved(expr):
            case Variable(name=name):
                return (name,)
            case Field(record=record, name=name):
                outer = self._path(record)
                return None if outer is None else (*outer, name)
            case Apply(operator=Operator.ITEM, arguments=(values, Literal(value=str() as item))):
                outer = self._path(values)
                return None if outer is None else (*outer, item)
            case _:
                return None

    # Placing ------------------------------------------------------------------------------------

    def space(self) -> Space:
        """Return the space of the axes, once everything has been read."""
        self._masks.clear()
        self._orders = None
        return Space([axis.freeze() for axis in self.axes])

    def region(self, space: Space, condition: Condition) -> Region:
        """Return the region of `space` where a condition that was read holds."""
        match condition:
            case Test():
                mask = self._mask(condition)
                return [{condition.axis: mask}] if mask else []
            case Every():
                return self._every(space, condition)
            case Some():
                region: Region = []
                for part in condition.parts:
                    region = space.disjunction(region, self.region(space, part))
                return region
            case Not():
                return space.complement(self.region(space, condition.part))
            case _:
                assert_never(condition)

    def _every(self, space: Space, condition: Every) -> Region:
        """Return the region of a conjunction: a box at once where it has only comparisons."""
        box: dict[int, int] = {}
        others = []
        for part in condition.parts:
            if not isinstance(part, Test):
                others.append(part)
            elif mask := self._mask(part) & box.get(part.axis, -1):
                box[part.axis] = mask
            else:
                return []
        region: Region = [box]
        for part in others:
            region = space.conjunction(region, self.region(space, part))
        return region

    def _mask(self, test: Test) -> int:
        mask = self._masks.get(test)
        if mask is None:
            mask = self.axes[test.axis].mask(test.low, test.high)
            self._masks[test] = mask
        return mask

    def orders(self) -> list[list[int]]:
        """Return the cells of each axis from the simplest."""
        if self._orders is None:
            self._orders = [
                sorted(range(len(axis.sorted_cuts) + 1), key=partial(_rank, axis))
                for axis in self.axes
            ]
        return self._orders


def _rank(axis: Axis, cell: int) -> tuple[Fraction, int]:
    value = axis.representative(cell)
    if isinstance(value, Fraction):
        return abs(value), cell
    return Fraction(0), cell
