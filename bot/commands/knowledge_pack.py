"""km load: an organisation's knowledge pack."""

from contextlib import closing
from datetime import UTC, datetime

import click
from sqlalchemy import Engine

from bot import wake
from bot.commands.opening import open_database
from knowledge.db import transaction
from knowledge.packs import Loaded, find_pack, load_pack, read_pack


@click.command("load")
@click.argument("pack")
def load(pack: str) -> None:
    """Load a knowledge pack: a .yaml file, or mueangkaset or mueangchum. Loading it twice changes nothing."""
    done = load_into(open_database(migrate=True), pack)
    click.echo(f"{done.added} articles added, {done.changed} changed, {done.withdrawn} withdrawn, "
               f"{done.unchanged} as before; {done.synonyms} new synonyms.")  # fmt: skip


def load_into(engine: Engine, pack: str) -> Loaded:
    """Check the pack and load it in one transaction. Errors: PackMistakes, BadSetting."""
    checked = read_pack(find_pack(pack))
    with transaction(engine) as session:
        done = load_pack(session, checked, datetime.now(UTC))
    with closing(wake.ringer(engine)) as bell:
        bell.ring()
    return done


COMMANDS = [load]
