"""Turns text into the terms that are indexed, in three channels that fail differently.

words       Thai words, cut with the organisation's own dictionary
trigrams    character 3-grams running across spaces: one wrong letter spoils three of them only
folded      character 4-grams of folded text (look-alike letters merged, tone marks dropped): the commonest slips vanish
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.text import fold, normalise
from knowledge.text_words import Words

_PUNCTUATION = re.compile(r"[^\w\u0e00-\u0e7f]+")
TEXT_LIMIT = 20_000  # characters of one text; keeps any input within bounded time


@dataclass(frozen=True)
class Channel:
    """One kind of term: its share in the fused score and its BM25 parameters."""

    name: str
    share: float
    k1: float
    b: float


WORDS = Channel("words", 1.0, 0.6, 0.3)
TRIGRAMS = Channel("trigrams", 1.0, 0.3, 0.75)
FOLDED = Channel("folded", 1.2, 0.3, 0.75)
CHANNELS = (WORDS, TRIGRAMS, FOLDED)
FUSED_MAXIMUM = sum(c.share for c in CHANNELS)


def terms(text: str, words: Words) -> dict[str, Counter[str]]:
    """How often each term of each channel stands in the text. Stop words stay: removing them was worse (measured)."""
    normal = normalise(text)[:TEXT_LIMIT]
    bare = _PUNCTUATION.sub(" ", normal).strip()
    return {
        WORDS.name: Counter(words.cut(normal)),
        TRIGRAMS.name: _grams(bare, 3),
        FOLDED.name: _grams(fold(bare), 4),
    }


def trigrams(text: str) -> Counter[str]:
    """How often each trigram stands in the text."""
    return _grams(_PUNCTUATION.sub(" ", normalise(text)[:TEXT_LIMIT]).strip(), 3)


def weigh(fields: Iterable[tuple[Counter[str], float]]) -> dict[str, float]:
    """The term frequencies of several fields as one, each counted with its weight (BM25F, Robertson 2004)."""
    total: dict[str, float] = {}
    for found, weight in fields:
        for term, count in found.items():
            total[term] = total.get(term, 0.0) + weight * count
    return total


def _grams(bare: str, length: int) -> Counter[str]:
    padded = f" {bare} "
    return Counter(padded[i : i + length] for i in range(len(padded) - length + 1))
