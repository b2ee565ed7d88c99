"""Counts for whoever watches the service: what waits, what failed, how questions ended."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session, col, func, select

from knowledge.models import Inbox, Outbox, Question


def page(session: Session) -> str:
    """The counts in Prometheus' text format. They are read from the tables, so they hold over many processes."""
    return "\n".join(_lines(session)) + "\n"


def _lines(session: Session) -> Iterator[str]:
    counted: tuple[tuple[str, str, Any, Any], ...] = (
        ("km_inbox_events", "state", Inbox.state, Inbox.id),
        ("km_outbox_messages", "state", Outbox.state, Outbox.id),
        ("km_questions", "outcome", Question.outcome, Question.id),
    )
    for name, label, group, number in counted:
        yield f"# TYPE {name} gauge"
        for value, count in session.exec(select(group, func.count(col(number))).group_by(group)):
            yield f'{name}{{{label}="{value}"}} {count}'
