"""Turns text into the terms that are indexed: Thai words, and character trigrams that run across spaces."""

import re
from collections import Counter
from collections.abc import Iterable

from knowledge.text import normalise
from knowledge.text_words import Words

_PUNCTUATION = re.compile(r"[^\w\u0e00-\u0e7f]+")
TRIGRAM_TEXT_LIMIT = 20_000  # characters of one text; keeps any input within bounded time


def word_terms(text: str, words: Words) -> Counter[str]:
    """How often each word stands in the text. Stop words stay: removing them made retrieval worse (measured)."""
    return Counter(words.cut(normalise(text)[:TRIGRAM_TEXT_LIMIT]))


def trigram_terms(text: str) -> Counter[str]:
    """How often each character trigram stands in the text; punctuation becomes one space, edges are padded.

    Trigrams forgive what a spelling corrector would have to repair: one wrong letter spoils three of them only.
    """
    bare = " " + _PUNCTUATION.sub(" ", normalise(text)[:TRIGRAM_TEXT_LIMIT]).strip() + " "
    return Counter(bare[i : i + 3] for i in range(len(bare) - 2))


def weigh(fields: Iterable[tuple[Counter[str], float]]) -> dict[str, float]:
    """The term frequencies of several fields as one, each counted with its weight (BM25F, Robertson 2004)."""
    total: dict[str, float] = {}
    for terms, weight in fields:
        for term, count in terms.items():
            total[term] = total.get(term, 0.0) + weight * count
    return total
