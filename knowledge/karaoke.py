"""Thai written in Latin letters, which has no fixed spelling: read back by the sound of words that are known.

A word's key is its transcription (Royal Institute) after folding: ph and p, th and t, ee and i are one. Pieces of a
message are looked up by the same folding, the longest first, across the spaces that people put where they like.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from knowledge.text import fold_karaoke
from knowledge.text_words import sound

LONGEST = 6  # pieces of one word
SHORTEST = 3  # letters of a key; shorter ones are too many things
READABLE = 0.6  # share of the letters that must be read
_PIECE = re.compile(r"[a-z0-9']+")
_THAI = re.compile("[ก-๛]")


@dataclass(frozen=True)
class Karaoke:
    """The words that can be read, by key."""

    words: dict[str, str]

    @classmethod
    def build(cls, words: Iterable[str], spelt: Iterable[tuple[str, str]] = ()) -> "Karaoke":
        """From Thai words, the commonest first, and (Latin spelling, Thai word) pairs that go before them."""
        keys: dict[str, str] = {}
        for key, word in (*((fold_karaoke(latin), thai) for latin, thai in spelt), *((_key(w), w) for w in words)):
            if len(key) >= SHORTEST:
                keys.setdefault(key, word)
        return cls(keys)

    def read(self, text: str) -> str | None:
        """The Thai of a message in Latin letters, or None for a message that is not readable as Thai."""
        pieces = [fold_karaoke(p) for p in _PIECE.findall(text.lower())]
        letters = sum(map(len, pieces))
        if _THAI.search(text) or not letters:
            return None
        read = self._read(pieces)
        known = sum(len(key) for key, word in read if word)
        thai = "".join(word or f" {key} " for key, word in read)
        return " ".join(thai.split()) if known >= max(READABLE * letters, SHORTEST + 1) else None

    def _read(self, pieces: list[str]) -> list[tuple[str, str]]:
        """From left to right (key, word), the longest run of pieces first; an empty word where nothing is known."""
        read, at = [], 0
        while at < len(pieces):
            runs = (("".join(pieces[at:end]), end) for end in range(min(at + LONGEST, len(pieces)), at, -1))
            key, end = next(((k, e) for k, e in runs if k in self.words), (pieces[at], at + 1))
            read += [(key, self.words[key])] if key in self.words else self._within(key)
            at = end
        return read

    def _within(self, piece: str) -> list[tuple[str, str]]:
        """A piece that holds several words, if all of it can be read."""
        best: list[list[tuple[str, str]] | None] = [[]] + [None] * len(piece)
        for end in range(SHORTEST, len(piece) + 1):
            for start in range(end - SHORTEST, -1, -1):
                before, word = best[start], self.words.get(piece[start:end])
                if before is not None and word and (best[end] is None or len(before) < len(best[end] or [])):
                    best[end] = [*before, (piece[start:end], word)]
        return best[-1] or [(piece, "")]


@lru_cache(maxsize=1 << 16)  # most words are there again after each change of the knowledge
def _key(word: str) -> str:
    return fold_karaoke(sound(word))
