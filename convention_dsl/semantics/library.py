"""The whole elaboration: files to a library, declarations in the order of their needs.

Names first (enumerations, records, parameters, signatures), in all books; then what stands behind
them, clauses after those they call; last what nothing depends on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from convention_dsl.core.nodes import Value
from convention_dsl.core.program import (
    Book,
    Library,
    PopulationDef,
    RecordDef,
)
from convention_dsl.diagnostics import Diagnostic, Label, Severity
from convention_dsl.semantics import books as grouping
from convention_dsl.semantics import declarations, usage
from convention_dsl.semantics.books import BookText
from convention_dsl.semantics.clauses import signature
from convention_dsl.semantics.examples import example, examples
from convention_dsl.semantics.exceptions import resolve
from convention_dsl.semantics.expressions import elaborate as elaborate_expression
from convention_dsl.semantics.inferred import CallTypes
from convention_dsl.semantics.names import BookNames, ParameterName
from convention_dsl.semantics.order import callees_first
from convention_dsl.semantics.overrides import check as check_overrides
from convention_dsl.semantics.populations import population_name
from convention_dsl.semantics.problems import Problems
from convention_dsl.semantics.properties import property_
from convention_dsl.semantics.rules import elaborate_rules
from convention_dsl.semantics.scope import Context, Usage
from convention_dsl.semantics.work import Work, guarded
from convention_dsl.source import Span
from convention_dsl.syntax.nodes import (
    ClauseDecl,
    Declaration,
    EnumDecl,
    ExampleDecl,
    ExamplesDecl,
    ExceptionDecl,
    File,
    GivenDecl,
    HeaderKind,
    Name,
    ParameterDecl,
    PopulationDecl,
    PropertyDecl,
    RecordDecl,
)


def elaborate(
    files: Mapping[str, File], overrides: Mapping[str, Value] | None = None
) -> tuple[Library, list[Diagnostic]]:
    """Return the library that `files` make up, and what is wrong with it.

    What is wrong is left out of the library: a caller goes on only where there is no error.
    `overrides` replace the values of parameters, by `name` or `book.name`.
    """
    problems = Problems()
    works = _begin(files, problems)
    given = dict(overrides or {})
    ordered = _vocabularies_first(works.values())
    for work in ordered:
        _keep_once(work)
        _enums(work)
        _parameters(work, given)
    for work in ordered:
        _records(work)
    check_overrides(given, [p for w in works.values() for p in w.parameters], problems)
    blocks = iter(range(10**9))
    for work in works.values():
        _signatures(work, lambda: next(blocks))
    for work in works.values():
        resolve(work.scope, work.of(ExceptionDecl))
    elaborate_rules(works, problems)
    for work in works.values():
        _statements(work)
    library = Library({name: _book(work) for name, work in works.items()})
    _report_unused(library, works, problems)
    return library, problems.in_order()


# Names ------------------------------------------------------------------------------------------


def _begin(files: Mapping[str, File], problems: Problems) -> dict[str, Work]:
    texts = grouping.gather(files, problems)
    names = {name: _names(text) for name, text in texts.items()}
    uses = {
        name: grouping.resolve_uses(text, texts, names, problems) for name, text in texts.items()
    }
    grouping.cycles(uses, problems)
    types, used = CallTypes(), Usage()
    works = {}
    for name, text in texts.items():
        visible = grouping.visible_from(names[name], uses[name], uses)
        context = Context(visible, problems, elaborate_expression, types, used)
        works[name] = Work(text, names[name], context, uses[name])
    return works


def _names(text: BookText) -> BookNames:
    header = text.header
    broken = {name for _, file in text.files for name in file.broken_names}
    return BookNames(
        name=text.name,
        period=text.period,
        is_vocabulary=header is not None and header.kind is HeaderKind.VOCABULARY,
        language=text.language,
        broken=broken,
        is_incomplete=any(file.is_incomplete for _, file in text.files),
    )


def _vocabularies_first(works: Iterable[Work]) -> list[Work]:
    """Return books after those that they use (in a circle of uses, in any order)."""
    by_name = {work.text.name: work for work in works}
    needs = {
        ("", name): [("", used.names.name) for used in work.uses] for name, work in by_name.items()
    }
    return [by_name[name] for _, name in callees_first(needs)]


def _keep_once(work: Work) -> None:
    """Keep the first declaration of each name; the properties have names of their own."""
    places: dict[tuple[bool, str], Span] = {}
    for _, decl in work.text.declarations:
        name = _declared_name(decl)
        if name is not None:
            key = (isinstance(decl, PropertyDecl), name.text)
            if key in places:
                first = Label(places[key], "first")
                work.context.problems.add("E0165", name.span, labels=(first,), name=name.text)
                continue
            places[key] = name.span
        work.kept.append(decl)


def _declared_name(decl: Declaration) -> Name | None:
    match decl:
        case (
            EnumDecl()
            | RecordDecl()
            | ParameterDecl()
            | ClauseDecl()
            | ExceptionDecl()
            | PopulationDecl()
            | PropertyDecl()
        ):
            return decl.name
        case _:
            return None


def _enums(work: Work) -> None:
    for node in work.of(EnumDecl):
        type_, definition = declarations.enumeration(work.names.name, node, work.context.problems)
        work.names.enums[node.name.text] = type_
        work.enums.append(definition)


def _records(work: Work) -> None:
    nodes = work.of(RecordDecl)
    ordered = declarations.in_order(nodes, work.context.problems)
    for node in ordered:
        work.names.records[node.name.text] = declarations.record_name(work.scope, node)
    work.names.broken |= {n.name.text for n in nodes} - work.names.records.keys()
    for node in ordered:
        name = declarations.with_defaults(work.scope, node, work.names.records[node.name.text])
        work.names.records[node.name.text] = name
        work.records.append(declarations.record(work.scope, node, name))


def _parameters(work: Work, overrides: Mapping[str, Value]) -> None:
    for node in work.of(ParameterDecl):
        name = node.name.text
        override = declarations.overrides_for(work.names.name, name, overrides)
        found = declarations.parameter(work.scope, node, work.provenance, override)
        starts = tuple(value.start for value in found.values) if found else ()
        type_ = found.type if found else None
        work.names.parameters[name] = ParameterName(
            work.names.name, name, type_, starts, node.name.span, node.year
        )
        if found is not None:
            work.parameters.append(found)


def _signatures(work: Work, block: Callable[[], int]) -> None:
    """Note how each clause is called; a `given` holds until the next one in its file."""
    for node in work.of(PopulationDecl):
        work.names.populations[node.name.text] = population_name(work.scope, node)
    kept = set(map(id, work.kept))
    for _, file in work.text.files:
        given: GivenDecl | None = None
        number: int | None = None
        for decl in file.declarations:
            if isinstance(decl, GivenDecl):
                given, number = (decl if decl.inputs else None), block()
            elif isinstance(decl, ClauseDecl) and id(decl) in kept:
                found = signature(work.scope, decl, given, number)
                work.names.clauses[decl.name.text] = found


# What nothing depends on ------------------------------------------------------------------------


def _statements(work: Work) -> None:
    context = work.context
    for node in work.of(PropertyDecl):
        found = guarded(work, node.name, lambda n=node: property_(context, n, work.provenance))  # type: ignore[misc]
        if found is not None:
            work.properties.append(found)
    for decl in work.kept:
        if isinstance(decl, ExampleDecl):
            single = example(work.scope, decl, work.ids)
            work.examples += [single] if single else []
        elif isinstance(decl, ExamplesDecl):
            work.examples += examples(work.scope, decl, work.ids)


def _book(work: Work) -> Book:
    text = work.text
    clauses = [work.clauses.get(node.name.text) for node in work.of(ClauseDecl)]
    exceptions = [work.exceptions.get(node.name.text) for node in work.of(ExceptionDecl)]
    return Book(
        name=text.name,
        title=text.metadata.label,
        language=text.language,
        period=text.period,
        provenance=text.provenance,
        is_vocabulary=work.names.is_vocabulary,
        uses=tuple(used.definition for used in work.uses),
        enums=tuple(work.enums),
        records=_in_text_order(work),
        parameters=tuple(work.parameters),
        clauses=tuple(each for each in clauses if each is not None),
        exceptions=tuple(each for each in exceptions if each is not None),
        properties=tuple(work.properties),
        examples=tuple(work.examples),
        populations=tuple(sorted(work.populations, key=_place)),
        span=text.header.span if text.header else text.files[0][1].span,
    )


def _place(population: PopulationDef) -> tuple[str, int]:
    return population.span.path, population.span.start


def _in_text_order(work: Work) -> tuple[RecordDef, ...]:
    found = {record.name: record for record in work.records}
    return tuple(found[n.name.text] for n in work.of(RecordDecl) if n.name.text in found)


def _report_unused(library: Library, works: Mapping[str, Work], problems: Problems) -> None:
    """Warn about what is not used, in books that have no error and no part that was not read."""
    wrong = {
        found.span.path
        for found in problems.diagnostics
        if found.severity is Severity.ERROR and found.span is not None
    }
    for name, work in works.items():
        paths = {file.span.path for _, file in work.text.files} | {p for p, _ in work.text.files}
        if not (paths & wrong or work.names.broken):
            usage.report(library.books[name], work.context.usage, problems)
