"""Puts a leaflet's file into the tables, beside the article that is its text."""

from datetime import datetime

from sqlmodel import Session, col, delete, select

from knowledge.errors import KnowledgeError
from knowledge.leaflets.editing import note, publish, write_text
from knowledge.leaflets.stored import StoredLeaflet
from knowledge.leaflets.wanted import Wanted
from knowledge.models import Article, Leaflet, LeafletPage
from knowledge.models.articles import EXTERNAL
from knowledge.thai_dates import bangkok_day

KIND = "leaflet"
ORIGIN = "file"


def add(session: Session, stored: StoredLeaflet, wanted: Wanted, held: bool, now: datetime) -> Article:
    """The article of a new leaflet, with its file and pages; published at once unless it is `held` for a person.

    Errors: KnowledgeError when this very file is a leaflet already, or what it replaces was replaced by another.
    """
    _refuse_twice(session, stored)
    article = _article(stored, wanted, now)
    session.add(article)
    session.flush()
    write_text(session, article, now)
    attach(session, article, stored, now, wanted.by, held=True, replaces=wanted.replaces)
    note(session, wanted.by, "leaflet.add", article.key, now)
    if not held:
        publish(session, article, wanted.by, now)
    return article


def attach(session: Session, article: Article, stored: StoredLeaflet, now: datetime, by: str = "",
           held: bool = False, replaces: str | None = None) -> Leaflet:  # fmt: skip
    """Give an article its file and the pictures of its pages, in place of those it had."""
    before = session.get(Leaflet, article.key)
    session.exec(delete(LeafletPage).where(col(LeafletPage.article_key) == article.key))
    for file in (stored.file, *(f for p in stored.pages for f in (p.picture, p.thumbnail))):
        session.merge(file)
    session.flush()
    leaflet = session.merge(
        Leaflet(
            article_key=article.key,
            file_hash=stored.file.hash,
            file_name=stored.name,
            content_type=stored.file.content_type,
            size=stored.file.size,
            pages=stored.page_count,
            quality=stored.quality,
            problems=list(stored.problems),
            held=held,
            replaces=replaces,
            rendered=stored.rendered,
            added_by=by,
            added_at=now,
            downloads=before.downloads if before else 0,
        )
    )
    session.flush()
    for number, page in enumerate(stored.pages, 1):
        session.add(LeafletPage(article_key=article.key, number=number, picture_hash=page.picture.hash,
                                thumbnail_hash=page.thumbnail.hash, width=page.width, height=page.height))  # fmt: skip
    return leaflet


def _article(stored: StoredLeaflet, wanted: Wanted, now: datetime) -> Article:
    return Article(
        key=f"leaflet-{stored.file.hash[:12]}",
        title=wanted.title or "",
        kind=KIND,
        audience=wanted.audience or EXTERNAL,
        leaflet=True,
        division_key=wanted.division,
        body=stored.text,
        keywords=list(wanted.keywords),
        phrasings=[],
        related=[],
        source={"origin": ORIGIN, "checked_on": bangkok_day(now).isoformat()},
        valid_from=wanted.valid_from,
        valid_until=wanted.valid_until,
        time_bound=wanted.valid_until is not None,
        withdrawn=True,
        origin=ORIGIN,
        checksum=stored.file.hash,
        changed_at=now,
    )


def _refuse_twice(session: Session, stored: StoredLeaflet) -> None:
    same = session.exec(select(Leaflet).where(Leaflet.file_hash == stored.file.hash)).first()
    if same is not None:
        raise KnowledgeError(f"This very file is the leaflet {same.article_key} already; nothing was changed.")
