"""What a citizen must never read: the titles and texts that only internal articles have."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from knowledge.models import Article
from knowledge.models.articles import EXTERNAL
from knowledge.text import THAI_DIGITS

PIECE = 40  # running characters; the rule of the evaluation format
TITLE = 12  # characters; a shorter title is an everyday word, and only its use as a source counts
_LAYOUT = re.compile(r"[\s,|•>#*_`–-]+")


@dataclass(frozen=True)
class Boundary:
    """The internal side of an organisation's knowledge: `pieces` are its running characters, each with its title."""

    pieces: Mapping[str, str]
    internal_titles: frozenset[str]
    external_titles: frozenset[str]
    telling_titles: tuple[str, ...]

    def leak(self, titles: Iterable[str], words: str, question: str) -> str | None:
        """What of the inside a reply shows, or None; a title that the question itself says is no leak."""
        shown = squash(words)
        for title in titles:
            if title in self.internal_titles:
                return f"title {title}"
        for start in range(len(shown) - PIECE + 1):
            if owner := self.pieces.get(shown[start : start + PIECE]):
                return f"text of {owner}"
        asked = squash(question)
        said = (t for t in self.telling_titles if squash(t) in shown and squash(t) not in asked)
        return next((f"words of the title {t}" for t in said), None)


def boundary_of(session: Session) -> Boundary:
    """The boundary through the articles of the database that are not withdrawn."""
    rows = session.exec(select(Article).where(col(Article.withdrawn).is_(False)))
    return draw([(a.title, a.body, a.audience == EXTERNAL) for a in rows])


def draw(articles: Iterable[tuple[str, str, bool]]) -> Boundary:
    """The boundary between articles given as (title, body, whether everybody may read it)."""
    given = list(articles)
    outside = {title for title, _, external in given if external}
    inside = {title: body for title, body, external in given if not external and title not in outside}
    public = "\n".join(squash(part) for title, body, external in given if external for part in (title, body))
    everybodys = set(_pieces(public))
    return Boundary(
        {p: title for title, body in inside.items() for p in _pieces(squash(body)) if p not in everybodys},
        frozenset(inside),
        frozenset(outside),
        tuple(t for t in inside if len(squash(t)) >= TITLE and squash(t) not in public),
    )


def squash(text: str) -> str:
    """The text without spaces, commas and the signs of lists and tables, with Arabic digits: for "does it say"."""
    return _LAYOUT.sub("", text.translate(THAI_DIGITS))


def _pieces(squashed: str) -> Iterable[str]:
    return (squashed[start : start + PIECE] for start in range(len(squashed) - PIECE + 1))
