"""Brings the tables to the version this program needs; safe when several processes start at once."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from knowledge.db import is_sqlite
from knowledge.errors import KnowledgeError

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK_NUMBER = 7_404_096  # any number that all processes of this program share


def newest_version() -> str:
    """The revision that the migrations of this program end in, read from their file names (cheap at start-up)."""
    return max(p.stem.split("_")[0] for p in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def current_version(connection: Connection) -> str | None:
    """The revision the database is at, or None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(engine: Engine) -> bool:
    """Migrate to the newest version under a lock; False when there was nothing to do.

    Two processes that migrate at once break each other (measured on both engines), hence the lock.
    Errors: KnowledgeError when the database belongs to a newer program.
    """
    with engine.connect() as connection:
        if current_version(connection) == newest_version():
            return False
    with _alone(engine) as connection:
        _refuse_newer(current_version(connection))
        _run_alembic(connection)
    return True


def _refuse_newer(current: str | None) -> None:
    if current is not None and current > newest_version():
        raise KnowledgeError(
            f"The database is at version {current}, newer than this program ({newest_version()}). "
            "Install the newer program, or restore a backup made with this one."
        )


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A transaction that one process at a time can hold."""
    options = {"km_write": True} if is_sqlite(engine) else {}
    with engine.execution_options(**options).begin() as connection:
        if not is_sqlite(engine):
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK_NUMBER})
        yield connection


def _run_alembic(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def write_migration(engine: Engine, number: str, message: str) -> None:
    """For developers: write the next migration from the difference between the tables and the models."""
    from alembic import command
    from alembic.config import Config

    if not re.fullmatch(r"\d{4}", number):
        raise KnowledgeError("A migration is numbered with four digits, such as 0002.")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    with _alone(engine) as connection:
        config.attributes["connection"] = connection
        command.revision(config, message=message, autogenerate=True, rev_id=number)
