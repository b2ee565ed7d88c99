"""What the bot remembers of a chat between two messages."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from knowledge.models import Conversation


def state(session: Session, key: str) -> dict[str, Any]:
    """What was remembered, or an empty dictionary."""
    row = session.get(Conversation, key)
    return dict(row.state) if row else {}


def remember(session: Session, key: str, person_id: int | None, values: dict[str, Any], now: datetime) -> None:
    """Keep these values beside what is already remembered."""
    row = session.get(Conversation, key) or Conversation(key=key, person_id=person_id, changed_at=now)
    row.state = {**row.state, **values}
    row.changed_at = now
    session.add(row)
