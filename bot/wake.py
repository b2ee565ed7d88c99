"""Wakes workers the moment something is committed for them, in this process or in another one.

PostgreSQL tells by NOTIFY. Beside SQLite each worker listens on a datagram socket in a folder next to the database
(measured: 0.03 ms); losing a datagram is harmless, because a worker also looks by itself every second.
"""

import contextlib
import os
import socket
import tempfile
import threading
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, text

from knowledge.db import is_sqlite

CHANNEL = "km_wake"


class Bell(Protocol):
    """Something to ring, and something to wait on."""

    def ring(self) -> None:
        """Wake every waiting worker."""

    def wait(self, seconds: float) -> None:
        """Return when the bell rang since the last wait, or after this long."""

    def close(self) -> None:
        """Stop listening."""


def ringer(engine: Engine) -> Bell:
    """A bell for a process that only rings."""
    return SocketBell(engine, listen=False) if is_sqlite(engine) else NotifyBell(engine, listen=False)


def listener(engine: Engine) -> Bell:
    """A bell for a process that waits."""
    return SocketBell(engine, listen=True) if is_sqlite(engine) else NotifyBell(engine, listen=True)


class SocketBell:
    """Datagram sockets in a folder that is derived from the database's path."""

    def __init__(self, engine: Engine, listen: bool) -> None:
        # Socket paths are limited to about 100 bytes, hence the hash instead of a folder beside the database.
        name = sha256(str(Path(engine.url.database or "").resolve()).encode()).hexdigest()[:16]
        self._folder = Path(tempfile.gettempdir()) / f"km-{os.getuid()}-{name}"
        self._ours = self._listen() if listen else None
        self._out = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._out.setblocking(False)

    def ring(self) -> None:
        """Send an empty datagram to every listener; remove those whose process is gone."""
        for name in self._listeners():
            path = f"{self._folder}/{name}"
            try:
                self._out.sendto(b"1", path)
            except BlockingIOError:
                pass  # its buffer is full of rings already
            except OSError:
                with contextlib.suppress(OSError):
                    os.unlink(path)

    def wait(self, seconds: float) -> None:
        """Wait for a datagram, then empty the buffer."""
        if self._ours is None:
            raise RuntimeError("this bell only rings")
        self._ours.settimeout(max(seconds, 0.001))
        with contextlib.suppress(OSError):
            self._ours.recv(16)
            self._ours.setblocking(False)
            while self._ours.recv(16):
                pass

    def close(self) -> None:
        """Close both ends."""
        if self._ours is not None:
            path = self._ours.getsockname()
            self._ours.close()
            with contextlib.suppress(OSError):
                os.unlink(path)
                self._folder.rmdir()  # refused while others listen
        self._out.close()

    def _listeners(self) -> list[str]:
        try:
            return os.listdir(self._folder)
        except FileNotFoundError:  # the last listener took the folder with it
            return []

    def _listen(self) -> socket.socket:
        ours = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._folder.mkdir(mode=0o700, exist_ok=True)
        ours.bind(str(self._folder / f"{os.getpid()}-{threading.get_native_id()}-{id(self) % 10**6}.sock"))
        return ours


class NotifyBell:
    """PostgreSQL's LISTEN and NOTIFY on a connection of its own."""

    def __init__(self, engine: Engine, listen: bool) -> None:
        self._engine = engine
        self._listening = engine.raw_connection() if listen else None
        if self._listening is not None:
            self._listening.driver_connection.autocommit = True  # type: ignore[union-attr]
            self._listening.driver_connection.execute(f"LISTEN {CHANNEL}")  # type: ignore[union-attr]

    def ring(self) -> None:
        """NOTIFY in a transaction of its own; what it announces is committed already."""
        with contextlib.suppress(Exception), self._engine.begin() as connection:
            connection.execute(text(f"NOTIFY {CHANNEL}"))

    def wait(self, seconds: float) -> None:
        """Wait for one notification, then take those that came with it."""
        if self._listening is None:
            raise RuntimeError("this bell only rings")
        driver = self._listening.driver_connection
        for _ in driver.notifies(timeout=max(seconds, 0.001), stop_after=1):  # type: ignore[union-attr]
            pass

    def close(self) -> None:
        """Give the connection up."""
        if self._listening is not None:
            self._listening.invalidate()
