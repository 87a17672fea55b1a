"""The version of a text: a digest of the whole book in force on a day.

It is of the text and of nothing else: not of the clauses from which a calculator is made, not of
the readings chosen, nor of how, where and in what order the text is written. What is in force on
other days has no part in it either: types inferred over all dates are left out, for they follow
from what is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date

from convention_dsl.core.digest import digest
from convention_dsl.core.nodes import (
    Call,
    ClauseRef,
    Construct,
    Dated,
    Expr,
    Literal,
    Node,
    ParameterRef,
)
from convention_dsl.core.program import (
    Book,
    ClauseDef,
    EnumDef,
    ExceptionDef,
    Library,
    ParameterDef,
    RecordDef,
    parameter_id,
)
from convention_dsl.core.rewrite import pinned
from convention_dsl.core.texts import Texts, bodies, chosen, used_texts, value_on
from convention_dsl.core.traverse import children
from convention_dsl.types import (
    EnumType,
    ListType,
    MapType,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)

_LENGTH = 16
"""How many hexadecimal digits of the digest a version shows."""


def version_of(library: Library, book: Book, day: date | None) -> str:
    """Return the version of `book` on `day`, with what it reaches in other books."""
    contents = _Contents(Texts(library, used_texts(library, book.name)), day)
    contents.add_book(book)
    return digest((book.name, book.title, contents.found))[:_LENGTH]


@dataclass
class _Contents:
    """What a text means on a day, by name."""

    texts: Texts
    day: date | None
    found: dict[str, object] = field(default_factory=dict)
    waiting: list[ClauseRef] = field(default_factory=list)

    def add_book(self, book: Book) -> None:
        """Add all that a book says, and all that this reaches."""
        for parameter in book.parameters:
            self._add_parameter(parameter, None)
        names = [*(each.name for each in book.enums), *(each.name for each in book.records)]
        for name in names:
            self._add_declared(f"{book.name}.{name}")
        self.waiting += [ClauseRef(book.name, clause.name) for clause in book.clauses]
        for exception in book.exceptions:
            if exception.period.contains(self.day):
                self.waiting.append(exception.target)
        while self.waiting:
            self._add_clause(self.waiting.pop())

    def _add_clause(self, ref: ClauseRef) -> None:
        if f"clause {ref}" in self.found:
            return
        definition = self.texts.clause(ref)
        exceptions = self.texts.in_force(ref, ref.pin or self.day)
        self.found[f"clause {ref}"] = (
            _said(definition),
            [
                (each.name, each.label, self._told(each.body, ref.pin))
                for each in definition.readings
            ],
            {f"{e.book}.{e.name}": self._exception(e, ref.pin) for e in exceptions},
        )
        for type_ in (*(each.type for each in definition.inputs), definition.result):
            self._add_types(type_)
        self._reach(bodies(definition, exceptions), ref.pin)

    def _exception(self, exception: ExceptionDef, pin: date | None) -> object:
        return (
            exception.within,
            self._told(exception.guard, pin),
            self._told(exception.value, pin),
            sorted(exception.prevails_over),
            exception.label,
            exception.provenance,
        )

    def _add_parameter(self, parameter: ParameterDef, pin: date | None) -> None:
        value = value_on(parameter, pin or self.day)
        type_ = parameter.type
        self.found[f"parameter {parameter_id(parameter.book, parameter.name, pin)}"] = (
            None if value is None else (value.value, value.provenance),
            type_.kind if isinstance(type_, NumberType) else type(type_).__name__,
            parameter.open_range,
            parameter.label,
            parameter.provenance,
        )

    def _add_types(self, type_: Type) -> None:
        for name in _named(type_):
            self._add_declared(name)

    def _add_declared(self, name: str) -> None:
        """Add a record or an enumeration: its labels, defaults and conditions."""
        if f"type {name}" in self.found:
            return
        declared = _declared(self.texts.library, name)
        self.found[f"type {name}"] = self._told(declared, None)
        if isinstance(declared, RecordDef):
            self._add_types(declared.type)
            defaults = [each.default for each in declared.fields if each.default is not None]
            self._reach([*defaults, *(each.condition for each in declared.invariants)], None)

    def _reach(self, exprs: Iterable[Expr], pin: date | None) -> None:
        """Add the parameters, and note the clauses, that expressions of a text reach."""
        stack = list(exprs)
        while stack:
            node = stack.pop()
            match node:
                case Dated():
                    present = chosen(node, pin or self.day)
                    stack += [] if present is None else [present]
                    continue
                case Call():
                    self.waiting.append(pinned(node.clause, pin))
                case ParameterRef():
                    self._add_parameter(self.texts.parameter(node.book, node.name), node.pin or pin)
                case _:
                    pass
            stack += children(node)

    def _told(self, content: object, pin: date | None) -> str:
        """Return the digest of what is written in a text pinned at `pin`, as it is on the day."""
        day = pin or self.day
        return digest(content, lambda item: _present(item, day))


def _present(item: object, day: date | None) -> object:
    """Return what a part of a text means on `day`, without the type that follows from its parts."""
    while isinstance(item, Dated):
        item = chosen(item, day)
    if not isinstance(item, Node) or isinstance(item, Literal | Construct):
        return item
    names = [each.name for each in fields(item) if each.compare and each.name != "type"]
    return (type(item).__name__, *(getattr(item, name) for name in names))


def _said(definition: ClauseDef) -> object:
    """Return what a clause says beside its readings."""
    return (
        definition.inputs,
        definition.result,
        definition.whole_cents,
        definition.rounded,
        definition.label,
        definition.provenance,
    )


def _declared(library: Library, name: str) -> RecordDef | EnumDef:
    book = library.books[name.partition(".")[0]]
    short = name.partition(".")[2]
    declared: list[RecordDef | EnumDef] = [*book.records, *book.enums]
    return next(each for each in declared if each.name == short)


def _named(type_: Type) -> Iterator[str]:
    """Yield the qualified names of the records and enumerations in a type."""
    match type_:
        case EnumType():
            yield type_.name
        case SetType(element=EnumType() as element):
            yield element.name
        case MapType():
            yield type_.key.name
            yield from _named(type_.value)
        case RecordType():
            yield type_.name
            for _, part in type_.fields:
                yield from _named(part)
        case ListType():
            yield from _named(type_.element)
        case OptionalType():
            yield from _named(type_.inner)
        case _:
            return
