"""A hand-built library: a patient, a doctor with a list, and clauses that take them."""

from fractions import Fraction as F

from convention_dsl.core.nodes import Expr, Literal, Value
from convention_dsl.core.program import (
    ALWAYS,
    Binding,
    Book,
    ClauseDef,
    EnumDef,
    FieldInfo,
    Library,
    RecordDef,
)
from convention_dsl.core.provenance import NO_PROVENANCE
from convention_dsl.inputs.form import Form, build_form
from convention_dsl.types import (
    AMOUNT,
    BOOLEAN,
    CENT,
    DATE,
    EnumType,
    ListType,
    MapType,
    NumberKind,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
)

ACTION = EnumType("v.Action", ("influenza", "covid"))
AGE = NumberType(NumberKind.INTEGER, F(0), F(120), F(1))
FEES = NumberType(NumberKind.AMOUNT, F(0), F(1000), CENT)
SHARE = NumberType(NumberKind.RATE, F(0), F(1), F(1, 1000))
NUMBERS = SetType(NumberType(NumberKind.INTEGER, F(1), F(32), F(1)))

PATIENT = RecordType(
    "v.Patient",
    (
        ("age", AGE),
        ("ald", BOOLEAN),
        ("c2s", BOOLEAN),
        ("done", SetType(ACTION)),
        ("nos", NUMBERS),
        ("seen", OptionalType(DATE)),
        ("fees", FEES),
        ("score", MapType(ACTION, SHARE)),
    ),
)
DOCTOR = RecordType("v.Doctor", (("age", AGE), ("patients", ListType(PATIENT))))

FALSE = Literal(type=BOOLEAN, value=False)
ZERO = Literal(type=FEES, value=F(0))
NONE = Literal(type=NUMBERS, value=frozenset())
DEFAULTS: dict[str, Expr] = {"c2s": FALSE, "fees": ZERO, "nos": NONE}


def record(type_: RecordType) -> RecordDef:
    fields = tuple(FieldInfo(n, t, f"the {n}", DEFAULTS.get(n)) for n, t in type_.fields)
    return RecordDef(type_.name.partition(".")[2], type_, fields)


BOOK = Book(
    name="v",
    title="",
    language="en",
    period=ALWAYS,
    provenance=NO_PROVENANCE,
    is_vocabulary=True,
    uses=(),
    enums=(EnumDef("Action", ACTION.items, {"influenza": "flu shot"}),),
    records=(record(PATIENT), record(DOCTOR)),
    parameters=(),
    clauses=(),
    exceptions=(),
    properties=(),
    examples=(),
)
LIBRARY = Library({"v": BOOK})


def constant(expr: Expr) -> Value:
    assert isinstance(expr, Literal)
    return expr.value


def form(*inputs: Binding) -> Form:
    return build_form(LIBRARY, ClauseDef("v", "fmt", inputs, AMOUNT, ()), constant)


ONE = form(Binding("p", PATIENT))
TWO = form(Binding("p", PATIENT), Binding("q", PATIENT))
LIST = form(Binding("d", DOCTOR))
MIXED = form(Binding("p", PATIENT), Binding("day", DATE))
