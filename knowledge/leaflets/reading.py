"""The file of an article and the pictures of its pages."""

from sqlmodel import Session, col, select

from knowledge.models import Leaflet, LeafletPage


def of(session: Session, article_key: str) -> Leaflet | None:
    """The file of an article, or None for one that is text only."""
    return session.get(Leaflet, article_key)


def pages(session: Session, article_key: str) -> list[LeafletPage]:
    """The pictures of a leaflet's pages, in order."""
    rows = select(LeafletPage).where(LeafletPage.article_key == article_key).order_by(col(LeafletPage.number))
    return list(session.exec(rows))
