"""Modules of generated programs: they say what the evaluator says, and are clean Python."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import call
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.program import Program
from tests.agreement.agree import DATES
from tests.agreement.engines import linked, read
from tests.agreement.inputs import random_value
from tests.agreement.target_programs import generate_target

from .modules import arguments, loaded, material_of, reference, source

FOUND = 60
ROWS = 6


def programs(count: int) -> list[tuple[str, Program, ClauseRef]]:
    """Return programs of known seeds."""
    found = []
    for seed in range(count):
        rng = random.Random(f"python {seed}")
        generated = generate_target(rng)
        program = linked(read(generated.text), rng.choice(DATES))
        found.append((generated.text, program, ClauseRef("generated", generated.clause)))
    return found


@pytest.mark.parametrize("block", range(3))
def test_modules_agree_with_the_evaluator(block: int) -> None:
    for seed, (text, program, ref) in enumerate(programs(FOUND)):
        if seed % 3 == block:
            disagreement = differing(seed, program, ref)
            assert disagreement is None, f"{disagreement}\n{text}"


def differing(seed: int, program: Program, ref: ClauseRef) -> str | None:
    """Compare one case and columns with the evaluator; return the first difference."""
    rng = random.Random(seed)
    clause = program.clauses[ref]
    types = [binding.type for binding in clause.inputs]
    module = loaded(source(material_of(program, ref)))
    one = getattr(module, ref.name)
    good: list[dict[str, object]] = []
    expected = []
    for _ in range(ROWS):
        values = tuple(random_value(type_, rng) for type_ in types)
        given = arguments(module, one, types, values)
        try:
            right = call(program, ref, values)
        except EvaluationError as error:
            with pytest.raises(module.EvaluationError) as caught:
                one(**given)
            if caught.value.kind != error.kind.value:
                return f"{caught.value.kind} and not {error.kind} for {given}"
            continue
        found = reference(clause.body.type, one(**given))
        if found != right:
            return f"{found} and not {right} for {given}"
        good.append(given)
        expected.append(right)
    if good and good[0]:
        columns = {name: [each[name] for each in good] for name in good[0]}
        rows = getattr(module, f"{ref.name}_columns")(**columns)
        if [reference(clause.body.type, each) for each in rows] != expected:
            return f"{rows} and not {expected} for {columns}"
    return None


def test_modules_are_clean_and_typed(tmp_path: Path) -> None:
    for seed, (_, program, ref) in enumerate(programs(FOUND)):
        text = source(material_of(program, ref))
        assert text == source(material_of(program, ref))
        (tmp_path / f"m{seed}.py").write_text(text, "utf-8")
    for command in (
        ["mypy", "--strict", "--no-incremental", str(tmp_path)],
        ["ruff", "check", "--isolated", str(tmp_path)],
    ):
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
