"""What happens by itself. A job takes a session and the moment, and changes nothing when it runs twice."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy import text
from sqlmodel import Session

from knowledge import retention

Job = Callable[[Session, datetime], object]
PAYLOADS_KEPT = timedelta(days=30)
QUESTIONS_KEPT = timedelta(days=90)  # what the notice to a new friend promises


def first_today(session: Session, name: str, today: date) -> bool:
    """Whether nobody has run this job today; claims the day for the caller's transaction."""
    # One statement, so that two clocks cannot both find the day free; the second waits for the first to commit.
    claim = text(
        "INSERT INTO setting (key, value) VALUES (:key, :day) ON CONFLICT (key) DO UPDATE SET value = excluded.value "
        "WHERE setting.value < excluded.value RETURNING key"
    )
    claimed = session.connection().execute(claim, {"key": f"job:{name}", "day": today.isoformat()})
    return claimed.first() is not None


def forget_payloads(session: Session, now: datetime) -> int:
    """Empty what was stored of handled events and sent messages after 30 days; returns how many rows."""
    return retention.forget_mail(session, now - PAYLOADS_KEPT)


def forget_questions(session: Session, now: datetime) -> int:
    """Make questions anonymous and wordless after 90 days; returns how many rows."""
    return retention.forget_questions(session, now - QUESTIONS_KEPT)
