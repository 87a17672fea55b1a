"""House rules that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "convention_dsl"
MODULES = sorted(PACKAGE.rglob("*.py"))
TEXTS = [
    path
    for folder in ("convention_dsl", "grammar", "rules", "docs", "tests", "benchmarks", ".ci")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.is_file() and "__pycache__" not in path.parts and "_build" not in path.parts
] + [path for path in sorted(ROOT.iterdir()) if path.suffix in {".md", ".py", ".toml"}]

MODULE_LINES = 400
LONG_BY_NATURE = {"convention_dsl/syntax/nodes.py"}
"""Lists of small declarations: one class for each production."""
FUNCTION_LINES = 50

KNOWN_TO_PYTHON = {"__version__", "__all__"}
ENTRY_POINT = "main"


def ids(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text("utf-8")))


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_no_float_comes_near_an_amount(path: Path) -> None:
    calls = [
        node.lineno
        for node in nodes(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "float"
    ]
    assert not calls, f"float() at lines {calls}"


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_only_the_command_line_prints(path: Path) -> None:
    if path.relative_to(PACKAGE).parts[0] == "cli":
        return
    calls = [
        node.lineno
        for node in nodes(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"print", "input"}
    ]
    assert not calls, f"print() at lines {calls}"


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_modules_and_functions_stay_small(path: Path) -> None:
    lines = path.read_text("utf-8").count("\n")
    assert lines <= MODULE_LINES or ids(path) in LONG_BY_NATURE
    long = [
        f"{node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= FUNCTION_LINES
    ]
    assert not long


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_modules_say_what_they_are_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_nothing_is_left_to_do(path: Path) -> None:
    marks = "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3, "NotImplemented" + "Error"])
    assert not re.search(marks, path.read_text("utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_modules_keep_no_global_state(path: Path) -> None:
    """An upper-case name is a constant; a bare lower-case assignment at the top is not."""
    tree = ast.parse(path.read_text("utf-8"))
    assigned = [
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
        and target.id.islower()
        and target.id not in {ENTRY_POINT, *KNOWN_TO_PYTHON}
    ]
    statements = [node for node in ast.walk(tree) if isinstance(node, ast.Global)]
    assert not assigned
    assert not statements


@pytest.mark.parametrize("path", TEXTS, ids=ids)
def test_texts_are_clean(path: Path) -> None:
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        pytest.skip("not a text")
    assert "<" * 7 not in text
    assert "/" + "home/" not in text, "names a folder of one machine"
