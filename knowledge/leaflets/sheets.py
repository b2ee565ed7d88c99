"""Gives leaflet articles that have no file of an officer's a sheet of their own: typeset, and kept like any other."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session, col, select

from knowledge import account, typesetting
from knowledge.documents import Document, Page
from knowledge.documents.document import PDF
from knowledge.documents.pdf import pictures
from knowledge.errors import NotLoaded
from knowledge.leaflets.adding import attach
from knowledge.leaflets.intake import keep
from knowledge.leaflets.stored import StoredLeaflet
from knowledge.media.store import Store, hash_of
from knowledge.models import Article, Division, Leaflet, Organisation

FILE_NAME = "{title}.pdf"


@dataclass(frozen=True)
class Drawn:
    """A sheet that differs from the file that its article has now."""

    article: Article
    pdf: bytes
    pages: int


def outdated(session: Session, today: date, keys: list[str] | None = None) -> Iterator[Drawn]:
    """The sheets that must be made anew: of articles without a file, or whose text, colours or QR code changed.

    A file of an officer's is never replaced. `keys` limits it to these articles. Errors: NotLoaded.
    """
    organisation = session.exec(select(Organisation)).first()
    if organisation is None:
        raise NotLoaded
    for article in _articles(session, keys):
        division = session.get(Division, article.division_key) if article.division_key else None
        sheet = typesetting.typeset(article, organisation, account.basic_id(session), today, division)
        has = session.get(Leaflet, article.key)
        if has is None or has.file_hash != hash_of(sheet.pdf):
            yield Drawn(article, sheet.pdf, sheet.pages)


def shelve(store: Store, drawn: Drawn, now: datetime) -> StoredLeaflet:
    """Put a sheet and the pictures of its pages into the store. The text stays that of the article."""
    document = Document(PDF, (Page(drawn.article.body),))  # our own file: what is in it we know
    stored = keep(store, drawn.pdf, FILE_NAME.format(title=drawn.article.title), document, pictures(drawn.pdf), now)
    return replace(stored, page_count=drawn.pages, rendered=True)


def hang(session: Session, key: str, stored: StoredLeaflet, now: datetime) -> bool:
    """Give an article its sheet; False when an officer's file came first."""
    article, has = session.get(Article, key), session.get(Leaflet, key)
    if article is None or (has is not None and not has.rendered):
        return False
    attach(session, article, stored, now)
    return True


def _articles(session: Session, keys: list[str] | None) -> list[Article]:
    rows = session.exec(
        select(Article).where(col(Article.leaflet).is_(True), col(Article.withdrawn).is_(False)).order_by(Article.key)
    )
    officers = set(session.exec(select(Leaflet.article_key).where(col(Leaflet.rendered).is_(False))))
    return [a for a in rows if a.key not in officers and (keys is None or a.key in keys)]
