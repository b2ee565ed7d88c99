"""Counts how often a leaflet was taken."""

from collections.abc import Mapping

from sqlalchemy import bindparam, update
from sqlmodel import Session, col

from knowledge.models import Leaflet

PROBE = 1024  # bytes; players and viewers ask for the first few to learn whether ranges work


def add(session: Session, taken: Mapping[str, int]) -> None:
    """Add so many downloads to each leaflet, by article key; a leaflet that is gone is no error."""
    statement = (
        update(Leaflet)
        .where(col(Leaflet.article_key) == bindparam("key"))
        .values(downloads=col(Leaflet.downloads) + bindparam("times"))
        .execution_options(synchronize_session=False)
    )
    session.connection().execute(statement, [{"key": k, "times": n} for k, n in sorted(taken.items())])


def is_download(start: int, length: int, size: int) -> bool:
    """Whether an answer with these bytes is a leaflet taken: from its first byte, and more than a viewer's probe."""
    return start == 0 and length >= min(size, PROBE)
