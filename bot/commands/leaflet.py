"""km leaflet: leaflets as files, from the officer's folder to a citizen's chat."""

import getpass
from datetime import UTC, date, datetime
from pathlib import Path

import click
from sqlmodel import col, select

from bot.commands.opening import open_database
from bot.settings import settings
from bot.sheets import render_into
from knowledge import documents, editions, leaflets
from knowledge.db import reading, transaction
from knowledge.errors import BadSetting, KnowledgeError
from knowledge.leaflets import StoredLeaflet, Wanted
from knowledge.media import open_store
from knowledge.models import Article, Leaflet
from knowledge.models.articles import EXTERNAL, INTERNAL
from knowledge.thai_dates import bangkok_day

DAY = click.DateTime(formats=["%Y-%m-%d"])
AUDIENCE = click.Choice([EXTERNAL, INTERNAL])
NEWEST_YEAR = 2400  # C.E.; a later one is a Buddhist year that was not converted


@click.group("leaflet")
def leaflet() -> None:
    """Leaflets as files: PDF, Word, JPEG or PNG, up to 20 MB and 50 pages."""


@leaflet.command("add")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--title", help="What citizens see; taken from the replaced leaflet when left out.")
@click.option("--division", help="Key or name of the division that owns it.")
@click.option("--audience", type=AUDIENCE, help="external: everybody (usual); internal: staff.")
@click.option("--valid-from", type=DAY, help="First day, as 2027-01-01.")
@click.option("--valid-until", type=DAY, help="Last day; after it the leaflet is history.")
@click.option("--replaces", help="Key or title of the leaflet whose place it takes.")
@click.option("--keyword", "keywords", multiple=True, help="A word people use for it; may be given many times.")
def add(file: Path, title: str | None, division: str | None, audience: str | None, valid_from: datetime | None,
        valid_until: datetime | None, replaces: str | None, keywords: tuple[str, ...]) -> None:  # fmt: skip
    """Put a file in: read, searchable and sent from now on, unless its text looks broken."""
    engine, now = open_database(migrate=True), datetime.now(UTC)
    wanted = Wanted(title, division, audience, _day(valid_from), _day(valid_until), replaces, keywords, _who())
    with reading(engine) as session:
        checked = leaflets.check(session, wanted)
    stored = _take_in(file, now)
    with transaction(engine) as session:
        article = leaflets.add(session, stored, checked, stored.doubtful, now)
    _tell(article.key, article.title, stored, checked.replaces)


@leaflet.command("list")
def show_all() -> None:
    """All leaflets with their state."""
    today = bangkok_day(datetime.now(UTC))
    with reading(open_database(migrate=True)) as session:
        for article in session.exec(select(Article).where(col(Article.leaflet).is_(True)).order_by(Article.title)):
            file = leaflets.of(session, article.key)
            kept = f"{_counted(file.pages, 'page')}, {_counted(file.downloads, 'download')}" if file else "text only"
            click.echo(f"{article.key}  {article.title}  ({_state(article, file, today)}; {kept})")


@leaflet.command("show")
@click.argument("name")
def show(name: str) -> None:
    """What was read of a leaflet: to be compared with the paper."""
    with reading(open_database(migrate=True)) as session:
        article = leaflets.find(session, name)
        file = leaflets.of(session, article.key)
        click.echo(f"{article.key}  {article.title}  ({_state(article, file, bangkok_day(datetime.now(UTC)))})")
        for problem in file.problems if file else []:
            click.echo(f"! {problem}")
        click.echo(f"\n{article.body}")


@leaflet.command("publish")
@click.argument("name")
def publish(name: str) -> None:
    """Show a held or withdrawn leaflet to those it is for."""
    with transaction(open_database(migrate=True)) as session:
        article = leaflets.find(session, name)
        leaflets.publish(session, article, _who(), datetime.now(UTC))
    click.echo(f"{article.title} is published.")


@leaflet.command("withdraw")
@click.argument("name")
def withdraw(name: str) -> None:
    """Show a leaflet to nobody any more; `km leaflet publish` brings it back."""
    with transaction(open_database(migrate=True)) as session:
        article = leaflets.find(session, name)
        leaflets.withdraw(session, article, _who(), datetime.now(UTC))
    click.echo(f"{article.title} is shown to nobody. To bring it back: km leaflet publish {article.key}")


@leaflet.command("text")
@click.argument("name")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def text(name: str, file: Path) -> None:
    """Correct the text of a leaflet from a text FILE in UTF-8; its file and its dates stay."""
    try:
        words = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadSetting(f"{file.name} is no text in UTF-8; save it as such.") from None
    with transaction(open_database(migrate=True)) as session:
        article = leaflets.find(session, name)
        leaflets.rewrite(session, article, words, _who(), datetime.now(UTC))
    click.echo(f"The text of {article.title} is now revision {article.revision}.")


@leaflet.command("render")
@click.argument("names", nargs=-1)
def render(names: tuple[str, ...]) -> None:
    """Typeset the leaflets that have no file of their own as A4 sheets: all of them, or those NAMES."""
    engine = open_database(migrate=True)
    with reading(engine) as session:
        keys = [leaflets.find(session, name).key for name in names] or None
    made = render_into(engine, open_store(settings().media_url), click.echo, keys)
    click.echo(f"{made} rendered." if made else "Nothing to do: every leaflet has its file, and none changed.")


def _take_in(file: Path, now: datetime) -> StoredLeaflet:
    try:
        size = file.stat().st_size
        if size > documents.LARGEST:  # whatever it claims to be, it is not loaded
            raise KnowledgeError(
                f"{file.name} has {size / 2**20:,.0f} MB; 20 MB are the most. Save it smaller, or in parts."
            )
        data = file.read_bytes()
    except OSError as error:
        raise BadSetting(f"{file} cannot be read: {error.strerror}.") from None
    click.echo(f"reading {file.name} …")
    document, pictures = documents.read(data)
    return leaflets.keep(open_store(settings().media_url), data, file.name, document, pictures, now)


def _tell(key: str, title: str, stored: StoredLeaflet, replaced: str | None) -> None:
    click.echo(f"{key}  {title}  ({_counted(stored.page_count, 'page')}, {stored.quality:.0%} of the text reads well)")
    for problem in stored.problems:
        click.echo(f"! {problem}")
    if stored.doubtful:
        click.echo(f"It is held: nobody is shown it. Compare the text (km leaflet show {key}), correct it if need be "
                   f"(km leaflet text {key} FILE), then: km leaflet publish {key}")  # fmt: skip
    elif replaced:
        click.echo(f"It is published, and {replaced} is history from now on.")
    else:
        click.echo("It is published.")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _state(article: Article, file: Leaflet | None, today: date) -> str:
    if file is not None and file.held:
        return "held"
    if article.withdrawn:
        return "withdrawn"
    return "history" if editions.is_expired(article, today) else "published"


def _day(given: datetime | None) -> date | None:
    if given is not None and given.year > NEWEST_YEAR:
        raise BadSetting(f"The year {given.year} looks like one of the Buddhist era; write {given.year - 543}.")
    return given.date() if given else None


def _who() -> str:
    try:
        return f"km:{getpass.getuser()}"
    except (KeyError, OSError):
        return "km"


COMMANDS = [leaflet]
