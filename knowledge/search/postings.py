"""For each term the numbers of what has it: sorted keys, and numbers and counts in one long row each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.search.analysed import Counts
from knowledge.search.keys import NONE, Keys

Whole = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.uint16] | npt.NDArray[np.uint32]
Bools = npt.NDArray[np.bool_]
FEW = 8
SMALL = 1 << 16  # numbers below this are stored in two bytes


@dataclass(frozen=True, eq=False)
class Postings:
    """The postings of `keys[i]` are `starts[i]` to `starts[i + 1]` of `numbers` (ascending) and `counts` (fifths)."""

    keys: Keys
    starts: Whole
    numbers: Numbers
    counts: Counts

    def sizes(self) -> Whole:
        """How many postings each key has."""
        return np.diff(self.starts)

    def find(self, keys: Keys) -> tuple[Whole, Bools]:
        """Where the keys stand (a place of something else where they are not), and which of them are there."""
        if not len(self.keys):
            return np.zeros(len(keys), np.int64), np.zeros(len(keys), bool)
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return places, self.keys[places] == keys

    def rows(self, places: Whole) -> tuple[Whole, Counts, Whole]:
        """The numbers and counts of several keys one after another, and how many belong to each."""
        if not len(places):
            return np.zeros(0, np.int64), np.zeros(0, np.uint8), np.zeros(0, np.int64)
        begins, ends = self.starts[places].tolist(), self.starts[places + 1].tolist()
        numbers = np.concatenate([self.numbers[b:e] for b, e in zip(begins, ends, strict=True)])
        counts = np.concatenate([self.counts[b:e] for b, e in zip(begins, ends, strict=True)])
        return numbers.astype(np.int64), counts, np.subtract(ends, begins)

    def keys_of(self, numbers: Whole) -> Whole:
        """The place of the key of every posting that has one of these numbers (at least one)."""
        step, found = 1 << 20, []
        for at in range(0, len(self.numbers), step):  # in steps, so that the row of answers stays small
            found.append(np.flatnonzero(_among(self.numbers[at : at + step], numbers)) + at)
        return np.searchsorted(self.starts, np.concatenate([np.zeros(0, np.int64), *found]), "right") - 1


def collect(keys: Sequence[Keys], counts: Sequence[Counts] | None = None) -> Postings:
    """Postings of units given by their keys (each key once a unit), numbered in their order."""
    every = np.concatenate([NONE, *keys])
    order = np.argsort(every, kind="stable")
    every = every[order]
    first = np.flatnonzero(np.concatenate([np.ones(min(len(every), 1), bool), every[1:] != every[:-1]]))
    numbers = np.repeat(np.arange(len(keys)), [len(k) for k in keys])[order]
    counted = np.ones(len(every), np.uint8) if counts is None else np.concatenate([np.zeros(0, np.uint8), *counts])
    return Postings(every[first], np.append(first, len(every)), _narrow(numbers, len(keys)), counted[order])


def join(parts: Sequence[tuple[Postings, Whole]]) -> Postings:
    """Postings of several sets as one; `renumbered` holds the new number of each unit, -1 for one that is dropped.

    In time and memory that grow with the largest part only: each part's postings are put where its terms have room.
    """
    keys = np.unique(np.concatenate([NONE, *(p.keys for p, _ in parts)]))
    kept = [_kept(part, renumbered) for part, renumbered in parts]
    places = [np.searchsorted(keys, part.keys) for part, _ in parts]
    sizes = np.zeros(len(keys), np.int64)
    for place, (_, size) in zip(places, kept, strict=True):
        sizes[place] += size
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    units = sum(int((renumbered >= 0).sum()) for _, renumbered in parts)
    numbers, counts = _narrow(np.zeros(starts[-1], np.int64), units), np.zeros(starts[-1], np.uint8)
    free = starts[:-1].copy()
    for (part, renumbered), place, (alive, size) in zip(parts, places, kept, strict=True):
        to = np.repeat(free[place] - np.cumsum(size) + size, size) + np.arange(size.sum())
        numbers[to], counts[to] = renumbered[part.numbers[alive]], part.counts[alive]
        free[place] += size
    used = sizes > 0
    return Postings(keys[used], np.append(starts[:-1][used], starts[-1]), numbers, counts)


def _among(numbers: Numbers, wanted: Whole) -> Bools:
    """Which numbers are wanted ones; comparing with each is faster than looking up while they are few."""
    if len(wanted) <= FEW:
        found: Bools = np.logical_or.reduce([numbers == n for n in wanted.tolist()])
        return found
    chosen = np.zeros(SMALL, bool)
    chosen[wanted] = True
    return chosen[numbers]


def _kept(part: Postings, renumbered: Whole) -> tuple[Bools | slice, Whole]:
    """Which postings stay, and how many of each key."""
    if not len(renumbered) or renumbered.min() >= 0:
        return slice(None), part.sizes()
    alive = (renumbered >= 0)[part.numbers]
    before = np.concatenate([np.zeros(1, np.int64), np.cumsum(alive)])
    return alive, before[part.starts[1:]] - before[part.starts[:-1]]


def _narrow(numbers: Whole, units: int) -> Numbers:
    return numbers.astype(np.uint16) if units <= SMALL else numbers.astype(np.uint32)
