"""The programs of `docs/javascript.md` print what stands beside and under them."""

from __future__ import annotations

import re
from pathlib import Path

from convention_dsl.targets.javascript.build import build
from tests.agreement.backends.javascript import run_node
from tests.documents import blocks
from tests.targets.javascript.books import bundled
from tests.tools import require

PAGE = Path(__file__).resolve().parents[3] / "docs" / "javascript.md"
SHOWN = re.compile(r"(?:^|; )// (.+)$", re.M)


def test_the_programs_print_what_is_shown(tmp_path: Path) -> None:
    require("node")
    for name, data in build(bundled("fmt", "fmt")).items():
        (tmp_path / name).write_bytes(data)
    program = "\n".join(each.body for each in blocks(PAGE.read_text("utf-8")) if each.info == "js")
    shown = SHOWN.findall(program)
    assert len(shown) > 10
    printed = run_node(program, "", cwd=tmp_path)
    assert plain(printed).splitlines() == [plain(line) for line in shown]


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
