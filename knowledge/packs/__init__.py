"""Knowledge packs: the file an organisation starts from, checked line by line and loaded whole or not at all."""

from knowledge.packs.loading import Loaded, load_pack
from knowledge.packs.reading import find_pack, read_pack

__all__ = ["Loaded", "find_pack", "load_pack", "read_pack"]
