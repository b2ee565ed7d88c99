"""BM25 over one kind of term, with every score divided by the best that the query could have scored.

Formula (Robertson & Zaragoza 2009, without the constant factor k1 + 1, so that a term gives at most its idf):

    idf(t)      = ln(1 + (N - n_t + 0.5) / (n_t + 0.5))
    score(q, d) = sum over t in q of  w_t * idf(t) * f / (f + k1 * (1 - b + b * len(d) / mean_len))
    self(q)     = sum over t in q of  w_t * idf(t),  unseen terms at the largest idf
    share(q, d) = score / self, in 0...1: how much of what was asked was found

N, n_t and mean_len are those of the living passages. Lengths are summed as whole numbers and terms are added from the
rarest to the commonest, so that a score does not depend on how the passages are spread over segments.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from knowledge.search.analysed import FIFTHS
from knowledge.search.keys import Keys
from knowledge.search.postings import Postings, Whole
from knowledge.search.segment import Standing

Floats = npt.NDArray[np.float32]
Weights = npt.NDArray[np.float64]
AT_ONCE = 1 << 18  # postings; keeps the memory of a long question small


@dataclass(frozen=True)
class Asked:
    """The terms of a query in one channel, the rarest first, with the idf of each; 0 passages: an unseen term."""

    keys: Keys
    weights: Weights
    passages: Whole
    idf: Weights

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """Which terms any passage has."""
        return self.passages > 0


@dataclass(frozen=True)
class Scores:
    """Raw scores of all passages, living or dead, and what they are to be divided by."""

    raw: Floats
    best: float
    best_known: float

    @cached_property
    def share(self) -> Floats:
        """Scores in 0...1; zeros when the query has no terms."""
        return self.raw / np.float32(self.best) if self.best > 0 else self.raw

    def known_share(self, number: int) -> float:
        """The share of one passage when unseen terms count little; at most 1."""
        return min(float(self.raw[number]) / self.best_known, 1.0) if self.best_known > 0 else 0.0


class Bm25:
    """One channel of all segments, as it stands between two changes."""

    def __init__(self, channel: int, k1: float, b: float, standings: Sequence[Standing]) -> None:
        self._channel, self._standings = channel, standings
        self.size = sum(s.living for s in standings)
        lengths = [s.segment.lengths[channel] for s in standings]
        total = sum(int(length[s.alive].sum(dtype=np.int64)) for length, s in zip(lengths, standings, strict=True))
        mean = max(total / max(self.size, 1), 1e-9)
        self._norms = [(FIFTHS * k1 * (1 - b + b * (n / mean))).astype(np.float32) for n in lengths]
        self._top_idf = math.log(1 + (self.size + 0.5) / 0.5) if self.size else 0.0

    def ask(self, keys: Keys, weights: Weights) -> Asked:
        """The terms with their standing in the whole index."""
        passages = self.passages(keys)
        order = np.lexsort((keys, passages))
        return Asked(keys[order], weights[order], passages[order], self.idf(passages[order]))

    def passages(self, keys: Keys) -> Whole:
        """How many living passages have each term."""
        found = np.zeros(len(keys), np.int64)
        for standing in self._standings:
            places, here = standing.segment.channels[self._channel].find(keys)
            found[here] += standing.having(self._channel, places[here])
        return found

    def idf(self, passages: Whole) -> Weights:
        """The idf of terms that so many passages have; the largest for a term that none has."""
        idf = np.log(1 + (self.size - passages + 0.5) / (passages + 0.5))
        return np.where(passages > 0, idf, self._top_idf)

    def score(self, asked: Asked, unseen_discount: float = 0.25) -> Scores:
        """Score every passage.

        `best_known` counts unseen terms at `unseen_discount` of the largest idf: names and slips that no passage has
        should not make a good match look bad when the confidence is computed.
        """
        most = asked.weights * asked.idf
        raw = np.zeros(sum(s.segment.size for s in self._standings), np.float32)
        at = 0
        for standing, norms in zip(self._standings, self._norms, strict=True):
            postings = standing.segment.channels[self._channel]
            _add(raw[at : at + standing.segment.size], postings, asked.keys, most.astype(np.float32), norms)
            at += standing.segment.size
        known = float(most[asked.known].sum())
        unseen = float(most[~asked.known].sum())
        return Scores(raw, known + unseen, known + unseen_discount * unseen)


def _add(raw: Floats, postings: Postings, keys: Keys, most: Floats, norms: Floats) -> None:
    places, here = postings.find(keys)
    places, most = places[here], most[here]
    for some in batches(postings.starts[places + 1] - postings.starts[places]):
        numbers, counts, sizes = postings.rows(places[some])
        impact = counts.astype(np.float32)
        impact /= impact + norms.take(numbers)
        impact *= np.repeat(most[some], sizes)
        np.add.at(raw, numbers, impact)


def batches(sizes: Whole) -> Iterator[slice]:
    """Neighbouring terms that together have about AT_ONCE postings."""
    batch = np.cumsum(sizes) // AT_ONCE
    edges = [0, *(np.flatnonzero(np.diff(batch)) + 1).tolist(), len(sizes)]
    return (slice(a, b) for a, b in zip(edges, edges[1:], strict=False) if a < b)
