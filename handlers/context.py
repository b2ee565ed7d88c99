"""What a handler knows about the event it handles."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session

from handlers.incoming import Incoming
from knowledge.access import Reader
from knowledge.library import Shelf
from knowledge.media.links import Links
from knowledge.models import Organisation, Person
from knowledge.thai_dates import bangkok_day
from knowledge.wordings import Wordings


@dataclass(frozen=True)
class Context:
    """One event with its session, its person (None in groups without a user id) and the moment."""

    session: Session
    incoming: Incoming
    person: Person | None
    reader: Reader
    organisation: Organisation
    shelf: Shelf
    now: datetime
    wordings: Wordings = field(default_factory=Wordings)
    links: Links = field(default_factory=Links)

    @property
    def text(self) -> str:
        """What the person wrote, trimmed."""
        return self.incoming.text.strip()

    @property
    def today(self) -> date:
        """The calendar day in Thailand."""
        return bangkok_day(self.now)

    @property
    def person_id(self) -> int | None:
        """The person's id in our tables, or None for somebody LINE does not name."""
        return self.person.id if self.person else None

    @property
    def conversation(self) -> str:
        """The key of the chat."""
        return self.incoming.conversation

    def say(self, sentence: str, **values: object) -> str:
        """A phrase with the organisation's name and its particle style filled in.

        {ka} and {kha} are the closing particles of a statement and of a question; a neutral style has none.
        """
        polite = self.organisation.politeness == "ค่ะ"
        style = {"ka": "ค่ะ" if polite else "", "kha": "คะ" if polite else ""}
        return sentence.format(org=self.organisation.short_name, **style, **values)
