"""Where an expression stands: the local names, the book, and where problems go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from convention_dsl.core.build import variable
from convention_dsl.core.nodes import Expr
from convention_dsl.semantics.inferred import CallTypes
from convention_dsl.semantics.names import Visible
from convention_dsl.semantics.problems import Problems
from convention_dsl.source import NOWHERE, Span
from convention_dsl.syntax.nodes import CallExpr, Expression
from convention_dsl.types import RecordType, Type

Elaborate = Callable[["Scope", Expression, Type | None], Expr | None]


@dataclass(slots=True)
class Usage:
    """What was referred to, for the warnings about what never is."""

    parameters: set[tuple[str, str]] = field(default_factory=set)
    clauses: set[tuple[str, str]] = field(default_factory=set)


@dataclass(slots=True)
class Context:
    """What all expressions of a book share.

    `elaborate` is the elaboration of an expression (given here so that its parts can call it), and
    `call_types` the inferred types of calls.
    """

    visible: Visible
    problems: Problems
    elaborate: Elaborate
    call_types: CallTypes
    usage: Usage = field(default_factory=Usage)
    temporaries: int = 0

    def fresh(self) -> str:
        """Return a name that no author can write."""
        self.temporaries += 1
        return f"it'{self.temporaries}"


@dataclass(frozen=True, slots=True)
class Local:
    """A local name; `core` is its name in the core. Its type is None where its value is wrong."""

    type: Type | None
    core: str
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Scope:
    """The local names around an expression.

    `bare` are those whose fields can be read by name alone, `block` the `given` block of the clause
    (whose clauses call each other without its inputs), `closed` the scope of a record's own
    conditions, which can name nothing but fields. A `lenient` scope stays silent about unknown bare
    names: what they stand beside is wrong, and could have given them a meaning. `touched` collects
    the local names that were read, `calls` the clause calls whose arguments no aggregate binds.
    """

    context: Context
    locals: Mapping[str, Local] = field(default_factory=dict)
    bare: tuple[str, ...] = ()
    block: int | None = None
    given: tuple[str, ...] = ()
    closed: bool = False
    lenient: bool = False
    touched: set[str] = field(default_factory=set)
    calls: list[tuple[CallExpr, Expr]] | None = None

    @property
    def problems(self) -> Problems:
        """Where problems go."""
        return self.context.problems

    @property
    def visible(self) -> Visible:
        """The names of the book."""
        return self.context.visible

    def expression(self, node: Expression, hint: Type | None = None) -> Expr | None:
        """Elaborate `node`, where a value of type `hint` would fit; None: wrong, and told so."""
        return self.context.elaborate(self, node, hint)

    def hides(self, name: str) -> bool:
        """Return whether a local name would hide another local name, a field or a parameter."""
        local = name in self.locals or bool(self.holders(name))
        return local or bool(self.visible.parameters(name))

    def beside_wrong(self, node: Expression) -> None:
        """Look for mistakes in `node`, whose place is itself wrong."""
        self.context.elaborate(replace(self, lenient=True), node, None)

    def bind(
        self, name: str, type_: Type | None, core: str | None = None, span: Span = NOWHERE
    ) -> Scope:
        """Return this scope with one more local name."""
        return replace(self, locals={**self.locals, name: Local(type_, core or name, span)})

    def inside_aggregate(self, name: str, type_: Type | None, span: Span = NOWHERE) -> Scope:
        """Return this scope with the variable of an aggregate."""
        return replace(self.bind(name, type_, span=span), calls=None)

    def read(self, name: str, span: Span) -> Expr | None:
        """Return a reference to the local `name`."""
        local = self.locals[name]
        self.touched.add(local.core)
        return None if local.type is None else variable(local.core, local.type, span)

    def holders(self, name: str) -> list[str]:
        """Return the locals that have a field `name` which can be read bare."""
        return [holder for holder in self.bare if name in self._fields(holder)]

    def bare_fields(self) -> list[str]:
        """Return the fields that can be read by name alone."""
        return [name for holder in self.bare for name in self._fields(holder)]

    def _fields(self, holder: str) -> tuple[str, ...]:
        local = self.locals.get(holder)
        if local is None or not isinstance(local.type, RecordType):
            return ()
        return tuple(name for name, _ in local.type.fields)
