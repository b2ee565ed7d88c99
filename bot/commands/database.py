"""km db: the tables."""

import click

from bot.commands.opening import explained
from bot.settings import settings
from knowledge import schema
from knowledge.db import open_engine


@click.group("db")
def db() -> None:
    """The database's tables."""


@db.command("upgrade")
def upgrade() -> None:
    """Bring the tables to the version this program needs. Run it once before a new release starts."""
    with explained():
        changed = schema.upgrade(open_engine(settings().database))
    click.echo(f"The tables are at version {schema.newest_version()}" + ("." if changed else " already."))


@db.command("revision", hidden=True)
@click.argument("number")
@click.argument("message")
def revision(number: str, message: str) -> None:
    """For developers: write the next migration from the models."""
    schema.write_migration(open_engine(settings().database), number, message)


COMMANDS = [db]
