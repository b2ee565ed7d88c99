"""The search index: derived from the tables, held in memory, thrown away and built again at any time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.search.analysis import CHANNELS, FUSED_MAXIMUM, TRIGRAMS, WORDS, terms, weigh
from knowledge.search.bm25 import Bm25, Floats, Scores
from knowledge.search.names import Names
from knowledge.search.query import Query
from knowledge.search.titles import Titles
from knowledge.text_words import Words

KEPT = 256  # searches
TITLE_SHARE = 0.6  # top-1 on the public set: 87.6 % without, 88.9 % with
NAMES_SHARE = 0.4  # of keywords, each a name of the matter; the public set has none
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
    names: tuple[str, ...] = ()


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


class Index:
    """All passages of the organisation, scored together."""

    def __init__(self, entries: Sequence[Entry], words: Words) -> None:
        self.entries = list(entries)
        analysed = [_analyse(e, words) for e in self.entries]
        self._channels = [Bm25.build([a[c.name] for a in analysed], c.k1, c.b) for c in CHANNELS]
        trigram_idf = self._channels[CHANNELS.index(TRIGRAMS)].idf
        self._titles = Titles.build([e.title for e in self.entries], trigram_idf)
        self._names = Names.build([e.names for e in self.entries], trigram_idf)
        self._audience = np.array([e.audience for e in self.entries])
        self._kept: dict[tuple[Query, frozenset[str] | None, int, str | None], list[Hit]] = {}
        self._extra: Callable[[Query], Floats | None] | None = None

    def add_score(self, extra: Callable[[Query], Floats | None]) -> None:
        """Add a score from elsewhere to every search from now on: one number for each entry, or None for nothing."""
        self._extra, self._kept = extra, {}

    def search(self, query: Query, audiences: frozenset[str] | None = None, limit: int = 10,
               label: str | None = None) -> list[Hit]:  # fmt: skip
        """The best passages, best first; equal scores keep the order of the index (so the result is certain).

        `audiences` None means no filter (evaluation only); `label` keeps the passages that carry it.
        """
        asked = (query, audiences, limit, label)
        kept = self._kept  # a search that began before `add_score` must not be kept after it
        found = kept.get(asked)
        if found is None:
            if len(kept) >= KEPT:
                kept.clear()
            found = kept[asked] = self._search(query, audiences, limit, label) if self.entries else []
        return found

    def _search(self, query: Query, audiences: frozenset[str] | None, limit: int, label: str | None) -> list[Hit]:
        scored = [c.score(query.terms[channel.name]) for c, channel in zip(self._channels, CHANNELS, strict=True)]
        titles = self._titles.cover(query.terms[TRIGRAMS.name])
        fused = _fuse([s.share for s in scored]) + np.float32(TITLE_SHARE) * titles
        fused += np.float32(NAMES_SHARE) * self._names.cover(query.terms[TRIGRAMS.name])
        extra = self._extra(query) if self._extra else None
        fused = fused if extra is None else fused + extra
        allowed = self._allowed(audiences, label)
        order = np.argsort(-np.where(allowed, fused, -1), kind="stable")[:limit]
        return [self._hit(i, fused, scored, titles) for i in order if allowed[i] and fused[i] > 0]

    def unseen_share(self, query: Query) -> float:
        """The share of the question's words, by weight, that no passage has."""
        asked, known = query.terms[WORDS.name], self._channels[CHANNELS.index(WORDS)].idf
        whole = sum(asked.values())
        return sum(weight for word, weight in asked.items() if word not in known) / whole if whole else 0.0

    def _hit(self, number: int, fused: Floats, scored: list[Scores], titles: Floats) -> Hit:
        known = sum(c.share * s.known_share(number) for c, s in zip(CHANNELS, scored, strict=True)) / FUSED_MAXIMUM
        shares = tuple(float(s.share[number]) for s in scored)
        return Hit(self.entries[number], float(fused[number]), shares, known, float(titles[number]))

    def _allowed(self, audiences: frozenset[str] | None, label: str | None) -> npt.NDArray[np.bool_]:
        allowed = np.ones(len(self.entries), dtype=bool)
        if audiences is not None:
            allowed &= np.isin(self._audience, sorted(audiences))
        if label is not None:
            allowed &= np.array([label in e.labels for e in self.entries])
        return allowed


def _fuse(shares: list[Floats]) -> Floats:
    fused = np.zeros_like(shares[0])
    for channel, share in zip(CHANNELS, shares, strict=True):
        fused = fused + np.float32(channel.share) * share
    return fused


def _analyse(entry: Entry, words: Words) -> dict[str, dict[str, float]]:
    fields = ((entry.title, TITLE_WEIGHT), (entry.keywords, KEYWORD_WEIGHT), (entry.phrasings, PHRASING_WEIGHT),
              (entry.text, BODY_WEIGHT))  # fmt: skip
    found = [(terms(text, words), weight) for text, weight in fields if text]
    return {c.name: weigh((f[c.name], weight) for f, weight in found) for c in CHANNELS}
