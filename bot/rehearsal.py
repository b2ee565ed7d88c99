"""Asks the real handlers as a fresh person and forgets everything afterwards: for `km ask` and evaluations."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from bot.respond import respond
from handlers.incoming import Incoming
from handlers.reply import Reply
from knowledge import answers, people
from knowledge.access import Reader
from knowledge.db import is_sqlite, reading
from knowledge.explaining import Explanation, explain
from knowledge.library import Library
from knowledge.thai_dates import bangkok_day

STRANGER = "U" + "0" * 32
PERSONAS: dict[str, list[str]] = {"citizen": [], "staff": ["staff"], "hr": ["staff", "hr"]}


@dataclass
class Rehearsal:
    """A stage over one database: nothing said on it is kept."""

    engine: Engine
    library: Library

    def ask(self, text: str, persona: str, now: datetime) -> Reply:
        """The reply that this message gets from a person of this kind who never wrote before."""
        options = {"km_write": True} if is_sqlite(self.engine) else {}
        with Session(self.engine.execution_options(**options), expire_on_commit=False) as session:
            if PERSONAS[persona]:
                people.add_staff(session, STRANGER, "", None, PERSONAS[persona], now, bangkok_day(now))
            reply = respond(session, self.library, _message(text), now)
            session.rollback()
        return reply

    def explain(self, text: str, persona: str, now: datetime) -> Explanation:
        """Why a person of this kind gets what they get."""
        reader, today = Reader(frozenset(PERSONAS[persona])), bangkok_day(now)
        with reading(self.engine) as session:
            shelf = self.library.shelf(session)
            decision = answers.answer(session, shelf, text, reader, today)
            return explain(session, shelf, text, decision, reader)


def _message(text: str) -> Incoming:
    return Incoming(
        kind="text",
        event_type="message",
        conversation=f"user:{STRANGER}",
        source_type="user",
        user_id=STRANGER,
        text=text,
    )
