"""Keeps everybody's menu the one they should see: looked at after each message, and for all twice a minute.

It works beside the answers, in a thread of its own, and never in their way: whatever LINE says about a menu, the answer
has gone out already. What fails is tried again at the person's next message.
"""

import logging
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from queue import Empty, SimpleQueue
from time import monotonic

from sqlalchemy import Engine

from bot.face.linking import link_many, link_one
from bot.line_account import LineAccount, LineRefused
from knowledge import menus
from knowledge.db import reading, transaction
from knowledge.thai_dates import bangkok_day

LOOK_EVERY = 30.0  # seconds between two looks at everybody: a dot comes and goes within a minute
REST = timedelta(minutes=2)  # after a look at everybody that LINE refused
FOR_GOOD = (400, 404)  # the person or the menu is not there: the same call would be refused again
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Met:
    """Somebody who had an answer; `anew` when what LINE shows them is not known, because they had blocked us."""

    line_user_id: str
    anew: bool = False


class Keeper:
    """The thread that links menus. Without menus (`km line setup` never ran) it calls nobody."""

    def __init__(self, engine: Engine, account: LineAccount) -> None:
        self._engine, self._account = engine, account
        self._met: SimpleQueue[Met | None] = SimpleQueue()
        self._resting_until = datetime.min.replace(tzinfo=UTC)
        self._thread = threading.Thread(target=self._run, name="menus", daemon=True)

    def start(self) -> None:
        """Work in the background from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Let the thread end what it is doing, then close the connections."""
        self._met.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout=5)
        self._account.close()

    def met(self, line_user_id: str, anew: bool = False) -> None:
        """This person has just had an answer; returns at once."""
        self._met.put(Met(line_user_id, anew))

    def catch_up(self) -> None:
        """Look at all who were met, in this thread. For tests."""
        while not self._met.empty():
            one = self._met.get()
            if one is not None:
                self._look_at(one)

    def look_at_all(self, now: datetime) -> None:
        """Bring the menu of everybody up to date, by bulk calls."""
        if now < self._resting_until:
            return
        try:
            with reading(self._engine) as session:
                due = menus.changes(session, bangkok_day(now))
            link_many(self._engine, self._account, due, now)
        except LineRefused as error:
            self._resting_until = now + REST
            log.error("%s", error)

    def _run(self) -> None:
        look_again = monotonic() + LOOK_EVERY
        while True:
            if monotonic() >= look_again:
                self._safely_look_at_all()
                look_again = monotonic() + LOOK_EVERY
            try:
                one = self._met.get(timeout=max(0.0, look_again - monotonic()))
            except Empty:
                continue
            if one is None:
                return
            self._look_at(one)

    def _safely_look_at_all(self) -> None:
        try:
            self.look_at_all(datetime.now(UTC))
        except Exception:
            log.exception("the menus could not be looked at; tried again in a while")

    def _look_at(self, one: Met) -> None:
        try:
            self._bring_up_to_date(one, datetime.now(UTC))
        except Exception:
            log.exception("a person's menu could not be looked at; tried again at their next message")

    def _bring_up_to_date(self, one: Met, now: datetime) -> None:
        if one.anew:
            with transaction(self._engine) as session:
                menus.forget_link(session, one.line_user_id)
        with reading(self._engine) as session:
            change = menus.change_for(session, one.line_user_id, bangkok_day(now))
        if change is None:
            return
        try:
            link_one(self._account, change)
        except LineRefused as error:
            log.warning("%s", error)
            if error.status not in FOR_GOOD:
                return
        with transaction(self._engine) as session:
            menus.linked(session, [change], now)
