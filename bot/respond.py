"""Gathers what a handler needs to know about an event and asks the handlers for the reply."""

from datetime import datetime

from sqlmodel import Session

import handlers
from handlers import registry
from handlers.context import Context
from handlers.incoming import Incoming
from handlers.reply import Reply
from knowledge import access, answers, people
from knowledge.errors import NotLoaded
from knowledge.library import Library
from knowledge.media.links import Links
from knowledge.thai_dates import bangkok_day
from knowledge.wordings import Wordings

NONE = Wordings()
NOWHERE = Links()
handlers.load_all()


def look_ahead(session: Session, library: Library, arrived: Incoming) -> None:
    """Search for a text before the transaction that answers it: on SQLite everybody waits for that one's end.

    What was found is kept by the shelf, and forgotten with it.
    """
    if arrived.kind == "text" and arrived.text:
        shelf = library.shelf(session)
        answers.look(shelf, shelf.queries.make(arrived.text.strip()), access.CITIZEN)


def respond(session: Session, library: Library, arrived: Incoming, now: datetime,
            wordings: Wordings = NONE, links: Links = NOWHERE) -> Reply:  # fmt: skip
    """The reply to one event, with its changes in the caller's transaction. Errors: NotLoaded."""
    shelf = library.shelf(session)
    if shelf.organisation is None:
        raise NotLoaded
    person = people.meet(session, arrived.user_id, now) if arrived.user_id else None
    reader = access.reader_of(session, person.id if person else None, bangkok_day(now), arrived.in_group)
    return registry.route(
        Context(
            session=session,
            incoming=arrived,
            person=person,
            reader=reader,
            organisation=shelf.organisation,
            shelf=shelf,
            now=now,
            wordings=wordings,
            links=links,
        )
    )
