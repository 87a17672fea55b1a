"""Expressions."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from convention_dsl.core.nodes import Duration, RoundingMode
from convention_dsl.syntax import builder_aggregates, nodes
from convention_dsl.syntax.builder import Context, name, tell_other_surface, tokens, trees
from convention_dsl.syntax.lalr import Tree
from convention_dsl.syntax.tokens import Number, Token
from convention_dsl.types import CENT, NumberKind

_B, _U = nodes.BinaryOperator, nodes.UnaryOperator

_BINARY = {
    "IMPLIES": _B.IMPLIES,
    "OR": _B.OR,
    "AND": _B.AND,
    "EQUAL": _B.EQUAL,
    "NOT_EQUAL": _B.NOT_EQUAL,
    "LESS": _B.LESS,
    "LESS_EQUAL": _B.LESS_EQUAL,
    "GREATER": _B.GREATER,
    "GREATER_EQUAL": _B.GREATER_EQUAL,
    "AT_LEAST_AS_HIGH_AS": _B.GREATER_EQUAL,
    "IN": _B.IN,
    "CONTAINS": _B.CONTAINS,
    "MEETS": _B.MEETS,
    "INCLUDED_IN": _B.INCLUDED_IN,
    "CAPPED_AT": _B.CAPPED_AT,
    "WITH_A_MINIMUM_OF": _B.WITH_A_MINIMUM_OF,
    "PLUS_SIGN": _B.ADD,
    "MINUS_SIGN": _B.SUBTRACT,
    "UNION": _B.UNION,
    "WITHOUT": _B.WITHOUT,
    "TIMES": _B.MULTIPLY,
    "DIVIDE": _B.DIVIDE,
    "DIV": _B.FLOOR_DIVIDE,
    "MOD": _B.MODULO,
    "INTERSECTION": _B.INTERSECTION,
    "IF_UNKNOWN": _B.IF_UNKNOWN,
    "YEARS_BETWEEN": _B.YEARS_BETWEEN,
    "MONTHS_BETWEEN": _B.MONTHS_BETWEEN,
    "DAYS_BETWEEN": _B.DAYS_BETWEEN,
}
_UNARY = {
    "NOT": _U.NOT,
    "MINUS_SIGN": _U.NEGATE,
    "IS_EMPTY": _U.IS_EMPTY,
    "IS_NOT_EMPTY": _U.IS_NOT_EMPTY,
    "IS_KNOWN": _U.IS_KNOWN,
    "IS_UNKNOWN": _U.IS_UNKNOWN,
}
_MODES = {
    "DOWN": RoundingMode.DOWN,
    "UP": RoundingMode.UP,
    "HALF_EVEN": RoundingMode.HALF_EVEN,
}
_STEPS = {
    "TO_THE_CENT": (CENT, NumberKind.AMOUNT),
    "TO_THE_EURO": (Fraction(1), NumberKind.AMOUNT),
    "TO_THE_UNIT": (Fraction(1), NumberKind.INTEGER),
}
_OPEN_ENDED = frozenset({"binary", "for_each", "suffix", "as_before", "follows"})


def expression(context: Context, tree: Tree) -> nodes.Expression:
    """Build an expression. Raises TooDeepError."""
    context.deeper(tree)
    built = _BUILDERS[tree.name](context, tree)
    context.depth -= 1
    return built


def only_expression(context: Context, tree: Tree) -> nodes.Expression:
    """Build the expression that is the first tree in `tree`."""
    return expression(context, trees(tree)[0])


# Literals and names -----------------------------------------------------------------------------


def number(context: Context, tree: Tree) -> nodes.NumberLiteral:
    """Build a number literal."""
    token = tree.children[0]
    if isinstance(token, Tree):
        return number(context, token)
    assert isinstance(token.value, Number)
    span = context.span(tree)
    return nodes.NumberLiteral(value=token.value.value, kind=token.value.kind, span=span)


def _date(context: Context, tree: Tree) -> nodes.Expression:
    value = tokens(tree, "DATE")[0].value
    assert value is not None
    assert not isinstance(value, Number | Duration)
    return nodes.DateLiteral(value=value, span=context.span(tree))


def _duration(context: Context, tree: Tree) -> nodes.Expression:
    value = tokens(tree, "DURATION")[0].value
    assert isinstance(value, Duration)
    return nodes.DurationLiteral(value=value, span=context.span(tree))


def _yes(context: Context, tree: Tree) -> nodes.Expression:
    return nodes.BooleanLiteral(value=tree.name == "yes", span=context.span(tree))


def _unknown(context: Context, tree: Tree) -> nodes.Expression:
    return nodes.UnknownLiteral(span=context.span(tree))


def _name(context: Context, tree: Tree) -> nodes.NameExpr:
    token = tokens(tree, "NAME")[0]
    tell_other_surface(context, token, "literal")
    return nodes.NameExpr(name=token.text, span=context.span(tree))


def _field_access(context: Context, tree: Tree) -> nodes.FieldAccess:
    target = only_expression(context, tree)
    field = name(context, tokens(tree, "NAME")[0])
    return nodes.FieldAccess(target=target, name=field, span=context.span(tree))


def path(context: Context, tree: Tree) -> nodes.NameExpr | nodes.FieldAccess:
    """Build `base` or `former.base`."""
    parts = tokens(tree, "NAME")
    head = nodes.NameExpr(name=parts[0].text, span=context.span(parts[0]))
    if len(parts) == 1:
        return head
    return nodes.FieldAccess(target=head, name=name(context, parts[1]), span=context.span(tree))


# Operations -------------------------------------------------------------------------------------


def _binary(context: Context, tree: Tree) -> nodes.Expression:
    left, right = trees(tree)
    operator = next(part for part in tree.children if isinstance(part, Token))
    if operator.type == "OR":
        for side in (left, right):
            if side.name == "binary" and tokens(side, "AND"):
                context.tell("E0019", side, text=context.text(side))
    return nodes.Binary(
        operator=_BINARY[operator.type],
        left=expression(context, left),
        right=expression(context, right),
        span=context.span(tree),
    )


def _prefix(context: Context, tree: Tree) -> nodes.Expression:
    operator = next(part for part in tree.children if isinstance(part, Token))
    operand = only_expression(context, tree)
    return nodes.Unary(operator=_UNARY[operator.type], operand=operand, span=context.span(tree))


def _as_before(context: Context, tree: Tree) -> nodes.Expression:
    before = context.program.span(trees(tree)[0].end, tree.end)
    return nodes.Binary(
        operator=_B.GREATER_EQUAL,
        left=only_expression(context, tree),
        right=nodes.BeforeLiteral(span=before),
        span=context.span(tree),
    )


def _follows(context: Context, tree: Tree) -> nodes.FollowsExpr:
    listed, named = trees(tree)
    return nodes.FollowsExpr(
        list=expression(context, listed),
        population=path(context, named),
        span=context.span(tree),
    )


def _percent_of(context: Context, tree: Tree) -> nodes.Expression:
    left, right = trees(tree)
    return nodes.Binary(
        operator=_B.PERCENT_OF,
        left=number(context, left),
        right=expression(context, right),
        span=context.span(tree),
    )


def _conditional(context: Context, tree: Tree) -> nodes.Expression:
    condition, then, otherwise = trees(tree)
    if otherwise.name in _OPEN_ENDED and not tokens(otherwise, "IF_UNKNOWN"):
        context.tell("E0020", otherwise, text=context.text(otherwise))
    return nodes.Conditional(
        condition=expression(context, condition),
        then=expression(context, then),
        otherwise=expression(context, otherwise),
        span=context.span(tree),
    )


def _paren(context: Context, tree: Tree) -> nodes.Expression:
    return only_expression(context, tree)


def range_(context: Context, tree: Tree) -> nodes.RangeExpr:
    """Build `low..high` or `low..<high`."""
    low, high = trees(tree)
    return nodes.RangeExpr(
        low=expression(context, low),
        high=expression(context, high),
        half_open=bool(tokens(tree, "DOTS_OPEN")),
        span=context.span(tree),
    )


def _round(context: Context, tree: Tree) -> nodes.Expression:
    value, target = trees(tree)
    return nodes.RoundExpr(
        value=expression(context, value),
        target=round_target(context, target),
        span=context.span(tree),
    )


def round_target(context: Context, tree: Tree) -> nodes.RoundTarget:
    """Build `down to the euro`, `to 0.05 €`."""
    mode = RoundingMode.HALF_AWAY
    span = context.span(tree)
    step: nodes.NumberLiteral | None = None
    for part in tree.children:
        if isinstance(part, Token):
            value, kind = _STEPS[part.type]
            step = nodes.NumberLiteral(value=value, kind=kind, span=context.span(part))
        elif part.name == "mode":
            word = part.children[0]
            assert isinstance(word, Token)
            mode = _MODES[word.type]
        else:
            step = number(context, part)
    assert step is not None
    return nodes.RoundTarget(step=step, mode=mode, span=span)


# Calls, records, collections --------------------------------------------------------------------


def _call(context: Context, tree: Tree) -> nodes.Expression:
    callee, *arguments = trees(tree)
    named = [argument for argument in arguments if argument.name == "named"]
    if callee.name not in ("name", "field_access"):
        context.tell("E0024", callee, text=context.text(callee))
        return expression(context, callee)
    if named:
        return _record(context, tree, callee, arguments)
    built = _callee(context, callee)
    values = tuple(expression(context, argument) for argument in arguments)
    return nodes.CallExpr(callee=built, arguments=values, span=context.span(tree))


def _callee(context: Context, tree: Tree) -> nodes.NameExpr | nodes.FieldAccess:
    if tree.name == "field_access":
        return _field_access(context, tree)
    written = _name(context, tree)
    canonical = context.surface.words["functions"].get(written.name, written.name)
    return nodes.NameExpr(name=canonical, span=written.span)


def _record(context: Context, tree: Tree, callee: Tree, arguments: list[Tree]) -> nodes.Expression:
    parts = _named_parts(context, arguments)
    if callee.name != "name":
        context.tell("E0029", callee, text=context.text(callee))
    head = tokens(callee, "NAME")[0]
    return nodes.RecordExpr(record=name(context, head), parts=parts, span=context.span(tree))


def _named_parts(context: Context, arguments: list[Tree]) -> tuple[nodes.NamedPart, ...]:
    parts: list[nodes.NamedPart] = []
    for argument in arguments:
        if argument.name != "named":
            context.tell("E0030", argument, text=context.text(argument))
            continue
        label = name(context, tokens(argument, "NAME")[0])
        value = only_expression(context, argument)
        parts.append(nodes.NamedPart(name=label, value=value, span=context.span(argument)))
    return tuple(parts)


def _with(context: Context, tree: Tree) -> nodes.Expression:
    record, *arguments = trees(tree)
    return nodes.WithExpr(
        record=expression(context, record),
        parts=_named_parts(context, arguments),
        span=context.span(tree),
    )


def _named_alone(context: Context, tree: Tree) -> nodes.Expression:
    context.tell("E0030", tree, text=context.text(tree))
    return only_expression(context, tree)


def _set(context: Context, tree: Tree) -> nodes.Expression:
    members = tuple(expression(context, member) for member in trees(tree))
    return nodes.SetExpr(members=members, span=context.span(tree))


def _list(context: Context, tree: Tree) -> nodes.Expression:
    members = tuple(expression(context, member) for member in trees(tree))
    return nodes.ListExpr(members=members, span=context.span(tree))


def _between(context: Context, tree: Tree) -> nodes.Expression:
    left, right = trees(tree)
    operator = next(part for part in tree.children if isinstance(part, Token))
    return nodes.Binary(
        operator=_BINARY[operator.type],
        left=expression(context, left),
        right=expression(context, right),
        span=context.span(tree),
    )


def _for_each(context: Context, tree: Tree) -> nodes.Expression:
    return builder_aggregates.for_each(context, tree, expression)


def _aggregate(context: Context, tree: Tree) -> nodes.Expression:
    return builder_aggregates.aggregate(context, tree, expression)


_BUILDERS: dict[str, Callable[[Context, Tree], nodes.Expression]] = {
    "number": number,
    "percentage": number,
    "date": _date,
    "duration": _duration,
    "yes": _yes,
    "no": _yes,
    "unknown": _unknown,
    "name": _name,
    "field_access": _field_access,
    "field_of": _field_access,
    "binary": _binary,
    "prefix": _prefix,
    "low_negative": _prefix,
    "suffix": _prefix,
    "as_before": _as_before,
    "follows": _follows,
    "percent_of": _percent_of,
    "conditional": _conditional,
    "paren": _paren,
    "range": range_,
    "round": _round,
    "call": _call,
    "named": _named_alone,
    "with": _with,
    "set": _set,
    "list": _list,
    "for_each": _for_each,
    "aggregate": _aggregate,
    "between": _between,
}
