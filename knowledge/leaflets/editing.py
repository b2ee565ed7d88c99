"""Publishes, withdraws and corrects leaflets; each change is in the audit log."""

from datetime import datetime

from sqlmodel import Session, col, delete

from knowledge import editions, passages, revisions
from knowledge.errors import KnowledgeError
from knowledge.leaflets.wanted import find
from knowledge.models import Article, AuditLog, Leaflet, Passage, Revision


def publish(session: Session, article: Article, by: str, now: datetime) -> None:
    """Show a leaflet to those who may see it; from this moment it stands in for what it replaces."""
    leaflet = session.get(Leaflet, article.key)
    if leaflet is not None:
        leaflet.held = False
        if leaflet.replaces:
            editions.replace(session, find(session, leaflet.replaces), article, by, now)
    article.withdrawn, article.changed_at = False, now
    session.add(article)
    note(session, by, "leaflet.publish", article.key, now)
    revisions.bump(session)


def withdraw(session: Session, article: Article, by: str, now: datetime) -> None:
    """Show a leaflet to nobody any more; `publish` brings it back. What it replaced stays history."""
    article.withdrawn, article.changed_at = True, now
    session.add(article)
    note(session, by, "leaflet.withdraw", article.key, now)
    revisions.bump(session)


def rewrite(session: Session, article: Article, text: str, by: str, now: datetime) -> None:
    """Correct the text of a leaflet, as a new revision. Its file, its dates and who may see it stay as they are."""
    if not text.strip():
        raise KnowledgeError("The text is empty; nothing was changed.")
    article.body, article.revision, article.changed_at = text.strip(), article.revision + 1, now
    session.add(article)
    write_text(session, article, now)
    note(session, by, "leaflet.rewrite", article.key, now)
    revisions.bump(session)


def write_text(session: Session, article: Article, now: datetime) -> None:
    """Keep the text of an article as its newest revision, and cut it into the passages that search returns."""
    session.add(
        Revision(
            article_key=article.key,
            number=article.revision,
            title=article.title,
            body=article.body,
            checksum=article.checksum,
            created_at=now,
        )
    )
    session.exec(delete(Passage).where(col(Passage.article_key) == article.key))
    for position, text in enumerate(passages.split(article.body)):
        session.add(Passage(article_key=article.key, position=position, text=text))


def note(session: Session, by: str, action: str, key: str, now: datetime) -> None:
    """A line in the audit log: who did what to which leaflet."""
    session.add(AuditLog(at=now, actor=by, action=action, subject=key))
