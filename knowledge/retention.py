"""Forgets what need not be kept: the words of old webhook events and messages."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, update

from knowledge.models import Conversation, Inbox, Outbox, Question
from knowledge.models.mail import InboxState, OutboxState


def forget_mail(session: Session, before: datetime) -> int:
    """Empty the payloads of events and messages that ended before this moment; returns how many rows."""
    events = session.exec(
        update(Inbox)
        .where(col(Inbox.state) != InboxState.NEW, col(Inbox.received_at) < before, col(Inbox.payload) != "{}")
        .values(payload="{}")
    )
    sent = session.exec(
        update(Outbox)
        .where(col(Outbox.state) != OutboxState.PENDING, col(Outbox.created_at) < before, col(Outbox.recipient) != "")
        .values(messages=[], recipient="", reply_token=None)
    )
    return _rows(events) + _rows(sent)


def forget_questions(session: Session, before: datetime) -> int:
    """Empty the words of questions asked before this moment, and whose they were; the outcome stays for statistics."""
    asked = col(Question.asked_at) < before
    left = update(Question).where(asked, (col(Question.text) != "") | col(Question.person_id).is_not(None))
    return _rows(session.exec(left.values(text="", person_id=None, conversation_key="", message_id="")))


def forget_person(session: Session, person_id: int, conversation: str) -> int:
    """Empty what one person wrote and what was answered in that chat; returns how many questions."""
    mine = update(Question).where(col(Question.person_id) == person_id, col(Question.text) != "")
    forgotten = _rows(session.exec(mine.values(text="", person_id=None, conversation_key="", message_id="")))
    events = update(Inbox).where(col(Inbox.conversation) == conversation, col(Inbox.state) != InboxState.NEW)
    session.exec(events.values(payload="{}"))
    session.exec(delete(Conversation).where(col(Conversation.key) == conversation))
    forget_sent(session, conversation)
    return forgotten


def forget_sent(session: Session, recipient: str) -> int:
    """Empty what was sent to a chat: it may quote a message that was taken back."""
    sent = update(Outbox).where(col(Outbox.recipient) == recipient, col(Outbox.state) != OutboxState.PENDING)
    return _rows(session.exec(sent.values(messages=[])))


def _rows(result: Any) -> int:
    return int(result.rowcount)
