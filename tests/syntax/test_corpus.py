"""The corpus: every construct in both surfaces, and texts with their errors."""

import re
from pathlib import Path

import pytest

from convention_dsl.diagnostics.catalogue import entries
from convention_dsl.source import Source
from convention_dsl.syntax.parser import parse

CORPUS = Path(__file__).parents[1] / "corpus" / "syntax"
GOOD = sorted((CORPUS / "good" / "en").glob("*.conv"))
BAD = sorted(path for path in (CORPUS / "bad").iterdir())


def name(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", GOOD, ids=name)
def test_both_surfaces_give_the_same_tree(path: Path) -> None:
    files = []
    for language in ("en", "fr"):
        text = (CORPUS / "good" / language / path.name).read_text("utf-8")
        file, diagnostics = parse(Source(path.name, text))
        assert diagnostics == []
        assert file.language == language
        files.append(file)
    english, french = files
    assert english.header == french.header
    for left, right in zip(english.declarations, french.declarations, strict=True):
        assert left == right
    assert english.declarations or english.header


def test_every_english_file_has_a_french_twin() -> None:
    assert [path.name for path in GOOD] == sorted(
        path.name for path in (CORPUS / "good" / "fr").iterdir()
    )


@pytest.mark.parametrize("path", BAD, ids=name)
def test_errors_are_those_announced(path: Path) -> None:
    text = path.read_text("utf-8")
    announced = re.findall(r"\b([0-9]+):(E[0-9]{4})\b", text)
    source = Source(path.name, text)
    found = []
    for diagnostic in parse(source)[1]:
        assert diagnostic.span is not None
        found.append((str(source.position(diagnostic.span.start)[0]), diagnostic.code))
    assert found == announced


@pytest.mark.parametrize("path", BAD, ids=name)
def test_errors_are_in_the_catalogue_with_all_their_arguments(path: Path) -> None:
    for diagnostic in parse(Source(path.name, path.read_text("utf-8")))[1]:
        entry = entries()[diagnostic.code]
        for wording in filter(None, (entry.message, entry.help)):
            for text in (wording.en, wording.fr):
                assert set(re.findall(r"\{(\w+)\}", text)) <= set(diagnostic.arguments)


def test_no_message_names_a_terminal() -> None:
    for path in BAD:
        for diagnostic in parse(Source(path.name, path.read_text("utf-8")))[1]:
            for value in diagnostic.arguments.values():
                assert not re.search(r"\b_?[A-Z]{2,}_[A-Z_]+\b", str(getattr(value, "en", value)))


@pytest.mark.parametrize("name", ["ten_errors.conv", "dix_erreurs.conv"])
def test_ten_independent_errors_give_ten_messages(name: str) -> None:
    text = (CORPUS / "bad" / name).read_text("utf-8")
    assert len(parse(Source(name, text))[1]) == 10
