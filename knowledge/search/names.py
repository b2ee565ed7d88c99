"""How much of what a matter is called the question says: an article has many names (its keywords), the best one counts.

cover(q, d) = max over names n of d of  cover(q, n) * min(1, weight(n) / FULL),    cover(q, n) as for titles

A short name (KM) is soon said in full and proves little, hence the second factor.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.search.analysis import trigrams
from knowledge.search.bm25 import Floats, Numbers
from knowledge.search.titles import Titles

FULL = 40.0  # sum of idf over the trigrams of a name that proves as much as any longer one


@dataclass
class Names:
    """All names as one list of short titles, with the entry that each belongs to."""

    size: int
    titles: Titles
    owners: Numbers
    worth: Floats

    @classmethod
    def build(cls, names: Sequence[Sequence[str]], idf: Mapping[str, float]) -> "Names":
        """Index the names of each entry, weighted by the idf of the whole index."""
        flat = [(number, name) for number, own in enumerate(names) for name in own]
        weights = [sum(idf.get(t, 0.0) for t in trigrams(name)) for _, name in flat]
        return cls(
            len(names),
            Titles.build([name for _, name in flat], idf),
            np.array([number for number, _ in flat], np.int32),
            np.minimum(np.array(weights, np.float32) / FULL, 1),
        )

    def cover(self, said: Mapping[str, float]) -> Floats:
        """The best cover among the names of every entry, in 0...1."""
        best = np.zeros(self.size, dtype=np.float32)
        if len(self.owners):
            np.maximum.at(best, self.owners, self.titles.cover(said) * self.worth)
        return best
