"""The search index: derived from the tables, brought from one revision to the next by what differs."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from knowledge.search import keys
from knowledge.search.analysis import CHANNELS, FUSED_MAXIMUM, WORDS, Channel
from knowledge.search.bm25 import Asked, Bm25, Floats, Scores
from knowledge.search.entry import Entry, Hit
from knowledge.search.holdings import Holdings
from knowledge.search.labels import FULL, Covers
from knowledge.search.query import Query
from knowledge.search.segment import TRIGRAM
from knowledge.text_words import Words

KEPT = 256  # searches
TITLE_SHARE = 0.6  # top-1 on the public set: 87.6 % without, 88.9 % with
NAMES_SHARE = 0.4  # of keywords, each a name of the matter; the public set has none


class Index:
    """All passages of the organisation, scored together. Never changed: `brought_to` makes another."""

    def __init__(self, entries: Sequence[Entry], words: Words, known: Holdings | None = None) -> None:
        self.entries = list(entries)
        self.holdings = (known or Holdings()).brought_to(self.entries, words)
        standings = self.holdings.standings
        self._channels = [Bm25(n, c.k1, c.b, standings) for n, c in enumerate(CHANNELS)]
        trigrams = self._channels[TRIGRAM]
        self._titles = Covers(standings, lambda s: s.segment.titles, trigrams)
        self._names = Covers(standings, lambda s: s.segment.names, trigrams, FULL)
        self._audience = np.array([e.audience for e in self.entries])
        self._kept: dict[tuple[Query, frozenset[str] | None, int, str | None], list[Hit]] = {}
        self._extra: Callable[[Query], Floats | None] | None = None

    def add_score(self, extra: Callable[[Query], Floats | None]) -> None:
        """Add a score from elsewhere to every search from now on: one number for each entry, or None for nothing."""
        self._extra, self._kept = extra, {}

    def brought_to(self, entries: Sequence[Entry], words: Words) -> "Index":
        """The index of another list of entries, as if it had been built from them alone; this one stays as it is."""
        return Index(entries, words, self.holdings)

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
        asked = [self._ask(query, channel) for channel in CHANNELS]
        scored = [c.score(a) for c, a in zip(self._channels, asked, strict=True)]
        titles = self._titles.cover(asked[TRIGRAM])
        fused = _fuse([s.share for s in scored]) + np.float32(TITLE_SHARE) * titles
        fused += np.float32(NAMES_SHARE) * self._names.cover(asked[TRIGRAM])
        places = self.holdings.places
        extra = self._extra(query) if self._extra else None
        found = fused[places] if extra is None else fused[places] + extra
        score = np.where(self._allowed(audiences, label), found, np.float32(0))
        return [self._hit(n, float(score[n]), scored, titles) for n in _best(score, limit)]

    def unseen_share(self, query: Query) -> float:
        """The share of the question's words, by weight, that no passage has."""
        asked = self._ask(query, WORDS)
        whole = float(asked.weights.sum())
        return float(asked.weights[~asked.known].sum()) / whole if whole else 0.0

    def _ask(self, query: Query, channel: Channel) -> Asked:
        terms = query.terms[channel.name]
        found = keys.of_grams(terms, channel.length) if channel.length else keys.of_words(terms)
        return self._channels[CHANNELS.index(channel)].ask(found, np.array(list(terms.values()), np.float64))

    def _hit(self, number: int, score: float, scored: list[Scores], titles: Floats) -> Hit:
        place = int(self.holdings.places[number])
        known = sum(c.share * s.known_share(place) for c, s in zip(CHANNELS, scored, strict=True)) / FUSED_MAXIMUM
        shares = tuple(float(s.share[place]) for s in scored)
        return Hit(self.entries[number], score, shares, known, float(titles[place]))

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


def _best(score: Floats, limit: int) -> list[int]:
    """The numbers of the highest scores above 0, in the order of the index where they are equal."""
    least = np.partition(score, -limit)[-limit] if 0 < limit < len(score) else np.float32(0)
    among = np.flatnonzero((score >= least) & (score > 0))
    order: list[int] = among[np.argsort(-score[among], kind="stable")][: max(limit, 0)].tolist()
    return order
