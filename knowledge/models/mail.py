"""Webhook events that came in and messages that go out: the two queues, kept in the database."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Index, literal_column, text
from sqlmodel import Field, SQLModel, col

from knowledge.models.base import json_column


class InboxState(StrEnum):
    """new: waits for a worker; done: handled in the transaction that said so; dead: failed too often, kept."""

    NEW = "new"
    DONE = "done"
    DEAD = "dead"


class OutboxState(StrEnum):
    """pending: to be sent; sent: LINE has it; held: waits for a person (quota, token); failed: never to be sent."""

    PENDING = "pending"
    SENT = "sent"
    HELD = "held"
    FAILED = "failed"


class Inbox(SQLModel, table=True):
    """One webhook event as LINE posted it. `payload` is its JSON; `conversation` orders the events of one chat."""

    __table_args__ = (
        Index("ix_inbox_conversation", "conversation", "state", "id"),
        Index("ix_inbox_order", "id", sqlite_where=text("state = 'new'"), postgresql_where=text("state = 'new'")),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    webhook_event_id: str = Field(unique=True)
    conversation: str
    type: str
    payload: str
    received_at: datetime
    state: str = InboxState.NEW
    attempts: int = 0
    not_before: datetime | None = None
    done_at: datetime | None = None
    error: str = ""


class Outbox(SQLModel, table=True):
    """One call to LINE: up to five messages to one recipient. `id` is the X-Line-Retry-Key of its push.

    `unsure` is true when an earlier attempt may have reached LINE without telling us.
    """

    __table_args__ = (
        Index("ix_outbox_pending", "recipient", "created_at", sqlite_where=text("state = 'pending'"),
              postgresql_where=text("state = 'pending'")),
    )  # fmt: skip

    id: str = Field(primary_key=True)
    inbox_id: int | None = Field(default=None, index=True)
    once: str | None = Field(default=None, unique=True)
    recipient: str
    messages: list[dict[str, Any]] = Field(default_factory=list, sa_column=json_column())
    reply_token: str | None = None
    token_expires_at: datetime | None = None
    state: str = OutboxState.PENDING
    attempts: int = 0
    unsure: bool = False
    claimed_by: str = ""
    claimed_until: datetime | None = None
    next_attempt_at: datetime
    created_at: datetime
    sent_at: datetime | None = None
    sent_via: str = ""
    error: str = ""


def is_new(inbox: type[Inbox]) -> ColumnElement[bool]:
    """Waits for a worker. Spelt out, not bound: only then do the partial indexes serve, and the past costs nothing."""
    return col(inbox.state) == literal_column("'new'")


def is_pending(outbox: type[Outbox]) -> ColumnElement[bool]:
    """Waits to be sent; spelt out for the same reason."""
    return col(outbox.state) == literal_column("'pending'")
