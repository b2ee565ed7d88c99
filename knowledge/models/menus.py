"""What waits for a person, and which menu of LINE was last linked to them."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel, UniqueConstraint


class Kind(StrEnum):
    """nudge: work of the plan falls due; answer: to a question of theirs; review: a text that needs their yes."""

    NUDGE = "nudge"
    ANSWER = "answer"
    REVIEW = "review"


class Waiting(SQLModel, table=True):
    """One thing that waits for one person; `subject` names it, such as activity:12. Their menu carries a dot."""

    __table_args__ = (UniqueConstraint("person_id", "kind", "subject"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: str
    subject: str
    since: datetime


class MenuLink(SQLModel, table=True):
    """The rich menu linked to a person at LINE; without a row they see the account's default menu."""

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    menu: str
    at: datetime
