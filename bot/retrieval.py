"""Runs the search over a public retrieval set, in several processes when asked."""

import multiprocessing
import time
from collections.abc import Callable, Iterable
from typing import Any

from knowledge.confidence import shipped_model, weigh_evidence
from knowledge.embedding import Meaning
from knowledge.search import Entry, Hit, Index, Query, QueryMaker
from knowledge.text_words import plain_words

RANKED = 100
Timed = tuple[dict[str, Any], float]
Watch = Callable[[Iterable[Timed]], Iterable[Timed]]


class Retrieval:
    """An index over given passages, with no organisation's dictionary or synonyms."""

    def __init__(self, passages: list[dict[str, Any]], meaning: Meaning | None = None) -> None:
        words = plain_words()
        self._maker = QueryMaker(words)
        self._index = Index([_entry(p) for p in passages], words)
        self._meaning = meaning
        if meaning is not None:
            meaning.join(self._index)
        self.size = len(passages)

    def run(
        self, queries: list[dict[str, Any]], jobs: int, watch: Watch = iter
    ) -> tuple[list[dict[str, Any]], list[float]]:
        """Results in the order of the queries, and the seconds each took; `watch` sees them as they come."""
        if jobs == 1 or self._meaning is not None:  # a model lives in one process, and has threads of its own
            timed = list(watch(map(self._one, queries)))
        else:
            # Forked with the index in its memory: as an argument it would be copied for every batch of queries.
            with multiprocessing.get_context("fork").Pool(jobs, _inherit, (self,)) as pool:
                timed = list(watch(pool.imap(_search, queries, chunksize=16)))
        return [result for result, _ in timed], [seconds for _, seconds in timed]

    def _one(self, query: dict[str, Any]) -> Timed:
        started = time.perf_counter()
        asked = self._maker.make(query["query"])
        hits = self._index.search(asked, None, RANKED)
        seconds = time.perf_counter() - started
        ranking = [[h.entry.id, round(h.score, 6)] for h in hits]
        return {"id": query["id"], "ranking": ranking, "confidence": round(self._confidence(asked, hits), 4)}, seconds

    def _confidence(self, asked: Query, hits: list[Hit]) -> float:
        best = hits[0].score if hits else 0.0
        return shipped_model().confidence(weigh_evidence(asked, hits, self._index.unseen_share(asked), best))


_inherited: list[Retrieval] = []


def _inherit(search: Retrieval) -> None:
    _inherited[:] = [search]


def _search(query: dict[str, Any]) -> Timed:
    return _inherited[0]._one(query)


def _entry(passage: dict[str, Any]) -> Entry:
    return Entry(id=passage["id"], group=passage["id"], text=passage["text"], title=passage.get("title") or "")
