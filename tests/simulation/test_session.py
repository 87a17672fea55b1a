import os
import signal
import threading
from pathlib import Path

import duckdb
import pytest

from convention_dsl.simulation.session import opened

LONG = "SELECT sum(hash(a.range + b.range)) FROM range(10000000) a, range(1000) b"


def test_a_statement_gives_its_rows_and_is_kept(tmp_path: Path) -> None:
    with opened(scratch=tmp_path) as session:
        assert session.run("SELECT 1, 'a' UNION ALL SELECT 2, 'b' ORDER BY 1") == [
            (1, "a"),
            (2, "b"),
        ]
        assert session.one("SELECT 3") == (3,)
        assert len(session.texts) == 2


def test_an_error_comes_out_as_it_is(tmp_path: Path) -> None:
    with opened(scratch=tmp_path) as session, pytest.raises(duckdb.Error, match="nothing"):
        session.run("SELECT * FROM nothing")


def test_the_scratch_folder_goes_away(tmp_path: Path) -> None:
    with opened(scratch=tmp_path) as session:
        (session.scratch / "left.csv").write_text("a")
        assert list(tmp_path.iterdir()) == [session.scratch]
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_cancels_the_statement(tmp_path: Path) -> None:
    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    with opened(scratch=tmp_path) as session:
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            session.run(LONG)
        assert session.one("SELECT 1") == (1,)


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[float] = []

    def tell(share: float) -> None:
        told.append(share)
        if len(told) == 3:
            raise KeyboardInterrupt

    with opened(scratch=tmp_path, told=tell) as session, pytest.raises(KeyboardInterrupt):
        session.run(LONG)
    assert all(0 <= share <= 1 for share in told)


def test_memory_is_bounded(tmp_path: Path) -> None:
    with opened(memory="64MB", scratch=tmp_path) as session:
        assert session.one("SELECT current_setting('memory_limit')") == ("61.0 MiB",)
