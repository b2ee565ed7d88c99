"""What every command needs first: the database, at the right version."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from bot.settings import Settings, settings
from knowledge import schema
from knowledge.db import open_engine, reading
from knowledge.errors import BadSetting, KnowledgeError
from knowledge.models import Organisation


def open_database(chosen: Settings | None = None, migrate: bool = False) -> Engine:
    """The engine of the configured database. Errors: KnowledgeError when it is away or at another version."""
    engine = open_engine((chosen or settings()).database)
    with explained():
        if migrate:
            schema.upgrade(engine)
        with engine.connect() as connection:
            version = schema.current_version(connection)
    if version != schema.newest_version():
        raise BadSetting("The database has not the tables this program needs. Run: km db upgrade")
    return engine


@contextmanager
def explained() -> Iterator[None]:
    """Turns the driver's errors into a sentence."""
    try:
        yield
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise KnowledgeError(f"The database does not open ({reason}). Check DATABASE_URL.") from None


def loaded_organisation(engine: Engine) -> Organisation | None:
    """The organisation in the database, or None before the first load."""
    with reading(engine) as session:
        return session.exec(select(Organisation)).first()
