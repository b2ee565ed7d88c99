"""Likeness of meaning as one more score of an index, made beside the work.

    cos(q, d)   = q · d,  both of unit length
    share(q, d) = max(0, (cos(q, d) - m) / (1 - m)),  m = mean of cos(q, ·) over all passages;  in 0...1

The mean is taken off because many models find any two texts 0.8 alike: what every passage has says nothing, and would
bring the passages nearer to each other for the rules that compare scores.
"""

import logging
import threading
from pathlib import Path

import numpy as np

from knowledge.embedding.embedder import Embedder, Vectors, dimension
from knowledge.embedding.kept import Kept, name_of
from knowledge.search import Entry, Index, Query

BATCH = 16  # texts at once
SAVED_EVERY = 16  # batches
ASKED = 64  # vectors of questions that are kept
WEIGHT = 1.0  # as much as the words' channel; not tuned
log = logging.getLogger(__name__)


class Meaning:
    """A model, its kept vectors and its weight; with `wait` an index is whole when it is joined (for commands).

    Errors of the constructor: Unusable.
    """

    def __init__(self, embedder: Embedder, folder: Path, weight: float = WEIGHT, wait: bool = False) -> None:
        self._embedder, self._weight, self._wait = embedder, weight, wait
        self._kept = Kept(folder, embedder.fingerprint, dimension(embedder)).read()
        self._newest: Index | None = None
        self._making = threading.Lock()
        self._thread: threading.Thread | None = None
        self._failed = False
        self._asked: dict[str, Vectors] = {}

    def join(self, index: Index) -> None:
        """Give the index this score: at once when every passage's vector is kept, else as soon as they are made."""
        self._newest = index
        texts = [passage_text(e) for e in index.entries]
        if not self._add(index, texts):
            self._thread = threading.Thread(target=self._make, args=(index, texts), name="embedding", daemon=True)
            self._thread.start()
            if self._wait:
                self.settle()

    def settle(self) -> None:
        """Return when the vectors that are being made are made; answers never wait."""
        if self._thread is not None:
            self._thread.join()

    def scores(self, query: Query, passages: Vectors) -> Vectors | None:
        """What the passages get for a query, weighted; None when the model fails (said once in the log)."""
        try:
            return np.float32(self._weight) * likeness(self._vector(query), passages)
        except Exception as error:  # a model must never stop an answer
            self._say_once("on a question", error)
            return None

    def _vector(self, query: Query) -> Vectors:
        """One message is searched several times (all articles, leaflets): the last vectors are kept."""
        found = self._asked.get(query.text)
        if found is None:
            if len(self._asked) >= ASKED:
                self._asked.clear()
            found = self._asked[query.text] = self._embedder.encode([query.text], "query")[0]
        return found

    def _add(self, index: Index, texts: list[str]) -> bool:
        passages = self._kept.matrix([name_of(t) for t in texts])
        if passages is None:
            return False
        index.add_score(lambda query: self.scores(query, passages))
        return True

    def _make(self, index: Index, texts: list[str]) -> None:
        with self._making:
            try:
                if self._encode(index, texts) and self._add(index, texts):
                    log.info("all %d passages are embedded; the search uses them from now on", len(texts))
            except Exception as error:
                self._say_once("on the passages", error)

    def _encode(self, index: Index, texts: list[str]) -> bool:
        """Make the missing vectors; False when a newer index has taken over."""
        named = {name_of(t): t for t in texts}
        missing = [(name, text) for name, text in named.items() if name not in self._kept.rows]
        for number, start in enumerate(range(0, len(missing), BATCH), 1):
            if self._newest is not index:
                return False
            part = missing[start : start + BATCH]
            rows = self._embedder.encode([text for _, text in part], "passage")
            self._kept.rows.update(zip((name for name, _ in part), rows, strict=True))
            if number % SAVED_EVERY == 0:
                self._kept.write(set(named))
                log.info("embedding the knowledge: %d of %d passages", start + len(part), len(missing))
        if missing:
            self._kept.write(set(named))
        return True

    def _say_once(self, where: str, error: Exception) -> None:
        if not self._failed:
            self._failed = True
            log.error("the embedding model fails %s (%s: %s); the search goes on without it",
                      where, type(error).__name__, error)  # fmt: skip


def likeness(asked: Vectors, passages: Vectors) -> Vectors:
    """How much nearer than usual each passage is, in 0...1; `asked` has shape (d), `passages` (n, d)."""
    cosines = passages @ asked
    usual = float(cosines.mean()) if len(cosines) else 0.0
    share: Vectors = np.clip((cosines - usual) / max(1 - usual, 1e-6), 0, 1).astype(np.float32)
    return share


def passage_text(entry: Entry) -> str:
    """What is embedded of a passage: its title and its words."""
    return f"{entry.title}\n{entry.text}".strip()
