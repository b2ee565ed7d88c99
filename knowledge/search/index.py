"""The search index: derived from the tables, held in memory, thrown away and built again at any time."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from knowledge.search.analysis import trigram_terms, weigh, word_terms
from knowledge.search.bm25 import Bm25, Floats
from knowledge.search.query import Query
from knowledge.search.titles import Titles
from knowledge.text_words import Words

WORDS_K1, WORDS_B = 0.6, 0.3
TRIGRAMS_K1, TRIGRAMS_B = 0.3, 0.75
TRIGRAM_SHARE = 2.0  # trigrams count twice as much as words (thai-search notes §2: best of the mixes tried)
TITLE_SHARE = 0.4  # top-1 on the public set: 87.6 % without, 89.0 % with 0.4, no better with 0.6
TITLE_WEIGHT, KEYWORD_WEIGHT, PHRASING_WEIGHT, BODY_WEIGHT = 1.0, 1.0, 0.2, 1.0


@dataclass(frozen=True)
class Entry:
    """One passage as the index sees it: `group` is its article, `audience` who may see it."""

    id: str
    group: str
    text: str
    title: str = ""
    keywords: str = ""
    phrasings: str = ""
    audience: str = "external"
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Hit:
    """A passage with its fused score (0...3) and the share of the question that words and trigrams found."""

    entry: Entry
    score: float
    word_share: float
    trigram_share: float
    known_share: float = field(default=0.0)


class Index:
    """All passages of the organisation, scored together."""

    def __init__(self, entries: Sequence[Entry], words: Words) -> None:
        self.entries = list(entries)
        self._words = Bm25.build([self._word_terms(e, words) for e in entries], WORDS_K1, WORDS_B)
        self._trigrams = Bm25.build([self._trigram_terms(e) for e in entries], TRIGRAMS_K1, TRIGRAMS_B)
        self._titles = Titles.build([e.title for e in entries], self._trigrams.idf)
        self._audience = np.array([e.audience for e in entries])

    def search(self, query: Query, audiences: frozenset[str] | None = None, limit: int = 10,
               label: str | None = None) -> list[Hit]:  # fmt: skip
        """The best passages, best first; equal scores keep the order of the index (so the result is certain).

        `audiences` None means no filter (evaluation only); `label` keeps the passages that carry it.
        """
        if not self.entries:
            return []
        by_word, by_trigram = self._words.score(query.words), self._trigrams.score(query.trigrams)
        fused = by_word.share + np.float32(TRIGRAM_SHARE) * by_trigram.share
        fused = fused + np.float32(TITLE_SHARE) * self._titles.cover(query.trigrams)
        known = (_divide(by_word.raw, by_word.best_known)
                 + TRIGRAM_SHARE * _divide(by_trigram.raw, by_trigram.best_known)) / (1 + TRIGRAM_SHARE)  # fmt: skip
        allowed = self._allowed(audiences, label)
        order = np.argsort(-np.where(allowed, fused, -1), kind="stable")[:limit]
        return [
            Hit(
                self.entries[i],
                float(fused[i]),
                float(by_word.share[i]),
                float(by_trigram.share[i]),
                float(known[i]),
            )
            for i in order
            if allowed[i] and fused[i] > 0
        ]

    def _allowed(self, audiences: frozenset[str] | None, label: str | None) -> npt.NDArray[np.bool_]:
        allowed = np.ones(len(self.entries), dtype=bool)
        if audiences is not None:
            allowed &= np.isin(self._audience, sorted(audiences))
        if label is not None:
            allowed &= np.array([label in e.labels for e in self.entries])
        return allowed

    @staticmethod
    def _word_terms(entry: Entry, words: Words) -> dict[str, float]:
        return weigh((word_terms(text, words), weight) for text, weight in _fields(entry))

    @staticmethod
    def _trigram_terms(entry: Entry) -> dict[str, float]:
        return weigh((trigram_terms(text), weight) for text, weight in _fields(entry))


def _divide(raw: Floats, best: float) -> Floats:
    return raw / np.float32(best) if best > 0 else raw


def _fields(entry: Entry) -> list[tuple[str, float]]:
    return [
        (entry.title, TITLE_WEIGHT),
        (entry.keywords, KEYWORD_WEIGHT),
        (entry.phrasings, PHRASING_WEIGHT),
        (entry.text, BODY_WEIGHT),
    ]
