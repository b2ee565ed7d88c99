"""Who may see what: the one place that decides it, asked by search and again by everything that is shown."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import bindparam
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from knowledge.models import Article, PersonRole
from knowledge.models.articles import EXTERNAL, INTERNAL

STAFF_ROLES = frozenset({"staff", "reviewer", "hr", "proposer", "endorser", "approver"})


@dataclass(frozen=True)
class Reader:
    """Somebody who reads, with the rights the database gives them today; in a group everybody reads as a citizen."""

    roles: frozenset[str] = frozenset()
    in_group: bool = False

    @property
    def verified(self) -> bool:
        """Whether this is a verified member of staff in a private chat."""
        return not self.in_group and bool(self.roles & STAFF_ROLES)

    @property
    def audiences(self) -> frozenset[str]:
        """The audiences of the articles that may be shown."""
        return frozenset({EXTERNAL, INTERNAL}) if self.verified else frozenset({EXTERNAL})


CITIZEN = Reader()
EVERYTHING = Reader(roles=STAFF_ROLES)  # nobody; for counting what was withheld


def reader_of(session: Session, person_id: int | None, today: date, in_group: bool = False) -> Reader:
    """The rights of a person on a day, read from the database; nothing a message claims is believed."""
    if person_id is None:
        return Reader(in_group=in_group)
    roles = session.exec(_roles(), params={"person_id": person_id, "today": today})
    return Reader(roles=frozenset(roles), in_group=in_group)


@lru_cache(maxsize=1)
def _roles() -> SelectOfScalar[str]:
    today = bindparam("today", type_=PersonRole.since.type)  # type: ignore[attr-defined]
    return select(PersonRole.role).where(
        PersonRole.person_id == bindparam("person_id"),
        PersonRole.since <= today,
        or_(col(PersonRole.until).is_(None), col(PersonRole.until) >= today),
    )


def may_see(article: Article, reader: Reader) -> bool:
    """Whether this reader may see this article, its title included."""
    return not article.withdrawn and article.audience in reader.audiences


def visible(session: Session, keys: list[str], reader: Reader) -> list[Article]:
    """The articles with these keys that the reader may see, in the order given.

    "Not for you" and "does not exist" are the same here: both are simply absent.
    """
    rows = {a.key: a for a in session.exec(_articles(), params={"keys": keys})} if keys else {}
    return [rows[k] for k in keys if k in rows and may_see(rows[k], reader)]


@lru_cache(maxsize=1)
def _articles() -> SelectOfScalar[Article]:
    return select(Article).where(col(Article.key).in_(bindparam("keys", expanding=True)))
