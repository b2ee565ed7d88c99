"""The loading dots: shown while an answer is made, and never after it."""

import contextlib
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass

from bot.line import Line
from handlers.incoming import Incoming
from knowledge.outbox import Sending

LONGEST_WAIT = 0.5  # seconds an answer waits for the loading call, so that LINE sees the two in their order


@dataclass(frozen=True)
class Shown:
    """A loading call under way, or none."""

    call: Future[Sending] | None = None

    def settle(self) -> None:
        """Return when LINE has the call, or it never goes out, or it takes too long."""
        if self.call is not None and not self.call.cancel():
            with contextlib.suppress(NotYet):
                self.call.result(timeout=LONGEST_WAIT)


class Dots:
    """Sends loading calls beside the work, so that the work does not wait for them."""

    def __init__(self, line: Line, threads: int) -> None:
        self._line = line
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="dots")

    def show(self, arrived: Incoming) -> Shown:
        """Begin to show the dots to a person who waits in a private chat (LINE refuses groups)."""
        if not arrived.wants_answer:
            return Shown()
        return Shown(self._pool.submit(self._line.show_loading, arrived.user_id))

    def close(self) -> None:
        """Send no more."""
        self._pool.shutdown(wait=False, cancel_futures=True)
