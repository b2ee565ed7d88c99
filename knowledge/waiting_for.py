"""What waits for a person: a nudge, an answer, a review. Their menu carries a red dot as long as anything does.

Whoever makes something wait calls `add`, whoever ends it calls `done`, both in their own transaction; the menu follows
within a minute, and costs no message.
"""

from collections import Counter
from datetime import datetime

from sqlmodel import Session, col, delete, select

from knowledge.models import Waiting
from knowledge.models.menus import Kind


def add(session: Session, person_id: int, kind: Kind, subject: str, now: datetime) -> None:
    """Something waits for this person; said twice it waits once, since the first time."""
    if _find(session, person_id, kind, subject) is None:
        session.add(Waiting(person_id=person_id, kind=kind, subject=subject, since=now))
        session.flush()


def done(session: Session, person_id: int, kind: Kind, subject: str) -> None:
    """It waits no longer; what never waited is no mistake."""
    row = _find(session, person_id, kind, subject)
    if row is not None:
        session.delete(row)
        session.flush()


def done_for_all(session: Session, kind: Kind, subject: str) -> None:
    """It waits for nobody any longer: one of several reviewers has seen to it."""
    session.exec(delete(Waiting).where(col(Waiting.kind) == kind, col(Waiting.subject) == subject))


def anything(session: Session, person_id: int) -> bool:
    """Whether anything waits for this person."""
    return session.exec(select(Waiting.id).where(Waiting.person_id == person_id).limit(1)).first() is not None


def counted(session: Session, person_id: int) -> Counter[Kind]:
    """How many things of each kind wait for this person."""
    return Counter(Kind(kind) for kind in session.exec(select(Waiting.kind).where(Waiting.person_id == person_id)))


def _find(session: Session, person_id: int, kind: Kind, subject: str) -> Waiting | None:
    mine = select(Waiting).where(Waiting.person_id == person_id, Waiting.kind == kind, Waiting.subject == subject)
    return session.exec(mine).first()
