"""Forgets what need not be kept: the words of old webhook events and messages."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, update

from knowledge.models import Inbox, Outbox
from knowledge.models.mail import InboxState, OutboxState


def forget_mail(session: Session, before: datetime) -> int:
    """Empty the payloads of events and messages that ended before this moment; returns how many rows."""
    events = session.exec(
        update(Inbox)
        .where(col(Inbox.state) != InboxState.NEW, col(Inbox.received_at) < before, col(Inbox.payload) != "{}")
        .values(payload="{}")
    )
    sent = session.exec(
        update(Outbox)
        .where(col(Outbox.state) != OutboxState.PENDING, col(Outbox.created_at) < before, col(Outbox.recipient) != "")
        .values(messages=[], recipient="", reply_token=None)
    )
    return _rows(events) + _rows(sent)


def _rows(result: Any) -> int:
    return int(result.rowcount)
