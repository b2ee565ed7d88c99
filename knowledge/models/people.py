"""The people the bot talks with, what they may do, and where their conversation stands."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Field, SQLModel, UniqueConstraint

from knowledge.models.base import json_column


class Person(SQLModel, table=True):
    """Somebody who wrote to the account. Without a PersonRole row they are a citizen."""

    id: int | None = Field(default=None, primary_key=True)
    line_user_id: str = Field(unique=True)
    name: str = ""
    division_key: str | None = Field(default=None, foreign_key="division.key")
    first_seen: datetime
    greeted_at: datetime | None = None
    blocked_at: datetime | None = None


class PersonRole(SQLModel, table=True):
    """One right of one person: staff, reviewer, hr, proposer, endorser or approver; from a day, until a day."""

    __table_args__ = (UniqueConstraint("person_id", "role"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    role: str
    since: date
    until: date | None = None


class Conversation(SQLModel, table=True):
    """The state of one chat: `key` is user:U…, group:C… or room:R…."""

    key: str = Field(primary_key=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    state: dict[str, Any] = Field(default_factory=dict, sa_column=json_column())
    changed_at: datetime
