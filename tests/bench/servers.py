"""Starts the servers under test as processes of their own and ends them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bot import demo
from bot.runtime import die_with_parent

from . import load
from .line import LineProcess
from .webhooks import verification

ROOT = Path(__file__).resolve().parents[2]
KM = (sys.executable, "-c", "from bot.cli import main; main()")
SECRET_KEY = "the benchmark-s key for links to files"
START_PATIENCE = 60.0  # seconds; importing the SDK takes two on a quiet machine
STOP_PATIENCE = 20.0  # seconds


class NotStarted(Exception):
    """A server did not come up; the text is the end of its log."""


@contextmanager
def km_web(folder: Path, database: str) -> Iterator[int]:
    """The web side alone; yields its port."""
    with _server(folder, "km-web", (*KM, "web"), DATABASE_URL=database) as port:
        yield port


@contextmanager
def km_serve(folder: Path, database: str, line_url: str, **more: str) -> Iterator[int]:
    """Web side, worker and clock in one process; yields its port when the worker has begun."""
    environment = {"DATABASE_URL": database, "LINE_API_HOST": line_url, **more}
    with _server(folder, "km-serve", (*KM, "serve"), "Ready in", **environment) as port:
        yield port


@contextmanager
def echo(folder: Path, kind: str, line_url: str = "") -> Iterator[int]:
    """One of the echo bots; yields its port."""
    with _server(folder, f"echo-{kind}", _module("echo", kind), LINE_API_HOST=line_url) as port:
        yield port


@contextmanager
def line(kind: str) -> Iterator[LineProcess]:
    """LINE in a process of its own."""
    process = subprocess.Popen(
        _module("line", kind),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=die_with_parent,
    )
    started = LineProcess(process)
    try:
        yield started
    finally:
        started.close()


@contextmanager
def _server(folder: Path, name: str, command: tuple[str, ...], word: str = "", **environment: str) -> Iterator[int]:
    port = _free_port()
    log_file = folder / f"{name}.log"
    with log_file.open("ab") as log:
        process = _start(command, folder, log, {"PORT": str(port), **environment})
        try:
            _wait_until(lambda: _answers(port) and word in log_file.read_text(), process, log_file)
            yield port
        finally:
            _stop(process)


def _start(
    command: tuple[str, ...], folder: Path, log: IO[bytes], environment: dict[str, str]
) -> "subprocess.Popen[bytes]":
    # In a folder of its own, so that no .env of the developer's has a say.
    everything = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "LINE_CHANNEL_SECRET": demo.CHANNEL_SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": demo.ACCESS_TOKEN,
        "SECRET_KEY": SECRET_KEY,
        "HOST": "127.0.0.1",
        **environment,
    }
    return subprocess.Popen(
        command, cwd=folder, env=everything, stdout=log, stderr=log, preexec_fn=die_with_parent, start_new_session=True
    )


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(STOP_PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_until(ready: Callable[[], bool], process: "subprocess.Popen[bytes]", log_file: Path) -> None:
    deadline = time.monotonic() + START_PATIENCE
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise NotStarted(log_file.read_text()[-2000:])
        time.sleep(0.05)


def _answers(port: int) -> bool:
    """Whether a signed webhook without events is answered 200."""
    try:
        return bool(load.closed(port, [verification(demo.CHANNEL_SECRET)], 1.0, connections=1).seconds)
    except OSError:
        return False


def _module(name: str, argument: str) -> tuple[str, ...]:
    return (sys.executable, "-W", "ignore", "-m", f"tests.bench.{name}", argument)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
