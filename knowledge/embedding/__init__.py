"""An optional model of meaning: one more score beside the words. Its libraries are imported by `load` alone."""

from knowledge.embedding.embedder import Embedder, Kind, Unusable
from knowledge.embedding.folder import load
from knowledge.embedding.meaning import Meaning

__all__ = ["Embedder", "Kind", "Meaning", "Unusable", "load"]
