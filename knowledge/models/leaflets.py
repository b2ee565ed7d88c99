"""Leaflets as files: the bytes by their hash, the file of an article, its pages as pictures, what replaced what."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from knowledge.models.base import json_column


class MediaFile(SQLModel, table=True):
    """Bytes in the media store. `hash` is their SHA-256 in hex; `size` is in bytes."""

    hash: str = Field(primary_key=True)
    content_type: str
    size: int
    stored_at: datetime


class Leaflet(SQLModel, table=True):
    """The file of a leaflet article: one version of one leaflet.

    The article says who may see it and until when it is valid; its body is the text of the file. `quality` is 0…1, the
    share of the text that reads like Thai. A `held` leaflet waits for a person and nobody is shown it; `replaces` is
    the article that it takes the place of when it is published.
    """

    article_key: str = Field(primary_key=True, foreign_key="article.key")
    file_hash: str = Field(foreign_key="mediafile.hash")
    file_name: str
    content_type: str
    size: int
    pages: int
    quality: float = 1.0
    problems: list[str] = Field(default_factory=list, sa_column=json_column())
    held: bool = False
    replaces: str | None = None
    rendered: bool = False
    added_by: str = ""
    added_at: datetime
    downloads: int = 0


class LeafletPage(SQLModel, table=True):
    """A page of a leaflet as two JPEG pictures in the media store; width and height are those of the large one."""

    article_key: str = Field(primary_key=True, foreign_key="leaflet.article_key")
    number: int = Field(primary_key=True)
    picture_hash: str = Field(foreign_key="mediafile.hash")
    thumbnail_hash: str = Field(foreign_key="mediafile.hash")
    width: int
    height: int


class Replacement(SQLModel, table=True):
    """An article that a newer one took the place of. One row for each old one: two officers cannot both replace it."""

    old_key: str = Field(primary_key=True, foreign_key="article.key")
    new_key: str = Field(foreign_key="article.key", index=True)
    at: datetime
    by: str = ""


class FileVisit(SQLModel, table=True):
    """The first browser that opened a link to an internal leaflet; both as SHA-256, forgotten when the link expires."""

    link: str = Field(primary_key=True)
    visitor: str
    expires_at: datetime
