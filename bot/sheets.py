"""Typesets the leaflets of packs as A4 sheets: for km leaflet render, km load --render and the simulator."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine

from knowledge.db import reading, transaction
from knowledge.leaflets import sheets
from knowledge.media import Store
from knowledge.thai_dates import bangkok_day


def render_into(engine: Engine, store: Store, tell: Callable[[str], object], keys: list[str] | None = None) -> int:
    """Typeset what must be, one leaflet at a time, and tell of each; returns how many."""
    now, made = datetime.now(UTC), 0
    with reading(engine) as session:
        for drawn in sheets.outdated(session, bangkok_day(now), keys):
            stored = sheets.shelve(store, drawn, now)
            with transaction(engine) as writing:
                made += sheets.hang(writing, drawn.article.key, stored, now)
            tell(f"{drawn.article.key}  {drawn.article.title}  ({drawn.pages} page{'' if drawn.pages == 1 else 's'})")
    return made
