"""How fast the command line answers: `--help`, and `check` of one book, cold and warm.

python benchmarks/startup.py
"""

from __future__ import annotations

import subprocess
import sys

from measure import ROOT, convention, empty_cache, median, process, table

HEAVY = ("z3", "lark", "babel")


def main() -> None:
    bare = median(lambda: process("-c", "pass"))
    help_ = median(lambda: convention("--help"))
    imports = median(lambda: process("-c", "import z3, lark, click, babel"))
    with empty_cache() as cache:
        cold = median(lambda: convention("check", "rules/fmt", cache=cache), runs=1)
        warm = median(lambda: convention("check", "rules/fmt", cache=cache))
    unwritable = median(lambda: convention("check", "rules/fmt", cache=ROOT / "pyproject.toml"))
    rows = [
        ["python -c pass", bare, ""],
        ["convention --help", help_, "0.15"],
        ["the imports alone (z3, lark, click, babel)", imports, ""],
        ["check of one book, cold", cold, "2"],
        ["check of one book, warm", warm, f"{3 * imports:.3g}"],
        ["check of one book, cache not writable", unwritable, ""],
    ]
    print(table(["start-up", "seconds", "asked"], rows))
    print("imported by --help: " + (", ".join(imported_by_help()) or "none") + f" of {HEAVY}")


def imported_by_help() -> list[str]:
    """Return the heavy modules that `--help` loads."""
    program = (
        "import sys\n"
        "from convention_dsl.cli import main\n"
        "try:\n    main(['--help'], standalone_mode=False)\nexcept SystemExit:\n    pass\n"
        f"print('LOADED', *[m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.rsplit("LOADED", 1)[1].split()


if __name__ == "__main__":
    main()
