"""How much of each title and name the question says: the other way round from BM25, a good sign of what is meant.

    cover(q, l)  = sum over t in q and l of  min(w_t, 1) * idf(t)  /  sum over t in l of idf(t),    in 0...1
    titles(q, d) = cover(q, title of d)
    names(q, d)  = max over names n of d of  cover(q, n) * min(1, weight(n) / FULL),   weight(n) = sum of idf over n

An article has many names (its keywords) and the best one counts. A short name (KM) is soon said in full and proves
little, hence the second factor.
"""

from collections.abc import Callable, Sequence

import numpy as np

from knowledge.search.bm25 import Asked, Bm25, Floats, batches
from knowledge.search.keys import Keys
from knowledge.search.segment import Labels, Standing

FULL = 40.0  # sum of idf over the trigrams of a name that proves as much as any longer one


class Covers:
    """The titles, or the names, of all segments, with the weight of each as it stands between two changes."""

    def __init__(self, standings: Sequence[Standing], pick: Callable[[Standing], Labels], trigrams: Bm25,
                 full: float = 0.0) -> None:  # fmt: skip
        self._parts = [(pick(s), s.segment.size) for s in standings]
        weights = [_weights(labels, trigrams) for labels, _ in self._parts]
        self._factors = [_factors(w, full) for w in weights]

    def cover(self, said: Asked) -> Floats:
        """The best cover among the labels of every passage, for the trigrams of a query."""
        known = said.known
        given = (np.minimum(said.weights, 1.0) * said.idf)[known].astype(np.float32)
        covered = [
            _best(labels, size, _said(labels, said.keys[known], given) * factors)
            for (labels, size), factors in zip(self._parts, self._factors, strict=True)
        ]
        return np.concatenate([np.zeros(0, np.float32), *covered])


def _weights(labels: Labels, trigrams: Bm25) -> Floats:
    passages = trigrams.passages(labels.postings.keys)
    idf = np.where(passages > 0, trigrams.idf(passages), 0.0)
    spread = np.repeat(idf, labels.postings.sizes())
    return np.bincount(labels.postings.numbers, spread, len(labels.owners)).astype(np.float32)


def _factors(weights: Floats, full: float) -> Floats:
    """What the idf said is multiplied by: one over the weight of the label, less for a light one."""
    worth = np.minimum(weights / np.float32(full), 1) if full else np.ones_like(weights)
    return np.divide(worth, weights, out=np.zeros_like(weights), where=weights > 0)


def _said(labels: Labels, keys: Keys, given: Floats) -> Floats:
    said = np.zeros(len(labels.owners), np.float32)
    places, here = labels.postings.find(keys)
    places, given = places[here], given[here]
    for some in batches(labels.postings.starts[places + 1] - labels.postings.starts[places]):
        numbers, _, sizes = labels.postings.rows(places[some])
        np.add.at(said, numbers, np.repeat(given[some], sizes))
    return said


def _best(labels: Labels, size: int, cover: Floats) -> Floats:
    best = np.zeros(size, np.float32)
    np.maximum.at(best, labels.owners.astype(np.int64), cover)
    return best
