"""Plans agree with the evaluator on random core expressions, errors included."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convention_dsl import pipeline
from convention_dsl.calculator.plan.conversion import decode, encode
from convention_dsl.calculator.plan.formula import IntKind
from convention_dsl.calculator.plan.interpret import run
from convention_dsl.calculator.plan.lower import UnsupportedError, lower
from convention_dsl.calculator.plan.plan import LineKind, Plan
from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import call
from convention_dsl.core.nodes import ClauseRef, Expr
from convention_dsl.core.program import EnumDef, FieldInfo, Program, RecordDef
from convention_dsl.types import RecordType
from tests.calculator.expressions import INNER, LEVEL, RECORD, numbers, values
from tests.calculator.test_agreement import REF, program_of

ROOT = Path(__file__).parents[3]


def described(program: Program) -> Program:
    """Return a program whose library knows the records and the enumeration by name."""
    records = tuple(_record(each) for each in (INNER, RECORD))
    book = replace(
        program.library.books["t"],
        records=records,
        enums=(EnumDef("Level", LEVEL.items, {}, LEVEL.ordered),),
    )
    return replace(program, library=replace(program.library, books={"t": book}))


def _record(type_: RecordType) -> RecordDef:
    fields = tuple(FieldInfo(name, part) for name, part in type_.fields)
    return RecordDef(type_.name.partition(".")[2], type_, fields)


def planned(plan: Plan, arguments: list[Any]) -> object:
    columns, lists = encode(plan, arguments)
    found = run(plan, columns, lists)
    for definition in plan.definitions:
        if isinstance(definition.kind, IntKind):
            value = found[definition.name]
            assert definition.kind.low <= value <= definition.kind.high, definition
    return decode(plan, found)


def outcome(compute: Any) -> object:
    try:
        return compute()
    except EvaluationError as error:
        return error.kind, error.span


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(numbers(), st.lists(values(RECORD), min_size=3, max_size=3), st.booleans())
def test_plans_agree_with_the_evaluator(expr: Expr, records: list[Any], editable: bool) -> None:
    program = described(program_of(expr))
    try:
        plan = lower(program, REF, editable=editable)
    except UnsupportedError:
        return
    for record in records:
        expected = outcome(lambda record=record: call(program, REF, [record]))
        found = outcome(lambda record=record: planned(plan, [record]))
        assert found == expected
        assert type(found) is type(expected)


def plan_of(path: str, clause: str, day: date, editable: bool = False) -> Plan:
    workspace = pipeline.load([ROOT / "rules" / path])
    ref = ClauseRef(workspace.conventions[0].name, clause)
    readings = {name: found[0] for name, found in pipeline.readings_of(workspace, ref).items()}
    calculation, problems = pipeline.prepare(workspace, ref, day, readings)
    assert calculation is not None, problems
    plan, problems = pipeline.plan(calculation, editable=editable)
    assert plan is not None, problems
    return plan


@pytest.fixture(scope="module")
def fmt() -> Plan:
    return plan_of("fmt", "fmt", date(2026, 6, 1))


def test_a_proved_grid_has_no_fault(fmt: Plan) -> None:
    assert fmt.fault is None
    assert fmt.faults == ()


def test_inputs_become_columns_with_their_units_and_labels(fmt: Plan) -> None:
    columns = {column.name: column for column in fmt.columns}
    assert columns["age"].kind == IntKind(0, 120)
    assert columns["actions_grippe"].member == "grippe"
    assert columns["actions_grippe"].label == "vaccination contre la grippe"


def test_parameters_keep_their_source(fmt: Plan) -> None:
    found = {each.name: each for each in fmt.parameters}
    assert found["supplément_c2s"].value == 1000
    assert found["supplément_c2s"].scale == 100
    assert "ameli.fr" in (found["supplément_c2s"].provenance.source or "")


def test_an_invariant_of_a_record_is_a_requirement(fmt: Plan) -> None:
    assert [each.label for each in fmt.requirements] != []


def test_an_editable_plan_has_the_amounts_of_a_grid_as_parameters() -> None:
    plan = plan_of("fmt", "fmt", date(2026, 6, 1), editable=True)
    values = sorted(each.value for each in plan.parameters)
    assert values == [500, 500, 500, 1000, 1500, 1500, 5500, 5500, 10000]
    assert all(
        isinstance(each.kind, IntKind) and each.kind.low == 0 and each.kind.high >= 100_000
        for each in plan.parameters
    )


def test_a_list_has_columns_and_definitions_of_its_elements() -> None:
    plan = plan_of("fmt", "total", date(2026, 6, 1))
    (patients,) = plan.lists
    assert patients.path == ("patients",)
    assert {each.name for each in patients.columns} >= {"patients_age", "patients_ald"}
    assert any(each.name.startswith("fmt_médecin") for each in patients.definitions)
    assert all(not each.name.startswith("fmt_médecin") for each in plan.definitions)


def test_the_lines_are_those_of_the_payslip(fmt: Plan) -> None:
    columns: dict[str, Any] = {
        column.name: False if not isinstance(column.kind, IntKind) else column.kind.low
        for column in fmt.columns
    }
    columns |= {"age": 82, "ald": True, "vu": True, "c2s": True, "actions_grippe": True}
    found = run(fmt, columns)
    shown = [
        (line.kind, line.label, line.depth, None if line.value is None else found[line.value])
        for line in fmt.lines
        if line.shown is None or found[line.shown]
    ]
    assert shown == [
        (LineKind.AMOUNT, "forfait médecin traitant d'un patient", 0, 11500),
        (LineKind.AMOUNT, "socle du forfait médecin traitant", 1, 10000),
        (LineKind.REASON, "80 ans et plus, en ALD", 2, None),
        (LineKind.AMOUNT, "complémentaire santé solidaire", 1, 1000),
        (LineKind.AMOUNT, "prévention", 1, 500),
        (LineKind.AMOUNT, "vaccination contre la grippe", 2, 500),
    ]


def test_every_name_is_there_once(fmt: Plan) -> None:
    names = [each.name for each in (*fmt.columns, *fmt.parameters, *fmt.definitions)]
    assert len({name.casefold() for name in names}) == len(names)


BOOK = """# language: fr
convention mini « Mini »
  source « essai » confiance supposé
clause forfait (vu : booléen, frais : montant 0 €..500 €) : montant
  = brut + 1 € sous réserve de vu « vu »
  soit brut = 5 € + frais
"""


def test_a_local_definition_and_what_a_result_is_subject_to_have_lines(tmp_path: Path) -> None:
    (tmp_path / "mini.conv").write_text(BOOK, "utf-8")
    workspace = pipeline.load([tmp_path / "mini.conv"])
    calculation, problems = pipeline.prepare(workspace, ClauseRef("mini", "forfait"), None, {})
    assert calculation is not None, problems
    plan, _ = pipeline.plan(calculation)
    assert plan is not None
    for seen, expected in ((True, ["forfait", "brut", "vu"]), (False, ["forfait", "brut", "✗ vu"])):
        found = run(plan, {"vu": seen, "frais": 1000})
        shown = [line for line in plan.lines if line.shown is None or found[line.shown]]
        assert [line.label for line in shown] == expected
        assert found[str(shown[1].value)] == 1500
