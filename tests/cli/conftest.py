from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from convention_dsl.cli import main

BOOK = """# language: en
convention care "Care"
  in force from 2026-01-01 until 2027-12-31
  source "the text" confidence reported

enumeration Action = influenza "flu shot", covid

record Patient "patient"
  age  : integer 0..120 "age in years"
  ald  : boolean "in ALD"
  c2s  : boolean default no
  done : set of Action default {}
  such that age >= 1 or not c2s "nobody is in C2S before the age of one"

parameter wished : amount = 5 € open at least 1 € at most 20 €
  source "a demand" confidence assumed

clause base (p: Patient) "base amount" : amount in whole cents
  | p.ald | p.age || amount |
  | yes   | >= 80 || 100 €  | "80 and over, in ALD" source "art. 26" confidence official
  | yes   | < 80  || 55 €   |
  | no    | -     || 5 €    |

clause total (p: Patient) "whole amount" : amount in whole cents
  = base(p)
    plus 10 € if p.c2s "precarity"
    plus wished for each (a in p.done) "prevention"

clause complex (p: Patient) : boolean
  reading strict "ALD only" = p.ald
  reading broad "ALD or 80 and over" = p.ald or p.age >= 80

example "woman of 82 in ALD, one flu shot"
  total(Patient(age: 82, ald: yes, done: {influenza})) = 105 € at 2026-03-01

property at_least_five "everybody is worth five euros"
  promised by Cnam source "§1" confidence official
  for every p : Patient
  then total(p) >= 5 €

property ald_pays "ALD always pays more, at the same age"
  for every p, q : Patient
  such that p.ald and not q.ald and p.age = q.age
  then total(p) > total(q)
  expected refuted whatever the open amounts because "actions may count more"

property complex_pays
  for every p : Patient
  such that complex(p)
  then total(p) >= 55 €
  expected refuted reading broad because "80 and over without ALD"
"""

INVERSE = """
clause inverse (p: Patient) : number
  = 1 / p.age
"""


class Command:
    """Runs `convention` in a project of its own."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.book = folder / "care.conv"
        self.book.write_text(BOOK, "utf-8")
        (folder / "convention.toml").write_text("")
        monkeypatch.chdir(folder)
        for name in ("LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("XDG_CACHE_HOME", str(folder / ".cache"))

    def __call__(self, *arguments: str, **options: object) -> Result:
        result = CliRunner().invoke(main, arguments, **options)  # type: ignore[arg-type]
        assert "Traceback" not in result.output
        return result

    def add(self, text: str) -> None:
        self.book.write_text(self.book.read_text("utf-8") + text, "utf-8")

    def edit(self, old: str, new: str) -> None:
        text = self.book.read_text("utf-8")
        assert old in text
        self.book.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def convention(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    return Command(tmp_path, monkeypatch)
