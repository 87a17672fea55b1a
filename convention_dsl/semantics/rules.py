"""Clauses, exceptions and populations: each after what it calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from convention_dsl.semantics.clauses import clause
from convention_dsl.semantics.exceptions import exception
from convention_dsl.semantics.names import Signature
from convention_dsl.semantics.order import Key, called, callees_first, has_circle, report_circle
from convention_dsl.semantics.populations import population
from convention_dsl.semantics.problems import Problems
from convention_dsl.semantics.work import Work, guarded
from convention_dsl.syntax.nodes import ClauseDecl, ExceptionDecl, PopulationDecl


@dataclass(frozen=True, slots=True)
class _Rule:
    """A clause, an exception or a population, with the book it stands in."""

    work: Work
    node: ClauseDecl | ExceptionDecl | PopulationDecl


def elaborate_rules(works: Mapping[str, Work], problems: Problems) -> None:
    """Elaborate clauses, exceptions and populations, each after what it calls."""
    rules: dict[Key, _Rule] = {}
    for work in works.values():
        nodes: list[ClauseDecl | ExceptionDecl | PopulationDecl] = [
            *work.of(ClauseDecl),
            *work.of(ExceptionDecl),
            *work.of(PopulationDecl),
        ]
        rules |= {(work.names.name, node.name.text): _Rule(work, node) for node in nodes}
    signatures = {
        (found.book, found.name): found
        for work in works.values()
        for found in work.names.clauses.values()
    }
    rounded = {
        key: rule.node.result.rounding is not None
        for key, rule in rules.items()
        if isinstance(rule.node, ClauseDecl)
    }
    needs = _needs(rules, works)
    for key in callees_first(needs):
        _elaborate_rule(rules[key], signatures, rounded)
    if has_circle(needs):
        clauses = [c for work in works.values() for c in work.clauses.values()]
        changes = [e for work in works.values() for e in work.exceptions.values()]
        report_circle(clauses, changes, problems)


def _needs(rules: Mapping[Key, _Rule], works: Mapping[str, Work]) -> dict[Key, set[Key]]:
    """Return what each rule calls, with the exceptions to what it calls."""
    changes: dict[Key, set[Key]] = {}
    for work in works.values():
        for found in work.names.exceptions.values():
            if found.target is not None:
                key = (found.target.book, found.target.name)
                changes.setdefault(key, set()).add((found.book, found.name))
    needs: dict[Key, set[Key]] = {}
    for key, rule in rules.items():
        direct = called(rule.work.context.visible, rule.node) & rules.keys()
        needs[key] = direct | {change for each in direct for change in changes.get(each, ())}
    return needs


def _elaborate_rule(
    rule: _Rule, signatures: Mapping[Key, Signature], rounded: Mapping[Key, bool]
) -> None:
    work, node = rule.work, rule.node
    name, context = node.name.text, work.context
    types = context.call_types
    if isinstance(node, ClauseDecl):
        found = work.names.clauses[name]
        made = guarded(
            work, node.name, lambda: clause(context, node, found, work.provenance, work.ids)
        )
        if made is not None:
            work.clauses[name] = made
            types.add_clause(made)
        return
    if isinstance(node, PopulationDecl):
        _population(work, node)
        return
    target = work.names.exceptions[name].target
    is_rounded = target is not None and rounded.get((target.book, target.name), False)
    changed = guarded(
        work,
        node.name,
        lambda: exception(context, node, signatures, work.provenance, work.ids, rounded=is_rounded),
    )
    if changed is not None:
        work.exceptions[name] = changed
        types.add_exception(changed)


def _population(work: Work, node: PopulationDecl) -> None:
    name = node.name.text
    found = work.names.populations[name]
    made = guarded(work, node.name, lambda: population(work.context, node, found, work.provenance))
    work.names.populations[name] = replace(found, definition=made, is_wrong=made is None)
    if made is not None:
        work.populations.append(made)
