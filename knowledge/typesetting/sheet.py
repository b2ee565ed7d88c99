"""A leaflet article as a sheet of paper."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from knowledge.models import Article, Division, Organisation
from knowledge.typesetting.compiler import compiled
from knowledge.typesetting.contents import contents
from knowledge.typesetting.imprint import version_day
from knowledge.typesetting.invitation import invitation


@dataclass(frozen=True)
class Sheet:
    """A leaflet ready to be printed or sent."""

    pdf: bytes
    pages: int


def typeset(
    article: Article, organisation: Organisation, basic_id: str, today: date, division: Division | None = None
) -> Sheet:
    """The article as an A4 PDF in two columns and the organisation's colour, on one page when it fits.

    `basic_id` is the LINE account's "@…"; with "" there is no QR code but a line how to find the account. `division`
    is the one to ask. The same article gives the same bytes: its own day is the day of the file, and `today` only
    tells whether it is history. Errors: BadSetting for a basic id or a colour that is none.
    """
    asked = invitation(article, organisation, basic_id)
    day = datetime.combine(version_day(article)[1], time(), UTC)
    return Sheet(*compiled(contents(article, organisation, division, asked, today), int(day.timestamp())))
