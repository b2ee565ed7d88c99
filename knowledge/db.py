"""The database: one engine, a reading session and a writing transaction, alike on SQLite and PostgreSQL."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from weakref import WeakSet

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlmodel import Session, create_engine

from knowledge.errors import BadSetting
from knowledge.turns import Turns

ADDRESSES = "Use sqlite:///var/km.db or postgresql+psycopg://user:password@host/name."
TRIES = 5
_WRITES = {"km_write": True}
opened: WeakSet[Engine] = WeakSet()  # for whoever must close what it caused to be opened
_turns: dict[str, Turns] = {}


def open_engine(url: str) -> Engine:
    """The engine for a DATABASE_URL. Errors: BadSetting when it cannot work, or its folder cannot be written."""
    parsed = _parse(url)  # hide_parameters below: an error of the database must not carry people's words into a log
    if parsed.get_backend_name() != "sqlite":
        engine = create_engine(parsed, pool_size=10, max_overflow=20, pool_pre_ping=True, hide_parameters=True)
        opened.add(engine)
        return engine
    _prepare_folder(parsed.database or "")
    engine = create_engine(parsed, module=_sqlite_driver(), pool_size=10, max_overflow=30, hide_parameters=True)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    opened.add(engine)
    return engine


def is_sqlite(engine: Engine) -> bool:
    """Whether the engine talks to SQLite."""
    return engine.dialect.name == "sqlite"


def index_folder(url: str, otherwise: Path) -> Path:
    """Where the search index of a database is kept: beside the file of SQLite, else in a folder of ours."""
    parsed = _parse(url)
    name = Path(parsed.database or "km")
    return (name if parsed.get_backend_name() == "sqlite" else otherwise / name.name).with_suffix(".index")


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """A session whose changes commit together at the end, or not at all.

    On SQLite it takes the write lock at once (BEGIN IMMEDIATE): a transaction that reads first and writes later fails
    with "database is locked" however long the timeout. Threads of one process take turns (see `Turns`).
    """
    with _turn(engine), Session(engine, expire_on_commit=False) as session, session.begin():
        session.connection(execution_options=_WRITES)
        yield session


class Writer:
    """For short writes that somebody waits for: they go before all others.

    On SQLite one connection is kept, because taking one from the pool costs as much as the write; a connection to
    PostgreSQL may be cut at any moment, so there the pool hands out a tested one each time. For one thread.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine, self._kept = engine, is_sqlite(engine)
        self._connection: Connection | None = None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction without a session."""
        try:
            with _turn(self._engine, urgent=True), self._opened().begin():
                yield self._opened()
        except BaseException:
            self.close()  # whatever it was, the next write begins with a fresh one
            raise
        if not self._kept:
            self.close()

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _opened(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(**_WRITES)
        return self._connection


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session for reading only; it never waits for a writer."""
    with Session(engine, expire_on_commit=False) as session:
        yield session


def _turn(engine: Engine, urgent: bool = False) -> AbstractContextManager[None]:
    if not is_sqlite(engine):
        return nullcontext()
    return _turns.setdefault(engine.url.database or "", Turns()).take(urgent)


def _sqlite_driver() -> Any:
    # SQLite 3.7.0-3.51.2 can corrupt a WAL under two writers (fixed in 3.51.3); pysqlite3 carries a newer one.
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        from sqlite3 import dbapi2
    return dbapi2


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's "begin" event below starts the transactions
    cursor = connection.cursor()
    # A checkpoint each 16 MB of log instead of each 4: pages that many messages change are copied once (10 % measured).
    for pragma in ("busy_timeout=10000", "synchronous=FULL", "foreign_keys=ON", "wal_autocheckpoint=4000"):
        cursor.execute(f"PRAGMA {pragma}")
    _choose_wal(cursor)
    cursor.close()


def _choose_wal(cursor: Any) -> None:
    """Switch the file to WAL, once. The switch does not honour the busy timeout, so the waiting is done before it."""
    for _ in range(TRIES):
        try:
            if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                cursor.execute("PRAGMA journal_mode=WAL")
            return
        except Exception as error:  # the driver's class is only known when it is loaded
            if "locked" not in str(error):
                raise
            cursor.execute("BEGIN IMMEDIATE")  # this waits
            cursor.execute("ROLLBACK")
    raise BadSetting("The database file stays locked by another program; stop that one and try again.")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("km_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _parse(url: str) -> URL:
    """The address taken apart; only what was tried is let through."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise BadSetting(f"DATABASE_URL is no address of a database. {ADDRESSES}") from None
    if parsed.drivername not in ("sqlite", "postgresql+psycopg"):
        raise BadSetting(f"DATABASE_URL begins with {parsed.drivername}:, which is not supported. {ADDRESSES}")
    if parsed.drivername == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise BadSetting(f"DATABASE_URL names a database in memory, which would forget everything. {ADDRESSES}")
    return parsed


def _prepare_folder(database: str) -> None:
    folder = Path(database).resolve().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise BadSetting(
            f"The folder {folder.name}/ cannot be written ({error.strerror}): the database is kept there. "
            "Make it writable, or set DATABASE_URL to another place."
        ) from error
