"""A doctor's own rate times what is summed over his patients is a sum over both."""

from __future__ import annotations

import pytest

from convention_dsl.core.program import Status
from convention_dsl.proof import engine
from convention_dsl.proof.recheck import checker
from convention_dsl.proof.replay import Referee, Replay
from tests.agreement.lists_judged import posed

BOOK = """# language: en
convention generated "made for the test"
  source "made for the test" confidence assumed

enumeration Zone = town, island

record Patient
  ald : boolean

record Doctor
  zone : Zone
  patients : list of Patient

clause rate (z: Zone) : rate
  when z = town then 100 %
  otherwise 110 %

clause base (p: Patient) : amount = 10 € plus 20 € if p.ald

clause plain (d: Doctor) : amount = sum of (base(p) for p in d.patients)

clause uplifted (d: Doctor) : amount
  = rate(d.zone) * (plain(d) + 2 € * number of (p in d.patients where p.ald))

clause uneven (d: Doctor) : amount
  = (if d.zone = island then plain(d) else 90 % of plain(d)) * rate(d.zone)
    plus 1 € if d.zone = town

property promise "of all doctors"
  for every D : list of Doctor
"""

PLAIN = "sum of (plain(d) for d in D)"


@pytest.mark.parametrize(
    ("claim", "status"),
    [
        (f"then sum of (uplifted(d) for d in D) >= {PLAIN}", Status.PROVED),
        (f"then sum of (uplifted(d) for d in D) >= 101 % of {PLAIN}", Status.REFUTED),
        (
            f"then sum of (uplifted(d) for d in D where d.zone = island) >= 110 % of {PLAIN}",
            Status.REFUTED,
        ),
        (f"then sum of (uneven(d) for d in D) >= 90 % of {PLAIN}", Status.PROVED),
        (f"then sum of (uneven(d) for d in D) > 90 % of {PLAIN}", Status.REFUTED),
        # the doctor has the name that a patient has inside
        (f"then sum of (rate(p.zone) * plain(p) for p in D) >= {PLAIN}", Status.PROVED),
    ],
)
def test_rates_of_doctors(claim: str, status: Status) -> None:
    program, obligation = posed(f"{BOOK}  {claim}\n")
    verdict = engine.decide(program, obligation)
    assert verdict.status is status
    if verdict.certificate is not None:
        assert checker.check(program, obligation, verdict.certificate).ok
    if verdict.counterexample is not None:
        inputs = verdict.counterexample.inputs
        assert Referee(program, obligation, {}).judge(inputs) is Replay.REFUTES


def test_two_sums_multiplied_stay_outside() -> None:
    claim = "then sum of ((number of (p in d.patients)) * plain(d) for d in D) >= 0 €"
    program, obligation = posed(f"{BOOK}  {claim}\n")
    assert engine.decide(program, obligation).status is Status.UNKNOWN
