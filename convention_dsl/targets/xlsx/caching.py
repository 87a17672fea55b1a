"""What every formula of a row gives: cached in the file, so that it need not be calculated to show.

The figures are those of `plan.interpret`; what is said of a row follows `layer.py` step by step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from convention_dsl.calculator.plan.formula import Const, Fold, Formula, ItemKind, Kind, Ref
from convention_dsl.calculator.plan.plan import Raw
from convention_dsl.targets.xlsx import dates
from convention_dsl.targets.xlsx.filling import Filled
from convention_dsl.targets.xlsx.grid import chunks
from convention_dsl.targets.xlsx.layer import (
    BLANK,
    COUNTED,
    LONGEST_TEXT,
    MESSAGE,
    PROBLEM,
    SEPARATOR,
    Layer,
    each_of,
    key,
)
from convention_dsl.targets.xlsx.naming import shortened
from convention_dsl.targets.xlsx.words import word

Cached = Mapping[str, str | bool | int]


@dataclass(frozen=True)
class Cacher:
    """Works out the rows of one layer."""

    layer: Layer
    language: str
    fault_texts: Sequence[str]

    def row(self, filled: Filled, values: Mapping[str, Raw], wrong_elements: int = 0) -> Cached:
        """Return what each column of the calculation gives; `values` are those of all names."""
        found = self._numbers(filled, values)
        found |= self._texts(filled, values)
        is_blank = filled.is_blank and not self.layer.is_single
        found[key(BLANK)] = is_blank
        message = "" if is_blank else self._message(found, values, wrong_elements)
        found[key(MESSAGE)] = message
        found[key(COUNTED)] = message == word("ok", self.language)
        return found

    def _numbers(self, filled: Filled, values: Mapping[str, Raw]) -> dict[str, str | bool | int]:
        found: dict[str, str | bool | int] = {
            key(PROBLEM, index): problem for index, problem in enumerate(filled.problems)
        }
        for each in self.layer.columns:
            if each.name in values:
                found[each.name] = cached(values[each.name], each.kind)
        for definition in self.layer.definitions:
            found[definition.name] = cached(values[definition.name], definition.kind)
        return found

    def _texts(self, filled: Filled, values: Mapping[str, Raw]) -> dict[str, str | bool | int]:
        labels = [each.label for each in self.layer.fields.all]
        pairs = list(zip(filled.problems, labels, strict=True))
        requirements = self.layer.requirements
        said = {
            "missing": [_listed(problem == 1, label) for problem, label in pairs],
            "refused": [_listed(problem == 2, label) for problem, label in pairs],
            "unmet": [_listed(not values[each.name], each.label) for each in requirements],
            "reasons": [_listed(values[name], label) for name, label in self.layer.reasons],
        }
        found: dict[str, str | bool | int] = {}
        for what, parts in said.items():
            groups = chunks(key(what), parts)
            found |= {name: "".join(texts) for name, texts in groups[:-1]}
            found[key(what)] = "".join(parts)
        return found

    def _message(
        self,
        found: Mapping[str, str | bool | int],
        values: Mapping[str, Raw],
        wrong_elements: int,
    ) -> str:
        for what in ("refused", "missing", "unmet"):
            text = str(found[key(what)])
            if text:
                return word(what, self.language) + without_separator(text)
        if wrong_elements:
            return f"{wrong_elements}{word('wrong rows', self.language)}"
        fault = values[self.layer.fault] if self.layer.fault is not None else 0
        assert isinstance(fault, int)
        return self.fault_texts[fault - 1] if fault else word("ok", self.language)


def element_values(
    folds: Mapping[str, Fold], values: Mapping[str, Raw], *, is_counted: bool
) -> Cached:
    """Return what a row of a list adds to each aggregate."""
    found: dict[str, str | bool | int] = {}
    for name, fold in folds.items():
        passes = is_counted and (fold.filter is None or bool(_atom(fold.filter, values)))
        found[each_of(name)] = cached(_atom(fold.body, values), fold.body.kind) if passes else ""
    return found


def _atom(formula: Formula, values: Mapping[str, Raw]) -> Raw:
    assert isinstance(formula, Const | Ref)
    return formula.value if isinstance(formula, Const) else values[formula.name]


def _listed(holds: Raw, label: str) -> str:
    return f"{SEPARATOR}{shortened(label, len(SEPARATOR))}" if holds else ""


def without_separator(text: str) -> str:
    """Return what a message shows of joined texts."""
    start = len(SEPARATOR)
    return text[start : start + LONGEST_TEXT]


def cached(raw: Raw, kind: Kind) -> bool | int:
    """Return a raw value as formulas of the calculation give it."""
    match raw:
        case bool() | int():
            return raw
        case date():
            return dates.serial(raw)
        case str():
            assert isinstance(kind, ItemKind)
            return kind.type.items.index(raw)
        case _:
            assert_never(raw)
