"""km check and km phrases: is everything in order, and what can the bot say."""

import sys
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import click
from sqlmodel import col, func, select

from bot.commands.opening import loaded_organisation, open_database
from bot.phrasebook import phrases_of
from bot.settings import Settings, settings
from knowledge.db import is_sqlite, reading
from knowledge.errors import KnowledgeError
from knowledge.media import open_store
from knowledge.models import Article, Inbox, Outbox

SHORTEST_KEY = 32
Finding = tuple[bool, str]


@click.command("check")
def check() -> None:
    """Look at settings, database, knowledge and queues; exit 1 when something needs mending."""
    findings = [finding for look in (_secrets, _files, _database) for finding in _safely(look)]
    for good, sentence in findings:
        click.echo(f"{'ok  ' if good else 'MEND'}  {sentence}")
    sys.exit(0 if all(good for good, _ in findings) else 1)


@click.command("phrases")
def phrases() -> None:
    """Every Thai sentence the bot can say, with its file, for HR to proof-read."""
    for phrase in phrases_of():
        click.echo(f"{phrase.file}  {phrase.name}")
        click.echo("".join(f"    {line}\n" for line in phrase.text.split("\n")))


def _safely(look: Callable[[Settings], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from look(settings())
    except KnowledgeError as error:
        yield False, str(error)


def _secrets(found: Settings) -> Iterator[Finding]:
    for name in ("line_channel_secret", "line_channel_access_token"):
        try:
            found.require(name)
            yield True, f"{name.upper()} is set"
        except KnowledgeError as error:
            yield False, str(error)


def _files(found: Settings) -> Iterator[Finding]:
    """Whether leaflets can be sent as files."""
    found.require("public_url")
    https = urlsplit(found.public_url).scheme == "https"
    yield https, f"PUBLIC_URL is {'an https address' if https else 'not https: LINE fetches files by https only'}"
    found.require("secret_key")
    long = len(found.secret_key.get_secret_value()) >= SHORTEST_KEY
    yield long, f"SECRET_KEY is {'set' if long else f'short: give it at least {SHORTEST_KEY} random characters'}"
    open_store(found.media_url)
    yield True, "MEDIA_URL can be opened"


def _database(found: Settings) -> Iterator[Finding]:
    engine = open_database(found)
    yield True, f"the database opens ({'SQLite' if is_sqlite(engine) else 'PostgreSQL'}) and has the tables needed"
    organisation = loaded_organisation(engine)
    if organisation is None:
        yield False, "no organisation is loaded. Load one: km load mueangkaset"
        return
    with reading(engine) as session:
        articles = session.exec(select(func.count(col(Article.key)))).one()
        yield True, f"{organisation.short_name}: {articles} articles"
        dead = session.exec(select(func.count(col(Inbox.id))).where(Inbox.state == "dead")).one()
        yield dead == 0, f"{dead} webhook events could not be handled" + (" (see the log)" if dead else "")
        stuck = session.exec(select(func.count(col(Outbox.id))).where(col(Outbox.state).in_(["held", "failed"]))).one()
        yield stuck == 0, f"{stuck} messages could not be sent" + (" (quota or token; see the log)" if stuck else "")


COMMANDS = [check, phrases]
