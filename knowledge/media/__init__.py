"""The bytes of leaflets: where they are kept, and the signed links by which they leave."""

from knowledge.media.links import Links
from knowledge.media.opening import open_store
from knowledge.media.store import Missing, Store

__all__ = ["Links", "Missing", "Store", "open_store"]
