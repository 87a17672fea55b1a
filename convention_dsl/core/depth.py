"""How deep a program is, and room in the interpreter for walking it.

Expressions are walked by plain recursion; depth counts through calls, since evaluation does. Both
are bounded: `syntax` refuses deep expressions, `link` deep programs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from convention_dsl.core.nodes import Call, ClauseRef, Expr
from convention_dsl.core.traverse import children

MAXIMUM_DEPTH = 500
"""The number of expressions within each other, calls included, that a program may have."""

_FRAMES = 20 * MAXIMUM_DEPTH
"""More than any walk needs for that depth."""


def depth(expr: Expr, called: Callable[[ClauseRef], int]) -> int:
    """Return the depth of `expr`, a call counting for that of the clause it calls."""
    deepest = 0
    stack = [(expr, 1)]
    while stack:
        node, level = stack.pop()
        below = called(node.clause) if isinstance(node, Call) else 0
        deepest = max(deepest, level + below)
        level += 1
        for child in children(node):
            stack.append((child, level))
    return deepest


@contextmanager
def room() -> Iterator[None]:
    """Allow the recursion that the deepest program needs."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
