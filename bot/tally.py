"""Counts downloads beside the requests, so that neither a reader nor a webhook waits for the count to be written."""

import contextlib
import logging
import threading
from collections import Counter
from queue import Empty, SimpleQueue

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from knowledge.db import transaction
from knowledge.media import downloads

PAUSE = 1.0  # seconds between two writes: at the most so much of the count is lost when the process is killed
log = logging.getLogger(__name__)


class Tally:
    """One thread that writes what was counted since its last write; every webhook goes before it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._queue: SimpleQueue[str | None] = SimpleQueue()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tally", daemon=True)
        self._thread.start()

    def add(self, article_key: str) -> None:
        """A leaflet was taken; returns at once."""
        self._queue.put(article_key)

    def close(self) -> None:
        """Write what is counted, then end the thread."""
        self._closing.set()
        self._queue.put(None)
        self._thread.join(timeout=5)

    def _run(self) -> None:
        last = False
        while not last:
            taken = [self._queue.get()]
            self._closing.wait(PAUSE)
            with contextlib.suppress(Empty):
                while True:
                    taken.append(self._queue.get_nowait())
            last = None in taken
            self._write(Counter(key for key in taken if key is not None))

    def _write(self, taken: Counter[str]) -> None:
        try:
            if taken:
                with transaction(self._engine) as session:
                    downloads.add(session, taken)
        except SQLAlchemyError as error:
            log.error("%d downloads not counted: %s", taken.total(), type(error).__name__)
