"""The threads of a process that handle and send, and how they are woken."""

import logging
import threading
from contextlib import closing, suppress
from queue import Full, Queue

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot import wake
from bot.dots import Dots
from bot.face.keeping import Keeper
from bot.line import Line
from bot.mailroom import Mailroom
from bot.rephraser import Rephraser
from bot.respond import NOWHERE
from handlers.incoming import Incoming
from knowledge.library import Library
from knowledge.media.links import Links

LOOK_EVERY = 1.0  # seconds; rings come at once, this is for a ring that was lost and for retries that fall due
log = logging.getLogger(__name__)


class Worker:
    """The threads of this process that handle and send.

    One thread waits for the bell and wakes one worker; a worker that takes an event wakes the next one before it
    sends. So a burst spreads over all threads, and a single event does not make all of them look.
    """

    def __init__(self, engine: Engine, line: Line, library: Library, threads: int = 4,
                 rephraser: Rephraser | None = None, links: Links = NOWHERE,
                 keeper: Keeper | None = None) -> None:  # fmt: skip
        self._engine, self._line = engine, line
        self._stopping = threading.Event()
        self._wakeups: Queue[None] = Queue(maxsize=threads)
        self._dots = Dots(line, threads)
        self._keeper = keeper
        self._mailroom = Mailroom(engine, line, library, self._dots, self._wake_one, rephraser, links, self._served)
        self._threads = [
            threading.Thread(target=self._run, name=f"worker-{n}", daemon=True) for n in range(1, threads + 1)
        ]
        self._threads.append(threading.Thread(target=self._listen, name="bell", daemon=True))

    def start(self) -> None:
        """Take over from the dead, then start the threads."""
        self.recover()
        for thread in self._threads:
            thread.start()
        if self._keeper:
            self._keeper.start()

    def recover(self) -> None:
        """Take back at once what processes of this machine were sending when they died."""
        self._mailroom.recover()

    def stop(self) -> None:
        """Let each thread end what it is doing, then stop."""
        self._stopping.set()
        with closing(wake.ringer(self._engine)) as bell:
            bell.ring()
        for _ in self._threads:
            self._wake_one()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(timeout=12)
        self._dots.close()
        if self._keeper:
            self._keeper.stop()
        self._line.close()

    def work_off(self) -> int:
        """Handle and send everything that is due now, in this thread; returns how many steps were taken. For tests."""
        steps = 0
        while self._mailroom.step():
            steps += 1
        if self._keeper:
            self._keeper.catch_up()
        return steps

    def _served(self, arrived: Incoming) -> None:
        """Whoever was served may see another menu now; one who came back after blocking us is linked anew."""
        if self._keeper and arrived.user_id and not arrived.in_group:
            self._keeper.met(arrived.user_id, anew=arrived.kind == "follow")

    def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                self._wake_at_rings()
            except Exception as error:  # the database went away; the driver's own errors come through here
                log.error("cannot listen for new work: %s; looking every second", type(error).__name__)
                self._wake_one()
                self._stopping.wait(LOOK_EVERY)

    def _wake_at_rings(self) -> None:
        with closing(wake.listener(self._engine)) as bell:
            while not self._stopping.is_set():
                self._wake_one()
                bell.wait(LOOK_EVERY)

    def _wake_one(self) -> None:
        with suppress(Full):  # as many wake-ups wait as there are workers: all will look
            self._wakeups.put_nowait(None)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wakeups.get()
            while not self._stopping.is_set() and self._step_safely():
                pass

    def _step_safely(self) -> bool:
        try:
            return self._mailroom.step()
        except SQLAlchemyError as error:
            log.error("the database does not answer: %s", type(error).__name__)
        except Exception:
            log.exception("a worker stumbled and goes on")
        return False
