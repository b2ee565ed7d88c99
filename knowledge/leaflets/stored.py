"""A leaflet's file as it lies in the media store."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.models import MediaFile


@dataclass(frozen=True)
class StoredPage:
    """A page's pictures in the media store."""

    picture: MediaFile
    thumbnail: MediaFile
    width: int
    height: int


@dataclass(frozen=True)
class StoredLeaflet:
    """A file that was read and put into the media store, with its text and the pictures of its pages.

    A `doubtful` one is held until a person has compared it with the paper.
    """

    file: MediaFile
    name: str
    text: str
    page_count: int
    pages: Sequence[StoredPage]
    quality: float = 1.0
    problems: tuple[str, ...] = ()
    rendered: bool = False
    doubtful: bool = False
