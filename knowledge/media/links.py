"""Makes the addresses under which LINE, browsers and people fetch the files of a leaflet.

How long each lives, and why, is told in docs/adr/0007-what-a-signed-link-protects.md.
"""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from knowledge.media.signing import FileLink, Kind, sign
from knowledge.models import Article
from knowledge.models.articles import EXTERNAL

LOOPBACK = ("127.0.0.1", "localhost", "::1")
FILE_LIFE = timedelta(days=30)
PICTURE_LIFE = timedelta(days=400)  # a year and a month: LINE asks again for the picture of an old card in a chat
INTERNAL_LIFE = timedelta(hours=1)
PATH = "/files/"
# LINE's own browser cannot show a PDF on Android; this sends the address to the phone's browser at once
# (developers.line.biz, "Opening a URL in an external browser").
OUTSIDE = "?openExternalBrowser=1"


class Links:
    """Addresses for one PUBLIC_URL, signed with one SECRET_KEY; None when there is no address LINE could fetch."""

    def __init__(self, public_url: str = "", secret_key: str = "") -> None:
        self._base = public_url.rstrip("/") if secret_key and is_fetchable(public_url) else None
        self._secret = secret_key.encode()

    def file(self, article: Article, hash: str, person_id: int | None, now: datetime) -> str | None:
        """The leaflet itself."""
        address = self._address("file", article, hash, person_id, now)
        return address and address + OUTSIDE

    def page(self, article: Article, number: int, hash: str, person_id: int | None, now: datetime) -> str | None:
        """The large picture of a page."""
        return self._address("page", article, hash, person_id, now, number)

    def thumbnail(self, article: Article, number: int, hash: str, person_id: int | None, now: datetime) -> str | None:
        """The small picture of a page."""
        return self._address("thumbnail", article, hash, person_id, now, number)

    def _address(self, kind: Kind, article: Article, hash: str, person_id: int | None, now: datetime,
                 number: int = 0) -> str | None:  # fmt: skip
        if self._base is None:
            return None
        public = article.audience == EXTERNAL
        # What everybody may have carries nobody's number, and keeps its address for a day, so that caches serve it.
        link = FileLink(kind, article.key, hash, None if public else person_id, number)
        return f"{self._base}{PATH}{sign(link, self._secret, _end(kind, public, now))}"


def is_fetchable(public_url: str) -> bool:
    """Whether LINE takes this as the beginning of a picture's address: https, or anything on one's own desk."""
    try:
        parts = urlsplit(public_url)
        return bool(parts.hostname) and (
            parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        )
    except ValueError:
        return False


def _end(kind: Kind, public: bool, now: datetime) -> datetime:
    if not public:
        return now + INTERNAL_LIFE
    return _midnight(now) + timedelta(days=1) + (FILE_LIFE if kind == "file" else PICTURE_LIFE)


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
