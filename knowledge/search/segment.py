"""A set of passages that is never changed: made at once, joined with others into a new one, saved as it is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.search.analysed import Analysed, Counts
from knowledge.search.analysis import CHANNELS, TRIGRAMS
from knowledge.search.entry import CONTENT_BYTES
from knowledge.search.postings import Bools, Numbers, Postings, Whole, collect, join

LARGEST = 1 << 16  # passages; so that the number of a passage takes two bytes
TRIGRAM = CHANNELS.index(TRIGRAMS)
Lengths = npt.NDArray[np.uint32]


@dataclass(frozen=True, eq=False)
class Labels:
    """Short texts by their trigrams: titles or names. `owners` holds the passage of each."""

    postings: Postings
    owners: Numbers


@dataclass(frozen=True, eq=False)
class Segment:
    """At most LARGEST passages: the hash of each (rows of bytes), its lengths (channels x passages, fifths), terms."""

    contents: Counts
    lengths: Lengths
    channels: tuple[Postings, ...]
    titles: Labels
    names: Labels

    @property
    def size(self) -> int:
        """How many passages it holds, living or dead."""
        return len(self.contents)


@dataclass(frozen=True, eq=False)
class Standing:
    """A segment with the passages that still count, and how many of each key's postings do not (per channel)."""

    segment: Segment
    alive: Bools
    gone: tuple[Whole, ...] | None = None

    @property
    def living(self) -> int:
        """How many passages count."""
        return int(np.count_nonzero(self.alive))

    def without(self, numbers: Whole) -> "Standing":
        """The same with these passages dead as well; the segment itself is not touched."""
        if not len(numbers):
            return self
        alive = self.alive.copy()
        alive[numbers] = False
        channels = self.segment.channels
        lost = [np.bincount(c.keys_of(numbers), minlength=len(c.keys)) for c in channels]
        gone = [new + old for new, old in zip(lost, self.gone, strict=True)] if self.gone else lost
        return Standing(self.segment, alive, tuple(gone))

    def having(self, channel: int, places: Whole) -> Whole:
        """How many living passages have each of these terms."""
        starts = self.segment.channels[channel].starts
        sizes: Whole = starts[places + 1] - starts[places]
        return sizes - self.gone[channel][places] if self.gone else sizes


def whole(segment: Segment) -> Standing:
    """A segment with all its passages living."""
    return Standing(segment, np.ones(segment.size, bool))


def build(passages: Sequence[Analysed]) -> Segment:
    """A segment of at most LARGEST passages, in their order."""
    channels = tuple(
        collect([p.channels[n].keys for p in passages], [p.channels[n].counts for p in passages])
        for n in range(len(CHANNELS))
    )
    contents = np.frombuffer(b"".join(p.content for p in passages), np.uint8).reshape(-1, CONTENT_BYTES)
    lengths = np.array([[p.channels[n].length for p in passages] for n in range(len(CHANNELS))], np.uint32)
    titled = [(n, p.title) for n, p in enumerate(passages) if len(p.title)]
    named = [(n, name) for n, p in enumerate(passages) for name in p.names if len(name)]
    return Segment(contents, lengths, channels, _labels(titled), _labels(named))


def merge(parts: Sequence[Standing]) -> Segment:
    """The living passages of several segments as one, in their order."""
    numbered = _renumbered([p.alive for p in parts])
    channels = tuple(
        join([(p.segment.channels[n], new) for p, new in zip(parts, numbered, strict=True)])
        for n in range(len(CHANNELS))
    )
    return Segment(
        np.concatenate([p.segment.contents[p.alive] for p in parts]),
        np.concatenate([p.segment.lengths[:, p.alive] for p in parts], axis=1),
        channels,
        _merge_labels([p.segment.titles for p in parts], numbered),
        _merge_labels([p.segment.names for p in parts], numbered),
    )


def _labels(owned: Sequence[tuple[int, npt.NDArray[np.uint64]]]) -> Labels:
    return Labels(collect([keys for _, keys in owned]), np.array([n for n, _ in owned], np.uint16))


def _merge_labels(parts: Sequence[Labels], passages: Sequence[Whole]) -> Labels:
    owners = [new[part.owners] for part, new in zip(parts, passages, strict=True)]
    numbered = _renumbered([own >= 0 for own in owners])
    postings = join([(part.postings, new) for part, new in zip(parts, numbered, strict=True)])
    return Labels(postings, np.concatenate([own[own >= 0] for own in owners]).astype(np.uint16))


def _renumbered(alive: Sequence[Bools]) -> list[Whole]:
    """For each part the new number of every unit, counted through all parts; -1 for the dead."""
    found, base = [], 0
    for living in alive:
        found.append(np.where(living, np.cumsum(living) - 1 + base, -1))
        base += int(np.count_nonzero(living))
    return found
