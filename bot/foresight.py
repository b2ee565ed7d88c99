"""Foresees what a question will be answered with, before the transaction that answers it."""

from datetime import datetime

from sqlmodel import Session

from handlers.incoming import Incoming
from knowledge import access, answers, intents, people
from knowledge.answers import Verdict
from knowledge.library import Library, Shelf
from knowledge.models.articles import EXTERNAL
from knowledge.thai_dates import bangkok_day
from knowledge.wordings import Draft

NEVER_SENT = ("crisis", "emergency")  # what somebody says in need stays here, even when it is a question after all


def foresee(session: Session, library: Library, arrived: Incoming, now: datetime, internal: bool) -> Draft | None:
    """The question with the excerpt that will most likely answer it; None when no excerpt will, or it must not leave.

    A wrong guess does no harm: a wording is found again only by the same question and the same excerpt.
    """
    shelf, question = library.shelf(session), arrived.text.strip()
    if not arrived.wants_answer or arrived.kind != "text" or not _is_question(shelf, question):
        return None
    person, today = people.find(session, arrived.user_id), bangkok_day(now)
    reader = access.reader_of(session, person.id if person else None, today)
    decision = answers.answer(session, shelf, question, reader, today)
    if decision.verdict is not Verdict.ANSWER:
        return None
    first = decision.found[0]
    return Draft(question, first.excerpt.text) if internal or first.article.audience == EXTERNAL else None


def _is_question(shelf: Shelf, text: str) -> bool:
    """Whether the words go to the search: not a command, not a leaflet, nothing of an emergency."""
    if any(intents.mentions(text, name) for name in NEVER_SENT) or intents.whole_message(text, shelf.queries):
        return False
    query = shelf.queries.make(text)
    return not intents.mentions(" ".join((query.text, *(meant for _, meant in query.expansions))), "leaflet_request")
