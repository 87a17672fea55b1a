"""In which order clauses are elaborated: after those that they call; and the circles among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from convention_dsl.core.nodes import Call, ClauseRef, Expr
from convention_dsl.core.program import ALWAYS, ClauseDef, ExceptionDef
from convention_dsl.core.traverse import walk
from convention_dsl.semantics.names import Visible
from convention_dsl.semantics.problems import Problems
from convention_dsl.syntax.nodes import (
    BeforeLiteral,
    CallExpr,
    Expression,
    FieldAccess,
    FollowsExpr,
    NameExpr,
    Node,
)

Key = tuple[str, str]
"""A clause, an exception or a population: its book and its name."""


def nodes(root: object) -> Iterator[Node]:
    """Yield every surface node inside `root`, without recursion."""
    stack = [root]
    while stack:
        current = stack.pop()
        if isinstance(current, tuple):
            stack.extend(current)
        elif isinstance(current, Node):
            yield current
            names = type(current).__dataclass_fields__
            stack.extend(getattr(current, name) for name in names if name != "span")


def called(visible: Visible, root: object) -> set[Key]:
    """Return the clauses that a declaration may call and the populations it names."""
    found: set[Key] = set()
    for node in nodes(root):
        if isinstance(node, CallExpr):
            found |= _named(visible, node.callee)
        elif isinstance(node, FollowsExpr):
            found |= _population(visible, node.population)
        elif isinstance(node, BeforeLiteral):
            found |= {
                (alias.names.name, clause)
                for alias in visible.aliases.values()
                for clause in alias.names.clauses
                if alias.names is not visible.own
            }
    return found


def _named(visible: Visible, callee: Expression) -> set[Key]:
    match callee:
        case NameExpr(name=name):
            return {(signature.book, name) for signature in visible.clauses(name)}
        case FieldAccess(target=NameExpr(name=qualifier), name=name) if (
            qualifier in visible.aliases
        ):
            return {(visible.aliases[qualifier].names.name, name.text)}
        case _:
            return set()


def _population(visible: Visible, named: NameExpr | FieldAccess) -> set[Key]:
    match named:
        case NameExpr(name=name):
            return {(found.book, name) for found in visible.populations(name)}
        case FieldAccess(target=NameExpr(name=qualifier), name=name) if (
            qualifier in visible.aliases
        ):
            return {(visible.aliases[qualifier].names.name, name.text)}
        case _:
            return set()


def callees_first(needs: Mapping[Key, Iterable[Key]]) -> list[Key]:
    """Return the keys, each after what it needs; a circle is cut at its first member."""
    ordered: list[Key] = []
    state: set[Key] = set()
    for start in needs:
        stack: list[tuple[Key, Iterator[Key]]] = []
        if start not in state:
            state.add(start)
            stack.append((start, iter(sorted(needs[start]))))
        while stack:
            key, rest = stack[-1]
            following = next((k for k in rest if k in needs and k not in state), None)
            if following is None:
                ordered.append(key)
                stack.pop()
            else:
                state.add(following)
                stack.append((following, iter(sorted(needs[following]))))
    return ordered


# Circles ----------------------------------------------------------------------------------------


def has_circle(needs: Mapping[Key, Iterable[Key]]) -> bool:
    """Return whether rules may be calculated from each other, as far as names tell."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError:
        return True
    return False


def report_circle(
    clauses: Iterable[ClauseDef], exceptions: Iterable[ExceptionDef], problems: Problems
) -> None:
    """Report clauses that are calculated from each other.

    Pinned calls lead to another date and exceptions with a period of their own to another time:
    what they close is found when the texts are linked.
    """
    graph: dict[Key, set[Key]] = {}
    places = {(c.book, c.name): c.span for c in clauses}
    for clause in clauses:
        bodies = [reading.body for reading in clause.readings]
        graph.setdefault((clause.book, clause.name), set()).update(_calls(bodies))
    for exception in exceptions:
        if exception.period == ALWAYS:
            key = (exception.target.book, exception.target.name)
            signed = _calls([exception.guard, exception.value], exception)
            graph.setdefault(key, set()).update(signed)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle: list[Key] = error.args[1]
        names = tuple(dict.fromkeys(name for _, name in reversed(circle)))
        found = [places[key] for key in circle if key in places]
        first = min(found, key=lambda span: (span.path, span.start), default=None)
        problems.add("E0186", first, clauses=names)


def _calls(bodies: Iterable[Expr], exception: ExceptionDef | None = None) -> set[Key]:
    return {
        (node.clause.book, node.clause.name)
        for expr in bodies
        for node in walk(expr)
        if isinstance(node, Call) and not _leads_elsewhere(node.clause, exception)
    }


def _leads_elsewhere(ref: ClauseRef, exception: ExceptionDef | None) -> bool:
    """Return whether a call cannot close a circle: pinned, or to a rule without exceptions."""
    if ref.pin is not None:
        return True
    return exception is not None and ref.as_signed and ref.book != exception.book
