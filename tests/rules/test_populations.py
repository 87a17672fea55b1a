"""The reference populations: what they are built from, and that some lists follow them."""

from fractions import Fraction

import pytest

from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.link import link, link_expression
from convention_dsl.core.nodes import Multiset
from convention_dsl.core.program import PopulationDef, Program
from tests.rules.library import library, patient, pay

CONSTRUCTED = [
    (49, 90, True),
    (181, 60, True),
    (16, 90, False),
    (19, 75, False),
    (676, 30, False),
    (60, 3, False),
]
NATION = [
    (2_500_000, 85, True),
    (1_000_000, 77, True),
    (9_000_000, 60, True),
    (50_000, 3, True),
    (800_000, 85, False),
    (900_000, 77, False),
    (32_450_000, 40, False),
    (3_000_000, 10, False),
    (2_300_000, 3, False),
]


@pytest.fixture(scope="module")
def program() -> Program:
    linked, problems = link(library(), "populations", at=None)
    assert problems == []
    assert linked is not None
    return linked


def population(name: str) -> PopulationDef:
    found = library().books["populations"].populations
    return next(each for each in found if each.name == name)


def group(count: int, age: int, ald: bool, on_c2s: Fraction) -> list[tuple[dict, int]]:
    """Return the patients of a class, some of them on C2S."""
    poor = int(count * on_c2s)
    counted = [(patient(age, ald, c2s=True), poor), (patient(age, ald), count - poor)]
    return [(who, number) for who, number in counted if number]


def follows(program: Program, name: str, patients: list[tuple[dict, int]]) -> bool:
    found = population(name)
    listed = found.list_input
    scope = {listed.name: listed.type}
    values = {listed.name: Multiset(tuple(patients))}
    conditions = [link_expression(program, each, scope) for each in found.conditions]
    return all(evaluate(program, each, values) is True for each in conditions)


def test_the_constructed_list_is_the_one_of_the_sources(program: Program) -> None:
    found = population("liste_construite")
    assert [each.at_least for each in found.classes] == [count for count, _, _ in CONSTRUCTED]
    assert all(each.at_least == each.at_most for each in found.classes)
    (first, *rest) = CONSTRUCTED
    listed = [(patient(90, True, c2s=True), 49), *((patient(a, d), n) for n, a, d in rest)]
    assert not follows(program, "liste_construite", listed)
    listed[1:2] = [(patient(60, True, c2s=True), 61), (patient(60, True), 120)]
    assert first[0] + 61 == 110
    assert follows(program, "liste_construite", listed)


def test_the_constructed_list_earns_within_3_percent_of_the_published_mean() -> None:
    total = sum(count * pay("fpmt", "fpmt", patient(age, ald)) for count, age, ald in CONSTRUCTED)
    in_2022 = 49 * 70 + 181 * 42 + 16 * 42 + 19 * 5 + 676 * 5 + 60 * 6
    assert abs(in_2022 - 16_000) <= 480
    assert total == in_2022 + (181 + 16) * 4


def test_there_is_a_nation_that_follows_the_national_population(program: Program) -> None:
    twelve = [each for one in NATION for each in group(*one, Fraction(12, 100))]
    assert follows(program, "nationale", twelve)
    assert follows(program, "nationale_c2s", twelve)
    twenty = [each for one in NATION for each in group(*one, Fraction(20, 100))]
    assert follows(program, "nationale", twenty)
    assert not follows(program, "nationale_c2s", twenty)


@pytest.mark.parametrize("wrong", [i for i, (n, *_) in enumerate(NATION) if n >= 800_000])
def test_a_nation_with_three_times_as_many_of_a_kind_does_not_follow_it(
    program: Program, wrong: int
) -> None:
    changed = [(3 * n, *rest) if i == wrong else (n, *rest) for i, (n, *rest) in enumerate(NATION)]
    listed = [each for one in changed for each in group(*one, Fraction(0))]
    assert not follows(program, "nationale", listed)


def test_every_interval_of_the_national_population_follows_from_its_derivation() -> None:
    found = {each.label: (each.at_least, each.at_most) for each in population("nationale").classes}
    gps, mean = (51_202, 52_500), 1_001
    assert gps[0] * mean >= 51_253_000
    assert gps[1] * mean <= 52_553_000
    old = (3_841_793 - 1_000_000, Fraction(605, 10_000) * 68_700_000)
    men = 2_621_173 - 1_497_152
    older = (2 * men - 1_000_000, men * Fraction(3_841_793, 1_497_152))
    young = Fraction(2_211_099 * 7 * 2, 6)
    ald = (230 * gps[0], Fraction(145, 10) * 1_000_000 * Fraction(962, 1000))
    assert (int(old[0]) // 1000 * 1000, -(-old[1] // 1000) * 1000) == (2_841_000, 4_157_000)
    assert (older[0] // 1000 * 1000, -(-older[1] // 1000) * 1000) == (1_248_000, 2_885_000)
    assert (ald[0] // 1000 * 1000, ald[1]) == (11_776_000, 13_949_000)
    wide = {
        "en ALD, 80 ans et plus": (Fraction(70, 100) * 2_841_000, Fraction(80, 100) * 4_157_000),
        "hors ALD, 80 ans et plus": (Fraction(20, 100) * 2_841_000, Fraction(30, 100) * 4_157_000),
        "en ALD, 75 à 79 ans": (Fraction(46, 100) * 1_248_000, Fraction(60, 100) * 2_885_000),
        "hors ALD, 75 à 79 ans": (Fraction(40, 100) * 1_248_000, Fraction(54, 100) * 2_885_000),
        "en ALD, 0 à 6 ans": (0, young),
        "hors ALD, 0 à 6 ans": (0, young),
        "en ALD, 7 à 74 ans": (
            11_776_000 - 5_160_000 - 3_325_600 - 1_731_000,
            13_949_000 - 1_988_700 - 574_000,
        ),
        "hors ALD, 7 à 74 ans": (
            51_253_000 - 13_949_000 - 5_160_000 - 1_558_000 - 1_248_000,
            52_553_000 - 11_776_000 - 499_000 - 568_000,
        ),
    }
    assert wide.keys() == found.keys()
    for label, (low, high) in wide.items():
        assert found[label][0] <= low < found[label][0] + 1_000
        assert found[label][1] - 1_000 < high <= found[label][1]
