"""What a user installs: the wheel, the source archive, the editable checkout; and the catalogue."""

import importlib
import os
import pkgutil
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from convention_dsl import diagnostics
from convention_dsl.diagnostics.catalogue import entries

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "convention_dsl"
CODE = re.compile(r"^[EW]0[0-7][0-9]{2}$")
BOOKS = {
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "rules").rglob("*")
    if path.suffix in {".conv", ".md", ".toml"}
}
TEMPLATES = {path.name for path in (PACKAGE / "report" / "html" / "templates").iterdir()}
GRAMMAR = {path.relative_to(ROOT).as_posix() for path in (ROOT / "grammar").iterdir()}


def build(target: str, folder: Path, source: Path = ROOT) -> Path:
    """Build an archive with the installed build backend: nothing is downloaded."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    return next(folder.iterdir())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", tmp_path_factory.mktemp("sdist"))


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def run(arguments: list[str], place: Path, path: str) -> subprocess.CompletedProcess[str]:
    """Run the command line of the package found on `path`, away from the checkout."""
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-c", "from convention_dsl.cli import main; main()", *arguments]
    return subprocess.run(
        command, cwd=place, env=environment, capture_output=True, text=True, check=False
    )


def test_the_wheel_has_the_grammar_and_the_rule_books(wheel: Path) -> None:
    assert BOOKS
    assert GRAMMAR
    packed = names(wheel)
    assert {f"convention_dsl/_data/{name}" for name in BOOKS | GRAMMAR} <= packed
    assert {f"convention_dsl/report/html/templates/{name}" for name in TEMPLATES} <= packed
    tops = {name.split("/")[0] for name in packed}
    assert tops == {"convention_dsl", next(t for t in tops if t.endswith(".dist-info"))}


def test_the_source_archive_builds_the_same_wheel(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    source = next((tmp_path / "source").iterdir())
    assert (source / "LICENSE").exists()
    assert names(build("wheel", tmp_path / "again", source)) == names(wheel)


def test_the_wheel_works_on_its_own(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    site = tmp_path / "site"
    books = site / "convention_dsl" / "_data" / "rules"
    done = run(["check", str(books)], tmp_path, str(site))
    assert done.returncode == 0, done.stdout + done.stderr
    where = subprocess.run(
        [sys.executable, "-c", "import convention_dsl; print(convention_dsl.__file__)"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(site)


def test_a_bare_checkout_works(tmp_path: Path) -> None:
    done = run(["check", str(ROOT / "rules")], tmp_path, str(ROOT))
    assert done.returncode == 0, done.stdout + done.stderr


def codes_used() -> set[str]:
    """Return the codes that stand as whole strings in the code, the catalogue aside."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        if path.parent.name != "diagnostics":
            found |= set(re.findall(r'"([EW]0[0-9]{3})"', path.read_text("utf-8")))
    return found


def test_every_code_used_is_in_the_catalogue_and_the_other_way_round() -> None:
    used = codes_used()
    assert used
    assert used - entries().keys() == set(), "used, but not in the catalogue"
    assert entries().keys() - used == set(), "in the catalogue, but never used"


@pytest.mark.parametrize("code", sorted(entries()) or ["none"])
def test_an_entry_is_complete_in_both_languages(code: str) -> None:
    entry = entries()[code]
    assert CODE.match(code)
    wordings = [entry.message, entry.explanation, *entry.phrases.values()]
    wordings += [entry.help] if entry.help else []
    for wording in wordings:
        assert wording.en.strip()
        assert wording.fr.strip()
        assert wording.en != wording.fr
    for wording in (entry.message, *entry.phrases.values()):
        assert set(re.findall(r"\{(\w+)", wording.en)) == set(re.findall(r"\{(\w+)", wording.fr))
    assert entry.explanation.en != entry.message.en, "an explanation is more than the message"


def test_codes_are_given_once() -> None:
    names = [module.name for module in pkgutil.iter_modules(diagnostics.__path__)]
    modules = [importlib.import_module(f"{diagnostics.__name__}.{name}") for name in names]
    codes = [entry.code for module in modules for entry in getattr(module, "ENTRIES", ())]
    assert len(codes) == len(set(codes))
    assert set(codes) == entries().keys(), "a module of messages that the catalogue leaves out"
