"""Takes a file in: reads it, and puts it and the pictures of its pages into the media store."""

from datetime import datetime

from knowledge.documents import LOOKS_BROKEN, Document, PagePictures, Picture
from knowledge.documents.document import JPEG
from knowledge.leaflets.stored import StoredLeaflet, StoredPage
from knowledge.media.store import Store
from knowledge.models import MediaFile

EMPTY = "No text could be read of it."
BY_OCR = "It was read from pictures: every tenth letter may be wrong, and no dictionary notices a wrong figure."
BROKEN = "Only {share:.0%} of its text reads like Thai."


def keep(store: Store, data: bytes, name: str, document: Document, pictures: list[PagePictures],
         now: datetime) -> StoredLeaflet:  # fmt: skip
    """The file in the store. What is kept by its hash and used by nobody does no harm: an interrupted one is no loss.

    Errors: KnowledgeError of the store, such as a full disk.
    """
    pages = [
        StoredPage(_kept(store, p.large, now), _kept(store, p.small, now), p.large.width, p.large.height)
        for p in pictures
    ]
    hash, why = store.put(data, document.content_type), doubts(document)
    return StoredLeaflet(
        file=MediaFile(hash=hash, content_type=document.content_type, size=len(data), stored_at=now),
        name=name,
        text=document.text,
        page_count=max(len(pages), len(document.pages)),
        pages=pages,
        quality=document.quality,
        problems=(*why, *document.problems),
        doubtful=bool(why),
    )


def doubts(document: Document) -> tuple[str, ...]:
    """Why a person must look at the text before anybody is shown it; nothing for a text that reads well."""
    if not document.text.strip():
        return (EMPTY,)
    broken = (BROKEN.format(share=document.quality),) if document.quality < LOOKS_BROKEN else ()
    return (*broken, *((BY_OCR,) if any(p.scanned for p in document.pages) else ()))


def _kept(store: Store, picture: Picture, now: datetime) -> MediaFile:
    hash = store.put(picture.jpeg, JPEG)
    return MediaFile(hash=hash, content_type=JPEG, size=len(picture.jpeg), stored_at=now)
