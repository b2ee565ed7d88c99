"""Leaflets as files: put in, checked, published, replaced; and the article that each is the file of."""

from knowledge.leaflets.adding import add, attach
from knowledge.leaflets.editing import publish, rewrite, withdraw
from knowledge.leaflets.intake import doubts, keep
from knowledge.leaflets.reading import of, pages
from knowledge.leaflets.stored import StoredLeaflet, StoredPage
from knowledge.leaflets.wanted import Wanted, check, find

__all__ = [
    "StoredLeaflet", "StoredPage", "Wanted", "add", "attach", "check", "doubts", "find", "keep", "of", "pages",
    "publish", "rewrite", "withdraw",
]  # fmt: skip
