"""`km db upgrade`: the tables come to the version of the program, once, whoever else tries at the same time."""

import multiprocessing
import sqlite3
from concurrent.futures import ThreadPoolExecutor, wait
from itertools import pairwise

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlmodel import SQLModel

from knowledge import schema
from knowledge.db import open_engine
from stage import sqlite_url

PROCESSES = 3


def upgrade_together(url: str, start) -> None:
    """One of several processes that begin at the same moment."""
    start.wait(timeout=30)
    schema.upgrade(open_engine(url))


def test_an_empty_database_gets_its_tables_and_twice_changes_nothing(km):
    newest = schema.newest_version()
    assert km("db", "upgrade").output == f"The tables are at version {newest}.\n"
    assert km("db", "upgrade").output == f"The tables are at version {newest} already.\n"


def test_tables_and_models_do_not_differ(empty_database):
    engine = open_engine(empty_database)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()


def test_three_processes_that_upgrade_at_once_leave_a_good_database(tmp_path):
    url = sqlite_url(tmp_path / "together.db")
    several = multiprocessing.get_context("forkserver")
    several.set_forkserver_preload(["knowledge.schema", "knowledge.models", "alembic.command"])
    start = several.Barrier(PROCESSES)
    processes = [several.Process(target=upgrade_together, args=(url, start)) for _ in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0] * PROCESSES
    engine = open_engine(url)
    with engine.connect() as connection:
        assert schema.current_version(connection) == schema.newest_version()
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert set(SQLModel.metadata.tables) <= set(inspect(engine).get_table_names())
    engine.dispose()


def test_who_opens_a_new_database_waits_for_the_one_who_makes_it(tmp_path):
    """`km web`, `km worker` and `km clock` start in the same second on a new machine."""
    engine = open_engine(sqlite_url(tmp_path / "new.db"))
    first = engine.dialect.dbapi.connect(tmp_path / "new.db", isolation_level=None)
    first.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as second:
        opening = second.submit(engine.connect)
        wait([opening], timeout=0.3)
        first.execute("COMMIT")
        first.close()
        opening.result(timeout=10).close()
    engine.dispose()


def test_a_database_of_a_newer_program_is_left_alone(km, says, tmp_path):
    km("db", "upgrade")
    with sqlite3.connect(tmp_path / "cli.db") as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    file.close()
    result = km("db", "upgrade")
    assert result.exit_code == 1
    assert "newer than this program" in says(result)


def test_a_migration_that_breaks_leaves_nothing_behind(tmp_path, monkeypatch):
    engine = open_engine(sqlite_url(tmp_path / "broken.db"))
    run = schema._run_alembic

    def break_at_the_end(connection):
        run(connection)
        raise RuntimeError("the power went")

    monkeypatch.setattr(schema, "_run_alembic", break_at_the_end)
    with pytest.raises(RuntimeError):
        schema.upgrade(engine)
    assert inspect(engine).get_table_names() == []
    monkeypatch.undo()
    assert schema.upgrade(engine)
    engine.dispose()


def test_migrations_are_numbered_one_after_another():
    names = sorted(p.stem for p in (schema.MIGRATIONS / "versions").glob("[0-9]*.py"))
    numbers = [int(name.split("_")[0]) for name in names]
    assert numbers[0] == 1
    assert all(after == before + 1 for before, after in pairwise(numbers))


UNUSABLE = {
    "words": "hello",
    "another kind of database": "mysql://localhost/km",
    "an address as some hosts write it": "postgres://localhost:1/km",
    "a database in memory": "sqlite://",
}


@pytest.mark.parametrize("url", UNUSABLE.values(), ids=UNUSABLE)
def test_an_address_that_cannot_work_is_explained(km, says, monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)
    result = km("db", "upgrade")
    assert result.exit_code == 2
    assert "DATABASE_URL" in says(result)


@pytest.mark.parametrize("where", ["postgresql+psycopg://127.0.0.1:9/km", "sqlite:///{folder}"])
def test_a_database_that_is_away_is_explained(km, says, monkeypatch, tmp_path, where):
    monkeypatch.setenv("DATABASE_URL", where.format(folder=tmp_path))
    result = km("db", "upgrade")
    assert result.exit_code == 1
    assert "The database does not open" in says(result)


@pytest.mark.parametrize("where", ["postgresql+psycopg://127.0.0.1:9/km", "sqlite:///{folder}"])
def test_every_other_command_explains_a_database_that_is_away(km, says, monkeypatch, tmp_path, where):
    monkeypatch.setenv("DATABASE_URL", where.format(folder=tmp_path))
    result = km("load", "mueangkaset")
    assert result.exit_code == 1
    assert "The database does not open" in says(result)


def test_a_file_that_is_no_database_is_explained(km, says, tmp_path):
    (tmp_path / "cli.db").write_bytes(b"a letter to the mayor, saved under a wrong name " * 50)
    result = km("load", "mueangkaset")
    assert result.exit_code == 1
    assert "The database does not open" in says(result)


def test_a_folder_that_cannot_be_written_is_named(km, says, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:////proc/nobody/km.db")
    result = km("db", "upgrade")
    assert result.exit_code == 2
    assert "The folder nobody/ cannot be written" in says(result)
