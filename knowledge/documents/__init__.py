"""Leaflet files as text and pictures: PDF, Word, JPEG and PNG, with Thai kept right (docs/documents.md)."""

from knowledge.documents.document import LARGEST, MOST_PAGES, Document, Page, PagePictures, Picture
from knowledge.documents.quality import LOOKS_BROKEN, quality
from knowledge.documents.sandbox import read

__all__ = [
    "LARGEST", "LOOKS_BROKEN", "MOST_PAGES", "Document", "Page", "PagePictures", "Picture", "quality", "read",
]  # fmt: skip
