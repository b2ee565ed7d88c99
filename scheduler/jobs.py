"""What happens by itself. A job takes a session and the moment, and changes nothing when it runs twice."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlmodel import Session

from knowledge import retention
from knowledge.models import Setting

Job = Callable[[Session, datetime], object]
PAYLOADS_KEPT = timedelta(days=30)
QUESTIONS_KEPT = timedelta(days=90)  # what the notice to a new friend promises


def first_today(session: Session, name: str, today: date) -> bool:
    """Whether nobody has run this job today; claims the day for the caller's transaction."""
    key = f"job:{name}"
    row = session.get(Setting, key, with_for_update=True)
    if row is not None and row.value >= today.isoformat():
        return False
    session.merge(Setting(key=key, value=today.isoformat()))
    return True


def forget_payloads(session: Session, now: datetime) -> int:
    """Empty what was stored of handled events and sent messages after 30 days; returns how many rows."""
    return retention.forget_mail(session, now - PAYLOADS_KEPT)


def forget_questions(session: Session, now: datetime) -> int:
    """Make questions anonymous and wordless after 90 days; returns how many rows."""
    return retention.forget_questions(session, now - QUESTIONS_KEPT)
