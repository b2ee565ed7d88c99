"""Handles waiting events and sends what is due, one step at a time.

One event is one transaction: the handler's changes, the question in the log, the outgoing messages and the end of the
inbox row commit together, or nothing of it happened. Whatever dies, the database knows what is left to do.
"""

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot import processes
from bot.delivery import deliver
from bot.dots import Dots
from bot.foresight import foresee
from bot.line import Line
from bot.render import messages
from bot.rephraser import Rephraser
from bot.respond import NONE, NOWHERE, look_ahead, respond
from handlers import incoming
from handlers.incoming import Incoming
from knowledge import inbox, outbox
from knowledge.db import reading, transaction
from knowledge.errors import NotLoaded
from knowledge.library import Library
from knowledge.media.links import Links
from knowledge.models import Inbox, Outbox
from knowledge.outbox import Route
from knowledge.wordings import Draft

NOT_LOADED_PAUSE = timedelta(seconds=5)
APOLOGY = "ขออภัย ระบบขัดข้องชั่วคราว กรุณาพิมพ์ใหม่อีกครั้ง หรือติดต่อเจ้าหน้าที่ในวันราชการ 08.30–16.30 น."
log = logging.getLogger(__name__)


class EventFailed(Exception):
    """A handler, or a table, refused an event; the cause is attached."""

    def __init__(self, event_id: int) -> None:
        super().__init__(f"event {event_id}")
        self.event_id = event_id


class Mailroom:
    """Inbox and outbox with the hands that empty them. `passed_on` is called between handling and sending, `served`
    after sending."""

    def __init__(self, engine: Engine, line: Line, library: Library, dots: Dots, passed_on: Callable[[], None],
                 rephraser: Rephraser | None = None, links: Links = NOWHERE,
                 served: Callable[[Incoming], None] = lambda _: None) -> None:  # fmt: skip
        self._engine, self._line, self._library = engine, line, library
        self._dots, self._passed_on, self._served = dots, passed_on, served
        self._name = processes.own_name()
        self._rephraser, self._links = rephraser, links
        self._being_reworded: set[int] = set()

    def recover(self) -> None:
        """Take back at once what processes of this machine were sending when they died."""
        with transaction(self._engine) as session:
            outbox.release_dead(session, processes.is_dead)

    def step(self) -> bool:
        """Handle one event or send one row; False when there is nothing to do."""
        now = datetime.now(UTC)
        return self._handle_next(now) or self._send_next(now)

    def _send_next(self, now: datetime) -> bool:
        with reading(self._engine) as session:
            if outbox.peek_due(session, now) is None:
                return False
        with transaction(self._engine) as session:
            row = outbox.claim_due(session, now, self._name)
        if row is None:
            return False
        deliver(self._engine, self._line, row, now)
        return True

    def _handle_next(self, now: datetime) -> bool:
        with reading(self._engine) as session:
            waiting = inbox.peek(session, now, frozenset(self._being_reworded))
            if waiting is None:
                return False
            draft = self._look_ahead(session, waiting, now)
        if draft is not None and self._rephraser is not None:
            now = self._reword(waiting.id or 0, draft, self._rephraser, now)
        if inbox.waited_long(waiting, now) and not self._count_try(waiting.id or 0, now):
            return True
        event_id = waiting.id or 0
        try:
            return self._handle_claimed(now)
        except NotLoaded as error:
            log.error("%s", error)
            self._postpone(event_id, now)
        except EventFailed as failed:
            log.error("event %s could not be handled", failed.event_id, exc_info=failed.__cause__)
            self._failed(failed.event_id, type(failed.__cause__).__name__, now)
        return True

    def _look_ahead(self, session: Session, waiting: Inbox, now: datetime) -> Draft | None:
        try:
            arrived = incoming.read(json.loads(waiting.payload), waiting.received_at)
            look_ahead(session, self._library, arrived)
            if self._rephraser is None:
                return None
            draft = foresee(session, self._library, arrived, now, self._rephraser.internal)
            return draft if draft and self._rephraser.wants(draft, now) else None
        except Exception as error:  # whatever is wrong with the event shows again, and counts, when it is handled
            log.debug("nothing looked up ahead: %s", type(error).__name__)
            return None

    def _reword(self, event_id: int, draft: Draft, rephraser: Rephraser, now: datetime) -> datetime:
        """Wait for the endpoint with no session open, while the other workers leave this event; returns the time."""
        self._being_reworded.add(event_id)
        self._passed_on()
        try:
            rephraser.prepare(draft, now)
        except Exception:  # an optional helper must never keep an event from its answer
            log.exception("no shorter wording for event %s", event_id)
        finally:
            self._being_reworded.discard(event_id)
        return datetime.now(UTC)

    def _handle_claimed(self, now: datetime) -> bool:
        with transaction(self._engine) as session:
            event = inbox.claim(session, now, frozenset(self._being_reworded))
            if event is None:
                return False
            arrived = incoming.read(json.loads(event.payload), event.received_at)
            dots = self._dots.show(arrived)
            row = self._handle_safely(session, event, arrived, now)
        self._passed_on()
        dots.settle()
        if row is not None:
            deliver(self._engine, self._line, row, now)
        self._served(arrived)
        return True

    def _handle_safely(self, session: Session, event: Inbox, arrived: Incoming, now: datetime) -> Outbox | None:
        event_id = event.id or 0
        try:
            row = self._handle(session, event, arrived, now)
            session.flush()  # what the tables refuse is this event's failure too
            return row
        except (OperationalError, NotLoaded):
            raise  # the database is away, or empty: nothing is wrong with the event
        except Exception as error:
            raise EventFailed(event_id) from error

    def _handle(self, session: Session, event: Inbox, arrived: Incoming, now: datetime) -> Outbox | None:
        wordings = self._rephraser.wordings if self._rephraser else NONE
        reply = respond(session, self._library, arrived, now, wordings, self._links)
        inbox.finish(event, now)
        made = messages(reply)
        if not made or not arrived.reply_token:
            return None  # without a token nobody asked for an answer (LINE's standby mode, unsend, unfollow)
        # Behind an answer that waits for its next try, this one waits too: it goes out by the outbox's own order.
        behind = outbox.is_waiting(session, arrived.conversation)
        if behind:
            outbox.hurry(session, arrived.conversation, now)
        sender = "" if behind else self._name
        row = outbox.put(session, _route(arrived), made, now, inbox_id=event.id, sender=sender)
        return None if behind else row

    def _count_try(self, event_id: int, now: datetime) -> bool:
        """Count the try of an event that may have killed its worker before; False when it is given up."""
        with transaction(self._engine) as session:
            return inbox.count_try(session, event_id, now)

    def _postpone(self, event_id: int, now: datetime) -> None:
        with transaction(self._engine) as session:
            inbox.postpone(session, event_id, now + NOT_LOADED_PAUSE)

    def _failed(self, event_id: int, error: str, now: datetime) -> None:
        """Count the failed try; after the last one the person is told, once."""
        with transaction(self._engine) as session:
            dead = inbox.fail(session, event_id, error, now)
        if dead is not None:
            try:
                self._apologise(dead, now)
            except Exception:
                log.exception("event %s is given up, and its apology could not be written", event_id)

    def _apologise(self, dead: Inbox, now: datetime) -> None:
        arrived = incoming.read(json.loads(dead.payload), dead.received_at)
        if arrived.reply_token and not arrived.in_group:
            with transaction(self._engine) as session:
                apology = [{"type": "text", "text": APOLOGY}]
                outbox.put(session, _route(arrived), apology, now, once=f"apology:{dead.id}")


def _route(arrived: Incoming) -> Route:
    expires = arrived.token_from + outbox.TOKEN_LIFE if arrived.token_from else None
    return Route(arrived.conversation, arrived.reply_token, expires)
