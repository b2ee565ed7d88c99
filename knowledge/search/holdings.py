"""All passages of one revision in their segments, and how the next revision is made of them.

Segments stand in the order of their making and mostly of their size. A change appends a small one and marks the dead;
then neighbours are merged until each is at least FACTOR times as large as all that follow it, and a segment with a
quarter of its passages dead is written anew. So a passage is copied at most about log(N) times, and a question looks
into few segments: at most eight for 100,000 passages.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from knowledge.search.analysed import analyse
from knowledge.search.analysis import bared
from knowledge.search.entry import Entry
from knowledge.search.keys import Keys, grams, trigrams_with
from knowledge.search.postings import Postings, Whole
from knowledge.search.segment import LARGEST, TRIGRAM, Segment, Standing, build, merge, whole
from knowledge.text_words import Words

FACTOR = 4
SMALL = 64  # passages; segments up to this size are always merged with what follows
DEAD = 0.25
AT_ONCE = 1024  # passages; how many are analysed before their terms are put in order


@dataclass(frozen=True, eq=False)
class Holdings:
    """Segments, the place of each entry in them (counted through all segments), and the words they were cut with."""

    standings: tuple[Standing, ...] = ()
    places: Whole = field(default_factory=lambda: np.zeros(0, np.int64))
    contents: Sequence[bytes] = ()
    own_words: frozenset[str] = frozenset()

    def brought_to(self, entries: Sequence[Entry], words: Words) -> "Holdings":
        """The holdings of another list of entries: only passages that are new, or would be cut anew, are analysed."""
        stale = self._stale(words.own)
        kept = defaultdict(list)
        for content, place in zip(self.contents, self.places.tolist(), strict=True):
            if place not in stale:
                kept[content].append(place)
        contents = [e.content for e in entries]
        places = np.array([kept[c].pop() if kept.get(c) else -1 for c in contents], np.int64)
        standings = [*_without(self.standings, set(self.places.tolist()).difference(places.tolist()))]
        fresh = np.flatnonzero(places < 0)
        places[fresh] = np.arange(len(fresh)) + sum(s.segment.size for s in standings)
        standings += _built([entries[i] for i in fresh.tolist()], words)
        return Holdings(*_compacted(standings, places), contents, words.own)

    def _stale(self, own_words: frozenset[str]) -> set[int]:
        """Passages that hold a word which was added to the dictionary or taken out; newmm cuts all others as before."""
        found: set[int] = set()
        for word in self.own_words ^ own_words:
            at = 0
            for standing in self.standings:
                found.update((holding(standing.segment, word) + at).tolist())
                at += standing.segment.size
        return found


def holding(segment: Segment, word: str) -> Whole:
    """The passages whose normalised text may hold a normalised word: a few too many, never one too few."""
    bare, trigrams = bared(word), segment.channels[TRIGRAM]
    if not bare:
        return np.arange(segment.size)
    if len(bare) < 3:
        numbers, _, _ = trigrams.rows(np.flatnonzero(trigrams_with(trigrams.keys, bare)))
        return np.unique(numbers)
    return _having_all(trigrams, np.unique(grams(bare, 3)[1:-1]))


def _having_all(trigrams: Postings, keys: Keys) -> Whole:
    places, here = trigrams.find(keys)
    if not here.all():
        return np.zeros(0, np.int64)
    numbers, _, _ = trigrams.rows(places)
    return np.flatnonzero(np.bincount(numbers) == len(keys))


def _without(standings: Sequence[Standing], dead: set[int]) -> Iterator[Standing]:
    numbers, at = np.array(sorted(dead), np.int64), 0
    for standing in standings:
        size = standing.segment.size
        here = numbers[(numbers >= at) & (numbers < at + size)] - at
        yield standing.without(here) if len(here) else standing
        at += size


def _built(entries: Sequence[Entry], words: Words) -> Iterator[Standing]:
    for at in range(0, len(entries), AT_ONCE):
        yield whole(build([analyse(e, words) for e in entries[at : at + AT_ONCE]]))


def _compacted(standings: Sequence[Standing], places: Whole) -> tuple[tuple[Standing, ...], Whole]:
    """The standings after all merges that are due, and the places in them."""
    made, moved, base = [], [], 0
    for group in _groups(standings):
        alone = len(group) == 1 and not _worn(group[0])
        made.append(group[0] if alone else whole(merge(group)))
        for standing in group:
            before = np.arange(standing.segment.size) if alone else np.cumsum(standing.alive) - 1
            moved.append(before + base)
            base += standing.segment.size if alone else standing.living
    return tuple(made), np.concatenate([np.zeros(0, np.int64), *moved])[places]


def _groups(standings: Sequence[Standing]) -> list[list[Standing]]:
    """Neighbours that are to become one, from the end on; a segment without living passages joins any."""
    groups: list[list[Standing]] = []
    together = LARGEST
    for standing in reversed(standings):
        living = standing.living
        due = living < FACTOR * together or living <= SMALL
        if groups and due and living + together <= LARGEST:
            groups[-1].insert(0, standing)
            together += living
        else:
            groups.append([standing])
            together = living
    return groups[::-1]


def _worn(standing: Standing) -> bool:
    return standing.segment.size - standing.living > DEAD * standing.segment.size
