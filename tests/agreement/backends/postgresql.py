"""Plans in PostgreSQL: a server of its own, in a temporary folder, reached by a local socket."""

from __future__ import annotations

import atexit
import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from convention_dsl.calculator.plan.plan import Plan
from convention_dsl.targets.sql.building import identifier
from convention_dsl.targets.sql.dialects import LIMITS, Dialect
from tests.agreement.backends import Case, Values
from tests.agreement.backends.tables import TABLE, statement, table, values
from tests.tools import located

ACCOUNT = "postgres"
"""Who runs the server where we are root, whom the server refuses."""
PATIENCE = 60


class Server:
    """A PostgreSQL server; it orders texts as a French dictionary does, not by their bytes."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        # A socket's path has room for about a hundred letters: not under a long folder.
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            account = pwd.getpwnam(ACCOUNT)
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            self._as = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        self._process: subprocess.Popen[bytes] | None = None
        atexit.register(self.stop)

    def start(self) -> None:
        """Make an empty database and wait until the server answers."""
        data = str(self.folder / "data")
        locale = ["--locale=C.UTF-8", *self._collation()]
        make = [str(self._programs / "initdb"), "-D", data, "-U", ACCOUNT, "-E", "UTF8"]
        self._run([*make, "--auth=trust", "--no-sync", *locale])
        settings = ["-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=10"]
        serve = [str(self._programs / "postgres"), "-D", data, "-k", str(self.folder), *settings]
        with (self.folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                serve, stdout=log, stderr=log, cwd=self.folder, **self._as
            )
        self._wait()

    def _collation(self) -> list[str]:
        """Return what orders texts as a French dictionary, where the server knows how (15)."""
        command = [str(self._programs / "initdb"), "--version"]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        version = int(re.findall(r"[0-9]+", said)[0])
        return ["--locale-provider=icu", "--icu-locale=fr"] if version >= 15 else []

    def stop(self) -> None:
        """End the server and remove its folder."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(PATIENCE)
            self._process = None
        shutil.rmtree(self.folder, ignore_errors=True)
        atexit.unregister(self.stop)

    def _wait(self) -> None:
        ready = [str(self._programs / "pg_isready"), "-q", "-h", str(self.folder)]
        for _ in range(PATIENCE * 10):
            if subprocess.run(ready, check=False, cwd=self.folder).returncode == 0:
                return
            time.sleep(0.1)
        raise RuntimeError((self.folder / "log").read_text(errors="replace"))

    def _run(self, command: Sequence[str]) -> None:
        done = subprocess.run(
            command, check=False, capture_output=True, cwd=self.folder, **self._as
        )
        if done.returncode:
            raise RuntimeError(done.stderr.decode(errors="replace"))


class Backend:
    """Calculates plans with the SQL for PostgreSQL."""

    name = "postgresql"
    limit = LIMITS[Dialect.POSTGRES]

    def __init__(self) -> None:
        self._server: Server | None = None
        self._connection: Any = None

    def available(self) -> str | None:
        if located("postgresql") is None:
            return "postgresql is not installed here"
        if located("psycopg") is None:
            return "psycopg is not installed here"
        if os.geteuid() == 0:
            try:
                pwd.getpwnam(ACCOUNT)
            except KeyError:
                return f"root cannot run postgresql, and there is no account `{ACCOUNT}`"
        return None

    def connection(self) -> Any:
        """Return a connection to the server, started when it is first asked for."""
        if self._connection is None:
            import psycopg

            programs = located("postgresql")
            assert programs is not None
            self._server = Server(Path(programs))
            self._server.start()
            self._connection = psycopg.connect(
                host=str(self._server.folder),
                user=ACCOUNT,
                dbname=ACCOUNT,
                autocommit=True,
                prepare_threshold=None,
            )
        return self._connection

    def run(self, plan: Plan, cases: Sequence[Case]) -> list[Values]:
        query = statement(plan, Dialect.POSTGRES)
        given = table(plan, cases, Dialect.POSTGRES)
        types = ", ".join(f"{identifier(n).sql('postgres')} {t}" for n, t in given.types.items())
        with self.connection().cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
            cursor.execute(f"CREATE TEMP TABLE {TABLE} ({types})")
            with cursor.copy(f"COPY {TABLE} FROM STDIN") as copy:
                for row in given.rows:
                    copy.write_row(row)
            cursor.execute(query)
            return values(plan, cursor.fetchall())

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._server is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._server.stop()
            self._server = None
