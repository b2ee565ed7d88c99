"""A town with the articles that a test names."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from knowledge import answers, schema
from knowledge.access import CITIZEN, Reader
from knowledge.answers import Decision
from knowledge.db import open_engine, transaction
from knowledge.library import Library
from knowledge.packs import Loaded, load_pack, read_pack
from stage import now, sqlite_url

TODAY = date(2026, 11, 23)
STAFF = Reader(frozenset({"staff"}))


class Town:
    """A small organisation: `town(kite={…}, pond={…})` puts its articles in, whole; `ask` decides on a question."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine, self._file = engine, folder / "town.yaml"
        self.library = Library()

    def __call__(self, moment: datetime | None = None, **articles: dict[str, Any]) -> Loaded:
        """Load these articles as the organisation's pack; the others are withdrawn."""
        plain = {"kind": "manual", "audience": "external"}
        pack = {
            "schema_version": 1,
            "org": {"key": "town", "name": "เทศบาลทดสอบ", "short_name": "ทต.ทดสอบ", "type": "municipality"},
            "divisions": [{"key": "clerk", "name": "สำนักปลัด"}],
            "articles": [{"id": key, **plain, **fields} for key, fields in articles.items()],
        }
        self._file.write_text(json.dumps(pack, default=str, ensure_ascii=False), encoding="utf-8")
        with transaction(self.engine) as session:
            return load_pack(session, read_pack(self._file), moment or now())

    def ask(self, question: str, reader: Reader = CITIZEN, today: date = TODAY) -> Decision:
        """What a reader gets for a question on a day."""
        with Session(self.engine) as session:
            return answers.answer(session, self.library.shelf(session), question, reader, today)

    def found(self, question: str, reader: Reader = CITIZEN, today: date = TODAY) -> list[str]:
        """The keys of what was found, best first."""
        return [f.article.key for f in self.ask(question, reader, today).found]


@pytest.fixture(scope="session")
def bare_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database, to be copied."""
    path = tmp_path_factory.mktemp("town") / "bare.db"
    engine = open_engine(sqlite_url(path))
    schema.upgrade(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture
def town(bare_town: Path, tmp_path: Path) -> Iterator[Town]:
    """A town without articles."""
    shutil.copy(bare_town, tmp_path / "town.db")
    engine = open_engine(sqlite_url(tmp_path / "town.db"))
    yield Town(engine, tmp_path)
    engine.dispose()


@pytest.fixture
def day() -> Callable[[str], date]:
    """`day("2026-11-23")`."""
    return date.fromisoformat
