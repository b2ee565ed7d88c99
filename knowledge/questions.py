"""The log of questions: what was asked, what was shown, how it ended."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from knowledge.models import Question
from knowledge.models.questions import Outcome

TEXT_LIMIT = 2000  # characters kept of one question
REMOVED = ""


def record(session: Session, *, person_id: int | None, conversation: str, message_id: str, text: str,
           outcome: Outcome, articles: list[str], confidence: float, now: datetime) -> Question:  # fmt: skip
    """Add one question to the log; it has an id after this."""
    row = Question(
        person_id=person_id,
        conversation_key=conversation,
        message_id=message_id,
        text=text[:TEXT_LIMIT],
        outcome=outcome,
        article_keys=articles,
        confidence=round(confidence, 4),
        asked_at=now,
    )
    session.add(row)
    session.flush()
    return row


def find(session: Session, question_id: int, conversation: str) -> Question | None:
    """A question of this conversation; the questions of others are as if they did not exist."""
    row = session.get(Question, question_id)
    return row if row and row.conversation_key == conversation else None


def latest(session: Session, conversation: str) -> Question | None:
    """The newest question of a conversation."""
    order = select(Question).where(Question.conversation_key == conversation).order_by(col(Question.id).desc())
    return session.exec(order).first()


def forget_message(session: Session, conversation: str, message_id: str) -> int:
    """Delete the text of an unsent message (LINE asks for this with the unsend event); returns how many rows."""
    rows = session.exec(
        select(Question).where(Question.conversation_key == conversation, Question.message_id == message_id)
    ).all()
    for row in rows:
        row.text = REMOVED
    return len(rows)


@dataclass(frozen=True)
class Counted:
    """How many questions ended in each outcome, and how many people asked them."""

    by_outcome: Counter[str]
    people: int


def count(session: Session, since: datetime) -> Counted:
    """The questions asked since this moment."""
    rows = session.exec(select(Question.outcome, Question.conversation_key).where(Question.asked_at >= since)).all()
    return Counted(Counter(outcome for outcome, _ in rows), len({key for _, key in rows if key}))


def without_answer(session: Session, since: datetime) -> Sequence[Question]:
    """The questions since this moment to which nothing was found, or none of what was offered; the newest first."""
    wanted = col(Question.outcome).in_((Outcome.NO_HIT, Outcome.NONE_OF_THESE))
    asked = select(Question).where(wanted, Question.asked_at >= since, Question.text != REMOVED)
    return session.exec(asked.order_by(col(Question.id).desc())).all()


def of_person(session: Session, person_id: int) -> Sequence[Question]:
    """What one person asked and is still kept, the newest first."""
    asked = select(Question).where(Question.person_id == person_id, Question.text != REMOVED)
    return session.exec(asked.order_by(col(Question.id).desc())).all()
