"""Two rules written from the documents alone, in both surfaces: amounts by hand, and verdicts."""

import csv
import io
import json
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from convention_dsl import pipeline
from convention_dsl.cli import main
from convention_dsl.pipeline import Asked, Workspace
from convention_dsl.report.verdicts import Shown

CORPUS = Path(__file__).parent / "corpus" / "new_user"
LANGUAGES = ("en", "fr")

WORDS = {
    "en": {
        "aid": "aid",
        "contract": ("year", "share", "percentile"),
        "third": "third",
        "half": "half",
        "full": "full",
        "displacement": "displacement",
        "visit": ("km", "terrain", "nearest", "zone"),
        "plain": "plain",
        "mountain": "mountain",
        "urban": "urban",
        "rural": "rural",
        "deducted": "deducted",
        "threshold": "threshold",
    },
    "fr": {
        "aid": "aide",
        "contract": ("année", "part", "percentile"),
        "third": "tiers",
        "half": "mi_temps",
        "full": "plein",
        "displacement": "frais",
        "visit": ("km", "terrain", "plus_proche", "zone"),
        "plain": "plaine",
        "mountain": "montagne",
        "urban": "urbaine",
        "rural": "rurale",
        "deducted": "déduits",
        "threshold": "seuil",
    },
}

BEFORE, SINCE = "2024-06-21", "2024-06-22"

# What the grid says: year, share, percentile, before, since.
CONTRACTS = [
    (1, "half", 0, 18_000, 19_000),
    (1, "full", 94, 36_000, 38_000),
    (2, "third", 50, 9_000, 9_450),
    (2, "half", 94, 13_500, 14_000),
    (2, "full", 0, 27_000, 28_000),
    (3, "third", 89, 7_000, 7_350),
    (3, "half", 0, 10_500, 11_000),
    (5, "full", 89, 21_000, 22_000),
    (3, "third", 90, 8_350, 8_767),
    (4, "half", 94, 12_500, 13_000),
    (5, "full", 92, 25_000, 26_000),
    (2, "third", 95, 12_000, 12_600),
    (3, "half", 100, 18_000, 19_000),
    (1, "full", 95, 36_000, 38_000),
]

# Kilometres, terrain, nearest, zone, date, reading, amount.
VISITS = [
    ("12", "plain", True, "urban", "2026-03-01", "deducted", "14.88"),  # 10 + 8 × 0.61
    ("12", "plain", True, "urban", "2026-03-01", "threshold", "17.32"),  # 10 + 12 × 0.61
    ("12", "plain", True, "urban", "2022-07-31", "deducted", "15.00"),  # 10.04 + 8 × 0.62
    ("12", "plain", True, "urban", "2022-08-01", "deducted", "14.88"),
    ("4", "plain", True, "urban", "2026-03-01", "threshold", "10.00"),
    ("4.1", "plain", True, "urban", "2026-03-01", "deducted", "10.06"),  # 0.061, rounded
    ("4.1", "plain", True, "urban", "2026-03-01", "threshold", "12.50"),  # 2.501, rounded
    ("2", "mountain", True, "rural", "2026-03-01", "threshold", "10.00"),
    ("45", "mountain", False, "urban", "2026-03-01", "deducted", "26.38"),  # 10 + 18 × 0.91
    ("45.5", "mountain", False, "rural", "2026-03-01", "deducted", "49.59"),  # 39.585, rounded
    ("80", "mountain", False, "rural", "2026-03-01", "deducted", "62.78"),  # 10 + 58 × 0.91
]

EXPECTED = [
    *[("proved", None)] * 2,  # a full post, before and since
    *[("proved", None)] * 2,  # a larger share
    *[("proved", None)] * 2,  # P90–P94
    *[("refuted", None)] * 2,  # P90–P94 in year 3 and in year 2
    ("refuted", None),  # more than 5 %
    ("proved", None),  # more than 5 % in the first year
    *[("proved", "deducted")] * 2,  # distance, in 2022 and after
    *[("proved", "threshold")] * 2,
    *[("proved", "deducted")] * 2,  # mountain
    *[("proved", "threshold")] * 2,
    *[("refuted", "deducted")] * 2,  # every kilometre counts
    *[("refuted", "threshold")] * 2,
    *[("proved", "deducted")] * 2,  # no jump
    *[("refuted", "threshold")] * 2,
]


@pytest.fixture(autouse=True)
def _cache_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


@cache
def workspace(language: str) -> Workspace:
    return pipeline.load([CORPUS / language])


def calc(language: str, *arguments: str) -> Result:
    result = CliRunner().invoke(main, ["calc", str(CORPUS / language), *arguments])
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wrong(language: str) -> None:
    assert pipeline.check(workspace(language), lambda _: None) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", [BEFORE, SINCE])
def test_the_aid_of_each_cell_of_the_grid(language: str, day: str, tmp_path: Path) -> None:
    words = WORDS[language]
    path = tmp_path / "contracts.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(words["contract"])
        table.writerows((year, words[share], p) for year, share, p, *_ in CONTRACTS)
    result = calc(language, "--clause", str(words["aid"]), "--input", str(path), "--at", day)
    rows = list(csv.DictReader(io.StringIO(result.stdout.removeprefix("\ufeff"))))
    wanted = [before if day == BEFORE else since for *_, before, since in CONTRACTS]
    assert [row[str(words["aid"])] for row in rows] == [f"{amount}.00" for amount in wanted]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: "-".join(map(str, visit)))
def test_the_displacement_of_a_visit(language: str, visit: tuple[str, ...]) -> None:
    words = WORDS[language]
    km, terrain, nearest, zone, day, reading, amount = visit
    values = (km, words[terrain], "yes" if nearest else "no", words[zone])
    settings = [
        argument
        for name, value in zip(words["visit"], values, strict=True)
        for argument in ("--set", f"{name}={value}")
    ]
    choices = ("--reading", str(words[reading]), "--at", day, "--format", "json")
    result = calc(language, "--clause", str(words["displacement"]), *settings, *choices)
    assert json.loads(result.stdout)["value"] == amount


@cache
def verdicts(language: str) -> list[Shown]:
    return list(pipeline.prove(workspace(language), Asked(), lambda _: None))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_verdicts(language: str) -> None:
    words = WORDS[language]
    found = [
        (each.status, next(iter(each.result.reading.values()), None)) for each in verdicts(language)
    ]
    assert found == [(status, words[r] if r else None) for status, r in EXPECTED]
    assert all(each.as_expected for each in verdicts(language))


def test_both_surfaces_are_broken_by_the_same_case() -> None:
    english, french = (
        [
            [
                [*value.values()] if isinstance(value, dict) else value
                for value in found.inputs.values()
            ]
            for each in verdicts(language)
            if (found := each.result.verdict.counterexample)
        ]
        for language in LANGUAGES
    )
    back = {word: name for name, word in WORDS["fr"].items() if isinstance(word, str)}
    assert english == [
        [[back.get(value, value) for value in record] for record in case] for case in french
    ]
