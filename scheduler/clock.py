"""The timetable: which job runs at what Bangkok time. Jobs live in code, what they did lives in tables."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, time

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import Engine

from knowledge.db import transaction
from knowledge.thai_dates import BANGKOK, bangkok_day
from scheduler import jobs

log = logging.getLogger(__name__)


class Clock:
    """Ticks the jobs. Several clocks may run at once: each job asks the database whether its day is done already."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._scheduler = BackgroundScheduler(
            timezone=BANGKOK, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
        for name, trigger, job in timetable():
            self._scheduler.add_job(self._run, trigger, args=(name, job), id=name)

    def start(self) -> None:
        """Catch up with what was missed today, then tick."""
        for name, trigger, job in timetable():
            if _has_struck(trigger, datetime.now(UTC)):
                self._run(name, job)
        self._scheduler.start()

    def stop(self) -> None:
        """Let running jobs end."""
        self._scheduler.shutdown(wait=True)

    def _run(self, name: str, job: jobs.Job) -> None:
        now = datetime.now(UTC)
        try:
            with transaction(self._engine) as session:
                if jobs.first_today(session, name, bangkok_day(now)):
                    job(session, now)
        except Exception:
            log.exception("job %s failed; it is tried again at its next time", name)


def _has_struck(trigger: CronTrigger, now: datetime) -> bool:
    """Whether today's time of a job has passed already."""
    midnight = datetime.combine(bangkok_day(now), time.min, BANGKOK)
    struck: datetime | None = trigger.get_next_fire_time(None, midnight)
    return struck is not None and struck <= now


def timetable() -> tuple[tuple[str, CronTrigger, Callable[..., object]], ...]:
    """Every job with its time of day in Bangkok."""
    return (
        ("forget_payloads", CronTrigger(hour=3, minute=30, timezone=BANGKOK), jobs.forget_payloads),
        ("forget_questions", CronTrigger(hour=3, minute=40, timezone=BANGKOK), jobs.forget_questions),
    )
