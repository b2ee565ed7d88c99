"""One passage as the index sees it, and one as it is found."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

CONTENT_BYTES = 16


@dataclass(frozen=True)
class Entry:
    """One passage: `group` is its article, `audience` who may see it, `names` what the matter is called."""

    id: str
    group: str
    text: str
    title: str = ""
    keywords: str = ""
    phrasings: str = ""
    audience: str = "external"
    labels: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()

    @cached_property
    def content(self) -> bytes:
        """A hash of every field that is analysed: the same content is never analysed twice."""
        fields = (self.title, self.keywords, self.phrasings, self.text, *self.names)
        return blake2b("\x1f".join(fields).encode("utf-8", "surrogatepass"), digest_size=CONTENT_BYTES).digest()


@dataclass(frozen=True)
class Hit:
    """A passage with its fused score, what each channel found of the question (0...1), and of its title (0...1).

    `known_share` is the same over all channels with unseen terms counted at a quarter: for the confidence.
    """

    entry: Entry
    score: float
    shares: tuple[float, ...]
    known_share: float
    title_share: float
