"""How fast properties of lists of any length are proved: against hand-written z3, then many inputs.

python benchmarks/lists_speed.py            # all
python benchmarks/lists_speed.py envelope   # the envelope and its rival only
python benchmarks/lists_speed.py inputs     # ten hypotheses, 10 to 25 inputs per patient, only
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from books import library_of
from lists_book import SIZES, threshold, wide_book
from lists_rival import Rival, run
from measure import ROOT, exponent, interleaved, median, table

from convention_dsl.core.program import Library, Status
from convention_dsl.pipeline import load
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.prove import Selection, prove
from convention_dsl.proof.verdict import PropertyResult

ENVELOPE = ROOT / "tests" / "corpus" / "lists" / "good" / "envelope.conv"
PLAIN = Limits(largest_shortfall=False)
"""The rival does not look for the largest shortfall either."""
STATUSES = {"kept": Status.PROVED, "lost": Status.REFUTED, "limit": Status.PROVED}


def main() -> None:
    asked = sys.argv[1:] or ["envelope", "inputs"]
    if "envelope" in asked:
        envelope()
    if "inputs" in asked:
        inputs()


# The envelope and its rival -----------------------------------------------------------------------


def envelope() -> None:
    library = load([ENVELOPE]).library
    rows = [
        compared("both sides", lambda: both(library, PLAIN), run),
        compared("both sides, with the largest shortfall", lambda: both(library), run),
        compared("the threshold", lambda: limit(library), lambda: Rival().threshold()),
    ]
    print(table(["envelope of a list of at most 3,000", "ours", "rival", "ratio"], rows))
    print(f"{answers_that_differ(library)}\n")


def compared(
    name: str, ours: Callable[[], object], rival: Callable[[], object]
) -> tuple[str, float, float, float]:
    seconds = interleaved({"ours": ours, "rival": rival}, runs=3)
    return name, seconds["ours"], seconds["rival"], seconds["ours"] / seconds["rival"]


def both(library: Library, limits: Limits | None = None) -> list[PropertyResult]:
    names = Selection(names=("just", "too_much"))
    return list(prove(library, "envelope", names, limits or Limits()))


def limit(library: Library) -> PropertyResult:
    (found,) = prove(library, "envelope", Selection(names=("kept",)))
    return found


def answers_that_differ(library: Library) -> str:
    """Say whether both give the same answers."""
    found = limit(library).verdict.threshold
    ours = [each.verdict.status is Status.PROVED for each in both(library)]
    cents = None if found is None or found.value is None else found.value * 100
    if (*ours, cents) == (*run(), Rival().threshold()):
        return "the same answers"
    return f"DIFFERENT answers: ours {ours}, {cents}; rival {run()}, {Rival().threshold()}"


# Many inputs --------------------------------------------------------------------------------------


def inputs() -> None:
    libraries = {size: library_of(wide_book(size)) for size in SIZES}
    rows = []
    for name in STATUSES:
        times = [median(lambda s=size, n=name: ask(libraries[s], n, s), runs=3) for size in SIZES]  # type: ignore[misc]
        rows.append([name, *times, 10, exponent(times[0], times[-1], SIZES[-1] / SIZES[0])])
    header = ["ten hypotheses", *(f"{size} inputs" for size in SIZES), "asked", "growth exponent"]
    print(table(header, rows))


def ask(library: Library, name: str, size: int) -> None:
    """Decide one property of a generated book, which must be as worked out by hand."""
    (found,) = prove(library, "wide", Selection(names=(name,)))
    limit = found.verdict.threshold
    right = limit is None or limit.value == threshold(size)
    if found.verdict.status is not STATUSES[name] or not right:
        raise SystemExit(f"{name} with {size} inputs: {found.verdict}")


if __name__ == "__main__":
    main()
