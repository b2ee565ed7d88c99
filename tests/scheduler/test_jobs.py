"""What happens by itself: once a day, whoever's clock strikes first, and nothing breaks when a day was missed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from knowledge import inbox, outbox, questions
from knowledge.db import open_engine, transaction
from knowledge.inbox import Arrival
from knowledge.models import Inbox, Outbox, Question
from knowledge.models.questions import Outcome
from knowledge.thai_dates import BANGKOK
from scheduler import clock as clocks
from scheduler import jobs
from scheduler.clock import Clock, timetable
from stage import NOK

MONDAY = date(2026, 11, 23)
NIGHT = datetime(2026, 11, 23, 20, 31, tzinfo=UTC)  # half past three on Tuesday in Bangkok, and a minute


@pytest.fixture
def engine(empty_database):
    made = open_engine(empty_database)
    yield made
    made.dispose()


@pytest.fixture
def at(monkeypatch):
    """`at(moment)`: what the clock's own clock shows."""

    def set_to(moment: datetime) -> None:
        class Told(datetime):
            @classmethod
            def now(cls, tz=None):
                return moment.astimezone(tz)

        monkeypatch.setattr(clocks, "datetime", Told)

    return set_to


@pytest.fixture
def strikes(monkeypatch):
    """The moments at which the one job of the timetable ran."""
    ran: list[datetime] = []
    ((name, trigger, _), *_) = timetable()
    monkeypatch.setattr(clocks, "timetable", lambda: ((name, trigger, lambda session, now: ran.append(now)),))
    return ran


def start(*running: Clock) -> None:
    """Start these clocks and stop them: each catches up with what it missed today."""
    for clock in running:
        clock.start()
    for clock in running:
        clock.stop()


class TestFirstToday:
    def test_the_first_who_asks_runs_it_and_the_others_do_not(self, session):
        asked = [jobs.first_today(session, "sweep", MONDAY) for _ in range(3)]
        assert asked == [True, False, False]

    def test_the_next_day_it_runs_again(self, session):
        days = [MONDAY, MONDAY, MONDAY + timedelta(days=1), MONDAY + timedelta(days=9)]
        assert [jobs.first_today(session, "sweep", day) for day in days] == [True, False, True, True]

    def test_each_job_has_its_own_day(self, session):
        assert jobs.first_today(session, "sweep", MONDAY)
        assert jobs.first_today(session, "nudge", MONDAY)

    def test_a_clock_that_runs_behind_does_not_run_yesterday_again(self, session):
        assert jobs.first_today(session, "sweep", MONDAY)
        assert not jobs.first_today(session, "sweep", MONDAY - timedelta(days=1))

    def test_a_job_that_broke_has_not_run(self, engine):
        with pytest.raises(RuntimeError), transaction(engine) as session:
            assert jobs.first_today(session, "sweep", MONDAY)
            raise RuntimeError("the power went")
        with transaction(engine) as session:
            assert jobs.first_today(session, "sweep", MONDAY)


class TestClocks:
    def test_two_clocks_that_start_at_once_run_a_job_once(self, engine, empty_database, at, strikes):
        at(NIGHT)
        other = open_engine(empty_database)
        start(Clock(engine), Clock(other))
        other.dispose()
        assert strikes == [NIGHT]

    def test_a_clock_that_starts_again_the_same_day_does_nothing(self, engine, at, strikes):
        for hours in (0, 1, 5):
            at(NIGHT + timedelta(hours=hours))
            start(Clock(engine))
        assert strikes == [NIGHT]

    def test_a_missed_day_is_caught_up_with_once(self, engine, at, strikes):
        at(NIGHT)
        start(Clock(engine))
        at(NIGHT + timedelta(days=5))
        start(Clock(engine))
        assert strikes == [NIGHT, NIGHT + timedelta(days=5)]

    def test_a_day_begins_in_bangkok(self, engine, at, strikes):
        """Both moments are Monday in Greenwich; in Bangkok the second is Tuesday."""
        monday = datetime(2026, 11, 23, 16, 59, tzinfo=UTC)
        for moment in (monday, NIGHT):
            at(moment)
            start(Clock(engine))
        assert strikes == [monday, NIGHT]

    def test_a_clock_that_starts_before_a_jobs_time_waits_for_it(self, engine, at, strikes):
        """Nobody has missed anything at two in the morning."""
        at(NIGHT)
        start(Clock(engine))
        at(NIGHT + timedelta(hours=22, minutes=29))
        start(Clock(engine))
        assert strikes == [NIGHT]

    def test_a_job_that_breaks_stops_neither_the_clock_nor_its_next_try(self, engine, at, monkeypatch):
        tried: list[datetime] = []
        ((name, trigger, _), *_) = timetable()

        def breaks(session, now):
            tried.append(now)
            raise RuntimeError("a slip of the developer")

        monkeypatch.setattr(clocks, "timetable", lambda: ((name, trigger, breaks),))
        at(NIGHT)
        start(Clock(engine))
        start(Clock(engine))
        assert tried == [NIGHT, NIGHT]


class TestTheTimetable:
    def test_every_job_has_a_name_of_its_own_and_a_time_in_bangkok(self):
        rows = timetable()
        assert len({name for name, _, _ in rows}) == len(rows)
        assert all(str(trigger.timezone) == "Asia/Bangkok" for _, trigger, _ in rows)

    def test_every_job_strikes_once_a_day(self):
        midnight = datetime(2026, 11, 23, tzinfo=BANGKOK)
        for name, trigger, _ in timetable():
            first = trigger.get_next_fire_time(None, midnight)
            second = trigger.get_next_fire_time(first, first + timedelta(seconds=1))
            assert second - first == timedelta(days=1), name

    def test_every_job_may_run_twice(self, engine):
        for _ in range(2):
            for _, _, job in timetable():
                with transaction(engine) as session:
                    job(session, NIGHT)


class TestForgetting:
    @pytest.fixture
    def kept(self, engine):
        """What is left of the words of a day that lies so long back."""

        def after(**back: int) -> tuple[str, list]:
            with transaction(engine) as session:
                then = NIGHT - timedelta(**back)
                inbox.store(session.connection(), [Arrival("1", f"user:{NOK}", "message", '{"text":"คำถาม"}')], then)
                inbox.finish(session.exec(select(Inbox)).one(), then)
                row = outbox.put(session, outbox.Route(f"user:{NOK}"), [{"type": "text", "text": "คำตอบ"}], then)
                outbox.sent(row, "reply", then)
            for _, _, job in timetable():
                with transaction(engine) as session:
                    job(session, NIGHT)
            with Session(engine) as session:
                return session.exec(select(Inbox.payload)).one(), session.exec(select(Outbox.messages)).one()

        return after

    def test_after_a_month_the_words_of_events_and_messages_are_gone(self, kept):
        assert kept(days=31) == ("{}", [])

    def test_before_that_they_are_kept(self, kept):
        payload, messages = kept(days=29)
        assert "คำถาม" in payload
        assert messages

    def test_after_ninety_days_the_words_of_questions_are_gone_as_people_are_told(self, engine):
        with transaction(engine) as session:
            questions.record(
                session, person_id=None, conversation="user:x", message_id="1", text="เรื่องส่วนตัว",
                outcome=Outcome.NO_HIT, articles=[], confidence=0.0, now=NIGHT - timedelta(days=91),
            )  # fmt: skip
        for _, _, job in timetable():
            with transaction(engine) as session:
                job(session, NIGHT)
        with Session(engine) as session:
            assert session.exec(select(Question.text)).all() == [""]
