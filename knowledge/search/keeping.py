"""Keeps the index in a folder across restarts; what goes wrong there costs time, never an answer."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from knowledge.search import store
from knowledge.search.analysed import BODY_WEIGHT, KEYWORD_WEIGHT, PHRASING_WEIGHT, TITLE_WEIGHT, analyse
from knowledge.search.analysis import CHANNELS, TEXT_LIMIT
from knowledge.search.entry import Entry
from knowledge.search.holdings import Holdings
from knowledge.search.index import Index
from knowledge.search.segment import Segment
from knowledge.text_words import Words, dictionary_fingerprint, plain_words

log = logging.getLogger(__name__)
PROBE = "ｱ ก็เเล้ว นํ้า ๑๒๓ กกกก ศฤงคาร ภ.บ.ท.5 Straße (LINE) ฯลฯ ๆ น้ําประปาไม่ไหลวันนี้"  # analysed as a sample


@dataclass
class Kept:
    """The folder of an index, or None: in memory only. For one thread at a time."""

    folder: Path | None = None
    _saved: Mapping[str, Segment] = field(default_factory=dict)
    _complained: bool = False

    def open(self, entries: Sequence[Entry], words: Words) -> Index:
        """The index of these entries, with all that was saved of it."""
        found = self._load()
        index = self._save(Index(entries, words, found))
        return Index(entries, words, self._load()) if found is None and self._saved else index  # mapped, not in memory

    def bring(self, index: Index, entries: Sequence[Entry], words: Words) -> Index:
        """The index brought to these entries, saved when more than a few passages have changed."""
        return self._save(index.brought_to(entries, words))

    def _load(self) -> Holdings | None:
        if self.folder is None or not (self.folder / store.HEADER).exists():
            return None
        try:
            held, self._saved = _load_twice(self.folder)
            return held
        except (store.Unusable, OSError) as error:
            log.warning("The saved search index in %s is thrown away and built again: %s.", self.folder, error)
            return None

    def _save(self, index: Index) -> Index:
        if self.folder is None or store.is_saved(index.holdings, self._saved):
            return index
        try:
            self._saved = store.save(self.folder, fingerprint(), index.holdings, self._saved)
        except BlockingIOError:
            log.debug("another process is saving the search index")
        except OSError as error:
            self._complain(error)
        return index

    def _complain(self, error: OSError) -> None:
        if not self._complained:
            log.warning("The search index cannot be saved in %s and is kept in memory: %s.", self.folder, error)
        self._complained = True


def _load_twice(folder: Path) -> tuple[Holdings, Mapping[str, Segment]]:
    """Another process may replace the header, and remove what it listed, just while it is read."""
    try:
        return store.load(folder, fingerprint())
    except (store.Unusable, OSError):
        return store.load(folder, fingerprint())


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """What the keys and counts of a passage depend on beside its text and the organisation's own words."""
    sample = analyse(Entry("", "", PROBE, PROBE, names=(PROBE,)), plain_words())
    weights = (TITLE_WEIGHT, KEYWORD_WEIGHT, PHRASING_WEIGHT, BODY_WEIGHT, TEXT_LIMIT)
    shape = [(c.name, c.length) for c in CHANNELS]
    probe = [(c.keys.tolist(), c.counts.tolist()) for c in sample.channels]
    return blake2b(repr((dictionary_fingerprint(), weights, shape, probe)).encode(), digest_size=16).hexdigest()
