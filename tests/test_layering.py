"""The one-way flow of `docs/architecture.md`, read from the imports."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "convention_dsl"
MODULES = sorted(PACKAGE.rglob("*.py"))

BASE = {"source", "types", "diagnostics", "resources", "__version__"}
"""What every stage may use."""

ALLOWED = {
    "__version__": set(),
    "source": set(),
    "resources": set(),
    "types": set(),
    "diagnostics": {"source", "types"},
    "core": BASE,
    "syntax": BASE | {"core"},
    "project": BASE | {"syntax"},
    "semantics": BASE | {"core", "locale", "syntax"},
    "calculator": BASE | {"core"},
    "proof": BASE | {"core", "locale"},
    "locale": BASE | {"core"},
    "inputs": BASE | {"core", "locale"},
    "targets": BASE | {"core", "calculator", "locale"},
    "simulation": BASE | {"core", "calculator", "inputs", "locale", "targets"},
    "report": BASE | {"core", "locale", "inputs", "proof", "simulation", "targets"},
    "cache": BASE,
    "pipeline": BASE
    | {
        "cache",
        "core",
        "syntax",
        "project",
        "semantics",
        "calculator",
        "proof",
        "locale",
        "inputs",
        "report",
        "simulation",
        "targets",
    },
    "lookup": BASE | {"core", "pipeline"},
    "cli": BASE | {"lookup", "pipeline", "locale", "report", "inputs", "simulation", "targets"},
    "__main__": {"cli"},
}
"""The parts that each part may import, itself aside."""

CORE_CONTRACT = {"nodes", "operators", "program", "provenance"}
"""The modules of `core` that `syntax` may see: the shape of programs, not their meaning."""


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> set[str]:
    """Return the dotted names that a module imports, wherever in the module it does so."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module or "")
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def part(name: str) -> str:
    """Return the part of the package that a dotted name is in, "" for the package itself."""
    pieces = name.split(".")
    return pieces[1] if len(pieces) > 1 else ""


def own_imports(path: Path) -> set[str]:
    names = {n for n in imported(path) if n.split(".")[0] == "convention_dsl"}
    return {name for name in names if part(name) not in {"", "__version__"}}


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_each_part_imports_only_earlier_ones(path: Path) -> None:
    here = part(module_name(path))
    if not here:
        assert not own_imports(path), "the package itself imports nothing"
        return
    seen = {part(name) for name in own_imports(path)} - {here}
    # A name imported from a module (`source.Span`) has the module's part: nothing to add.
    assert seen <= ALLOWED[here], f"{here} must not import {sorted(seen - ALLOWED[here])}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "syntax").rglob("*.py")), ids=module_name)
def test_syntax_sees_only_the_shape_of_programs(path: Path) -> None:
    names = {
        name.split(".")[2] for name in own_imports(path) if name.startswith("convention_dsl.core.")
    }
    assert names <= CORE_CONTRACT


def importers(library: str) -> set[str]:
    return {
        module_name(path)
        for path in MODULES
        if any(name.split(".")[0] == library for name in imported(path))
    }


def test_only_syntax_knows_the_parser_generator() -> None:
    assert importers("lark")
    assert {part(name) for name in importers("lark")} == {"syntax"}


def test_only_the_solver_modules_know_the_solver() -> None:
    found = importers("z3")
    assert found
    assert all(
        name.startswith(("convention_dsl.proof.solver", "convention_dsl.proof.encod"))
        for name in found
    )


def test_only_the_command_line_knows_click() -> None:
    assert {part(name) for name in importers("click")} == {"cli"}


@pytest.mark.parametrize(
    ("library", "places"),
    [
        ("altair", ("report.html",)),
        ("vl_convert", ("report.html",)),
        ("jinja2", ("report.html", "targets.javascript.page")),
        ("sqlglot", ("targets.sql", "simulation")),
        ("xlsxwriter", ("targets.xlsx",)),
    ],
)
def test_optional_libraries_are_known_in_few_places(library: str, places: tuple[str, ...]) -> None:
    found = importers(library)
    assert found
    assert all(
        name.startswith(tuple(f"convention_dsl.{place}" for place in places)) for name in found
    )


def test_every_part_has_its_rule() -> None:
    parts = {part(module_name(path)) for path in MODULES} - {""}
    assert parts <= ALLOWED.keys()


def test_the_flow_has_no_cycle() -> None:
    done: set[str] = set()
    while len(done) < len(ALLOWED):
        ready = {p for p, uses in ALLOWED.items() if p not in done and uses - {p} <= done}
        assert ready, f"a cycle among {sorted(ALLOWED.keys() - done)}"
        done |= ready
