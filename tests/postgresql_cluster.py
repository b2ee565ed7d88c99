"""A throw-away PostgreSQL of Debian's binaries: a folder, a socket in it, no port, gone at the end."""

import os
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path

import psycopg
import pytest

INSTALLED = Path("/usr/lib/postgresql")
OWNER = "postgres"  # PostgreSQL refuses to run as root
# Nothing here outlives the tests, so nothing needs to reach the disk.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=200")


class Cluster:
    """A running PostgreSQL; `database()` makes one, from a template if it is named."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="km-pg-"))  # short: a socket's path may have some 100 letters
        self._numbers = count(1)
        if os.getuid() == 0:
            shutil.chown(self._folder, OWNER, OWNER)
        self._run("initdb", "--pgdata", self._data, "--username", OWNER, "--auth", "trust", "--encoding", "UTF8",
                  "--locale", "C.UTF-8", "--no-sync")  # fmt: skip
        settings = " ".join(f"-c {s}" for s in (*CARELESS, f"unix_socket_directories={self._folder}"))
        self._run("pg_ctl", "start", "--wait", "--pgdata", self._data, "--log", f"{self._data}.log", "-o", settings)

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def url(self, name: str) -> str:
        """The DATABASE_URL of a database."""
        return f"postgresql+psycopg://{OWNER}@/{name}?host={self._folder}"

    def database(self, template: str = "template1", name: str = "") -> str:
        """Make a database and return its name."""
        name = name or f"km{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def execute(self, statement: str) -> None:
        """Run a statement outside of any database of the tests."""
        with psycopg.connect(f"host={self._folder} user={OWNER} dbname=postgres", autocommit=True) as connection:
            connection.execute(statement)

    def hang_up(self, name: str) -> None:
        """Break every connection to a database, as its restart does."""
        self.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

    def stop(self) -> None:
        """End it and leave nothing behind."""
        self._run("pg_ctl", "stop", "--pgdata", self._data, "--mode", "immediate")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        as_owner = {"user": OWNER, "group": OWNER, "extra_groups": []} if os.getuid() == 0 else {}
        command = [str(self._programs / program), *arguments]
        subprocess.run(
            command, check=True, cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **as_owner
        )


def start() -> Cluster:
    """Start one; where PostgreSQL is not installed the test is skipped, under CI=true it fails."""
    found = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    if not found:
        missing = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        missing("PostgreSQL is not installed: apt install postgresql")
    return Cluster(found[-1].parent)
