"""The search as the formulas say it, one passage at a time: what the index is held against."""

import math
from collections import Counter
from collections.abc import Sequence

from knowledge.search import Entry, Query
from knowledge.search.analysis import CHANNELS, TRIGRAMS, terms, trigrams
from knowledge.text_words import Words

TITLE, NAMES, FULL = 0.6, 0.4, 40.0
FIELDS = (("title", 1.0), ("keywords", 1.0), ("phrasings", 0.2), ("text", 1.0))


def scores(entries: Sequence[Entry], words: Words, query: Query) -> list[float]:
    """The fused score of every entry, in their order."""
    total = [0.0] * len(entries)
    for channel in CHANNELS:
        documents = [_frequencies(e, words, channel.name) for e in entries]
        idf = _idf(documents)
        mean = sum(sum(d.values()) for d in documents) / len(documents)
        asked = query.terms[channel.name]
        best = sum(w * idf.get(t, _top(len(documents))) for t, w in asked.items())
        for number, document in enumerate(documents):
            norm = channel.k1 * (1 - channel.b + channel.b * sum(document.values()) / max(mean, 1e-9))
            found = sum(w * idf[t] * document[t] / (document[t] + norm) for t, w in asked.items() if t in document)
            total[number] += channel.share * found / best if best else 0.0
        if channel is TRIGRAMS:
            for number, entry in enumerate(entries):
                total[number] += _labels(entry, asked, idf)
    return total


def _labels(entry: Entry, asked: dict[str, float], idf: dict[str, float]) -> float:
    title, _ = _cover(entry.title, asked, idf)
    names = [_cover(n, asked, idf) for n in entry.names]
    return TITLE * title + NAMES * max((c * min(1, weight / FULL) for c, weight in names), default=0.0)


def _cover(text: str, asked: dict[str, float], idf: dict[str, float]) -> tuple[float, float]:
    label = trigrams(text) if text else Counter()
    whole = sum(idf.get(t, 0.0) for t in label)
    said = sum(min(w, 1.0) * idf.get(t, 0.0) for t, w in asked.items() if t in label)
    return (said / whole if whole else 0.0), whole


def _frequencies(entry: Entry, words: Words, channel: str) -> Counter[str]:
    total: Counter[str] = Counter()
    for name, weight in FIELDS:
        if text := getattr(entry, name):
            for term, count in terms(text, words)[channel].items():
                total[term] += weight * count
    return total


def _idf(documents: Sequence[Counter[str]]) -> dict[str, float]:
    having = Counter(t for d in documents for t in d)
    return {t: math.log(1 + (len(documents) - n + 0.5) / (n + 0.5)) for t, n in having.items()}


def _top(size: int) -> float:
    return math.log(1 + (size + 0.5) / 0.5)
