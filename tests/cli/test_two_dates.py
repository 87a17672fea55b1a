"""One text used at two dates by one book, from the check to the verdicts."""

import json

import pytest

from .conftest import Command

PEOPLE = """# language: en
vocabulary people "People"
record Patient "patient"
  ald : boolean
"""
FORMER = """# language: en
convention old "Former text"
  in force from 2020-01-01 until 2025-12-31
  source "former text" confidence assumed
use people
parameter base "base" : amount
  from 2020-01-01 : 10 €
  from 2025-01-01 : 12 €
clause pay (p: Patient) : amount in whole cents
  = base plus 5 € if p.ald
"""
NEW = """# language: en
convention new "New text"
  in force from 2026-01-01
  source "new text" confidence assumed
use people
{uses}
clause gain (p: Patient) : amount in whole cents
  = {late}.pay(p) - {early}.pay(p) + 10 * ({late}.base - {early}.base)
property two "two euros more, the same for all"
  for every p : Patient
  then {late}.pay(p) = {early}.pay(p) + 2 € and {late}.base = 12 € and {early}.base = 10 €
property all_equal "the two dates pay the same"
  for every p : Patient
  then {late}.pay(p) = {early}.pay(p)
  expected refuted
example gain(Patient(ald: yes)) = 22 €
"""
LATE, EARLY = "use old as in force on 31 December 2025", "use old as in force on 31 December 2022"


@pytest.mark.parametrize(
    ("uses", "late", "early"),
    [
        ((f"{LATE} as former", f"{EARLY} as old_2022"), "former", "old_2022"),
        ((f"{EARLY} as old_2022", f"{LATE} as former"), "former", "old_2022"),
        ((LATE, f"{EARLY} as old_2022"), "old", "old_2022"),
        ((f"{LATE} as former", EARLY), "former", "old"),
    ],
)
def test_a_text_is_used_at_two_dates(
    convention: Command, uses: tuple[str, ...], late: str, early: str
) -> None:
    new = NEW.format(uses="\n".join(uses), late=late, early=early)
    for name, text in {"people": PEOPLE, "old": FORMER, "new": new}.items():
        (convention.folder / f"{name}.conv").write_text(text, "utf-8")
    assert convention("check", "new.conv").exit_code == 0
    found = convention("calc", "new.conv", "--clause", "gain", "--set", "ald=yes")
    assert found.exit_code == 0
    assert found.stdout.startswith("gain = 22 €")
    verdicts = convention("prove", "new.conv", "--format", "json")
    assert verdicts.exit_code == 0
    statuses = [each["verdict"] for each in json.loads(verdicts.stdout)["properties"]]
    assert statuses == ["proved", "refuted"]
