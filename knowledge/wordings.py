"""Shortened wordings of excerpts, made before they are needed and only of what passed the check."""

import hashlib
import re
from dataclasses import dataclass, field

KEPT = 256
# Nine digits and more are a telephone or an identity card.
_PERSONAL = re.compile(r"(?:\+?\d[\s\-.()]*){8,}\d|[^\s@]{1,64}@\S+")
MASK = "[…]"


@dataclass(frozen=True)
class Draft:
    """A question and the excerpt that will answer it."""

    question: str
    excerpt: str


@dataclass
class Wordings:
    """Wordings by draft, the last ones; kept by hash, so that nobody's question lies about in memory.

    An empty wording means: asked for and refused.
    """

    _kept: dict[str, str] = field(default_factory=dict)

    def keep(self, draft: Draft, wording: str) -> None:
        """Keep the wording of a draft."""
        if len(self._kept) >= KEPT:
            self._kept.clear()
        self._kept[_key(draft)] = wording

    def knows(self, draft: Draft) -> bool:
        """Whether this draft was asked for already."""
        return _key(draft) in self._kept

    def of(self, question: str, excerpt: str) -> str:
        """The shortened wording of an excerpt for a question; empty when there is none."""
        return self._kept.get(_key(Draft(question, excerpt)), "") if self._kept else ""


def mask(question: str) -> str:
    """The question without what tells who asks: long numbers (13-digit cards, telephones) and mail addresses."""
    return _PERSONAL.sub(MASK, question)


def _key(draft: Draft) -> str:
    return hashlib.sha256(f"{draft.question}\0{draft.excerpt}".encode("utf-8", "surrogatepass")).hexdigest()
