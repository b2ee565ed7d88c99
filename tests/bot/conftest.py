"""A bot whose clock is turned by hand, webhooks of any shape, and the `km` command line in a folder of its own."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import postgresql_cluster
import pytest
from click.testing import CliRunner, Result
from postgresql_cluster import Cluster
from shelf_of_files import browser, make_files, site
from sqlalchemy import Engine
from sqlalchemy.event import listen, remove

from bot import demo
from bot.cli import main
from bot.commands.knowledge_pack import load_into
from bot.settings import Settings, settings
from bot.signature import sign
from knowledge import schema
from knowledge.db import open_engine
from knowledge.library import Library, Shelf
from simulator.server import Simulator
from stage import NOK, Stage, now, sqlite_url

Json = dict[str, Any]
Km = Callable[..., Result]
__all__ = ["browser", "make_files", "site"]  # fixtures of another file
TIMED = ("bot.mailroom", "bot.delivery", "bot.intake", "bot.files")
HELLO = "สวัสดี"


class Clock:
    """Time that stands still until it is moved; LINE and the bot go by the same."""

    def __init__(self) -> None:
        self.now = now()

    def __call__(self) -> float:
        return self.now.timestamp()

    def move(self, **by: float) -> None:
        """Turn the hands: `clock.move(seconds=5)`."""
        self.now += timedelta(**by)


class Webhook:
    """Posts to /callback what LINE would never post."""

    def __init__(self, stage: Stage) -> None:
        self.bot = stage

    def __call__(self, body: bytes, signature: str | None = "right") -> int | None:
        """Post these bytes, rightly signed unless told otherwise; returns the status."""
        right = sign(body, demo.CHANNEL_SECRET)
        return self.bot.sim.post_raw(body, right if signature == "right" else signature)

    def json(self, value: Any) -> int | None:
        """Post a value as JSON, rightly signed."""
        return self(json.dumps(value).encode())

    def events(self, *events: Any) -> int | None:
        """Post events as they are, rightly signed."""
        return self.json({"destination": self.bot.sim.destination, "events": list(events)})

    def hello(self, by: str = NOK, **changes: Any) -> Json:
        """A complete event in which somebody says hello; a change to `...` takes the field out."""
        message = {"type": "text", "id": "1", "quoteToken": "q", "text": HELLO}
        event = self.bot.sim.make_event(by, {"type": "message", "message": message}) | changes
        return {name: value for name, value in event.items() if value is not ...}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The hands of every clock the bot looks at."""
    made = Clock()

    class Told(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return made.now.astimezone(tz or UTC)

    for module in TIMED:
        monkeypatch.setattr(f"{module}.datetime", Told)
    return made


@pytest.fixture
def bot(loaded: dict[str, tuple[Path, Shelf]], tmp_path: Path, clock: Clock) -> Iterator[Stage]:
    """The bot of อบต.เมืองเกษตร, by the clock that is moved by hand."""
    source, shelf = loaded["mueangkaset"]
    shutil.copy(source, tmp_path / "timed.db")
    sim = Simulator(secret=demo.CHANNEL_SECRET, token=demo.ACCESS_TOKEN, people=demo.people_json(), clock=clock)
    made = Stage(sqlite_url(tmp_path / "timed.db"), shelf, sim.start())
    yield made
    made.close()


@pytest.fixture(scope="module")
def lasting(loaded: dict[str, tuple[Path, Shelf]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Webhook]:
    """Webhooks to one bot that stays for all tests of a module, by the clock on the wall."""
    source, shelf = loaded["mueangkaset"]
    database = tmp_path_factory.mktemp("lasting") / "km.db"
    shutil.copy(source, database)
    stage = Stage(sqlite_url(database), shelf)
    yield Webhook(stage)
    stage.close()


@pytest.fixture
def webhook(bot: Stage) -> Webhook:
    """`webhook(b"…")` posts anything, `webhook.events({…})` odd events."""
    return Webhook(bot)


@pytest.fixture
def webhook_to() -> type[Webhook]:
    """`webhook_to(bot)`: the same for another bot."""
    return Webhook


@pytest.fixture
def km(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Km]:
    """`km("load", "mueangkaset")` in an empty folder, with no settings but those given by `monkeypatch.setenv`."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", sqlite_url(tmp_path / "cli.db"))

    opened: list[Any] = []

    def keep(connection: Any, _: Any) -> None:
        opened.append(connection)

    def run(*arguments: str) -> Result:
        settings.cache_clear()
        return CliRunner().invoke(main, list(arguments))

    listen(Engine, "connect", keep)
    yield run
    remove(Engine, "connect", keep)
    for connection in opened:  # a command leaves them to the end of its process
        connection.close()
    settings.cache_clear()


@pytest.fixture
def loaded_km(km: Km, loaded: dict[str, tuple[Path, Shelf]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Km:
    """`km` beside a database that holds อบต.เมืองเกษตร already, with the index over it."""
    database, shelf = loaded["mueangkaset"]
    shutil.copy(database, tmp_path / "cli.db")
    for command in ("asking", "evaluation", "fitting"):
        monkeypatch.setattr(f"bot.commands.{command}.Library", lambda **_: Library(shelf))
    return km


@pytest.fixture
def says() -> Callable[[Result], str]:
    """The one sentence of a command that stopped; fails when there is a traceback or more than a sentence."""

    def sentence(result: Result) -> str:
        assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
        assert result.stderr.count("\n") == 1, result.stderr
        assert result.stderr.startswith("km: ")
        return result.stderr

    return sentence


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL for this run."""
    running = postgresql_cluster.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def filled(cluster: Cluster) -> str:
    """The name of a database with อบต.เมืองเกษตร and the cast, to be copied."""
    name = cluster.database(name="filled")
    engine = open_engine(cluster.url(name))
    schema.upgrade(engine)
    load_into(engine, "mueangkaset")
    demo.verify_cast(engine, now())
    engine.dispose()
    return name


@pytest.fixture
def on_postgresql(cluster: Cluster, filled: str, loaded: dict[str, tuple[Path, Shelf]]) -> Iterator[Stage]:
    """The bot of อบต.เมืองเกษตร on PostgreSQL, by the clock on the wall."""
    made = Stage(cluster.url(cluster.database(filled)), loaded["mueangkaset"][1])
    yield made
    made.close()
