"""The names of a library that is elaborated already, for a property typed on the spot."""

from __future__ import annotations

from convention_dsl.core.program import Book, Library, PopulationDef, PropertyDef
from convention_dsl.core.provenance import NO_PROVENANCE
from convention_dsl.diagnostics import Diagnostic
from convention_dsl.semantics.books import qualifiers
from convention_dsl.semantics.expressions import elaborate as elaborate_expression
from convention_dsl.semantics.inferred import CallTypes
from convention_dsl.semantics.names import (
    BookNames,
    FieldDefault,
    Input,
    ParameterName,
    PopulationName,
    RecordName,
    Signature,
    Visible,
)
from convention_dsl.semantics.problems import Problems
from convention_dsl.semantics.properties import property_
from convention_dsl.semantics.scope import Context
from convention_dsl.syntax.nodes import PropertyDecl
from convention_dsl.types import EnumType, ListType


def elaborate_property(
    library: Library, book: str, decl: PropertyDecl
) -> tuple[PropertyDef | None, list[Diagnostic]]:
    """Return `decl` as a property of a book of `library`, and what is wrong with it."""
    problems = Problems()
    names = {name: _names(each) for name, each in library.books.items()}
    types = CallTypes(
        (clause for each in library.books.values() for clause in each.clauses),
        (exception for each in library.books.values() for exception in each.exceptions),
    )
    visible = _visible(library, names, book)
    context = Context(visible, problems, elaborate_expression, types)
    try:
        return property_(context, decl, NO_PROVENANCE), problems.diagnostics
    except RecursionError:
        problems.add("E0187", decl.span, name=decl.name.text)
        return None, problems.diagnostics


def _names(book: Book) -> BookNames:
    names = BookNames(book.name, book.period, book.is_vocabulary, book.language)
    for enum in book.enums:
        names.enums[enum.name] = EnumType(f"{book.name}.{enum.name}", enum.items, enum.ordered)
    for record in book.records:
        fields = tuple(FieldDefault(each.name, each.type, each.default) for each in record.fields)
        names.records[record.name] = RecordName(record.name, record.type, fields)
    for parameter in book.parameters:
        starts = tuple(value.start for value in parameter.values)
        names.parameters[parameter.name] = ParameterName(
            book.name, parameter.name, parameter.type, starts, parameter.span, parameter.year
        )
    for each in book.populations:
        names.populations[each.name] = PopulationName(
            book.name, each.name, _list_type(each), each, each.span
        )
    for clause in book.clauses:
        names.clauses[clause.name] = Signature(
            book=book.name,
            name=clause.name,
            inputs=tuple(Input(b.name, b.type, b.label, b.span) for b in clause.inputs),
            result=clause.result,
            readings=tuple(reading.name for reading in clause.readings if reading.name),
            replaces=clause.replaces,
            span=clause.span,
        )
    return names


def _list_type(population: PopulationDef) -> ListType | None:
    type_ = population.list_input.type
    return type_ if isinstance(type_, ListType) else None


def _visible(library: Library, names: dict[str, BookNames], book: str) -> Visible:
    vocabularies: dict[str, BookNames] = {}
    waiting = list(library.books[book].uses)
    while waiting:
        name = waiting.pop(0).book
        if name in names and names[name].is_vocabulary and name not in vocabularies | {book: 0}:
            vocabularies[name] = names[name]
            waiting += library.books[name].uses
    uses = [use for use in library.books[book].uses if use.book in names]
    return Visible(names[book], tuple(vocabularies.values()), qualifiers(names[book], uses, names))
