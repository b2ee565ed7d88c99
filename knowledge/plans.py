"""The plan of a fiscal year: which one runs on a day, and which of its activities are due."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session, col, select

from knowledge.models import Activity, Plan

DONE = ("done", "cancelled")


def plan_on(session: Session, today: date) -> Plan | None:
    """The plan whose year holds this day, else the next one, else the last one."""
    plans = list(session.exec(select(Plan).order_by(col(Plan.starts))))
    running = [p for p in plans if p.ends >= today]
    return running[0] if running else plans[-1] if plans else None


def activities(session: Session, plan: Plan) -> Sequence[Activity]:
    """All activities of a plan, by deadline."""
    mine = select(Activity).where(Activity.fiscal_year == plan.fiscal_year)
    return session.exec(mine.order_by(col(Activity.deadline), col(Activity.key))).all()


def open_until(session: Session, plan: Plan, last_day: date) -> list[Activity]:
    """The activities that are not done and due by this day, the overdue ones among them, by deadline."""
    return [a for a in activities(session, plan) if a.status not in DONE and a.deadline <= last_day]


def month_ahead(today: date) -> date:
    """The last day of the next thirty."""
    return today + timedelta(days=30)
