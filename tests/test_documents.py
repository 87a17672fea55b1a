"""Every program and every command of the documents, run as shown (see `tests/documents.py`)."""

import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest

from tests.documents import Program, Session, pages, plain, run, same_output, steps

ROOT = Path(__file__).parents[1]
PAGES = pages(ROOT)
CODE = re.compile(r"\[([EW]0[0-9]{3})\]")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check_program(folder: Path, program: Program, where: str) -> None:
    path = folder / program.name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(program.text, "utf-8")
    if path.suffix not in {".conv", ".md"}:
        return
    code, output = run(["check", program.name])
    found = set(CODE.findall(output))
    if program.codes is None:
        errors = {c for c in found if c.startswith("E")}
        assert code == 0, f"{where}: {program.name}\n{output}"
        assert not errors, f"{where}: {program.name}\n{output}"
    else:
        assert found == program.codes, f"{where}: {program.name}\n{output}"


def check_session(session: Session, where: str) -> None:
    name, *arguments = shlex.split(session.command)
    if name != "convention":
        return
    _, output = run(arguments)
    assert same_output(session.output, output), (
        f"{where}: $ {session.command}\n--- shown\n{plain(session.output)}"
        f"\n--- printed\n{plain(output)}"
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_page(page: Path, folder: Path) -> None:
    for step in steps(page.read_text("utf-8")):
        where = f"{page.relative_to(ROOT)}:{step.line}"
        if isinstance(step, Program):
            check_program(folder, step, where)
        else:
            check_session(step, where)


def test_there_are_pages() -> None:
    names = {page.relative_to(ROOT).as_posix() for page in PAGES}
    assert {"README.md", "README.fr.md", "docs/tutorial.md", "docs/tutoriel.md"} <= names


def test_a_changed_output_is_noticed() -> None:
    assert same_output("a 0.01 s\n…\nend\n", "a 3.20 s\nb\nc\nend\n")
    assert not same_output("105.00 €\n", "100.00 €\n")
    assert not same_output("first\nsecond\n", "first\n")


def test_inner_links_lead_somewhere() -> None:
    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        if {"_build", "errors"} & set(page.parts):
            continue
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8")):
            generated = target.rpartition("errors/")[1]
            if "://" not in target and not generated and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)} → {target}")
    assert not broken


def test_every_word_of_the_language_is_on_its_page() -> None:
    page = " ".join((ROOT / "docs/language/reference.md").read_text("utf-8").split())
    table = tomllib.loads((ROOT / "grammar/keywords.toml").read_text("utf-8"))
    missing = [
        words[language][0]
        for section, terminals in table.items()
        if section != "months"
        for words in terminals.values()
        for language in ("en", "fr")
        # "de" may be elided: the page then shows "ensemble d'Action".
        if words[language][0].removesuffix(" de") not in page
    ]
    assert not missing


def test_the_modules_that_the_documents_name_are_there() -> None:
    documents = ["docs/architecture.md", "docs/next.md", "CONTRIBUTING.md"]
    documents += [f"docs/design/{path.name}" for path in (ROOT / "docs/design").glob("*.md")]
    missing = [
        f"{document}: {name}"
        for document in documents
        for name in re.findall(r"`((?:\w+/)+[\w.]*)`", (ROOT / document).read_text("utf-8"))
        if not (ROOT / name).exists() and not (ROOT / "convention_dsl" / name).exists()
    ]
    assert not missing
