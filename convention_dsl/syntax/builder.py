"""What the builders share: the place of a tree, its parts, names, and the errors they find.

A builder makes a node of `nodes.py` of one kind of tree. What the grammar lets through and the
language does not is told here; the declaration is then left out of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.source import Span
from convention_dsl.syntax import nodes
from convention_dsl.syntax.lalr import Tree
from convention_dsl.syntax.limits import MAX_NESTING
from convention_dsl.syntax.reader import ProgramText
from convention_dsl.syntax.suggest import nearest
from convention_dsl.syntax.surface import Surface, other_words, surface
from convention_dsl.syntax.tokens import Token


class TooDeepError(Exception):
    """An expression whose operations nest too deep; it has been told."""


@dataclass(slots=True)
class Context:
    """The text being built from and the errors found in it."""

    program: ProgramText
    problems: list[Diagnostic] = field(default_factory=list)
    depth: int = 0

    @property
    def surface(self) -> Surface:
        """The words of the text's language."""
        return surface(self.program.language)

    def span(self, part: Tree | Token) -> Span:
        """Return the stretch of the source that a part was read from."""
        return self.program.span(part.start, part.end)

    def text(self, part: Tree | Token) -> str:
        """Return a part as written."""
        return self.program.raw[part.start : part.end]

    def tell(
        self,
        code: str,
        part: Tree | Token,
        suggestion: str | None = None,
        **arguments: object,
    ) -> None:
        """Tell an error about a part."""
        self.problems.append(Diagnostic(code, self.span(part), arguments, suggestion=suggestion))

    def deeper(self, tree: Tree) -> None:
        """Count a level of an expression; one too many is told and raises TooDeepError."""
        self.depth += 1
        if self.depth > MAX_NESTING:
            self.tell("E0508", tree, limit=MAX_NESTING)
            raise TooDeepError


def name(context: Context, token: Token) -> nodes.Name:
    """Return an identifier."""
    return nodes.Name(text=token.text, span=context.span(token))


def names(context: Context, tree: Tree) -> tuple[nodes.Name, ...]:
    """Return every identifier that is a direct part of `tree`."""
    return tuple(name(context, token) for token in tokens(tree, "NAME"))


def tokens(tree: Tree, kind: str) -> list[Token]:
    """Return the direct parts of `tree` that are tokens of `kind`."""
    return [part for part in tree.children if isinstance(part, Token) and part.type == kind]


def trees(tree: Tree, *kinds: str) -> list[Tree]:
    """Return the direct parts of `tree` that are trees of one of `kinds`, or all trees."""
    return [
        part
        for part in tree.children
        if isinstance(part, Tree) and (not kinds or part.name in kinds)
    ]


def first(tree: Tree, *kinds: str) -> Tree | None:
    """Return the first direct part of `tree` of one of `kinds`, if any."""
    return next(iter(trees(tree, *kinds)), None)


def string(tree: Tree | None) -> str:
    """Return the string in a tree that holds one; empty where there is no tree."""
    return tokens(tree, "STRING")[0].text if tree is not None else ""


def label_of(tree: Tree) -> str:
    """Return the label among the parts of `tree`, or the empty string."""
    return string(first(tree, "label"))


def one(context: Context, tree: Tree, kind: str) -> Tree | None:
    """Return the only part of `kind`; a second one is told."""
    found = trees(tree, kind)
    for again in found[1:]:
        context.tell("E0023", again, text=shortened(context.text(again)))
    return found[0] if found else None


def shortened(text: str) -> str:
    """Return the first words of `text`, for a message."""
    words = text.split()
    return " ".join(words[:5]) + (" …" if len(words) > 5 else "")


def word(context: Context, subject: str, token: Token) -> str | None:
    """Return the canonical form of a word of `subject`; an unknown one is told."""
    known = context.surface.words[subject]
    if token.text in known:
        return known[token.text]
    expected = dict.fromkeys(known.values())
    choices = ", ".join(f"`{context.surface.word(subject, canonical)}`" for canonical in expected)
    context.tell("E0025", token, nearest(token.text, known), text=token.text, expected=choices)
    return None


def tell_other_surface(context: Context, token: Token, subject: str) -> bool:
    """Tell a name that is a value or a type in the other surface, and nothing in this one.

    Return whether it is one.
    """
    other = other_words(context.program.language, subject)
    if token.text not in other:
        return False
    context.tell("E0041", token, other[token.text], text=token.text)
    return True


def flattened(
    context: Context,
    parts: list[Tree],
    build: Callable[[Context, Tree], tuple[nodes.InputDecl, ...]],
) -> Iterator[nodes.InputDecl]:
    """Yield the inputs of several groups."""
    for part in parts:
        yield from build(context, part)
