"""A victim process that can be had again and again, and a survivor on the same database."""

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge.library import Shelf
from simulator.server import Simulator
from stage import Stage, simulator, sqlite_url

TESTS = Path(__file__).parents[1]


class Victims:
    """Starts one victim after another in a process that has everything imported."""

    def __init__(self) -> None:
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        environment = {**os.environ, "PYTHONPATH": f"{TESTS}:{TESTS.parent}"}
        command = [sys.executable, "-W", "ignore", str(TESTS / "chaos" / "victim.py")]
        self._mother = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._read()

    def start(self, step: str, database: Path, sim: Simulator) -> int:
        """Start a victim that will die at this step; LINE now posts to it. Returns its process id."""
        order = {"step": step, "database": sqlite_url(database), "line": sim.url}
        assert self._mother.stdin
        self._mother.stdin.write(json.dumps(order) + "\n")
        self._mother.stdin.flush()
        born = self._read()
        sim.bot_url = born["url"]
        return int(born["pid"])

    def wait_for_death(self) -> None:
        """Return when the victim is dead, by SIGKILL."""
        assert self._read()["killed_by"] == signal.SIGKILL

    def close(self) -> None:
        """End the mother."""
        self._mother.kill()
        self._mother.communicate()

    def _read(self) -> dict[str, Any]:
        assert self._mother.stdout
        return dict(json.loads(self._mother.stdout.readline()))


@pytest.fixture(scope="session")
def victims() -> Iterator[Victims]:
    """The mother of all victims."""
    made = Victims()
    yield made
    made.close()


@pytest.fixture
def scene(loaded: dict[str, tuple[Path, Shelf]], tmp_path: Path) -> Iterator[tuple[Path, Simulator]]:
    """A database with knowledge, and LINE."""
    database = tmp_path / "chaos.db"
    shutil.copy(loaded["mueangkaset"][0], database)
    sim = simulator().start()
    yield database, sim
    sim.stop()


@pytest.fixture
def survivor(scene: tuple[Path, Simulator], loaded: dict[str, tuple[Path, Shelf]]) -> Iterator[Any]:
    """Makes the bot that starts after the death; it works in the test's thread."""
    stages: list[Stage] = []

    def start() -> Stage:
        database, sim = scene
        stages.append(Stage(sqlite_url(database), loaded["mueangkaset"][1], sim))
        stages[-1].worker.recover()
        return stages[-1]

    yield start
    for one in stages:
        one.close()
