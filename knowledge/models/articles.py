"""Articles with their revisions, the passages that search returns, and the words people use for things."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Field, SQLModel, UniqueConstraint

from knowledge.models.base import json_column

EXTERNAL = "external"
INTERNAL = "internal"


class Article(SQLModel, table=True):
    """One unit of knowledge as it stands now; older wordings are in Revision.

    `audience` says who may see it (external: everyone, internal: verified staff). `scope` is the plan's sense of
    inside and outside knowledge: two different things (domain.md §7.2).
    """

    key: str = Field(primary_key=True)
    title: str
    kind: str
    audience: str = Field(index=True)
    leaflet: bool = False
    category: str = ""
    division_key: str | None = Field(default=None, foreign_key="division.key")
    issue_no: int | None = None
    scope: str | None = None
    body: str
    keywords: list[str] = Field(default_factory=list, sa_column=json_column())
    phrasings: list[str] = Field(default_factory=list, sa_column=json_column())
    related: list[str] = Field(default_factory=list, sa_column=json_column())
    source: dict[str, Any] = Field(default_factory=dict, sa_column=json_column())
    local_facts_needed: list[str] = Field(default_factory=list, sa_column=json_column())
    review_notes: str = ""
    seed_title: str = ""
    seed_ref: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    review_by: date | None = None
    time_bound: bool = False
    archived: bool = False
    needs_review: bool = False
    withdrawn: bool = False
    origin: str = "pack"
    revision: int = 1
    checksum: str
    changed_at: datetime


class Revision(SQLModel, table=True):
    """The wording of an article at one time; written at each change, never changed itself."""

    __table_args__ = (UniqueConstraint("article_key", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    article_key: str = Field(foreign_key="article.key", index=True)
    number: int
    title: str
    body: str
    checksum: str
    created_at: datetime


class Passage(SQLModel, table=True):
    """A piece of an article that search returns; whole paragraphs, at most about 1,200 characters."""

    __table_args__ = (UniqueConstraint("article_key", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    article_key: str = Field(foreign_key="article.key", index=True)
    position: int
    text: str


class Synonym(SQLModel, table=True):
    """What people write (`variant`) for what the organisation calls it (`canonical`), and of what kind it is."""

    __table_args__ = (UniqueConstraint("variant", "canonical", "kind"),)

    id: int | None = Field(default=None, primary_key=True)
    canonical: str
    variant: str
    kind: str
