"""Which edition of an article is the current one: what is history, what took its place, what stands beside it."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from knowledge import access
from knowledge.access import Reader
from knowledge.errors import KnowledgeError
from knowledge.models import Article, Replacement
from knowledge.text import normalise
from knowledge.thai_dates import thai_year

_YEAR = re.compile(r"(?<!\d)(?:25)?\d{2}(?!\d)")
LONGEST_CHAIN = 20  # editions looked through; one a year for a working life


def is_expired(article: Article, today: date) -> bool:
    """Whether the article is history: archived, replaced, or past its last valid day."""
    return article.archived or (article.valid_until is not None and article.valid_until < today)


def is_of_year(article: Article, normalised: str) -> bool:
    """Whether a text names the year of an article, B.E. in four digits or two: its last valid one, or its title's."""
    years = {thai_year(article.valid_until) % 100} if article.valid_until else set()
    years |= {int(n) % 100 for n in _YEAR.findall(normalise(article.title))}
    return bool(years & {int(n) % 100 for n in _YEAR.findall(normalised)})


def successor(session: Session, article: Article, reader: Reader, today: date) -> Article | None:
    """The current article that stands in for an expired one: what replaced it, else a related one of its kind.

    None for an article that is not expired, or that names no current one.
    """
    if not is_expired(article, today):
        return None
    newest = newest_keys(session, [article.key])[0]
    if newest != article.key:
        replaced = _current(session, [newest], reader, today)
        if replaced:
            return replaced[0]
    current = related(session, article, reader, today)
    return next((a for a in current if a.leaflet == article.leaflet), current[0] if current else None)


def related(session: Session, article: Article, reader: Reader, today: date) -> list[Article]:
    """Current articles that belong beside this one, for suggestions; a replaced one's place is taken by the new."""
    keys = newest_keys(session, article.related) if article.related else []
    return [a for a in _current(session, keys, reader, today) if a.key != article.key]


def leaflets(session: Session, reader: Reader, today: date) -> list[Article]:
    """The current leaflets that this reader may have, by title."""
    rows = session.exec(select(Article).where(col(Article.leaflet).is_(True)).order_by(Article.title))
    return [a for a in rows if access.may_see(a, reader) and not is_expired(a, today)]


def newest_keys(session: Session, keys: Iterable[str]) -> list[str]:
    """For each key that of the edition that took its place, itself when none did; each once, in the order given."""
    newest = {key: key for key in keys}
    for _ in range(LONGEST_CHAIN):
        rows = session.exec(select(Replacement).where(col(Replacement.old_key).in_(set(newest.values()))))
        onward = {row.old_key: row.new_key for row in rows}
        if not onward:
            break
        newest = {key: onward.get(now, now) for key, now in newest.items()}
    return list(dict.fromkeys(newest.values()))


def replace(session: Session, old: Article, new: Article, by: str, now: datetime) -> None:
    """Let a new edition take the place of an old one, which stays as history with a pointer to it.

    Errors: KnowledgeError when another one has taken that place already, or when the two are one.
    """
    if old.key == new.key:
        raise KnowledgeError(f"{old.key} cannot replace itself.")
    before = session.get(Replacement, old.key)
    if before is not None and before.new_key != new.key:
        raise KnowledgeError(f"{old.key} was replaced by {before.new_key} already; replace that one instead.")
    session.merge(Replacement(old_key=old.key, new_key=new.key, at=now, by=by))
    old.archived, old.changed_at = True, now
    session.add(old)
    try:
        session.flush()
    except IntegrityError:
        raise KnowledgeError(f"{old.key} was replaced by somebody else just now; look at it and try again.") from None


def _current(session: Session, keys: list[str], reader: Reader, today: date) -> list[Article]:
    return [a for a in access.visible(session, keys, reader) if not is_expired(a, today)]
