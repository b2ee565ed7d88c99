"""All passages of one revision in their segments, and how the next revision is made of them.

Segments stand in the order of their making and mostly of their size. A change appends a small one and marks the dead;
then neighbours are merged until each is at least FACTOR times as large as all that follow it, and a segment with a
quarter of its passages dead is written anew. So a passage is copied at most about log(N) times, and a question looks
into few segments: at most eight for 100,000 passages.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat

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
        contents = told_apart([e.content for e in entries])
        known = self._known(words.own)
        places = np.fromiter(map(known.get, contents, repeat(-1)), np.int64, len(contents))
        standings = [*_without(self.standings, places[places >= 0])]
        fresh = np.flatnonzero(places < 0)
        places[fresh] = np.arange(len(fresh)) + sum(s.segment.size for s in standings)
        standings += _built([entries[i] for i in fresh.tolist()], words)
        return Holdings(*_compacted(standings, places), contents, words.own)

    def _known(self, own_words: frozenset[str]) -> dict[bytes, int]:
        """The place of each content that these own words would not cut anew."""
        stale = self._stale(own_words)
        known = zip(self.contents, self.places.tolist(), strict=True)
        return {content: place for content, place in known if place not in stale} if stale else dict(known)

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


def told_apart(contents: list[bytes]) -> list[bytes]:
    """Equal contents with a number added, so that each has a place of its own."""
    twice = {content for content, count in Counter(contents).items() if count > 1}
    seen: Counter[bytes] = Counter()
    told = list(contents)
    for number in [n for n, content in enumerate(contents) if content in twice] if twice else ():
        content = contents[number]
        told[number] = content + b"%d" % seen[content]
        seen[content] += 1
    return told


def _without(standings: Sequence[Standing], used: Whole) -> Iterator[Standing]:
    """The standings with every passage dead that is not used."""
    wanted, at = np.zeros(sum(s.segment.size for s in standings), bool), 0
    wanted[used] = True
    for standing in standings:
        dead = np.flatnonzero(standing.alive & ~wanted[at : at + standing.segment.size])
        yield standing.without(dead)
        at += standing.segment.size


def _built(entries: Sequence[Entry], words: Words) -> Iterator[Standing]:
    for at in range(0, len(entries), AT_ONCE):
        yield whole(build([analyse(e, words) for e in entries[at : at + AT_ONCE]]))


def _compacted(standings: Sequence[Standing], places: Whole) -> tuple[tuple[Standing, ...], Whole]:
    """The standings after all merges that are due, and the places in them."""
    starts = np.cumsum([0, *(s.segment.size for s in standings)])
    moved, base = np.full(starts[-1], -1), 0
    made = []
    for group in _groups([n for n, s in enumerate(standings) if s.living], [s.living for s in standings]):
        members = [standings[n] for n in group]
        alone = len(group) == 1 and not _worn(members[0])
        made.append(members[0] if alone else whole(merge(members)))
        for n, standing in zip(group, members, strict=True):
            before = np.arange(standing.segment.size) if alone else np.cumsum(standing.alive) - 1
            moved[starts[n] : starts[n + 1]] = before + base
            base += standing.segment.size if alone else standing.living
    return tuple(made), moved[places]


def _groups(numbers: Sequence[int], living: Sequence[int]) -> list[list[int]]:
    """Neighbours that are to become one, from the end on."""
    groups: list[list[int]] = []
    together = LARGEST
    for number in reversed(numbers):
        due = living[number] < FACTOR * together or living[number] <= SMALL
        if groups and due and living[number] + together <= LARGEST:
            groups[-1].insert(0, number)
            together += living[number]
        else:
            groups.append([number])
            together = living[number]
    return groups[::-1]


def _worn(standing: Standing) -> bool:
    return standing.segment.size - standing.living > DEAD * standing.segment.size
