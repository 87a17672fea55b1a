"""The inputs of a clause as arguments: records field by field, everything else as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import ClauseRef, Value
from convention_dsl.core.program import Binding, Program
from convention_dsl.targets.python.naming import Scope
from convention_dsl.types import MapType, OptionalType, RecordType, Type


@dataclass(frozen=True)
class Default:
    """The value of an input that is not given."""

    value: Value


@dataclass(frozen=True)
class Argument:
    """An argument of a function, or a field of a class: its Python name, and what it stands for."""

    name: str
    path: tuple[str, ...]
    type: Type
    label: str
    default: Default | None = None


@dataclass(frozen=True)
class Rule:
    """A condition on arguments `start` up to `stop` that a record among the inputs must satisfy."""

    clause: ClauseRef
    start: int
    stop: int
    path: tuple[str, ...]
    label: str


@dataclass(frozen=True)
class Inputs:
    """The arguments of a clause, in the order of its raw function, and the rules they obey."""

    arguments: tuple[Argument, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Reader:
    """Finds the arguments of clauses and of records."""

    program: Program
    invariants: Mapping[str, tuple[ClauseRef, ...]]

    def of_clause(self, bindings: Sequence[Binding], scope: Scope) -> Inputs:
        """Return the inputs of a clause, their names new in `scope`."""
        found: list[Argument] = []
        rules: list[Rule] = []
        for each in bindings:
            self._gather(Argument("", (each.name,), each.type, each.label), found, rules)
        short = _short_input(bindings)
        names = {binding.name for binding in bindings}

        def name(path: tuple[str, ...]) -> str:
            bare = path[0] == short and len(path) > 1 and path[1] not in names
            return scope.unique("_".join(path[1:] if bare else path))

        named = (replace(each, name=name(each.path)) for each in found)
        return Inputs(tuple(named), tuple(rules))

    def of_record(self, type_: RecordType, scope: Scope) -> Inputs:
        """Return the fields of a record as they stand in its class: a record in it is one field."""
        fields = tuple(
            Argument(scope.unique(name), (name,), part, label, default)
            for name, part, label, default in self._fields(type_)
        )
        rules = tuple(
            Rule(ref, 0, len(fields), (), label) for ref, label in self._invariants(type_)
        )
        return Inputs(fields, rules)

    def _gather(self, given: Argument, found: list[Argument], rules: list[Rule]) -> None:
        """Add the arguments that an input stands for, and the rules of the records in it."""
        type_, default = given.type, given.default
        if not isinstance(type_, RecordType):
            missing = default is None and isinstance(type_, OptionalType)
            found.append(replace(given, default=Default(None)) if missing else given)
            return
        start = len(found)
        whole = default.value if default is not None else None
        for name, part, label, own in self._fields(type_):
            default = Default(whole[name]) if isinstance(whole, dict) else own
            self._gather(Argument("", (*given.path, name), part, label, default), found, rules)
        for ref, words in self._invariants(type_):
            rules.append(Rule(ref, start, len(found), given.path, words))

    def _fields(self, type_: RecordType) -> Iterator[tuple[str, Type, str, Default | None]]:
        infos = {each.name: each for each in self.program.library.record(type_.name).fields}
        for name, part in type_.fields:
            info = infos[name]
            default = None
            if info.default is not None:
                default = Default(evaluate(self.program, info.default, {}))
            elif isinstance(part, OptionalType):
                default = Default(None)
            yield name, part, info.label, default

    def _invariants(self, type_: RecordType) -> Iterator[tuple[ClauseRef, str]]:
        record = self.program.library.record(type_.name)
        refs = self.invariants.get(type_.name, ())
        for ref, invariant in zip(refs, record.invariants, strict=False):
            yield ref, invariant.label


def _short_input(bindings: Sequence[Binding]) -> str | None:
    """Return the one record input, whose name may be left out; `inputs.form` says the same."""
    groups = [each for each in bindings if isinstance(each.type, RecordType | MapType)]
    return groups[0].name if len(groups) == 1 else None
