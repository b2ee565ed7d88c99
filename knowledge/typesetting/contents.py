"""What the template sets: an article and who gives it out, as plain data with every text in pieces."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge import colours
from knowledge.models import Article, Division, Organisation
from knowledge.text_words import Words
from knowledge.typesetting import imprint
from knowledge.typesetting.breaking import Piece, pieces
from knowledge.typesetting.characters import drawable
from knowledge.typesetting.invitation import Invitation
from knowledge.typesetting.parts import Section, sections
from knowledge.typesetting.shapes import TEXT

LONGEST_LEAD = 420  # characters; a longer first paragraph goes into the columns
ONE_PAGE = 6_000  # characters of body; more is not tried on one page
KINDS = ("องค์การบริหารส่วนตำบล", "เทศบาลตำบล", "เทศบาลเมือง", "เทศบาลนคร")
PALE, LINE = 0.08, 0.35  # how much of the colour is left in grounds and in lines


@dataclass(frozen=True)
class Writer:
    """Puts texts into pieces, with the place's own name among the words."""

    words: Words

    def text(self, text: str) -> list[Piece]:
        """One text in pieces."""
        return pieces(text, self.words)

    def section(self, section: Section) -> dict[str, Any]:
        """A section with every cell in pieces."""
        parts = [{"kind": p.kind, "rows": [[self.text(c) for c in row] for row in p.rows]} for p in section.parts]
        return {"heading": self.text(section.heading), "parts": parts}


def contents(
    article: Article, organisation: Organisation, division: Division | None, asked: Invitation, today: date
) -> dict[str, Any]:
    """The data of a leaflet, in what JSON can say."""
    writer = Writer(Words([place_name(organisation), organisation.short_name]))
    return {
        "colours": palette(organisation),
        "name": drawable(article.title),
        "author": drawable(organisation.name),
        "organisation": writer.text(organisation.name),
        "place": writer.text(imprint.place(organisation)),
        "kicker": writer.text(imprint.kicker(article)),
        "title": writer.text(imprint.subject(article)),
        "notices": [writer.text(n) for n in imprint.notices(article, today)],
        "imprint": [[writer.text(label), writer.text(text)] for label, text in imprint.lines(article, division, today)],
        "code": {"url": asked.url, "side": asked.side, "squares": asked.squares},
        "invitation": [writer.text(t) for t in (asked.call, asked.caption, asked.account)],
        **_body(article.body, writer),
    }


def place_name(organisation: Organisation) -> str:
    """The organisation's name without what kind it is: เมืองเกษตร."""
    kind = next((k for k in KINDS if organisation.name.startswith(k)), "")
    return organisation.name.removeprefix(kind).strip()


def palette(organisation: Organisation) -> dict[str, str]:
    """The colours of the sheet: all text has a contrast of at least 4.5 : 1 on its ground."""
    brand = colours.own_or_green(organisation.colour)
    pale = colours.tint(brand, PALE)
    return {
        "brand": brand,
        "ink": colours.ink_on(brand),
        "accent": colours.readable_on(brand, pale),
        "pale": pale,
        "line": colours.tint(brand, LINE),
    }


def _body(body: str, writer: Writer) -> dict[str, Any]:
    """The body; a first paragraph without a heading leads, over both columns."""
    made = sections(body)
    first = made[0].parts if made and not made[0].heading else ()
    leads = len(first) == 1 and first[0].kind == TEXT and sum(len(r[0]) for r in first[0].rows) <= LONGEST_LEAD
    lead = first[0].rows[0][0] if leads else ""
    return {
        "lead": writer.text(lead),
        "sections": [writer.section(s) for s in (made[1:] if leads else made)],
        "one_page": len(body) <= ONE_PAGE,
    }
