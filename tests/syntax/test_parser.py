"""Reading declarations, properties and values."""

import pytest

from convention_dsl.core.program import Status
from convention_dsl.source import Source
from convention_dsl.syntax import nodes
from convention_dsl.syntax.parser import parse, parse_literal, parse_property
from tests.syntax.reading import codes, declaration, expression, read

B = nodes.BinaryOperator


def name(text: str) -> nodes.NameExpr:
    return nodes.NameExpr(name=text)


def binary(left: nodes.Expression, operator: B, right: nodes.Expression) -> nodes.Binary:
    return nodes.Binary(operator=operator, left=left, right=right)


A, C, D = name("a"), name("c"), name("d")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + c * d", binary(A, B.ADD, binary(C, B.MULTIPLY, D))),
        ("a - c - d", binary(binary(A, B.SUBTRACT, C), B.SUBTRACT, D)),
        ("a implies c implies d", binary(A, B.IMPLIES, binary(C, B.IMPLIES, D))),
        ("a capped at c + d", binary(A, B.CAPPED_AT, binary(C, B.ADD, D))),
        ("a + c = d", binary(binary(A, B.ADD, C), B.EQUAL, D)),
        ("a at least as high as c", binary(A, B.GREATER_EQUAL, C)),
        ("a if unknown c * d", binary(binary(A, B.IF_UNKNOWN, C), B.MULTIPLY, D)),
        ("(a and c) or d", binary(binary(A, B.AND, C), B.OR, D)),
        ("years between a and c + d", binary(binary(A, B.YEARS_BETWEEN, C), B.ADD, D)),
        (
            "-a * c",
            binary(nodes.Unary(operator=nodes.UnaryOperator.NEGATE, operand=A), B.MULTIPLY, C),
        ),
        (
            "not a = c",
            nodes.Unary(operator=nodes.UnaryOperator.NOT, operand=binary(A, B.EQUAL, C)),
        ),
        ("age of p.q", expression("p.q.age")),
        ("c + 5 € for each (x in d)", expression("c + sum of (5 € for x in d)")),
    ],
)
def test_precedence(text: str, expected: nodes.Expression) -> None:
    assert expression(text) == expected


def test_spans_cover_what_was_written() -> None:
    text = "# language: en\nclause c (p: Patient) : amount = base(p) + (5 €)\n"
    file, _ = parse(Source("a.conv", text))
    (found,) = file.declarations
    assert isinstance(found, nodes.ClauseDecl)
    formula = found.readings[0].body.value
    assert isinstance(formula, nodes.Formula)
    value = formula.terms[0].value
    assert isinstance(value, nodes.Binary)
    spans = (found.span, found.name.span, value.span, value.left.span, found.inputs[0].span)
    assert [text[span.start : span.end] for span in spans] == [
        text.split("\n")[1],
        "c",
        "base(p) + (5 €)",
        "base(p)",
        "p",
    ]


def test_several_declarations_can_share_a_line() -> None:
    file, diagnostics = read("parameter a : amount = 5 € clause c : amount = a example c() = 5 €")
    assert diagnostics == []
    assert len(file.declarations) == 3


def test_a_broken_declaration_leaves_its_names() -> None:
    file, diagnostics = read(
        "enumeration E = a, b c\nrecord R\n  x boolean\nclause f : amount = 5 €"
    )
    assert len(diagnostics) == 2
    assert len(file.declarations) == 1
    assert {"E", "a", "b", "R"} <= file.broken_names


def test_metadata_of_a_dated_value_are_its_own() -> None:
    found = declaration(
        'parameter p "label" : rate source "all"\n'
        '  from 2026-01-01 : 60 % source "first"\n  from 2028-01-01 : 80 %\n'
    )
    assert isinstance(found, nodes.ParameterDecl)
    assert found.metadata.source == "all"
    assert [value.metadata.source for value in found.values] == ["first", None]


def test_one_output_header_with_the_word_of_a_type_is_the_value() -> None:
    one = declaration("clause c (a: E) : amount\n | a || amount |\n | - || 5 € |")
    two = declaration("clause c (a: E) : R\n | a || amount | rate |\n | - || 5 € | 3 % |")
    assert isinstance(one, nodes.ClauseDecl)
    assert isinstance(two, nodes.ClauseDecl)
    grids = [each.readings[0].body.value for each in (one, two)]
    kinds = [type(grid.outputs[0]) for grid in grids if isinstance(grid, nodes.Grid)]
    assert kinds == [nodes.ValueHeader, nodes.FieldHeader]


# Command line -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "called", "inputs"),
    [
        ("for every p: Patient then fmt(p) >= 5 €", "en", "claim", 1),
        ("pour chaque p, q : Patient alors fmt(p) >= fmt(q)", "fr", "claim", 2),
        ("property low for every p: Patient then fmt(p) >= 5 €", "en", "low", 1),
        ("threshold >= 3 %", "en", "claim", 0),
        ("for every p: Patient then fmt(p) increases with p.age", "en", "claim", 1),
    ],
)
def test_a_claim_is_typed(text: str, language: str, called: str, inputs: int) -> None:
    found, diagnostics = parse_property(Source("<claim>", text), language)
    assert diagnostics == []
    assert found is not None
    assert found.name.text == called
    assert len(found.inputs) == inputs


def test_a_claim_can_say_what_it_expects() -> None:
    text = 'for every p: P then f(p) = 1 expected refuted because "no"'
    found, _ = parse_property(Source("<claim>", text), "en")
    assert found is not None
    assert [each.status for each in found.expectations] == [Status.REFUTED]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E0054"),
        ("for every p: Patient fmt(p) >= 5 €", "E0001"),
        ("for every p: Patient then", "E0051"),
        ("fmt(p) >= 12,5 %", "E0009"),
        ("pour chaque p : Patient alors fmt(p) > 5 €", "E0041"),
        ("clause c : amount = 5 €", "E0001"),
        ("property p then yes property q then yes", "E0001"),
    ],
)
def test_a_wrong_claim_is_told(text: str, code: str) -> None:
    found, diagnostics = parse_property(Source("<claim>", text), "en")
    assert found is None
    assert code in [each.code for each in diagnostics]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("yes", "en", nodes.BooleanLiteral(value=True)),
        ("non", "fr", nodes.BooleanLiteral(value=False)),
        ("inconnu", "fr", nodes.UnknownLiteral()),
        ("influenza", "en", name("influenza")),
        ("{influenza, covid}", "en", nodes.SetExpr(members=(name("influenza"), name("covid")))),
        ("{grippe ; covid}", "fr", nodes.SetExpr(members=(name("grippe"), name("covid")))),
        ("{}", "en", nodes.SetExpr(members=())),
        ("[]", "en", nodes.ListExpr(members=())),
    ],
)
def test_values(text: str, language: str, expected: nodes.Expression) -> None:
    assert parse_literal(Source("<value>", text), language) == (expected, [])


def test_records_and_ranges_are_values() -> None:
    found, diagnostics = parse_literal(Source("", "Patient(age: 82, nos: {1, 5..10})"), "en")
    assert diagnostics == []
    assert isinstance(found, nodes.RecordExpr)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E0054"),
        ("1 + 1", "E0039"),
        ("1/0", "E0039"),
        ("f(3)", "E0039"),
        ("if a then b else c", "E0039"),
        ("{1 + 1}", "E0039"),
        ("not yes", "E0039"),
        ("1 €/3 €", "E0039"),
        ("82 83", "E0006"),
        ("clause", "E0001"),
        ('"x"', "E0001"),
    ],
)
def test_what_is_no_value_is_told(text: str, code: str) -> None:
    found, diagnostics = parse_literal(Source("<value>", text), "en")
    assert found is None
    assert [each.code for each in diagnostics][:1] == [code]


def test_a_keyword_cannot_be_a_name_anywhere() -> None:
    for word in ("clause", "use", "source", "if", "to", "plus", "all", "unknown", "with"):
        for text in (
            f"clause {word} : amount = 5 €",
            f"record R\n  a : amount\n  {word} : amount",
            f"enumeration E = a, {word}, b",
            f"clause c (p: P) : amount = p.{word}",
        ):
            assert codes(text) == ["E0010"], text


@pytest.mark.parametrize("word", ["date", "amount", "rate", "number", "boolean", "integer", "day"])
def test_the_words_of_types_are_free(word: str) -> None:
    assert codes(f"clause {word} ({word}: {word}) : amount = p.{word} + {word}") == []
