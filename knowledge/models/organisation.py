"""The one organisation this deployment serves, its divisions, settings, and the log of what was changed."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from knowledge.models.base import json_column


class Organisation(SQLModel, table=True):
    """Profile of the local government: one row. `type` is sao (อบต.) or municipality (เทศบาล).

    `colour` is #RRGGBB, for menus and leaflets; empty for the program's own green.
    """

    key: str = Field(primary_key=True)
    name: str
    short_name: str
    type: str
    district: str = ""
    province: str = ""
    slogan: str = ""
    vision: str = ""
    politeness: str = "ค่ะ"
    head_title: str = ""
    clerk_title: str = ""
    staff_title: str = ""
    colour: str = ""


class Division(SQLModel, table=True):
    """A สำนัก or กอง of the organisation. `confirmed` is false until the organisation says that it exists."""

    key: str = Field(primary_key=True)
    name: str
    head_role: str = ""
    tasks: list[str] = Field(default_factory=list, sa_column=json_column())
    confirmed: bool = False


class Setting(SQLModel, table=True):
    """A value that is changed while the program runs, such as the revision number of the knowledge."""

    key: str = Field(primary_key=True)
    value: str


class AuditLog(SQLModel, table=True):
    """Who changed what and when; rows are only ever added."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    actor: str
    action: str
    subject: str
    before: dict[str, Any] = Field(default_factory=dict, sa_column=json_column())
    after: dict[str, Any] = Field(default_factory=dict, sa_column=json_column())
