"""`km check`: what is in order, what needs mending, and an exit code for whoever watches."""

import pytest
from sqlmodel import Session

from knowledge import outbox
from knowledge.db import open_engine, transaction
from knowledge.models import Inbox
from knowledge.models.mail import OutboxState
from stage import NOK, now, sqlite_url


@pytest.fixture
def account(monkeypatch):
    """A LINE account's secrets."""
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "a-secret-of-a-test")
    monkeypatch.setenv("LINE_CHANNEL_ACCESS_TOKEN", "a-token-of-a-test")
    monkeypatch.setenv("PUBLIC_URL", "https://km.example.go.th")
    monkeypatch.setenv("SECRET_KEY", "a-key-of-a-test-that-is-long-enough")


@pytest.fixture
def engine(loaded_km, tmp_path):
    made = open_engine(sqlite_url(tmp_path / "cli.db"))
    yield made
    made.dispose()


def test_all_in_order_is_said_and_ends_with_zero(loaded_km, account):
    result = loaded_km("check")
    assert result.exit_code == 0
    assert {line.split()[0] for line in result.output.splitlines()} == {"ok"}
    assert "อบต.เมืองเกษตร: 41 articles" in result.output
    assert "of-a-test" not in result.output


def test_each_missing_secret_is_named(loaded_km):
    result = loaded_km("check")
    assert result.exit_code == 1
    assert [line[:30] for line in result.output.splitlines() if line.startswith("MEND")] == [
        "MEND  LINE_CHANNEL_SECRET is n",
        "MEND  LINE_CHANNEL_ACCESS_TOKE",
        "MEND  PUBLIC_URL is not set: w",
    ]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PUBLIC_URL", "http://km.example.go.th", "PUBLIC_URL is not https: LINE fetches files by https only"),
        ("PUBLIC_URL", "", "PUBLIC_URL is not set: without it leaflets cannot be sent as files"),
        ("SECRET_KEY", "", "SECRET_KEY is not set: it signs links to files"),
        ("SECRET_KEY", "short", "SECRET_KEY is short: give it at least 32 random characters"),
        ("MEDIA_URL", "ftp://somewhere", "MEDIA_URL is no place for files."),
    ],
)
def test_what_keeps_leaflets_from_being_sent_is_named(loaded_km, account, monkeypatch, name, value, said):
    monkeypatch.setenv(name, value)
    result = loaded_km("check")
    assert result.exit_code == 1
    assert f"MEND  {said}" in result.output
    assert result.output.count("MEND") == 1


def test_a_database_without_tables_is_named(km, account):
    result = km("check")
    assert result.exit_code == 1
    assert "MEND  The database has not the tables this program needs. Run: km db upgrade" in result.output


def test_a_database_without_an_organisation_is_named(km, account):
    km("db", "upgrade")
    result = km("check")
    assert result.exit_code == 1
    assert "MEND  no organisation is loaded. Load one: km load mueangkaset" in result.output


def test_events_that_were_given_up_are_counted(loaded_km, account, engine):
    with Session(engine) as session:
        session.add(
            Inbox(webhook_event_id="1", conversation="x", type="x", payload="{}", received_at=now(), state="dead")
        )
        session.commit()
    result = loaded_km("check")
    assert result.exit_code == 1
    assert "MEND  1 webhook events could not be handled" in result.output


@pytest.mark.parametrize("state", [OutboxState.HELD, OutboxState.FAILED])
def test_messages_that_could_not_be_sent_are_counted(loaded_km, account, engine, state):
    with transaction(engine) as session:
        row = outbox.put(session, outbox.Route(f"user:{NOK}"), [], now())
        outbox.give_up(row, state, "for this test")
    result = loaded_km("check")
    assert result.exit_code == 1
    assert "MEND  1 messages could not be sent" in result.output


def test_a_number_that_is_none_is_one_sentence(loaded_km, monkeypatch):
    monkeypatch.setenv("PORT", "many")
    result = loaded_km("check")
    assert result.exit_code == 1
    assert "PORT is not usable" in result.output
