"""What a link leads to at the moment of the request: decided anew each time, by today's audience and today's roles."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from knowledge import access
from knowledge.media.names import ENDINGS, safe_name
from knowledge.media.signing import FileLink
from knowledge.models import Article, Leaflet, MediaFile
from knowledge.models.articles import EXTERNAL

SHOWN = ("application/pdf", "image/jpeg", "image/png")  # inline; everything else is saved
UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True)
class Offer:
    """A file that may be handed out: its hash, size in bytes, type from the closed list, and a safe name."""

    article_key: str
    hash: str
    size: int
    content_type: str
    name: str
    public: bool
    shown: bool  # in the browser; False: only ever saved
    counts: bool  # as a download of the leaflet

    @property
    def type_header(self) -> str:
        """The Content-Type; what is not on the list, HTML and SVG above all, is bytes and nothing else."""
        return self.content_type if self.content_type in ENDINGS else UNKNOWN_TYPE


def offer(session: Session, link: FileLink, today: date) -> Offer | None:
    """What the link leads to for its person today; None alike for what is not there and what is not for them."""
    article = session.get(Article, link.article_key)
    leaflet = session.get(Leaflet, link.article_key)
    stored = session.get(MediaFile, link.hash)
    if article is None or leaflet is None or stored is None or leaflet.held:
        return None
    if not access.may_see(article, access.reader_of(session, link.person_id, today)):
        return None
    kind = stored.content_type
    return Offer(
        article_key=article.key,
        hash=stored.hash,
        size=stored.size,
        content_type=kind,
        name=_name(link, article, leaflet, kind),
        public=article.audience == EXTERNAL,
        shown=kind in SHOWN,
        counts=link.kind == "file",
    )


def _name(link: FileLink, article: Article, leaflet: Leaflet, content_type: str) -> str:
    """The officer's own name for the file as it was added; the title, with the page, for everything else."""
    if link.kind != "file":
        return safe_name(f"{article.title} {link.number}", content_type)
    return safe_name(leaflet.file_name if leaflet.file_hash == link.hash else article.title, content_type)
