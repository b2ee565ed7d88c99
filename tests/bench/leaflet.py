"""Puts a leaflet into the media store, so that there is something to download."""

from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import select

from knowledge.db import open_engine, transaction
from knowledge.media import Links, open_store
from knowledge.models import Article, Leaflet, MediaFile

from .servers import SECRET_KEY


def add(database: str, media: Path, data: bytes, content_type: str = "application/pdf") -> str:
    """Make these bytes the leaflet of a public article; the path at which `km web` of `servers` hands them out."""
    store, now = open_store(str(media)), datetime.now(UTC)
    found, engine = store.put(data, content_type), open_engine(database)
    with transaction(engine) as session:
        article = session.exec(select(Article).where(Article.audience == "external").order_by(Article.key)).first()
        assert article, "a pack must be loaded"
        session.merge(MediaFile(hash=found, content_type=content_type, size=len(data), stored_at=now))
        session.flush()
        session.merge(
            Leaflet(
                article_key=article.key,
                file_hash=found,
                file_name="แผ่นพับ.pdf",
                content_type=content_type,
                size=len(data),
                pages=1,
                added_at=now,
            )
        )
    engine.dispose()
    address = Links("http://127.0.0.1", SECRET_KEY).file(article, found, None, now)
    assert address
    return address.removeprefix("http://127.0.0.1")
