"""A leaflet's file as text and pictures: values, and the limits on what is taken."""

from dataclasses import dataclass

LARGEST = 20 * 1024 * 1024  # bytes
MOST_PAGES = 50
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
JPEG = "image/jpeg"
PNG = "image/png"


@dataclass(frozen=True)
class Page:
    """The text of a page in reading order, blocks apart by blank lines. `scanned`: it holds pictures and no text."""

    text: str
    scanned: bool = False


@dataclass(frozen=True)
class Picture:
    """A JPEG picture and its size in pixels."""

    jpeg: bytes
    width: int
    height: int


@dataclass(frozen=True)
class PagePictures:
    """A page as LINE shows it: large enough to be read, and small for a list."""

    large: Picture
    small: Picture


@dataclass(frozen=True)
class Document:
    """What was read of a file. `quality` is 0…1; `problems` are sentences for the person who looks it over."""

    content_type: str
    pages: tuple[Page, ...]
    quality: float = 1.0
    problems: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All of it."""
        return "\n\n".join(p.text for p in self.pages if p.text)
