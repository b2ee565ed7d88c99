"""A 200 means "on disk": whatever cannot be stored is refused, so that LINE delivers it again."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.event import listen
from sqlmodel import Session, select

from bot import intake as intakes
from bot.intake import Intake, NotStored
from knowledge.db import open_engine, transaction
from knowledge.inbox import Arrival
from knowledge.models import Inbox
from stage import NOK, SOMCHAI

THREADS = 16


def arrival(number: object, **changes) -> Arrival:
    """An event on its way in."""
    plain = {"webhook_event_id": f"01{number}", "conversation": f"user:{number}", "type": "message", "payload": "{}"}
    return Arrival(**(plain | changes))


@pytest.fixture
def engine(empty_database):
    made = open_engine(empty_database)
    yield made
    made.dispose()


@pytest.fixture
def intake(engine):
    made = Intake(engine)
    yield made
    made.close()


class Crowd:
    """Requests that come while the writer is busy, so that they wait for it together."""

    def __init__(self, intake: Intake, patch: pytest.MonkeyPatch) -> None:
        self._intake, self._commit = intake, intake._commit
        self._gate = threading.Event()
        self.commits = 0
        patch.setattr(intake, "_commit", self._commit_when_all_wait)

    def __call__(self, arrivals: list[Arrival]) -> list[str]:
        """One request for each; returns what went wrong with each."""
        requests = [intakes._Waiting([a]) for a in arrivals]
        for request in requests:
            self._intake._queue.put(request)
        self._gate.set()
        assert all(request.done.acquire(timeout=10) for request in requests)
        return [request.error for request in requests]

    def _commit_when_all_wait(self, arrivals: list[Arrival]) -> None:
        self._gate.wait()
        self.commits += 1
        self._commit(arrivals)


@pytest.fixture
def crowded(intake, monkeypatch) -> Crowd:
    return Crowd(intake, monkeypatch)


@pytest.fixture
def stored(engine):
    """The ids of the events on disk."""

    def ids() -> list[str]:
        with Session(engine) as session:
            return list(session.exec(select(Inbox.webhook_event_id)))

    return ids


def test_what_was_acknowledged_is_on_disk_for_every_other_process(intake, empty_database):
    intake.store([arrival(1)])
    other = open_engine(empty_database)
    with Session(other) as session:
        assert session.exec(select(Inbox.webhook_event_id)).all() == ["011"]
    other.dispose()


def test_a_bot_without_its_table_refuses_and_line_delivers_again(bot):
    with bot.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE inbox RENAME TO lost")
    event = bot.sim.say(NOK, "สวัสดี")
    assert bot.sim.deliveries[-1]["status"] == 500
    with bot.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE lost RENAME TO inbox")
    assert bot.sim.redeliver(event) == 200
    bot.settle()
    assert len(bot.sim.sent(NOK)) == 1


def test_a_full_disk_refuses_and_line_delivers_again(bot, webhook):
    """The file may not grow by a single page."""
    with bot.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    bot.engine.dispose()

    def allow(pages: int) -> None:
        listen(bot.engine, "connect", lambda file, _: file.execute(f"PRAGMA max_page_count={pages}"))

    allow(pages)
    event = webhook.hello(novelty="ก" * 200_000)
    assert webhook.events(event) == 500
    allow(10**6)
    bot.engine.dispose()
    assert webhook.events(event) == 200
    assert len(bot.rows(select(Inbox.id))) == 1


def test_a_database_that_is_busy_for_too_long_refuses_and_no_event_is_doubled(bot, monkeypatch):
    """LINE gives up after two seconds; what is stored after all is known when LINE delivers it again."""
    monkeypatch.setattr(intakes, "PATIENCE", 0.05)
    with transaction(bot.engine):
        event = bot.sim.say(NOK, "สวัสดี")
        assert bot.sim.deliveries[-1]["status"] == 500
    monkeypatch.undo()
    assert bot.sim.redeliver(event) == 200
    bot.settle()
    assert len(bot.sim.sent(NOK)) == 1


def test_one_poisoned_event_does_not_fail_its_neighbours(crowded, stored):
    results = crowded([arrival(number, type=None if number == 5 else "message") for number in range(10)])
    assert results == ["IntegrityError" if number == 5 else "" for number in range(10)]
    assert sorted(stored()) == [f"01{number}" for number in range(10) if number != 5]


def test_a_poisoned_event_in_a_batch_refuses_that_batch_whole(intake, stored):
    """LINE delivers a webhook again as a whole."""
    with pytest.raises(NotStored):
        intake.store([arrival(1), arrival(2, payload=None)])
    assert stored() == []
    intake.store([arrival(1)])
    assert stored() == ["011"]


def test_many_threads_at_once_store_every_event_exactly_once(intake, stored):
    posts = [[arrival(number), arrival(number // 2)] for number in range(300)]
    with ThreadPoolExecutor(THREADS) as many:
        list(many.map(intake.store, posts))
    assert sorted(stored()) == sorted({a.webhook_event_id for post in posts for a in post})


def test_many_people_at_once_are_stored_and_answered_each_once(bot, webhook):
    crowd = [f"U{number:032x}" for number in range(40)]
    events = {who: webhook.hello(who) for who in crowd}
    with ThreadPoolExecutor(THREADS) as many:
        assert set(many.map(lambda who: bot.sim.post_events([events[who]]), crowd)) == {200}
    assert len(bot.rows(select(Inbox.id))) == len(crowd)
    bot.settle()
    assert {who: len(bot.sim.sent(who)) for who in crowd} == dict.fromkeys(crowd, 1)


def test_requests_that_wait_together_share_one_commit(crowded, stored):
    assert crowded([arrival(number) for number in range(THREADS)]) == [""] * THREADS
    assert len(stored()) == THREADS
    assert crowded.commits <= 2


def test_the_bell_rings_after_the_commit_and_never_before(engine, stored):
    seen: list[int] = []
    ringing = Intake(engine, lambda: seen.append(len(stored())))
    ringing.store([arrival(1)])
    ringing.store([arrival(2)])
    ringing.close()
    assert seen == [1, 2]


def test_what_waits_is_stored_before_the_bot_stops(intake, stored):
    for number in range(THREADS):
        intake._queue.put(intakes._Waiting([arrival(number)]))
    intake.close()
    assert len(stored()) == THREADS


def test_somebody_else_is_stored_although_the_first_was_refused(bot, webhook):
    assert webhook(b"[]") == 400
    assert webhook.events(webhook.hello(SOMCHAI)) == 200
    bot.settle()
    assert len(bot.sim.sent(SOMCHAI)) == 1
