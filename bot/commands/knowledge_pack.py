"""km load: an organisation's knowledge pack."""

from contextlib import closing
from datetime import UTC, datetime

import click
from sqlalchemy import Engine

from bot import wake
from bot.commands.opening import open_database
from bot.settings import settings
from bot.sheets import render_into
from knowledge.db import transaction
from knowledge.media import open_store
from knowledge.packs import Loaded, find_pack, load_pack, read_pack


@click.command("load")
@click.argument("pack")
@click.option("--render", is_flag=True, help="Typeset its leaflets as A4 sheets (km leaflet render).")
def load(pack: str, render: bool) -> None:
    """Load a knowledge pack: a .yaml file, or mueangkaset or mueangchum. Loading it twice changes nothing."""
    engine = open_database(migrate=True)
    done = load_into(engine, pack)
    click.echo(f"{done.added} articles added, {done.changed} changed, {done.withdrawn} withdrawn, "
               f"{done.unchanged} as before; {done.synonyms} new synonyms.")  # fmt: skip
    if render:
        render_into(engine, open_store(settings().media_url), click.echo)


def load_into(engine: Engine, pack: str) -> Loaded:
    """Check the pack and load it in one transaction. Errors: PackMistakes, BadSetting."""
    checked = read_pack(find_pack(pack))
    with transaction(engine) as session:
        done = load_pack(session, checked, datetime.now(UTC))
    with closing(wake.ringer(engine)) as bell:
        bell.ring()
    return done


COMMANDS = [load]
