"""Plans as ES modules, run by Node: one process for many plans and cases."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from convention_dsl.calculator.plan.formula import DateKind
from convention_dsl.calculator.plan.plan import Plan, Raw
from convention_dsl.targets.edition import Edition
from convention_dsl.targets.javascript.module import Clause, module
from convention_dsl.targets.javascript.widths import is_wide
from tests.agreement.backends import Case, Given, Row, Values, Work, names_wanted
from tests.tools import located

EDITION = Edition("book", "", "en", "0", None, {}, (), {}, {})

_DRIVER = """
import { readFileSync } from "node:fs";
const read = { b: (t) => t === "1", i: Number, n: BigInt, d: Number, s: (t) => t };
const row = (given) =>
  Object.fromEntries(Object.entries(given).map(([k, v]) => [k, read[v[0]](v.slice(1))]));
const answers = [];
for (const { path, names, cases } of JSON.parse(readFileSync(0, "utf-8"))) {
  const { compute } = await import(path);
  const { parameters, inputs } = cases;
  answers.push(inputs.map(([columns, lists]) => {
    const many = Object.entries(lists).map(([name, rows]) => [name, rows.map(row)]);
    const { values } = compute(row(columns), Object.fromEntries(many), row(parameters));
    const written = (value) => (typeof value === "boolean" ? value : String(value));
    return names.map((name) => written(values[name]));
  }));
}
console.log(JSON.stringify(answers));
"""


class Backend:
    """Node. Integers are BigInts where a plan needs them: there is no limit."""

    name = "javascript"
    limit = 10**1000

    def available(self) -> str | None:
        """Return why Node cannot be used."""
        return None if located("node") else "node is not installed here"

    def run(self, plan: Plan, cases: Sequence[Case]) -> Sequence[Values]:
        """Return what each case gives."""
        found = self.run_many([(plan, cases)])[0]
        assert isinstance(found, list)
        return found

    def run_many(self, work: Sequence[Work]) -> list[Given]:
        """Return what each plan gives, in order."""
        with tempfile.TemporaryDirectory() as folder:
            asked = []
            for index, (plan, cases) in enumerate(work):
                path = Path(folder) / f"plan{index}.mjs"
                path.write_text(module(Clause(plan, EDITION)), "utf-8")
                asked.append(_asked(plan, cases, path))
            answers = run_node(_DRIVER, json.dumps(asked))
        pairs = zip(work, json.loads(answers), strict=True)
        return [[_values(plan, each) for each in answer] for (plan, _), answer in pairs]


def run_node(script: str, given: str, *, cwd: Path | None = None) -> str:
    """Return what a script prints, given a text."""
    node = located("node")
    assert node is not None
    done = subprocess.run(
        [node, "--input-type=module", "-e", script],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout


def _asked(plan: Plan, cases: Sequence[Case], path: Path) -> dict[str, object]:
    is_big = is_wide(plan)
    inputs = [
        [
            _row(columns, is_big),
            {name: [_row(each, is_big) for each in rows] for name, rows in lists.items()},
        ]
        for columns, lists in cases
    ]
    parameters = _row({each.name: each.value for each in plan.parameters}, is_big)
    return {
        "path": str(path),
        "names": names_wanted(plan),
        "cases": {"parameters": parameters, "inputs": inputs},
    }


def _row(row: Row, is_big: bool) -> dict[str, str]:
    return {name: _written(value, is_big) for name, value in row.items()}


def _written(value: Raw, is_big: bool) -> str:
    match value:
        case bool():
            return "b1" if value else "b0"
        case int():
            return f"{'n' if is_big else 'i'}{value}"
        case date():
            return f"d{value.toordinal()}"
        case str():
            return f"s{value}"


def _values(plan: Plan, answer: Sequence[bool | str]) -> Values:
    kinds = {each.name: each.kind for each in plan.results}
    found: dict[str, Raw] = {}
    for name, value in zip(names_wanted(plan), answer, strict=True):
        match value, kinds.get(name):
            case bool(), _:
                found[name] = value
            case _, DateKind():
                found[name] = date.fromordinal(int(value))
            case _, kind if kind is None or hasattr(kind, "low"):
                found[name] = int(value)
            case _:
                found[name] = value
    return found
