"""Webhook events that came in: stored before LINE gets its 200, handled in order within a conversation, each once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from sqlalchemy import Connection, bindparam
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, exists, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from knowledge.models import Inbox, Outbox
from knowledge.models.mail import InboxState, is_new, is_pending

# In plain SQL, because this is the one statement between LINE and its 200: the toolkit's own took twice as long.
_INSERT = """
    INSERT INTO inbox (webhook_event_id, conversation, type, payload, received_at, state, attempts, error)
    VALUES (?, ?, ?, ?, ?, 'new', 0, '')
    ON CONFLICT (webhook_event_id) DO NOTHING
"""
MAX_ATTEMPTS = 3
RETRY_AFTER = (timedelta(seconds=1), timedelta(seconds=5))
OLD = timedelta(seconds=30)  # an event that waits this long may have killed its worker: count the try first


@dataclass(frozen=True)
class Arrival:
    """An event as it came in, ready to be stored."""

    webhook_event_id: str
    conversation: str
    type: str
    payload: str


def store(connection: Connection, arrivals: Sequence[Arrival], now: datetime) -> None:
    """Insert events, leaving out those whose webhookEventId is already there (LINE may deliver an event twice)."""
    if not arrivals:
        return
    sqlite = connection.dialect.name == "sqlite"
    moment: object = now.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f") if sqlite else now
    rows = [(a.webhook_event_id, a.conversation, a.type, a.payload, moment) for a in arrivals]
    connection.exec_driver_sql(_INSERT.replace("?", "%s") if not sqlite else _INSERT, rows)


def peek(session: Session, now: datetime, besides: frozenset[int] = frozenset()) -> Inbox | None:
    """The event that `claim` would take now, not claimed: a look that costs no lock."""
    return session.exec(_claimable(bool(besides)), params=_known(now, besides)).first()


def claim(session: Session, now: datetime, besides: frozenset[int] = frozenset()) -> Inbox | None:
    """The oldest waiting event that may be handled now, or None; those of `besides` are left to whoever has them.

    The claim is the row lock of the caller's transaction (on SQLite the write lock): when the process dies the claim
    dies with it. An event waits while an earlier one of its conversation waits or while the answer to the earlier one
    is on its way out.
    """
    return session.exec(_claimed(bool(besides)), params=_known(now, besides)).first()


def _known(now: datetime, besides: frozenset[int]) -> dict[str, object]:
    return {"now": now} | ({"besides": sorted(besides)} if besides else {})


@lru_cache(maxsize=2)
def _claimed(besides: bool) -> SelectOfScalar[Inbox]:
    return _claimable(besides).with_for_update(skip_locked=True, of=Inbox)


@lru_cache(maxsize=2)
def _claimable(besides: bool) -> SelectOfScalar[Inbox]:
    """Built once: putting the statement together costs more than running it."""
    earlier, outgoing = aliased(Inbox), aliased(Outbox)
    now = bindparam("now", type_=Inbox.received_at.type)  # type: ignore[attr-defined]
    others = [col(Inbox.id).not_in(bindparam("besides", expanding=True))] if besides else []
    return (
        select(Inbox)
        .where(
            is_new(Inbox),
            *others,
            or_(col(Inbox.not_before).is_(None), col(Inbox.not_before) <= now),
            ~exists().where(
                col(earlier.conversation) == Inbox.conversation,
                is_new(earlier),
                col(earlier.id) < Inbox.id,
            ),
            ~exists().where(
                col(outgoing.recipient) == Inbox.conversation,
                is_pending(outgoing),
                col(outgoing.claimed_until) > now,
            ),
        )
        .order_by(col(Inbox.id))
        .limit(1)
    )


def waited_long(event: Inbox, now: datetime) -> bool:
    """Whether an event has waited so long that it may have killed its worker; its next try is counted beforehand."""
    return event.received_at < now - OLD


def count_try(session: Session, event_id: int, now: datetime) -> bool:
    """Count a try before it begins; False, and the event is dead, when it was tried too often already."""
    event = session.get(Inbox, event_id, with_for_update=True)
    if event is None or event.state != InboxState.NEW:
        return False
    event.attempts += 1
    if event.attempts > MAX_ATTEMPTS:
        event.state, event.done_at, event.error = InboxState.DEAD, now, event.error or "its worker died each time"
        return False
    return True


def postpone(session: Session, event_id: int, until: datetime) -> None:
    """Leave the event until then; this counts as no try."""
    event = session.get(Inbox, event_id, with_for_update=True)
    if event is not None:
        event.not_before = until


def finish(event: Inbox, now: datetime) -> None:
    """The event is handled, if the caller's transaction commits."""
    event.state, event.done_at = InboxState.DONE, now


def fail(session: Session, event_id: int, error: str, now: datetime) -> Inbox | None:
    """Count a failed try; after the last the event is dead, and returned so that the person can be told."""
    event = session.get(Inbox, event_id, with_for_update=True)
    if event is None or event.state != InboxState.NEW:
        return None
    event.attempts += 1
    event.error = error[:500]
    if event.attempts >= MAX_ATTEMPTS:
        event.state, event.done_at = InboxState.DEAD, now
        return event
    event.not_before = now + RETRY_AFTER[event.attempts - 1]
    return None


def forget_message(session: Session, conversation: str, message_id: str) -> int:
    """Empty the stored events that carry an unsent message; returns how many."""
    stored = select(Inbox).where(
        Inbox.conversation == conversation, Inbox.type == "message", col(Inbox.payload).contains(f'"{message_id}"')
    )
    rows = session.exec(stored).all()
    for row in rows:
        row.payload = "{}"
    return len(rows)
