"""Which menu a person should see in LINE, and which one was last linked to them.

A menu's key says for whom it is (citizen, staff, hr) and whether something waits for them (…-waiting). Citizens for
whom nothing waits have no menu of their own: they see the account's default one, which needs no call to LINE.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, delete, select

from knowledge import waiting_for
from knowledge.access import STAFF_ROLES, reader_of
from knowledge.models import MenuLink, Person, PersonRole, Setting, Waiting

CITIZEN, STAFF, HR = "citizen", "staff", "hr"
WAITING = "-waiting"
_IN_PLACE = "line.menus"


@dataclass(frozen=True)
class Change:
    """A person whose menu at LINE should change; `menu` is the rich menu's id, None for the default one."""

    person_id: int
    line_user_id: str
    menu: str | None


def key_for(roles: Iterable[str], waiting: bool) -> str | None:
    """The key of the menu for these roles; None for the default menu."""
    held = frozenset(roles)
    base = HR if HR in held else STAFF if held & STAFF_ROLES else CITIZEN
    return f"{base}{WAITING}" if waiting else None if base == CITIZEN else base


def in_place(session: Session) -> dict[str, str]:
    """The rich menu ids by key, as `km line setup` left them; empty when it never ran."""
    row = session.get(Setting, _IN_PLACE)
    return dict(json.loads(row.value)) if row else {}


def put_in_place(session: Session, ids: dict[str, str]) -> None:
    """Remember which rich menus stand ready at LINE."""
    session.merge(Setting(key=_IN_PLACE, value=json.dumps(ids, sort_keys=True)))


def change_for(session: Session, line_user_id: str, today: date) -> Change | None:
    """What should change for one person; None when nothing should, they blocked us, or no menus were set up."""
    ids = in_place(session)
    person = session.exec(select(Person).where(Person.line_user_id == line_user_id)).first() if ids else None
    if person is None or person.id is None or person.blocked_at is not None:
        return None
    roles = reader_of(session, person.id, today).roles
    wanted = _wanted(ids, key_for(roles, waiting_for.anything(session, person.id)))
    link = session.get(MenuLink, person.id)
    return None if wanted == (link.menu if link else None) else Change(person.id, line_user_id, wanted)


def changes(session: Session, today: date, ids: dict[str, str] | None = None) -> list[Change]:
    """Everybody whose menu should change: those with a role, with something waiting, or with a menu of their own.

    `ids` are the menus as they will be; those in place if it is not given.
    """
    ids = in_place(session) if ids is None else ids
    if not ids:
        return []
    roles, waiting, links = _roles(session, today), _waiting(session), _linked(session)
    found = []
    for person_id, user_id in _reachable(session):
        wanted = _wanted(ids, key_for(roles.get(person_id, ()), person_id in waiting))
        if wanted != links.get(person_id):
            found.append(Change(person_id, user_id, wanted))
    return found


def linked(session: Session, done: Iterable[Change], now: datetime) -> None:
    """Remember what LINE was told."""
    for change in done:
        if change.menu is None:
            session.exec(delete(MenuLink).where(col(MenuLink.person_id) == change.person_id))
        else:
            session.merge(MenuLink(person_id=change.person_id, menu=change.menu, at=now))


def forget_link(session: Session, line_user_id: str) -> None:
    """What LINE has is not known any longer: they came back after blocking us. They are linked anew."""
    whose = select(Person.id).where(Person.line_user_id == line_user_id)
    session.exec(delete(MenuLink).where(col(MenuLink.person_id).in_(whose)))


def _wanted(ids: dict[str, str], key: str | None) -> str | None:
    return ids.get(key) if key else None


def _roles(session: Session, today: date) -> dict[int, set[str]]:
    held: dict[int, set[str]] = {}
    for row in session.exec(select(PersonRole).where(PersonRole.since <= today)):
        if row.until is None or row.until >= today:
            held.setdefault(row.person_id, set()).add(row.role)
    return held


def _waiting(session: Session) -> set[int]:
    return set(session.exec(select(Waiting.person_id).distinct()))


def _linked(session: Session) -> dict[int, str]:
    return {row.person_id: row.menu for row in session.exec(select(MenuLink))}


def _reachable(session: Session) -> list[tuple[int, str]]:
    """Those whom a menu of their own may concern, and who have not blocked us."""
    concerned = select(PersonRole.person_id).union(select(Waiting.person_id), select(MenuLink.person_id))
    mine = select(Person.id, Person.line_user_id).where(col(Person.id).in_(concerned), col(Person.blocked_at).is_(None))
    return [(person_id, user_id) for person_id, user_id in session.exec(mine) if person_id is not None]
