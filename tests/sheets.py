"""Leaflets with a file, as if it lay in the media store: for tests that need no bytes."""

from datetime import date
from typing import Any

from sqlalchemy import Engine

from knowledge import leaflets
from knowledge.db import transaction
from knowledge.leaflets import StoredLeaflet, StoredPage, Wanted
from knowledge.media.links import Links
from knowledge.models import MediaFile
from stage import now

LINKS = Links("https://km.example", "a key for tests")
TODAY = date(2026, 11, 23)


def stored(name: str, text: str, pages: int = 2) -> StoredLeaflet:
    """A file of some pages; its name stands for its bytes."""
    shown = [StoredPage(_file(f"{n}a{name}", 9), _file(f"{n}b{name}", 3), 800, 1131) for n in range(1, pages + 1)]
    return StoredLeaflet(_file(name, 5000, "application/pdf"), f"{name}.pdf", text, pages, shown)


def shelve(engine: Engine, name: str, text: str, held: bool = False, pages: int = 2, **wanted: Any) -> str:
    """Put a leaflet in and return its key: `shelve(engine, "tax69", "ภาษี…", title="…", replaces=…)`."""
    with transaction(engine) as session:
        checked = leaflets.check(session, Wanted(**{"by": "km", **wanted}))
        return leaflets.add(session, stored(name, text, pages), checked, held, now()).key


def _file(name: str, size: int, content_type: str = "image/jpeg") -> MediaFile:
    return MediaFile(
        hash=name.encode().hex().ljust(64, "0")[:64], content_type=content_type, size=size, stored_at=now()
    )
