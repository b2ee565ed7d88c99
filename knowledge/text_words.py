"""Cuts Thai text into words, and repairs text typed on the wrong keyboard. The only file that knows PyThaiNLP."""

import os
import re
import threading
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import Any

os.environ.setdefault("PYTHAINLP_OFFLINE", "1")

from knowledge.text import normalise

_WORD = re.compile(r"[\w\u0e00-\u0e7f]")
_LATIN_KEYS = re.compile(r"[a-zA-Z;'\[\]]")
_THAI = re.compile("[ก-๛]")
LAYOUT_SHARE = 0.7  # share of mapped letters that must lie in known words
LONG_WORD = 5  # letters; shorter words of one's own are taken as they are
_building = threading.Lock()


class Words:
    """Cuts Thai text by PyThaiNLP's newmm, with the organisation's own words in the dictionary."""

    def __init__(self, own_words: Iterable[str] = ()) -> None:
        self._dictionary = _Dictionary({_spelling(w) for w in own_words if w.strip()})

    @property
    def own(self) -> frozenset[str]:
        """The organisation's own words that the common dictionary lacks, normalised."""
        return self._dictionary.own

    def cut_at(self, normalised: str) -> list[tuple[int, int]]:
        """Where the words of normalised text stand, as (start, end)."""
        places, at = [], 0
        for piece in _segment(normalised, self._dictionary):
            start = normalised.find(piece, at)
            if start < 0:
                continue
            at = start + len(piece)
            word = piece.strip()
            if _WORD.search(word):
                lead = piece.find(word)
                places.append((start + lead, start + lead + len(word)))
        return places

    def cut(self, normalised: str) -> list[str]:
        """The words of normalised text, in order; spaces and punctuation are dropped.

        A word of the organisation's own that is made of common words is followed by these, so that somebody who
        leaves one of them out still finds it.
        """
        words = [t for t in (w.strip() for w in _segment(normalised, self._dictionary)) if _WORD.search(t)]
        return [part for word in words for part in self._with_parts(word)]

    def knows(self, word: str) -> bool:
        """Whether the dictionary has the word."""
        return word in self._dictionary

    def _with_parts(self, word: str) -> list[str]:
        if len(word) < LONG_WORD or word not in self._dictionary.own:
            return [word]
        parts = [p for p in (w.strip() for w in _segment(word, _common_trie())) if _WORD.search(p)]
        return [word, *parts] if len(parts) > 1 else [word]


class _Dictionary:
    """PyThaiNLP's words, shared by all, and a small trie of one's own beside them: newmm asks for prefixes only."""

    def __init__(self, own: set[str]) -> None:
        from pythainlp.util import Trie

        self._common = _common_trie()
        self.own = frozenset(w for w in own if w not in self._common)
        self._own_trie = Trie(self.own)

    def prefixes(self, text: str, start: int = 0) -> list[str]:
        """The words that begin at this place, shortest first."""
        found = [*self._common.prefixes(text, start), *self._own_trie.prefixes(text, start)]
        return sorted(found, key=len)

    def __contains__(self, word: str) -> bool:
        return word in self.own or word in self._common

    def __len__(self) -> int:
        return len(self._common) + len(self.own)


@lru_cache(maxsize=1)
def plain_words() -> Words:
    """The cutter with PyThaiNLP's dictionary alone."""
    return Words()


def thai_from_english_keys(text: str, words: Words) -> str | None:
    """The Thai that was typed with the keyboard left on English, or None when the text is not that.

    The test is the share of mapped characters that lie in known Thai words (at least 0.7): it converted none of
    1,190 English questions where the share of tokens converted 58 (thai-search notes §3).
    """
    from pythainlp.util import eng_to_thai

    if not _LATIN_KEYS.search(text) or _THAI.search(text):
        return None
    mapped = normalise(eng_to_thai(text))
    known = sum(len(w) for w in words.cut(mapped) if len(w) > 1 and words.knows(w))
    solid = len(mapped.replace(" ", ""))
    return mapped if solid >= 3 and known / solid >= LAYOUT_SHARE else None


def _segment(text: str, dictionary: Any) -> list[str]:
    from pythainlp.tokenize.newmm import segment

    return list(segment(text, dictionary))


@lru_cache(maxsize=1 << 15)  # the same words come again after each change of the knowledge
def _spelling(word: str) -> str:
    return normalise(word)


def _common_trie() -> Any:
    with _building:  # half a second at the first use; two threads must not both spend it
        return _shared_trie()


@lru_cache(maxsize=1)
def _shared_trie() -> Any:
    from pythainlp.tokenize import word_dict_trie

    return word_dict_trie()


def sound(word: str) -> str:
    """A Thai word in Latin letters (Royal Institute's transcription), by syllables; empty for what has no sound."""
    from pythainlp.tokenize import syllable_tokenize
    from pythainlp.transliterate import romanize

    return "".join(romanize(s, engine="royin") for s in syllable_tokenize(word, engine="dict") if _THAI.search(s))


def provinces() -> list[str]:
    """The names of Thailand's provinces."""
    from pythainlp.corpus import provinces as names

    return sorted(str(n) for n in names())


def dictionary_fingerprint() -> str:
    """A hash of PyThaiNLP's words: text cut with other words must be cut again."""
    return blake2b("\n".join(sorted(_common_trie())).encode(), digest_size=16).hexdigest()
