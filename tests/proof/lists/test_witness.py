"""Counted elements put in their lists."""

from __future__ import annotations

from fractions import Fraction

import pytest

from convention_dsl.core import build
from convention_dsl.core.nodes import Expr, Multiset, Value
from convention_dsl.core.program import Binding
from convention_dsl.proof.lists.elements import Element, Elements
from convention_dsl.proof.lists.witness import inputs, moved, place_of
from convention_dsl.types import BooleanType, ListType, NumberKind, NumberType, RecordType

NUMBER = NumberType(NumberKind.INTEGER, Fraction(0), Fraction(9), Fraction(1))
PATIENT = RecordType("P", (("n", NUMBER),))
DOCTOR = RecordType(
    "Doctor", (("size", NUMBER), ("rural", BooleanType()), ("patients", ListType(PATIENT)))
)
REGION = RecordType("Region", (("big", BooleanType()), ("doctors", ListType(DOCTOR))))
L, M = (build.variable(name, ListType(PATIENT)) for name in "LM")
D = build.variable("D", ListType(DOCTOR))
R = build.variable("R", ListType(REGION))
OF_D = build.field(build.variable("d", DOCTOR), "patients")
OF_R = build.field(build.variable("r", REGION), "doctors")


def patient(n: int) -> dict[str, Value]:
    return {"n": Fraction(n)}


def doctor(size: int, *, rural: bool = False, patients: Value = ()) -> dict[str, Value]:
    return {"size": Fraction(size), "rural": rural, "patients": patients}


def element(*chain: tuple[str, Expr, Value]) -> Element:
    kind: Elements = tuple((name, domain) for name, domain, _ in chain)
    return Element(kind, {name: value for name, _, value in chain}, {})


def counted(*groups: tuple[Element, int], of: Expr = D) -> list[tuple[Value, int]] | None:
    """Return the elements of the only list."""
    assert not isinstance(of, type(None))
    name = place_of(of)[0]
    found = inputs([Binding(name, of.type)], {}, groups, {})
    if found is None:
        return None
    list_ = found[name]
    assert isinstance(list_, Multiset)
    return list(list_.groups)


def test_places() -> None:
    assert place_of(L) == ("L",)
    assert place_of(OF_D) == ("d", "patients")
    with pytest.raises(TypeError):
        place_of(build.literal_number(1))


def test_lists_without_elements_are_empty() -> None:
    found = inputs([Binding("L", L.type), Binding("k", NUMBER)], {"k": Fraction(3)}, [], {})
    assert found == {"L": Multiset(()), "k": 3}


def test_elements_are_in_their_lists() -> None:
    one, two = element(("p", L, patient(1))), element(("q", M, patient(2)))
    found = inputs([Binding("L", L.type), Binding("M", M.type)], {}, [(one, 3), (two, 4)], {})
    assert found == {"L": Multiset(((patient(1), 3),)), "M": Multiset(((patient(2), 4),))}


def test_the_list_of_an_input_is_filled() -> None:
    found = inputs(
        [Binding("d", DOCTOR)], {"d": doctor(5)}, [(element(("p", OF_D, patient(1))), 3)], {}
    )
    assert found == {"d": doctor(5, patients=Multiset(((patient(1), 3),)))}


def test_a_list_that_is_another_has_its_elements() -> None:
    found = inputs(
        [Binding("L", L.type), Binding("M", M.type)],
        {},
        [(element(("p", L, patient(1))), 3)],
        {M: L},
    )
    assert found is not None
    assert found["M"] == found["L"] == Multiset(((patient(1), 3),))


# Lists of elements of lists ---------------------------------------------------------------------


def test_the_patients_are_those_of_a_doctor_alike() -> None:
    rural, urban = doctor(5, rural=True), doctor(5)
    found = counted(
        (element(("d", D, rural), ("p", OF_D, patient(1))), 2),
        (element(("d", D, urban)), 1),
        (element(("d", D, rural)), 1),
    )
    assert found == [(urban, 1), ({**rural, "patients": Multiset(((patient(1), 2),))}, 1)]


def test_one_doctor_of_several_has_them() -> None:
    found = counted(
        (element(("d", D, doctor(5))), 3),
        (element(("d", D, doctor(5)), ("p", OF_D, patient(1))), 2),
    )
    assert found == [(doctor(5), 2), (doctor(5, patients=Multiset(((patient(1), 2),))), 1)]


def test_a_doctor_is_added_where_none_was_counted() -> None:
    found = counted(
        (element(("d", D, doctor(5)), ("p", OF_D, patient(1))), 2),
        (element(("d", D, doctor(5)), ("p", OF_D, patient(2))), 1),
    )
    assert found == [(doctor(5, patients=Multiset(((patient(1), 2), (patient(2), 1)))), 1)]


def test_no_doctor_is_added_to_those_counted() -> None:
    """One more would change what they add up to: the most alike is taken."""
    found = counted(
        (element(("d", D, doctor(7))), 1),
        (element(("d", D, doctor(5, rural=True))), 1),
        (element(("d", D, doctor(6, rural=True)), ("p", OF_D, patient(1))), 2),
    )
    filled = doctor(5, rural=True, patients=Multiset(((patient(1), 2),)))
    assert found == [(doctor(7), 1), (filled, 1)]


def test_lists_in_lists_in_lists() -> None:
    region: dict[str, Value] = {"big": True, "doctors": ()}
    chain = (("r", R, region), ("d", OF_R, doctor(5)), ("p", OF_D, patient(1)))
    found = counted((element(*chain), 2), (element(*chain[:2]), 1), of=R)
    filled = doctor(5, patients=Multiset(((patient(1), 2),)))
    assert found == [({"big": True, "doctors": Multiset(((filled, 1),))}, 1)]


def test_pairs_of_two_lists_are_no_lists() -> None:
    pair = element(("p", L, patient(1)), ("q", M, patient(2)))
    assert inputs([Binding("L", L.type), Binding("M", M.type)], {}, [(pair, 1)], {}) is None


# Other numbers ----------------------------------------------------------------------------------


def test_numbers_are_moved_in_their_places() -> None:
    plain: dict[str, Value] = {"k": Fraction(1), "d": doctor(5)}
    found = moved(plain, {("k",): Fraction(2), ("d", "size"): Fraction(6), ("ρ", 1): Fraction(9)})
    assert found == {"k": 2, "d": doctor(6)}
    assert plain == {"k": 1, "d": doctor(5)}
    assert moved(plain, {(None, "t.wished"): Fraction(2)}) == plain
