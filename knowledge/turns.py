"""Whose turn it is to write: threads of one process queue here, in the order they came, before the database.

SQLite lets one write at a time, and those who wait for it sleep and try again, which is neither quick nor fair.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """A lock that is handed over in order; an urgent caller goes before all others."""

    def __init__(self) -> None:
        self._door, self._taken = threading.Lock(), False
        self._waiting: deque[threading.Lock] = deque()

    @contextmanager
    def take(self, urgent: bool = False) -> Iterator[None]:
        """Hold the turn for the block."""
        self._acquire(urgent)
        try:
            yield
        finally:
            self._hand_over()

    def _acquire(self, urgent: bool) -> None:
        with self._door:
            if not self._taken:
                self._taken = True
                return
            mine = threading.Lock()
            mine.acquire()
            (self._waiting.appendleft if urgent else self._waiting.append)(mine)
        mine.acquire()  # until the one before hands over; `_taken` stays true in between

    def _hand_over(self) -> None:
        with self._door:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
