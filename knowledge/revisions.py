"""The revision number of the knowledge: it grows with each change, so that every process knows when to look again."""

from sqlmodel import Session

from knowledge.models import Setting

KEY = "knowledge_revision"


def current(session: Session) -> int:
    """The number of the newest committed change; 0 before the first."""
    row = session.get(Setting, KEY)
    return int(row.value) if row else 0


def bump(session: Session) -> int:
    """Count one change; the number is seen by others when the transaction commits."""
    number = current(session) + 1
    session.merge(Setting(key=KEY, value=str(number)))
    return number
