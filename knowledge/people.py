"""The people who write to the account: found or made at their first message, given roles by HR."""

from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import bindparam
from sqlmodel import Session, select
from sqlmodel.sql.expression import SelectOfScalar

from knowledge.access import STAFF_ROLES
from knowledge.errors import BadSetting
from knowledge.models import AuditLog, Division, Person, PersonRole


def meet(session: Session, line_user_id: str, now: datetime) -> Person:
    """The person with this LINE user id; a new one is a citizen."""
    person = find(session, line_user_id)
    if person is None:
        person = Person(line_user_id=line_user_id, first_seen=now)
        session.add(person)
        session.flush()
    return person


def find(session: Session, line_user_id: str) -> Person | None:
    """The person with this LINE user id, if they ever wrote."""
    return session.exec(_known(), params={"line_user_id": line_user_id}).first()


@lru_cache(maxsize=1)
def _known() -> SelectOfScalar[Person]:
    return select(Person).where(Person.line_user_id == bindparam("line_user_id"))


def add_staff(session: Session, line_user_id: str, name: str, division: str | None, roles: list[str],
              now: datetime, today: date) -> Person:  # fmt: skip
    """Verify a person as staff with these roles; saying it again changes nothing.

    Errors: BadSetting for an unknown role or division, with the ones to choose from.
    """
    _check_roles(roles)
    person = meet(session, line_user_id, now)
    person.name = name
    person.division_key = _division_key(session, division)
    held = {r.role: r for r in session.exec(select(PersonRole).where(PersonRole.person_id == person.id))}
    for role in roles:
        row = held.get(role)
        if row is None or row.until is not None:
            session.merge(PersonRole(id=row.id if row else None, person_id=person.id or 0, role=role, since=today))
            session.add(
                AuditLog(
                    at=now,
                    actor="km",
                    action="role added",
                    subject=f"person {person.id}",
                    after={"role": role},
                )
            )
    return person


def blocked(person: Person, now: datetime) -> None:
    """They blocked the account: nothing is pushed to them until they come back."""
    person.blocked_at = now


def came_back(person: Person) -> None:
    """They follow the account (again)."""
    person.blocked_at = None


def _check_roles(roles: list[str]) -> None:
    wrong = [r for r in roles if r not in STAFF_ROLES]
    if wrong or not roles:
        raise BadSetting(
            f"No role {', '.join(wrong) or '(none given)'}; choose from: {', '.join(sorted(STAFF_ROLES))}."
        )


def _division_key(session: Session, division: str | None) -> str | None:
    if not division:
        return None
    rows = list(session.exec(select(Division)))
    for row in rows:
        if division in (row.key, row.name):
            return row.key
    names = ", ".join(f"{d.key} ({d.name})" for d in rows)
    raise BadSetting(f"No division {division}; choose from: {names}.")
