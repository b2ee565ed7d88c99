"""km synonym: what people here write for what the organisation calls it; a change is searched with at once."""

import click

from bot.commands.opening import open_database
from knowledge import synonyms
from knowledge.db import reading, transaction
from knowledge.errors import BadSetting


@click.group("synonym")
def synonym() -> None:
    """The organisation's synonyms."""


@synonym.command("add")
@click.argument("variant")
@click.argument("canonical")
@click.option("--kind", default=synonyms.SLANG, show_default=True, type=click.Choice(synonyms.KINDS))
def add(variant: str, canonical: str, kind: str) -> None:
    """VARIANT is what people write, CANONICAL what it is called here; said twice it changes nothing."""
    with transaction(open_database(migrate=True)) as session:
        new = synonyms.add(session, variant, canonical, kind)
    click.echo(f"{variant} → {canonical} ({kind})" + ("" if new else " was there already"))


@synonym.command("remove")
@click.argument("variant")
def remove(variant: str) -> None:
    """Remove every row of a variant; they are printed, so that they can be added again."""
    with transaction(open_database(migrate=True)) as session:
        rows = synonyms.remove(session, variant)
    if not rows:
        raise BadSetting(f"No synonym {variant}; `km synonym list {variant[:2]}` shows those that begin alike.")
    for row in rows:
        click.echo(f"removed: {row.variant} → {row.canonical} ({row.kind})")


@synonym.command("list")
@click.argument("beginning", default="")
def show(beginning: str) -> None:
    """The rows whose variant begins so; all without an argument."""
    with reading(open_database(migrate=True)) as session:
        for row in synonyms.rows(session, beginning):
            click.echo(f"{row.variant} → {row.canonical} ({row.kind})")


COMMANDS = [synonym]
