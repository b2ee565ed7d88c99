"""Foresees what a question will be answered with, before the transaction that answers it."""

from datetime import datetime

from sqlmodel import Session

from handlers.incoming import Incoming
from handlers.personal_data import ID_NUMBER
from knowledge import access, answers, intents, people, scope
from knowledge.answers import Verdict
from knowledge.library import Library, Shelf
from knowledge.models.articles import EXTERNAL
from knowledge.text import normalise
from knowledge.thai_dates import bangkok_day
from knowledge.wordings import Draft

NEVER_SENT = ("crisis", "emergency", "abuse")  # what somebody says in need or anger stays here, question or not


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
    """Whether the words go to the search: not a command, not a leaflet, nobody's number, nothing of an emergency."""
    queries = shelf.queries
    if any(intents.mentions(text, name) for name in NEVER_SENT) or ID_NUMBER.search(normalise(text)):
        return False
    if intents.whole_message(text, queries) or intents.spoken(text, queries):
        return False
    query = queries.make(text)
    said = " ".join((query.text, *(meant for _, meant in query.expansions)))
    return not intents.mentions(said, "leaflet_request") and not _is_elsewhere(shelf, query.text)


def _is_elsewhere(shelf: Shelf, said: str) -> bool:
    """Whether another place or agency is named: most such questions get no excerpt."""
    named = shelf.organisation is not None and scope.names_elsewhere(said, shelf.organisation)
    return bool(named or scope.agency_for(said))
