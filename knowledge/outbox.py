"""Messages waiting to be sent: each row is one call to LINE, claimed by one sender, ended by a written rule."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any
from uuid import uuid4

from sqlalchemy import bindparam
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, exists, or_, select, update
from sqlmodel.sql.expression import SelectOfScalar

from knowledge.models import Outbox
from knowledge.models.mail import OutboxState, is_pending

TOKEN_LIFE = timedelta(seconds=50)  # LINE promises one minute; ten seconds are left for the call itself
CLAIM = timedelta(seconds=20)  # longer than the longest call to LINE
RETRY_KEY_LIFE = timedelta(hours=23)  # LINE remembers a retry key for 24 hours
BACKOFF = (1, 3, 8, 20, 60, 180, 600, 1800)  # seconds until the next try


class Sending(StrEnum):
    """What one call to LINE came to; `deliver` in bot/delivery.py has the rule for each."""

    OK = "ok"
    ALREADY_ACCEPTED = "already_accepted"
    TOKEN_REFUSED = "token_refused"
    BAD_REQUEST = "bad_request"
    NOT_FOUND = "not_found"
    UNAUTHORISED = "unauthorised"
    RATE_LIMITED = "rate_limited"
    QUOTA_EXHAUSTED = "quota_exhausted"
    NOT_SENT = "not_sent"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Route:
    """How a row may go out: by reply token until it expires, else by push to `recipient`."""

    recipient: str
    reply_token: str | None = None
    token_expires_at: datetime | None = None


def put(session: Session, route: Route, messages: list[dict[str, Any]], now: datetime, *, inbox_id: int | None = None,
        once: str | None = None, sender: str = "") -> Outbox | None:  # fmt: skip
    """Queue messages; with `once` (a unique key) a second row of the same key is not made and None is returned.

    A `sender` names the process that sends the row itself as soon as its transaction has committed.
    """
    if once is not None and session.exec(select(Outbox.id).where(Outbox.once == once)).first():
        return None
    behind = _newest_pending(session, route.recipient)
    created_at = now if behind is None else max(now, behind + timedelta(microseconds=1))
    row = Outbox(
        id=str(uuid4()),
        inbox_id=inbox_id,
        once=once,
        recipient=route.recipient,
        messages=messages,
        reply_token=route.reply_token,
        token_expires_at=route.token_expires_at,
        claimed_by=sender,
        claimed_until=now + CLAIM if sender else None,
        next_attempt_at=now,
        created_at=created_at,
    )
    session.add(row)
    return row


def claim_due(session: Session, now: datetime, sender: str) -> Outbox | None:
    """The oldest row that is due and that nobody is sending, claimed for the caller; or None.

    A row whose claim ran out was being sent when its process died: LINE may have it, so it becomes unsure. Rows to
    one recipient go out in their order.
    """
    row = session.exec(_claimed(), params={"now": now}).first()
    if row:
        row.unsure = row.unsure or row.claimed_until is not None
        row.claimed_by, row.claimed_until = sender, now + CLAIM
    return row


def peek_due(session: Session, now: datetime) -> Outbox | None:
    """The row that `claim_due` would take now, not claimed: a look that costs no lock."""
    return session.exec(_claimable(), params={"now": now}).first()


def is_waiting(session: Session, recipient: str) -> bool:
    """Whether something to this recipient has not gone out yet; what comes after it must wait its turn."""
    return _newest_pending(session, recipient) is not None


def hurry(session: Session, recipient: str, now: datetime) -> None:
    """Try at once what waits for this recipient: they are there, and what comes next stands behind it."""
    waiting = update(Outbox).where(
        col(Outbox.recipient) == recipient,
        col(Outbox.state) == OutboxState.PENDING,
        col(Outbox.next_attempt_at) > now,
        or_(col(Outbox.claimed_until).is_(None), col(Outbox.claimed_until) <= now),
    )
    session.exec(waiting.values(next_attempt_at=now))


def _newest_pending(session: Session, recipient: str) -> datetime | None:
    """When the last row that waits was made: the order of rows to one recipient is the order of these moments."""
    return session.exec(_newest(), params={"recipient": recipient}).first()


@lru_cache(maxsize=1)
def _newest() -> SelectOfScalar[datetime]:
    pending = select(Outbox.created_at).where(Outbox.recipient == bindparam("recipient"), is_pending(Outbox))
    return pending.order_by(col(Outbox.created_at).desc()).limit(1)


@lru_cache(maxsize=1)
def _claimed() -> SelectOfScalar[Outbox]:
    return _claimable().with_for_update(skip_locked=True, of=Outbox)


@lru_cache(maxsize=1)
def _claimable() -> SelectOfScalar[Outbox]:
    """Built once: putting the statement together costs more than running it."""
    earlier = aliased(Outbox)
    now = bindparam("now", type_=Outbox.created_at.type)  # type: ignore[attr-defined]
    return (
        select(Outbox)
        .where(
            is_pending(Outbox),
            Outbox.next_attempt_at <= now,
            or_(col(Outbox.claimed_until).is_(None), col(Outbox.claimed_until) <= now),
            ~exists().where(
                col(earlier.recipient) == Outbox.recipient,
                is_pending(earlier),
                col(earlier.created_at) < Outbox.created_at,
            ),
        )
        .order_by(col(Outbox.created_at))
        .limit(1)
    )


def release_dead(session: Session, is_dead: Callable[[str], bool]) -> int:
    """Make rows due at once whose sender died while sending; returns how many."""
    claimed = select(Outbox).where(Outbox.state == OutboxState.PENDING, col(Outbox.claimed_until).is_not(None))
    dead = [row for row in session.exec(claimed) if is_dead(row.claimed_by)]
    for row in dead:
        row.unsure, row.claimed_until = True, None
    return len(dead)


def sent(row: Outbox, via: str, now: datetime) -> None:
    """LINE has it."""
    row.state, row.sent_at, row.sent_via, row.error, row.claimed_until = OutboxState.SENT, now, via, "", None


def retry_later(row: Outbox, reason: str, now: datetime) -> None:
    """Try again after a growing pause."""
    row.attempts += 1
    row.error, row.claimed_until = reason, None
    row.next_attempt_at = now + timedelta(seconds=BACKOFF[min(row.attempts, len(BACKOFF)) - 1])


def give_up(row: Outbox, state: OutboxState, reason: str) -> None:
    """End the row without sending it: failed for ever, or held until a person acts."""
    row.state, row.error, row.claimed_until = state, reason, None
