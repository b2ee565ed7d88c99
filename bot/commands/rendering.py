"""Typesets the leaflets of packs as A4 sheets: for km leaflet render, km load --render and the simulator."""

from datetime import UTC, datetime

import click
from sqlalchemy import Engine

from bot.settings import settings
from knowledge.db import reading, transaction
from knowledge.leaflets import sheets
from knowledge.media import open_store
from knowledge.thai_dates import bangkok_day


def render_into(engine: Engine, keys: list[str] | None = None) -> int:
    """Typeset what must be, one leaflet at a time, and say so; returns how many."""
    store, now, made = open_store(settings().media_url), datetime.now(UTC), 0
    with reading(engine) as session:
        for drawn in sheets.outdated(session, bangkok_day(now), keys):
            stored = sheets.shelve(store, drawn, now)
            with transaction(engine) as writing:
                made += sheets.hang(writing, drawn.article.key, stored, now)
            click.echo(f"{drawn.article.key}  {drawn.article.title}  ({drawn.pages} pages)")
    return made
