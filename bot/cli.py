"""The `km` command line. Exit 0: done; 1: it failed; 2: the command, a setting or a file is wrong."""

import logging
import sys

import click

from knowledge import db
from knowledge.errors import BadSetting, KnowledgeError, PackMistakes


class KmGroup(click.Group):
    """Turns the program's own errors into one sentence on stderr."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what the program knows how to explain is explained without a traceback."""
        before = set(db.opened)
        try:
            return super().invoke(ctx)
        except BadSetting as error:
            click.echo(f"km: {error}", err=True)
            sys.exit(2)
        except PackMistakes as error:
            click.echo(error, err=True)
            click.echo(f"km: {len(error.mistakes)} mistake(s); nothing was loaded.", err=True)
            sys.exit(1)
        except KnowledgeError as error:
            click.echo(f"km: {error}", err=True)
            sys.exit(1)
        finally:
            for engine in set(db.opened) - before:
                engine.dispose()


@click.group(cls=KmGroup, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """The LINE account that a Thai local government runs as its memory."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for chatty in ("alembic", "apscheduler"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _add_commands() -> None:
    from bot.commands import (
        asking,
        database,
        evaluation,
        fitting,
        knowledge_pack,
        leaflet,
        line,
        retrieving,
        sentences,
        serving,
        staff,
        synonym,
        upkeep,
    )

    measuring = (evaluation, retrieving, fitting, sentences)
    for module in (serving, knowledge_pack, leaflet, line, staff, synonym, asking, *measuring, database, upkeep):
        for command in module.COMMANDS:
            main.add_command(command)


_add_commands()
