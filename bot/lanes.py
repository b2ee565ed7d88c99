"""Keeps files from getting in the way of webhooks: a WSGI callable around the pages, as /callback's is.

The server's threads and the interpreter are shared. A reader holds a thread for as long as it takes, and two hundred
threads that want the interpreter at once starve the one that stores webhooks (measured: acknowledgements took seconds).
So there are so many lanes and no more, the server has more threads than lanes, and within the lanes requests are
decided and pieces are read a few at a time and at a pace.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from bot import file_pages
from knowledge.media.links import PATH
from knowledge.media.store import PIECE

REQUESTS = 400  # a second; each costs less than a millisecond of the interpreter
BYTES = 125_000_000  # a second, for all readers together: a line of 1 Gbit/s
AT_A_TIME = 4  # a disk would be content with one; a bucket answers each only after a while
Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Lanes:
    """Lets requests for files through in so many lanes; with all taken, 503 and when to come back."""

    def __init__(self, pages: Wsgi, number: int) -> None:
        self._pages, self._free = pages, threading.BoundedSemaphore(number)
        self._entry, self._reading = Gate(REQUESTS), Gate(BYTES / PIECE)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """A file by its lane; everything else as it is."""
        if not environ["PATH_INFO"].startswith(PATH):
            return self._pages(environ, start_response)
        if not self._free.acquire(blocking=False):
            return file_pages.busy(environ, start_response)
        try:
            with self._entry.passed():
                return _Lane(self._pages(environ, start_response), self._reading, self._free.release)
        except BaseException:
            self._free.release()
            raise


class Gate:
    """Lets a few through at a time, and so many a second; who waits needs no interpreter."""

    def __init__(self, rate: float) -> None:
        self._seconds, self._next = 1 / rate, 0.0
        self._door, self._inside = threading.Lock(), threading.Semaphore(AT_A_TIME)

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Inside the gate for the block."""
        with self._inside:
            time.sleep(self._wait())
            yield

    def _wait(self) -> float:
        """Take the next moment that is free; the seconds until then."""
        with self._door:
            now = time.monotonic()
            moment = max(now, self._next)
            self._next = moment + self._seconds
            return moment - now


class _Lane:
    """An answer under way; its lane is free again when it ends, however it ends."""

    def __init__(self, answer: Iterable[bytes], gate: Gate, leave: Callable[[], None]) -> None:
        self._answer, self._pieces, self._gate = answer, iter(answer), gate
        self._leave: Callable[[], None] | None = leave

    def __iter__(self) -> "_Lane":
        return self

    def __next__(self) -> bytes:
        with self._gate.passed():
            return next(self._pieces)

    def close(self) -> None:
        """Called by the server after the last piece, and when the reader hangs up."""
        leave, self._leave = self._leave, None
        if leave is not None:
            leave()
            getattr(self._answer, "close", lambda: None)()
