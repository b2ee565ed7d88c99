"""A passage cut into terms and counted: all that is kept of its text."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.search.analysis import CHANNELS, FOLDED, TRIGRAMS, bared, plain
from knowledge.search.entry import Entry
from knowledge.search.keys import NONE, Keys, grams, of_words
from knowledge.text import fold
from knowledge.text_words import Words

FIFTHS = 5  # the weights of the fields are multiples of 0.2, so every frequency is a whole number of fifths
TITLE_WEIGHT, KEYWORD_WEIGHT, PHRASING_WEIGHT, BODY_WEIGHT = 5, 5, 1, 5  # fifths
MOST = 255  # fifths; a term that stands 51 times and more in one passage counts 51 times

Counts = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Counted:
    """Distinct keys in ascending order, how often each occurs (fifths), and all occurrences together (fifths)."""

    keys: Keys
    counts: Counts
    length: int


@dataclass(frozen=True)
class Analysed:
    """One passage ready for the index: its channels, and the trigrams of its title and of each name."""

    content: bytes
    channels: tuple[Counted, ...]
    title: Keys
    names: tuple[Keys, ...]


def analyse(entry: Entry, words: Words) -> Analysed:
    """Cut and count the fields of a passage, each with its weight (BM25F, Robertson 2004)."""
    fields = ((entry.title, TITLE_WEIGHT), (entry.keywords, KEYWORD_WEIGHT), (entry.phrasings, PHRASING_WEIGHT),
              (entry.text, BODY_WEIGHT))  # fmt: skip
    found = [(_keys(text, words), weight) for text, weight in fields if text]
    channels = tuple(_counted([(keys[n], weight) for keys, weight in found]) for n in range(len(CHANNELS)))
    return Analysed(entry.content, channels, _label(entry.title), tuple(_label(n) for n in entry.names))


def _keys(text: str, words: Words) -> tuple[Keys, ...]:
    normal = plain(text)
    bare = bared(normal)
    return of_words(words.cut(normal)), grams(bare, TRIGRAMS.length), grams(fold(bare), FOLDED.length)


def _label(text: str) -> Keys:
    return np.unique(grams(bared(plain(text)), TRIGRAMS.length)) if text else NONE


def _counted(fields: list[tuple[Keys, int]]) -> Counted:
    every = np.concatenate([NONE, *(keys for keys, _ in fields)])
    weights = np.repeat([0, *(weight for _, weight in fields)], [0, *(len(keys) for keys, _ in fields)])
    keys, places = np.unique(every, return_inverse=True)
    counts = np.bincount(places, weights=weights, minlength=len(keys))
    return Counted(keys, np.minimum(counts, MOST).astype(np.uint8), int(weights.sum()))
