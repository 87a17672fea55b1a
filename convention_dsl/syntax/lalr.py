"""The parser proper: runs a parse table over tokens.

It makes plain trees that know their stretch of text, or, without values, tells how far tokens can
be read and what could come next, which is what messages and recovery need.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from convention_dsl.syntax.table import Rule, Table
from convention_dsl.syntax.tokens import END, Token


@dataclass(slots=True)
class Tree:
    """A production and what it was made of, punctuation left out."""

    name: str
    children: list[Tree | Token]
    start: int
    end: int


class UnexpectedError(Exception):
    """Token number `index` cannot stand where it does."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


def parse(table: Table, start: str, tokens: Sequence[Token]) -> Tree | Token:
    """Return the tree of `tokens`, read as a `start`. Raises UnexpectedError."""
    states, rules = table.states, table.rules
    stack = [table.starts[start]]
    values: list[_Value] = []
    last = table.ends[start]
    for index, token in enumerate([*tokens, Token(END, "", 0, 0)]):
        kind = token.type
        while True:
            action = states[stack[-1]].get(kind)
            if action is None:
                raise UnexpectedError(index)
            if action >= 0:
                stack.append(action)
                values.append((token, token.start, token.end))
                break
            rule = rules[-1 - action]
            size = rule.size
            del stack[-size:]
            # Most reductions only climb from one level of expressions to the next.
            if size > 1 or not rule.single or not isinstance(values[-1][0], Tree):
                reduced = values[-size:]
                del values[-size:]
                values.append(_reduce(rule, reduced))
            stack.append(states[stack[-1]][rule.origin])
            if kind == END and stack[-1] == last:
                return _only(values)
    raise AssertionError("a parse ends with $END")


_Value = tuple[Tree | Token | list[Tree | Token], int, int]


def _reduce(rule: Rule, reduced: list[_Value]) -> _Value:
    start, end = reduced[0][1], reduced[-1][2]
    first = reduced[0][0]
    # A list grows in place: the helper productions of `x*` are left-recursive.
    children = first if isinstance(first, list) else []
    for value, _, _ in reduced:
        if value is children:
            continue
        if isinstance(value, list):
            children.extend(value)
        elif isinstance(value, Tree) or not value.type.startswith("_"):
            children.append(value)
    if rule.spliced:
        return children, start, end
    if rule.single and len(children) == 1:
        return children[0], start, end
    return Tree(rule.name, children, start, end), start, end


def _only(values: list[_Value]) -> Tree | Token:
    (value, _, _) = values[0]
    assert not isinstance(value, list)
    return value


class Recogniser:
    """Reads tokens without making anything of them; its state can be kept and restored."""

    def __init__(self, table: Table, start: str) -> None:
        self.table = table
        self.last = table.ends[start]
        self.stack = [table.starts[start]]

    def advance(self, kind: str) -> bool:
        """Read a token of `kind`; return False, and stay, where it cannot stand."""
        after = self._after(kind)
        if after is None:
            return False
        self.stack = after
        return True

    def advance_all(self, kinds: Iterable[str]) -> bool:
        """Read several tokens, all of them or none."""
        before = self.stack
        for kind in kinds:
            if not self.advance(kind):
                self.stack = before
                return False
        return True

    def accepts(self, kind: str) -> bool:
        """Return whether a token of `kind` can stand here."""
        return self._after(kind) is not None

    def would_accept(self, *kinds: str) -> bool:
        """Return whether these tokens can stand here, one after the other."""
        before = self.stack
        accepted = self.advance_all(kinds)
        self.stack = before
        return accepted

    def expected(self) -> frozenset[str]:
        """Return the terminals that can stand here."""
        here = self.table.states[self.stack[-1]]
        return frozenset(
            kind for kind in here if kind.isupper() or kind == END if self.accepts(kind)
        )

    def _after(self, kind: str) -> list[int] | None:
        states, rules = self.table.states, self.table.rules
        stack = self.stack.copy()
        while True:
            action = states[stack[-1]].get(kind)
            if action is None:
                return None
            if action >= 0:
                stack.append(action)
                return stack
            rule = rules[-1 - action]
            del stack[-rule.size :]
            stack.append(states[stack[-1]][rule.origin])
            if kind == END and stack[-1] == self.last:
                return stack
