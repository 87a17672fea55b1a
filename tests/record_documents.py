"""Write what the commands of the documents print into them: `python -m tests.record_documents`.

Pages may be named (`python -m tests.record_documents docs/tutorial.md`); all are meant otherwise.
A shown output that leaves lines out with `…` is never rewritten; one that no longer fits is named.
Read the difference before committing it: this records what the tool prints, right or wrong.
"""

import os
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

from tests.documents import Program, Session, pages, plain, run, same_output, steps

ROOT = Path(__file__).parents[1]


def main(names: list[str]) -> None:
    """Record the pages named, or all."""
    for page in [ROOT / name for name in names] or pages(ROOT):
        text = page.read_text("utf-8")
        recorded = record(text)
        if recorded != text:
            page.write_text(recorded, "utf-8")
            print(f"recorded {page.relative_to(ROOT)}")


def record(text: str) -> str:
    """Return a page with the outputs that its commands give."""
    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(ROOT / "rules", Path(name) / "rules")
        before = Path.cwd()
        os.chdir(name)
        try:
            return replay(text, Path(name))
        finally:
            os.chdir(before)


def replay(text: str, folder: Path) -> str:
    lines = text.split("\n")
    shift = 0
    for step in steps(text):
        if isinstance(step, Program):
            path = folder / step.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.text, "utf-8")
        elif step.command.startswith("convention "):
            shift += replace(lines, step, step.line - 1 + shift)
    return "\n".join(lines)


def replace(lines: list[str], session: Session, at: int) -> int:
    """Put the output of the command on line `at` under it; return how many lines were added."""
    _, output = run(shlex.split(session.command)[1:])
    if same_output(session.output, output):
        return 0
    if "E0599" in output:
        sys.exit(f"a fault of the tool is not recorded: $ {session.command}\n{output}")
    if any(line.strip() == "…" for line in session.output.split("\n")):
        print(f"no longer fits, to be mended by hand: $ {session.command}", file=sys.stderr)
        return 0
    start = at + 1 + session.wrapped
    shown = session.output.count("\n")
    printed = plain(output, comparing=False).split("\n") if output.strip() else []
    lines[start : start + shown] = printed
    return len(printed) - shown


if __name__ == "__main__":
    main(sys.argv[1:])
