"""Binds a link to an internal leaflet to the first browser that opens it."""

import hashlib
from datetime import datetime

from sqlalchemy import bindparam, text
from sqlmodel import Session, col, delete

from knowledge.models import FileVisit

_CLAIM = text(
    "INSERT INTO filevisit (link, visitor, expires_at) VALUES (:link, :visitor, :expires_at) ON CONFLICT DO NOTHING"
).bindparams(bindparam("expires_at", type_=FileVisit.expires_at.type))  # type: ignore[attr-defined]


def fingerprint(words: str) -> str:
    """What is kept of a link or of a browser's cookie: SHA-256, from which neither can be made again."""
    return hashlib.sha256(words.encode()).hexdigest()


def holder(session: Session, signed: str) -> str | None:
    """The fingerprint of the browser that this link belongs to; None while nobody has opened it."""
    visit = session.get(FileVisit, fingerprint(signed))
    return visit.visitor if visit else None


def claim(session: Session, signed: str, visitor: str, expires: datetime, now: datetime) -> bool:
    """Give the link to this browser if no other was first; whether it is this one's now. Forgets expired links."""
    session.exec(delete(FileVisit).where(col(FileVisit.expires_at) < now))
    # One statement, so that of two browsers at the same moment only one is first.
    mine = fingerprint(visitor)
    session.connection().execute(_CLAIM, {"link": fingerprint(signed), "visitor": mine, "expires_at": expires})
    return holder(session, signed) == mine
