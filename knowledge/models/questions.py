"""The log of questions: each ends in exactly one outcome (design.md §5)."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from knowledge.models.base import json_column


class Outcome(StrEnum):
    """How a question ended; digests and reports count these and nothing else."""

    ANSWERED = "answered"
    CHOSEN = "chosen"
    PARTIAL_OR_EXPIRED = "partial_or_expired"
    NONE_OF_THESE = "none_of_these"
    NO_HIT = "no_hit"
    OUT_OF_SCOPE = "out_of_scope"
    FORWARDED = "forwarded"
    WITHHELD = "withheld"
    REJECTED_PERSONAL_DATA = "rejected_personal_data"
    RATE_LIMITED = "rate_limited"
    EMERGENCY = "emergency"
    ERROR = "error"


class Question(SQLModel, table=True):
    """One question as typed, what was shown for it, and how it ended. `message_id` is LINE's, for unsend."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    conversation_key: str = Field(index=True)
    message_id: str = Field(default="", index=True)
    text: str
    asked_at: datetime = Field(index=True)
    outcome: str = Field(index=True)
    article_keys: list[str] = Field(default_factory=list, sa_column=json_column())
    confidence: float = 0.0
