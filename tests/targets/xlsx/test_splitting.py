"""Long formulas are cut into parts that fit in cells and mean the same."""

import random
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from convention_dsl.calculator.plan import construct
from convention_dsl.calculator.plan.formula import (
    Choose,
    Compare,
    Comparison,
    Greatest,
    IntKind,
    Negate,
    Product,
    Remainder,
    Sum,
)
from convention_dsl.calculator.plan.interpret import run
from convention_dsl.calculator.plan.plan import Definition
from convention_dsl.core.depth import room
from convention_dsl.targets.xlsx.formulas import text
from convention_dsl.targets.xlsx.parts import parts, with_parts
from convention_dsl.targets.xlsx.splitting import split
from tests.targets.xlsx.made import Maker
from tests.targets.xlsx.test_formulas import plan_of

NUMBER = IntKind(-(10**12), 10**12)


def checked(formula):
    """Return the definitions a formula is cut into, after checking each, and the whole's value."""
    definitions = split([Definition("whole", formula, 100)], {"whole"})
    names = {each.name: f"AAA{number}" for number, each in enumerate(definitions)}
    for each in definitions:
        printed = text(each.formula, names)
        assert len(printed) < 4000
        assert deepest(printed) < 60
        assert max(map(len, re.findall(r"\(([^()]*)\)", printed)), default=0) < 2000
    before = run(plan_of([Definition("whole", formula)]), {})["whole"]
    assert run(plan_of(definitions), {})["whole"] == before
    assert definitions[-1].name == "whole"
    assert len({each.name.casefold() for each in definitions}) == len(definitions)
    return definitions


def deepest(printed: str) -> int:
    depth = most = 0
    for character in printed:
        depth += (character == "(") - (character == ")")
        most = max(most, depth)
    return most


def test_a_short_formula_stays_whole():
    assert len(checked(Sum(NUMBER, (construct.integer(1), construct.integer(2))))) == 1


def test_a_sum_of_thousands_of_terms():
    terms = tuple(construct.integer(n) for n in range(3000))
    definitions = checked(Sum(NUMBER, terms))
    assert all(len(parts(each.formula)) <= 20 for each in definitions)


def test_a_product_keeps_the_range_of_its_parts():
    factors = tuple(construct.integer(1 + n % 2) for n in range(45))
    checked(Product(NUMBER, factors))


def test_a_choice_of_hundreds_of_cases():
    def formula(number):
        cases = tuple(
            (Compare(Comparison.EQUAL, construct.integer(n), construct.integer(number)), value(n))
            for n in range(500)
        )
        return Choose(NUMBER, cases, construct.integer(-1))

    def value(n):
        return construct.integer(n * n)

    for number in (0, 7, 8, 250, 499, 500):
        checked(formula(number))


def test_a_deep_formula():
    formula = construct.integer(1)
    for n in range(300):
        formula = Greatest(NUMBER, (Negate(NUMBER, formula), construct.integer(n % 5)))
    with room():
        checked(formula)


def test_what_is_printed_twice_is_a_name():
    kind = IntKind(0, 10**14)
    large = Sum(kind, (construct.integer(10**13), construct.integer(7)))
    definitions = checked(Remainder(IntKind(0, 6), large, construct.integer(7)))
    assert [each.name for each in definitions] == ["whole_1", "whole"]


def test_names_of_parts_are_not_taken():
    terms = tuple(construct.integer(n) for n in range(100))
    taken = {"whole", "whole_1", "whole_3"}
    found = split([Definition("Whole", Sum(NUMBER, terms))], taken)
    names = [each.name.casefold() for each in found[:-1]]
    assert not {"whole_1", "whole_3"} & set(names)
    assert len(set(names)) == len(names) == 5


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 3), st.integers(2, 6))
def test_random_formulas_mean_the_same_in_parts(seed, what, depth):
    maker = Maker(random.Random(seed))
    formula = (maker.integer, maker.boolean, maker.day, maker.item)[what](depth)
    assert with_parts(formula, parts(formula)) == formula
    checked(formula)
