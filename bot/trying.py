"""Asks for the page ลองถาม: through the real handlers, as somebody who never wrote before, and keeps nothing."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine

from bot.rehearsal import Rehearsal
from bot.render.messages import words_of
from console.try_it import Tried
from knowledge.library import Library


def asker(engine: Engine, library: Library) -> Callable[[str, str], Tried]:
    """The function (text, persona) -> Tried over one database."""
    stage = Rehearsal(engine, library)

    def ask(text: str, persona: str) -> Tried:
        now = datetime.now(UTC)
        reply = stage.ask(text, persona, now)
        return Tried(tuple(words_of(reply).splitlines()), stage.explain(text, persona, now))

    return ask
