"""Hand-built steps, verdicts and texts for the reports."""

from datetime import date
from fractions import Fraction as F

from convention_dsl.core.explanation import Head, Step, StepKind
from convention_dsl.core.nodes import Literal
from convention_dsl.core.program import (
    ALWAYS,
    Binding,
    Book,
    EnumDef,
    Expectation,
    FieldInfo,
    Library,
    OpenRange,
    ParameterDef,
    PropertyDef,
    RecordDef,
    Scope,
    Status,
)
from convention_dsl.core.provenance import NO_PROVENANCE, Confidence, Provenance
from convention_dsl.proof.verdict import (
    Counterexample,
    Ground,
    PropertyResult,
    Reason,
    ShownValue,
    Verdict,
)
from convention_dsl.source import Source, Span
from convention_dsl.types import (
    AMOUNT,
    BOOLEAN,
    EnumType,
    MapType,
    NumberKind,
    NumberType,
    RecordType,
    SetType,
)

TEXT = """# language: en
convention fmt
clause base (p: Patient) : amount in whole cents
  | p.ald | p.age || amount |
  | yes   | >= 80 || 100 €  |   # in ALD and old
  | yes   | < 80  || 55 €   |
"""
SOURCE = Source("rules/fmt.conv", TEXT)
SOURCES = {SOURCE.path: SOURCE}


def at(text: str) -> Span:
    start = TEXT.index(text)
    return Span(SOURCE.path, start, start + len(text))


OFFICIAL = Provenance("convention, art. 26", Confidence.OFFICIAL)
ASSUMED = Provenance("chosen here", Confidence.ASSUMED)

ACTION = EnumType("v.Action", ("influenza", "covid", "breast"))
PATIENT = RecordType(
    "v.Patient",
    (
        ("age", NumberType(NumberKind.INTEGER, F(0), F(120), F(1))),
        ("ald", BOOLEAN),
        ("done", SetType(ACTION)),
        ("score", MapType(ACTION, NumberType(NumberKind.RATE, F(0), F(1), F(1, 100)))),
    ),
)
LABELS = {"age": "age in years", "ald": "in ALD", "done": "actions"}
PARAMETER = ParameterDef("v", "bonus", AMOUNT, (), OpenRange(F(1), F(5), F(1, 100)), "the bonus")
BOOK = Book(
    name="v",
    title="",
    language="en",
    period=ALWAYS,
    provenance=NO_PROVENANCE,
    is_vocabulary=False,
    uses=(),
    enums=(EnumDef("Action", ACTION.items, {"influenza": "flu shot"}),),
    records=(
        RecordDef(
            "Patient", PATIENT, tuple(FieldInfo(n, t, LABELS.get(n, "")) for n, t in PATIENT.fields)
        ),
    ),
    parameters=(PARAMETER,),
    clauses=(),
    exceptions=(),
    properties=(),
    examples=(),
)
LIBRARY = Library({"v": BOOK})


def patient(age: int, ald: bool, *done: str, score: F = F(0)) -> dict:
    scores = {"influenza": score, "covid": F(0), "breast": F(0)}
    return {"age": F(age), "ald": ald, "done": frozenset(done), "score": scores}


def step(kind: StepKind, id_: str, value: F, *children: Step, **head: object) -> Step:
    return Step(Head(kind, id_, **head), AMOUNT, value, children)  # type: ignore[arg-type]


ROW = at("| yes   | >= 80 || 100 €  |")


def slip(value: F, given: dict, *, bonus: F = F(5)) -> Step:
    row = step(StepKind.ROW, "base/row-1", value, span=ROW, provenance=OFFICIAL)
    base = step(StepKind.CLAUSE, "fmt.base", value, row, label="base amount", provenance=OFFICIAL)
    parameter = step(StepKind.PARAMETER, "v.bonus", bonus, provenance=ASSUMED)
    element = step(StepKind.ELEMENT, "", bonus, parameter, label="flu shot")
    terms = (
        step(StepKind.TERM, "fmt/term-1", value, base),
        step(StepKind.TERM, "fmt/term-2", bonus, element, label="prevention", provenance=OFFICIAL),
    )
    return step(StepKind.CLAUSE, "fmt.fmt", value + bonus, *terms, inputs=(("p", PATIENT, given),))


TRUE = Literal(type=BOOLEAN, value=True)


def property_(name: str, *inputs: str, title: str = "") -> PropertyDef:
    return PropertyDef(
        "v",
        name,
        tuple(Binding(each, PATIENT) for each in inputs),
        (),
        TRUE,
        title=title,
        promised_by=("Cnam",),
        provenance=Provenance("proposal, §10", Confidence.REPORTED),
        span=at("clause base"),
    )


COMPLEX, SIMPLE = patient(82, True, score=F(1, 2)), patient(82, False, "influenza")
FOUND = Counterexample(
    {"complex": COMPLEX, "simple": SIMPLE},
    (ShownValue("fmt(complex)", AMOUNT, F(60)), ShownValue("fmt(simple)", AMOUNT, F("60.5"))),
    {"v.bonus": F("5.50")},
)
EXPECTED = Expectation(Status.REFUTED, "one action outweighs ALD")


def result(
    name: str,
    verdict: Verdict,
    *inputs: str,
    expected: Expectation | None = None,
    scope: Scope = Scope.VALUES,
    **more: object,
) -> PropertyResult:
    definition = property_(name, *inputs, title=f"the title of {name}")
    arguments = {"reading": {}, "start": None, "end": None, **more}
    return PropertyResult(definition, scope=scope, verdict=verdict, expected=expected, **arguments)  # type: ignore[arg-type]


PROVED = result(
    "no_loss",
    Verdict(
        Status.PROVED,
        grounds=(
            Ground("clause", "base", OFFICIAL),
            Ground("row", "base/row-1", OFFICIAL),
            Ground("parameter", "bonus", ASSUMED),
            Ground("domain", "p.age", NO_PROVENANCE),
        ),
        minimal=True,
        confidence=Confidence.ASSUMED,
        seconds=0.012,
    ),
    "p",
)
REFUTED = result(
    "complex_pays",
    Verdict(Status.REFUTED, FOUND, confidence=Confidence.OFFICIAL, seconds=0.5),
    "complex",
    "simple",
    expected=EXPECTED,
    scope=Scope.OPEN,
)
UNKNOWN = result("lists", Verdict(Status.UNKNOWN, reason=Reason("nothing like it"), seconds=30.0))
VACUOUS = result(
    "tied",
    Verdict(Status.VACUOUS, contradiction=("p.age > 120",), seconds=0.001),
    "p",
    start=date(2026, 1, 1),
    end=date(2026, 12, 31),
)
