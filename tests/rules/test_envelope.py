"""The envelope: every threshold and shortfall that the prover finds, found again by other means.

What a patient brings before and after comes from the evaluator, one patient of each class; lists
are then mixes of classes, and their least total is a linear program over the counts, which knows
nothing of the language nor of lemmas.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from math import ceil, floor

import pytest
import z3

from convention_dsl.core.program import Scope
from convention_dsl.proof.check import check
from convention_dsl.proof.prove import Selection, prove
from tests.rules.library import RULES, library, patient, pay

FORMER = 9_563  # ROSP and forfait structure of a general practitioner in 2024
GRANT = 2_940
PRACTITIONERS = 51_202
AGES = (0, 6, 7, 15, 16, 17, 74, 75, 79, 80, 120)


@dataclass(frozen=True)
class Class:
    """Patients alike in all that pays, without prevention, and what they bring."""

    age: int
    ald: bool
    c2s: bool
    seen: bool

    @property
    def before(self) -> Fraction:
        return paid("fpmt", "fpmt", self)

    @property
    def after(self) -> Fraction:
        return paid("fmt_2026", "fmt", self)

    @property
    def gain(self) -> Fraction:
        return self.after - self.before

    @property
    def objectives(self) -> Fraction:
        """The whole ROSP, for this patient of the list."""
        return Fraction(940 * 7, 800) if self.age >= 16 else Fraction(305 * 7, 600)


@cache
def paid(book: str, clause: str, each: Class) -> Fraction:
    amount = pay(book, clause, patient(each.age, each.ald, c2s=each.c2s, vu=each.seen))
    assert isinstance(amount, Fraction)
    return amount


CLASSES = [Class(*each) for each in product(AGES, (False, True), (False, True), (True, False))]
SEEN = [each for each in CLASSES if each.seen]


class Mix:
    """A list as counts of its classes: the least and the greatest value of a weighted count."""

    def __init__(self, classes: list[Class]) -> None:
        self.counts = {each: z3.Real(str(number)) for number, each in enumerate(classes)}
        self.conditions: list[z3.BoolRef] = [count >= 0 for count in self.counts.values()]
        self.size = self.number(lambda _: True)

    def number(self, among: Callable[[Class], bool]) -> z3.ArithRef:
        return z3.Sum([0, *(count for each, count in self.counts.items() if among(each))])

    def total(self, weight: Callable[[Class], Fraction]) -> z3.ArithRef:
        terms = [z3.Q(*weight(e).as_integer_ratio()) * c for e, c in self.counts.items()]
        return z3.Sum(terms)

    def where(self, *conditions: z3.BoolRef) -> Mix:
        self.conditions += conditions
        return self

    def least(self, value: z3.ArithRef) -> Fraction:
        optimize = z3.Optimize()
        optimize.add(*self.conditions)
        goal = optimize.minimize(value)
        assert optimize.check() == z3.sat
        return Fraction(str(optimize.lower(goal)))


def mix(size: int = 1, classes: list[Class] = SEEN, ald: Fraction = Fraction(15, 100)) -> Mix:
    """Return the lists of a size, with at least a share in ALD."""
    found = Mix(classes)
    in_ald = found.number(lambda each: each.ald)
    return found.where(found.size == size, in_ald >= z3.Q(*ald.as_integer_ratio()) * size)


def up(value: Fraction, step: str) -> Fraction:
    return ceil(value / Fraction(step)) * Fraction(step)


def down(value: Fraction, step: str) -> Fraction:
    return floor(value / Fraction(step)) * Fraction(step)


# Lists under hypotheses ---------------------------------------------------------------------------


def lacking(target: Callable[[Class], Fraction]) -> Fraction:
    """Return how much each patient must bring by prevention, in the worst list of seen patients."""
    one = mix()
    return -one.least(one.total(lambda each: each.gain - target(each)))


def share_in_ald(target: Fraction) -> Fraction:
    """Return the least share in ALD, to a tenth of a percent, that brings an amount per patient."""
    for thousandths in range(1001):
        one = mix(ald=Fraction(thousandths, 1000))
        if one.least(one.total(lambda each: each.gain)) >= target:
            return Fraction(thousandths, 1000)
    raise AssertionError


def unseen_lists() -> Fraction:
    one = mix(classes=CLASSES)
    one.where(one.number(lambda each: not each.seen) <= z3.Q(1, 10))
    return -one.least(one.total(lambda each: each.gain))


def greatest_loss() -> Fraction:
    """2,000 patients; every point of before but those of the SAS, which stay; no grant."""
    many = mix(2_000)
    by_patients = many.least(many.total(lambda each: each.gain - each.objectives))
    return (1_115 - 200) * 7 - by_patients


def constructed() -> Iterator[tuple[int, int, int, int]]:
    """The classes of the constructed list: how many, and what each brings before and after."""
    with (RULES / "populations" / "liste_construite.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter=";"):
            first = int(row["age"].removeprefix(">= ").split("..")[0].removeprefix("< "))
            age = first - 1 if row["age"].startswith("<") else first
            each = Class(age, row["ald"] == "oui", False, True)
            yield int(row["effectif"]), int(each.before), int(each.after), each.age


def constructed_gain() -> int:
    return sum(n * (after - before) for n, before, after, _ in constructed()) + 110 * 10


def unseen_of_the_constructed() -> int:
    """How many can be unseen, the dearest first, before the base brings less than 15 % more."""
    bases = [after for n, _, after, _ in constructed() for _ in range(n)]
    floor_ = Fraction(115, 100) * sum(n * before for n, before, _, _ in constructed())
    unseen = 0
    lost = sorted((base - 5 for base in bases), reverse=True)
    while sum(bases) - sum(lost[: unseen + 1]) >= floor_:
        unseen += 1
    return unseen


# The nation ---------------------------------------------------------------------------------------


def nation(classes: list[Class] = SEEN, c2s: bool = False) -> Mix:
    """The patients of general practitioners, as docs/populations.md derives them."""
    found = Mix(classes)

    def aged(low: int, high: int, *ald: bool) -> z3.ArithRef:
        return found.number(lambda e: low <= e.age <= high and (not ald or e.ald is ald[0]))

    def between(number: z3.ArithRef, low: int, high: int) -> None:
        found.where(number >= low, number <= high)

    between(found.size, 51_253_000, 52_553_000)
    between(aged(17, 120), 45_858_000, 50_794_000)
    found.where(aged(0, 15) >= 1_500_000, aged(0, 6) <= 5_160_000)
    between(aged(0, 120, True), 11_776_000, 13_949_000)
    between(aged(80, 120), 2_841_000, 4_157_000)
    between(aged(75, 79), 1_248_000, 2_885_000)
    found.where(10 * aged(80, 120, True) >= 7 * aged(80, 120))
    found.where(10 * aged(80, 120, True) <= 8 * aged(80, 120))
    found.where(100 * aged(75, 79, True) >= 46 * aged(75, 79))
    found.where(100 * aged(75, 79, True) <= 60 * aged(75, 79))
    with (RULES / "populations" / "nationale.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter=";"):
            low, _, high = row["age"].removeprefix(">= ").partition("..")
            number = aged(int(low), int(high or 120), row["ald"] == "oui")
            bounds = (int(row[each].replace(" ", "")) for each in ("au moins", "au plus"))
            between(number, *bounds)
    if c2s:
        share = found.number(lambda each: each.c2s)
        found.where(100 * share >= 11 * found.size, 100 * share <= 13 * found.size)
    return found


def national_balance(people: Mix, actions: Fraction, grant: int = GRANT) -> Fraction:
    """Return what is left over, at worst, where so many actions are validated per patient."""
    prevention = 5 * z3.Q(*actions.as_integer_ratio()) * people.size
    fixed = PRACTITIONERS * (grant - FORMER)
    return people.least(people.total(lambda each: each.gain) + prevention + fixed)


def national_threshold(c2s: bool, grant: int = GRANT) -> Fraction:
    """Return the least average, to a hundredth, that leaves nothing lacking, by halving."""
    low, high = 0, 1_500
    while low < high:
        middle = (low + high) // 2
        if national_balance(nation(c2s=c2s), Fraction(middle, 100), grant) >= 0:
            high = middle
        else:
            low = middle + 1
    return Fraction(low, 100)


def national_unseen() -> Fraction:
    """Return the greatest share of unseen patients, to a tenth of a percent, at one action each."""
    for thousandths in range(1001):
        people = nation(CLASSES)
        unseen = people.number(lambda each: not each.seen)
        people.where(1000 * unseen <= thousandths * people.size)
        if national_balance(people, Fraction(1)) < 0:
            return Fraction(thousandths - 1, 1000)
    raise AssertionError


# The verdicts -------------------------------------------------------------------------------------

MEAN = Fraction(536, 100)
"""The mean ROSP of 2024 for each patient of a list of 1,001."""


def whole_objectives() -> Fraction:
    return lacking(lambda each: each.objectives) / 5


def mean_practitioner(gained: Fraction) -> Fraction:
    """Return the actions per patient that make up for what 1,001 patients do not bring."""
    return up((FORMER - GRANT - gained) / 5 / 1_001, "0.01")


def worst_gain() -> Fraction:
    """What a patient of the worst list of seen patients brings more, before prevention."""
    return -lacking(lambda _: Fraction(0))


THRESHOLDS: dict[str, Callable[[], Fraction]] = {
    "p13a_gain_par_patient": lambda: down(worst_gain(), "0.01"),
    "p13a_rosp_entière": lambda: up(whole_objectives(), "0.005"),
    "p13b_rosp_entière": lambda: down(whole_objectives(), "0.005") + Fraction("0.005"),
    "p13a_rosp_moyenne": lambda: up(lacking(lambda _: MEAN) / 5, "0.001"),
    "p13a_part_d_ald": lambda: share_in_ald(MEAN),
    "p13a_non_vus": lambda: up(unseen_lists() / 5, "0.01"),
    "p13d_généraliste_moyen": lambda: mean_practitioner(1_001 * worst_gain()),
    "p13a_médecins": lambda: mean_practitioner(1_001 * worst_gain()),
    "p13d_perte": lambda: up(greatest_loss(), "5"),
    "annonce_15_au_moins": lambda: (
        down(Fraction(1_000 - unseen_of_the_constructed(), 1_001), "0.001") + Fraction("0.001")
    ),
    "p13d_liste_construite": lambda: mean_practitioner(Fraction(constructed_gain())),
    "p13a_nation": lambda: national_threshold(c2s=False),
    "p13a_nation_c2s": lambda: national_threshold(c2s=True),
    "p13a_nation_non_vus": national_unseen,
}

SHORTFALLS: dict[str, Callable[[], Fraction]] = {
    "p13a_sans_prévention": lambda: 3_000 * lacking(lambda _: MEAN),
    "p13d_liste_sans_prévention": lambda: Fraction(FORMER - GRANT - constructed_gain()),
    "p13a_nation_sans_prévention": lambda: -national_balance(nation(c2s=True), Fraction(0)),
}

NAMES = [
    name
    for path in sorted((RULES / "enveloppe").glob("*.conv"))
    for name in re.findall(r"^propriété (\w+)", path.read_text("utf-8"), re.M)
]


def test_the_book_is_clean() -> None:
    assert check(library(), "enveloppe") == []


def test_every_property_that_asks_for_a_threshold_is_tried() -> None:
    properties = library().books["enveloppe"].properties
    assert {each.name for each in properties if each.threshold} == set(THRESHOLDS)
    assert [each.name for each in properties] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_envelope(name: str) -> None:
    """The verdict expected, its certificate accepted a second time, its figures found again."""
    for each in prove(library(), "enveloppe", Selection(names=(name,)), recheck=True):
        about = (name, dict(each.reading), each.scope, each.verdict)
        assert each.as_expected, about
        assert each.verdict.engine != "lists" or each.rechecked or each.verdict.counterexample
        assert each.rechecked is None or each.rechecked.failure is None, about
        if name in THRESHOLDS:
            assert each.verdict.threshold is not None
            least_favourable = each.scope is Scope.OPEN  # the digital grant may be nothing
            expected = national_threshold(False, 0) if least_favourable else THRESHOLDS[name]()
            assert each.verdict.threshold.value == expected, about
        if name in SHORTFALLS:
            assert each.verdict.worst is not None
            assert each.verdict.worst.amount == SHORTFALLS[name](), about
