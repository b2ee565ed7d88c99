"""BM25 over one kind of term, with every score divided by the best that the query could have scored.

Formula (Robertson & Zaragoza 2009, without the constant factor k1 + 1, so that a term gives at most its idf):

    idf(t)      = ln(1 + (N - n_t + 0.5) / (n_t + 0.5))
    score(q, d) = sum over t in q of  w_t * idf(t) * f / (f + k1 * (1 - b + b * len(d) / mean_len))
    self(q)     = sum over t in q of  w_t * idf(t),  unseen terms at the largest idf
    share(q, d) = score / self, in 0...1: how much of what was asked was found
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int32]


@dataclass
class Scores:
    """Raw scores of all documents for one query, and what they are to be divided by."""

    raw: Floats
    best: float
    best_known: float

    @property
    def share(self) -> Floats:
        """Scores in 0...1; zeros when the query has no terms."""
        return self.raw / np.float32(self.best) if self.best > 0 else self.raw

    def known_share(self, number: int) -> float:
        """The share of one document when unseen terms count little; at most 1."""
        return min(float(self.raw[number]) / self.best_known, 1.0) if self.best_known > 0 else 0.0


@dataclass
class Bm25:
    """Postings with ready-made impacts for one kind of term."""

    k1: float
    b: float
    size: int = 0
    postings: dict[str, tuple[Numbers, Floats]] = field(default_factory=dict)
    idf: dict[str, float] = field(default_factory=dict)
    top_idf: float = 0.0

    @classmethod
    def build(cls, documents: list[dict[str, float]], k1: float, b: float) -> "Bm25":
        """Index the documents, given as term frequencies, in their order."""
        made = cls(k1=k1, b=b, size=len(documents))
        lengths = np.array([sum(d.values()) for d in documents], dtype=np.float32)
        mean = float(lengths.mean()) if len(documents) else 1.0
        grown: dict[str, tuple[list[int], list[float]]] = {}
        for number, document in enumerate(documents):
            for term, frequency in document.items():
                ids, frequencies = grown.setdefault(term, ([], []))
                ids.append(number)
                frequencies.append(frequency)
        norms = k1 * (1 - b + b * lengths / max(mean, 1e-9))
        for term, (ids, frequencies) in grown.items():
            made._add(term, np.array(ids, np.int32), np.array(frequencies, np.float32), norms)
        made.top_idf = math.log(1 + (made.size + 0.5) / 0.5) if made.size else 0.0
        return made

    def _add(self, term: str, ids: Numbers, frequencies: Floats, norms: Floats) -> None:
        idf = math.log(1 + (self.size - len(ids) + 0.5) / (len(ids) + 0.5))
        self.idf[term] = idf
        self.postings[term] = (ids, (idf * frequencies / (frequencies + norms[ids])).astype(np.float32))

    def score(self, query: Mapping[str, float], unseen_discount: float = 0.25) -> Scores:
        """Score every document for a query given as term weights.

        `best_known` counts unseen terms at `unseen_discount` of the largest idf: names and slips that no
        document has should not make a good match look bad when the confidence is computed.
        """
        raw = np.zeros(self.size, dtype=np.float32)
        best = best_known = 0.0
        for term, weight in query.items():
            found = self.postings.get(term)
            idf = self.idf.get(term, self.top_idf)
            best += weight * idf
            best_known += weight * (idf if found else unseen_discount * self.top_idf)
            if found:
                raw[found[0]] += np.float32(weight) * found[1]
        return Scores(raw=raw, best=best, best_known=best_known)
