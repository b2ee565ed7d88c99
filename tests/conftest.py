"""Fixtures that speak the product's language: `bot`, `ask`, the cast Nok, Somchai and Malee."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from bot import demo
from bot.commands.knowledge_pack import load_into
from knowledge import schema
from knowledge.db import open_engine, reading, transaction
from knowledge.library import Library, Shelf
from stage import Said, Stage, now, sqlite_url

SHARED = Path(__file__).parents[2] / "shared"
CHROMIUM = "/usr/bin/chromium"
ORGANISATIONS = ("mueangkaset", "mueangchum")


def skip_or_fail(reason: str) -> None:
    """Skip for want of something; where CI=true nothing may be missing."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def need() -> Callable[[str], None]:
    """`need("")` goes on; `need("… is not installed")` skips the test, or fails where nothing may be missing."""
    return lambda missing: skip_or_fail(missing) if missing else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The project's shared data, which a user's clone does not have."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: this check reads the shared evaluation data")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser."""
    if not Path(CHROMIUM).exists():
        skip_or_fail("Chromium is not installed: apt install chromium")
    return CHROMIUM


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Shelf]]:
    """For each organisation a database with its pack and the cast, and the index over it; copied, never changed."""
    made = {}
    for organisation in ORGANISATIONS:
        path = tmp_path_factory.mktemp(organisation) / "km.db"
        engine = open_engine(sqlite_url(path))
        schema.upgrade(engine)
        load_into(engine, organisation)
        demo.verify_cast(engine, now())
        with reading(engine) as session:
            shelf = Library().shelf(session)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        engine.dispose()
        made[organisation] = (path, shelf)
    return made


@pytest.fixture
def stage(loaded: dict[str, tuple[Path, Shelf]], tmp_path: Path) -> Iterator[Callable[[str], Stage]]:
    """Makes a bot for an organisation."""
    stages: list[Stage] = []

    def make(organisation: str = "mueangkaset") -> Stage:
        source, shelf = loaded[organisation]
        copy = tmp_path / f"{organisation}-{len(stages)}.db"
        shutil.copy(source, copy)
        stages.append(Stage(sqlite_url(copy), shelf))
        return stages[-1]

    yield make
    for one in stages:
        one.close()


@pytest.fixture
def bot(stage: Callable[[str], Stage]) -> Stage:
    """The bot of อบต.เมืองเกษตร."""
    return stage("mueangkaset")


@pytest.fixture
def chum(stage: Callable[[str], Stage]) -> Stage:
    """The bot of ทต.เมืองชุม."""
    return stage("mueangchum")


@pytest.fixture
def ask(bot: Stage) -> Callable[..., Said]:
    """`ask("…", by=SOMCHAI)` says it in LINE and returns what the bot said."""
    return bot.ask


@pytest.fixture
def session(loaded: dict[str, tuple[Path, Shelf]], tmp_path: Path) -> Iterator[Session]:
    """A writing session on a copy of อบต.เมืองเกษตร's database."""
    copy = tmp_path / "session.db"
    shutil.copy(loaded["mueangkaset"][0], copy)
    engine = open_engine(sqlite_url(copy))
    with transaction(engine) as opened:
        yield opened
    engine.dispose()


@pytest.fixture
def empty_database(tmp_path: Path) -> str:
    """The address of a migrated database with nothing in it."""
    url = sqlite_url(tmp_path / "empty.db")
    engine = open_engine(url)
    schema.upgrade(engine)
    engine.dispose()
    return url
