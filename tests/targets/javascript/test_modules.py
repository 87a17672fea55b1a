"""Modules of the bundled books against the reference evaluator: `calculate` on random inputs."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import call
from convention_dsl.core.link import with_values
from convention_dsl.core.nodes import Value
from convention_dsl.locale import format_value, item_labels
from convention_dsl.report.json import value_json
from convention_dsl.targets.javascript.build import build
from convention_dsl.targets.javascript.literals import Big
from convention_dsl.targets.javascript.said import given
from convention_dsl.types import DateType, NumberType, OptionalType, RecordType, Type
from tests.agreement.backends.javascript import run_node
from tests.agreement.inputs import random_value
from tests.targets.javascript.books import bundled, calculation
from tests.tools import require

DRIVER = """
import { readFileSync } from "node:fs";
const answers = [];
const read = (_, value) => (/^-?\\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value);
for (const [path, parameters, inputs] of JSON.parse(readFileSync(0, "utf-8"), read)) {
  const { calculate, ConventionError } = await import(path);
  answers.push(inputs.map((input) => {
    try {
      return calculate(input, parameters);
    } catch (error) {
      if (!(error instanceof ConventionError)) throw error;
      const { code, field, message, place, problems } = error;
      return { error: code, field, message, place, problems, kind: problems[0].kind };
    }
  }));
}
const big = (_, value) => (typeof value === "bigint" ? `${value}n` : value);
console.log(JSON.stringify(answers, big));
"""

Answer = dict[str, Any]


@dataclass(frozen=True)
class Clause:
    book: str
    name: str
    readings: Mapping[str, str]

    def __str__(self) -> str:
        return "-".join((self.book, self.name, *self.readings.values()))


CLAUSES = [
    Clause("fmt", "fmt", {}),
    Clause("fmt", "taux_zone", {"fmt_2026.taux_zone": "ajoutée"}),
    Clause(
        "fmt",
        "fmt_médecin",
        {"fmt_2026.taux_zone": "substituée", "fmt_2026.assiette": "socle_et_c2s"},
    ),
    Clause(
        "fmt",
        "total",
        {
            "fmt_2026.taux_zone": "substituée",
            "fmt_2026.assiette": "socle_seul",
            "fmt_2026.total": "par_médecin",
        },
    ),
    Clause("fmt", "versement", {}),
    Clause("fmt", "éligible", {}),
    Clause("fpmt", "fpmt", {}),
    Clause("fpmt", "taux_précarité", {"fpmt.taux_précarité": "part_plafonnée"}),
    Clause("fpmt", "fpmt_médecin", {"fpmt.taux_précarité": "majoration_plafonnée"}),
    Clause("donum", "donum", {}),
    Clause("donum", "usage_moyen", {}),
    *(
        Clause("care", name, {})
        for name in ("dues", "per_visit", "next_visit", "zone", "parts", "kept", "large")
    ),
]


def answers(
    folder: Path, work: Sequence[tuple[Mapping[str, bytes], Mapping[str, object], Sequence[object]]]
) -> list[list[Answer]]:
    """Return what `calculate` gives for the inputs of each module."""
    require("node")
    asked = []
    for index, (files, parameters, inputs) in enumerate(work):
        place = folder / str(index)
        place.mkdir()
        for name, data in files.items():
            (place / name).write_bytes(data)
        (name,) = (name for name in files if name.endswith(".mjs"))
        asked.append([str(place / name), parameters, inputs])
    found: list[list[Answer]] = json.loads(run_node(DRIVER, json.dumps(asked, default=_big)))
    return found


def _big(value: object) -> str:
    assert isinstance(value, Big)
    return f"{value.value}n"


def as_input(names: Sequence[str], types: Sequence[Type], values: Sequence[Value]) -> object:
    written = [given(value, of) for value, of in zip(values, types, strict=True)]
    is_record = len(types) == 1 and isinstance(types[0], RecordType)
    return written[0] if is_record else dict(zip(names, written, strict=True))


def bounded(of: Type) -> Type:
    """Return a type with the bounds that random values need."""
    match of:
        case NumberType(kind, low, high, step):
            return NumberType(kind, low or Fraction(0), high or Fraction(100), step)
        case DateType(low, high):
            return DateType(low or date(1, 1, 1), high or date(9999, 12, 31))
        case OptionalType(inner):
            return OptionalType(bounded(inner))
        case RecordType(name, fields):
            return RecordType(name, tuple((each, bounded(part)) for each, part in fields))
        case _:
            return of


def consistent(value: Value) -> Value:
    """Return a value whose patients have the numbers of an ALD only where they are in one."""
    match value:
        case dict() if value.get("ald") is False and "nos" in value:
            return {**value, "nos": frozenset()}
        case dict():
            return {name: consistent(each) for name, each in value.items()}
        case tuple():
            return tuple(consistent(each) for each in value)
        case _:
            return value


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Answer, Answer]]]:
    """Return what is expected and found, for each clause."""
    work, expected = [], []
    for number, clause in enumerate(CLAUSES):
        rng = random.Random(number)
        ready = calculation(clause.book, clause.name, clause.readings)
        types = [bounded(each.type) for each in ready.clause.inputs]
        names = [each.name for each in ready.clause.inputs]
        cases = [tuple(consistent(random_value(of, rng)) for of in types) for _ in range(60)]
        expected.append([_expected(ready, case) for case in cases])
        files = build(bundled(clause.book, clause.name, readings=clause.readings))
        work.append((files, {}, [as_input(names, types, case) for case in cases]))
    found = answers(tmp_path_factory.mktemp("modules"), work)
    return {
        str(clause): list(zip(each, some, strict=True))
        for clause, each, some in zip(CLAUSES, expected, found, strict=True)
    }


def _expected(ready: Any, case: Sequence[Value]) -> Answer:
    try:
        value = call(ready.program, ready.ref, case)
    except EvaluationError as error:
        return {"error": "E0315", "field": "", "kind": error.kind.value}
    of = ready.clause.body.type
    written = value_json(value, of)
    if isinstance(written, int) and not isinstance(written, bool) and ready.ref.name == "large":
        written = f"{written}n"
    book = ready.program.library.books[ready.ref.book]
    labels = item_labels(ready.program.library)
    return {"value": written, "text": format_value(value, of, book.language, labels)}


@pytest.mark.parametrize("clause", CLAUSES, ids=str)
def test_a_module_says_what_the_evaluator_says(
    clause: Clause, compared: dict[str, list[tuple[Answer, Answer]]]
) -> None:
    pairs = compared[str(clause)]
    for expected, found in pairs:
        assert {key: found.get(key) for key in expected} == expected
    assert len({json.dumps(expected) for expected, _ in pairs}) > 1


def test_an_amount_is_given_in_cents_too(
    compared: dict[str, list[tuple[Answer, Answer]]],
) -> None:
    for _, found in compared["fmt-fmt"]:
        assert found["cents"] == Fraction(found["value"]) * 100


def test_a_record_is_given_part_by_part(tmp_path: Path) -> None:
    scores = {"third": "0.1", "half": "0.1", "full": "0.1"}
    patient = {"age": 8, "ald": False, "score": scores, "index": "0.25"}
    files = build(bundled("care", "parts"))
    (found,) = answers(tmp_path, [(files, {}, [patient])])[0]
    assert found["value"] == {"base": "12.50", "extra": "3.12", "last": None}
    assert found["parts"] == [
        {"label": "base", "text": "12.50 €"},
        {"label": "extra", "text": "3.12 €"},
        {"label": "last", "text": "unknown"},
    ]


def test_an_exact_quotient_is_a_value_like_another(tmp_path: Path) -> None:
    scores = {"third": "1/10", "half": "0.1", "full": "10 %"}
    patient = {"age": 8, "ald": False, "score": scores, "fees": "10.00"}
    inputs = [{"p": patient, "times": 30}, {"p": {**patient, "fees": "1/3"}, "times": 1}]
    first, second = answers(tmp_path, [(build(bundled("care", "per_visit")), {}, inputs)])[0]
    assert (first["value"], first["text"], first.get("cents")) == ("1/3", "1/3 €", None)
    assert (second["error"], second["field"]) == ("E0303", "p.fees")


def test_other_values_of_parameters_are_calculated_with(tmp_path: Path) -> None:
    ready = calculation("fmt", "fmt")
    program = with_values(ready.program, {"fmt_2026.prix_action": Fraction(601, 100)})
    rng = random.Random(7)
    cases = [(consistent(random_value(ready.clause.inputs[0].type, rng)),) for _ in range(20)]
    inputs = [given(case[0], ready.clause.inputs[0].type) for case in cases]
    work = [(build(bundled("fmt", "fmt")), {"fmt_2026.prix_action": "6.01"}, inputs)]
    found = answers(tmp_path, work)[0]
    expected = [value_json(call(program, ready.ref, case), ready.clause.result) for case in cases]
    assert [each["value"] for each in found] == expected


def test_the_lines_explain_the_amount(tmp_path: Path) -> None:
    files = build(bundled("fmt", "fmt"))
    patient = {"age": 82, "ald": True, "c2s": True, "actions": ["grippe", "hpv"]}
    (found,) = answers(tmp_path, [(files, {}, [patient])])[0]
    lines = [(line["depth"], line["label"], line["text"]) for line in found["lines"]]
    assert lines == [
        (0, "forfait médecin traitant d'un patient", "115\N{NO-BREAK SPACE}€"),
        (1, "socle du forfait médecin traitant", "100\N{NO-BREAK SPACE}€"),
        (2, "80 ans et plus, en ALD", None),
        (1, "complémentaire santé solidaire", "10\N{NO-BREAK SPACE}€"),
        (1, "prévention", "5\N{NO-BREAK SPACE}€"),
        (2, "vaccination contre la grippe", "5\N{NO-BREAK SPACE}€"),
    ]
    assert found["lines"][2]["source"].startswith("La valorisation du rôle")
    assert found["lines"][2]["confidence"] == "officiel"


REFUSED = [
    ({}, "E0304", "age", "un nombre entier de 0 à 120"),
    ({"age": 121, "ald": True}, "E0302", "age", "`121` sort de ce qui est accepté"),
    ({"age": 8.5, "ald": True}, "E0301", "age", "`8.5` n'est pas"),
    ({"age": "8", "ald": True}, "E0301", "age", "`8` n'est pas"),
    ({"age": 8, "ald": "oui"}, "E0301", "ald", "`oui` n'est pas oui ou non"),
    ({"age": 8, "ald": None}, "E0304", "ald", "il manque une valeur"),
    ({"age": 8, "ald": True, "actions": ["gripe"]}, "E0301", "actions", "`gripe` n'est pas"),
    ({"age": 8, "ald": True, "actions": "grippe"}, "E0301", "actions", "`grippe` n'est pas"),
    ({"age": 8, "ald": True, "nos": [3, 3]}, "E0312", "nos", "`3` y est deux fois"),
    ({"age": 8, "ald": True, "auteur": "moi"}, "E0301", "auteur", "`moi` n'est pas l'un de"),
    ({"age": 8, "ald": True, "agee": 9}, "E0306", "agee", "il n'y a pas d'entrée `agee`"),
    ({"age": 8, "ald": False, "nos": [3]}, "E0307", "", "n'est donné que pour un patient en ALD"),
    ([8, True], "E0301", "", "n'est pas un objet"),
]


def test_a_wrong_input_is_refused_with_its_place(tmp_path: Path) -> None:
    work = [(build(bundled("fmt", "fmt")), {}, [each[0] for each in REFUSED])]
    found = answers(tmp_path, work)[0]
    for (given_, code, field, words), answer in zip(REFUSED, found, strict=True):
        assert (answer["error"], answer["field"]) == (code, field), given_
        assert words in answer["message"], given_


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    files = build(bundled("fmt", "total"))
    good = {"age": 8, "ald": True}
    patients = [good, {"age": -1}, {"age": 9, "ald": False, "nos": [4]}]
    inputs = [
        {"m": {"part_c2s": "0.0005", "croissance": 0}, "patients": patients[:2]},
        {"m": {}, "patients": [good, *patients[2:]]},
        {"m": {}, "patients": {}},
    ]
    first, second, third = answers(tmp_path, [(files, {}, inputs)])[0]
    assert [(each["code"], each["field"]) for each in first["problems"]] == [
        ("E0303", "m.part_c2s"),
        ("E0301", "m.croissance"),
        ("E0302", "patients[1].age"),
        ("E0304", "patients[1].ald"),
    ]
    assert "écrit en texte pour être exact" in first["problems"][1]["message"]
    assert [(each["code"], each["field"]) for each in second["problems"]] == [
        ("E0307", "patients[1]")
    ]
    assert (third["error"], third["field"]) == ("E0301", "patients")


def test_building_twice_gives_the_same_bytes() -> None:
    clauses = ("fmt", "total")
    assert build(bundled("fmt", *clauses)) == build(bundled("fmt", *clauses))
    assert list(build(bundled("fmt", *clauses))) == [
        "fmt.mjs",
        "fmt.d.mts",
        "total.mjs",
        "total.d.mts",
    ]


def test_the_types_of_a_module_are_declared(snapshot: SnapshotAssertion) -> None:
    files = build(bundled("fmt", "total"))
    assert files["total.d.mts"].decode("utf-8") == snapshot
