"""How much of each title the question says: the other way round from BM25, and a good sign of what is meant.

cover(q, d) = sum over t in q and title(d) of idf(t)  /  sum over t in title(d) of idf(t),    in 0...1
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from knowledge.search.analysis import trigrams
from knowledge.search.bm25 import Floats, Numbers


@dataclass
class Titles:
    """Postings of title trigrams; each impact is the trigram's share of its title."""

    size: int
    postings: dict[str, tuple[Numbers, Floats]] = field(default_factory=dict)

    @classmethod
    def build(cls, titles: list[str], idf: Mapping[str, float]) -> "Titles":
        """Index the titles, weighted by the idf of the whole index."""
        grown: dict[str, tuple[list[int], list[float]]] = {}
        for number, title in enumerate(titles):
            terms = {t: idf.get(t, 0.0) for t in trigrams(title)} if title else {}
            whole = sum(terms.values())
            for term, weight in terms.items() if whole else ():
                ids, shares = grown.setdefault(term, ([], []))
                ids.append(number)
                shares.append(weight / whole)
        made = {t: (np.array(i, np.int32), np.array(s, np.float32)) for t, (i, s) in grown.items()}
        return cls(len(titles), made)

    def cover(self, said: Mapping[str, float]) -> Floats:
        """The share of every title that a query says; a term of small weight counts little."""
        covered = np.zeros(self.size, dtype=np.float32)
        for term, weight in said.items():
            found = self.postings.get(term)
            if found:
                covered[found[0]] += np.float32(min(weight, 1.0)) * found[1]
        return covered
