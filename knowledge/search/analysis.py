"""Turns text into the terms that are indexed, in three channels that fail differently.

words       Thai words, cut with the organisation's own dictionary
trigrams    character 3-grams running across spaces: one wrong letter spoils three of them only
folded      character 4-grams of folded text (look-alike letters merged, tone marks dropped): the commonest slips vanish
"""

import re
from collections import Counter
from dataclasses import dataclass

from knowledge.text import fold, normalise
from knowledge.text_words import Words

_PUNCTUATION = re.compile(r"[^\w\u0e00-\u0e7f]+")
TEXT_LIMIT = 20_000  # characters of one text; keeps any input within bounded time


@dataclass(frozen=True)
class Channel:
    """One kind of term: its share in the fused score, its BM25 parameters, and its characters (0: words)."""

    name: str
    share: float
    k1: float
    b: float
    length: int = 0


WORDS = Channel("words", 1.0, 0.6, 0.3)
TRIGRAMS = Channel("trigrams", 1.0, 0.3, 0.75, length=3)
FOLDED = Channel("folded", 1.2, 0.3, 0.75, length=4)
CHANNELS = (WORDS, TRIGRAMS, FOLDED)
FUSED_MAXIMUM = sum(c.share for c in CHANNELS)


def terms(text: str, words: Words) -> dict[str, Counter[str]]:
    """How often each term of each channel stands in the text. Stop words stay: removing them was worse (measured)."""
    normal = plain(text)
    bare = bared(normal)
    return {
        WORDS.name: Counter(words.cut(normal)),
        TRIGRAMS.name: _grams(bare, TRIGRAMS.length),
        FOLDED.name: _grams(fold(bare), FOLDED.length),
    }


def trigrams(text: str) -> Counter[str]:
    """How often each trigram stands in the text."""
    return _grams(bared(plain(text)), TRIGRAMS.length)


def plain(text: str) -> str:
    """The text as it is cut into words: normalised, at most TEXT_LIMIT characters."""
    return normalise(text)[:TEXT_LIMIT]


def bared(normal: str) -> str:
    """Normalised text with every run of punctuation and spaces as one space."""
    return _PUNCTUATION.sub(" ", normal).strip()


def _grams(bare: str, length: int) -> Counter[str]:
    padded = f" {bare} "
    return Counter(padded[i : i + length] for i in range(len(padded) - length + 1))
