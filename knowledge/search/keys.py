"""Terms as 64-bit keys: what the index stores and looks up instead of strings.

A trigram is its three code points of 21 bits each, so that its key can be read back; a 4-gram and a word are hashed.
Of a million terms two share a hash with a probability of 3 in 100 million (n^2 / 2^65), and would then count as one.
"""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]
BITS = np.uint64(21)
_LAST = np.uint64(0x9E3779B97F4A7C15)  # odd, from the golden ratio (Knuth 6.4), so that no bit of a letter is lost
_FIRST = np.uint64(0xD6E8FEB86659FD93)
NONE: Keys = np.zeros(0, np.uint64)


def grams(bare: str, length: int) -> Keys:
    """The keys of all runs of 3 or 4 characters in a text with a space before and after it, in their order."""
    letters = _letters(f" {bare} ")
    count = len(letters) - length + 1
    return _joined([letters[i : i + count] for i in range(length)]) if count > 0 else NONE


def of_grams(terms: Iterable[str], length: int) -> Keys:
    """The keys of runs that are given as strings of that length."""
    letters = _letters("".join(terms)).reshape(-1, length)
    return _joined([letters[:, i] for i in range(length)])


def of_words(words: Iterable[str]) -> Keys:
    """The keys of words."""
    return np.array([_word(w) for w in words], np.uint64)


def trigrams_with(keys: Keys, part: str) -> npt.NDArray[np.bool_]:
    """Which of these trigrams have one or two characters side by side."""
    letters, wanted = [(keys >> BITS * np.uint64(i)) & np.uint64(0x1FFFFF) for i in (2, 1, 0)], _letters(part)
    found = np.zeros(len(keys), bool)
    for at in range(4 - len(part)):
        found |= np.logical_and.reduce([letters[at + i] == letter for i, letter in enumerate(wanted)])
    return found


def _letters(text: str) -> Keys:
    return np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.uint64)


def _joined(letters: list[Keys]) -> Keys:
    three: Keys = (letters[0] << BITS | letters[1]) << BITS | letters[2]
    return three if len(letters) == 3 else _mixed(three * _FIRST + letters[3] * _LAST)


def _mixed(keys: Keys) -> Keys:
    """High bits reach the low ones (the last step of splitmix64, Steele 2014)."""
    keys = (keys ^ (keys >> np.uint64(31))) * _LAST
    return keys ^ (keys >> np.uint64(29))


@lru_cache(maxsize=1 << 16)
def _word(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")
