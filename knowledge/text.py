"""Thai text as people type it: one spelling for matching, words, graphemes. The only file that knows PyThaiNLP."""

import os
import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import regex

os.environ.setdefault("PYTHAINLP_OFFLINE", "1")

THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
_AM_TONE = re.compile("\u0e33([\u0e48-\u0e4b])")
_TONE_FIRST = re.compile("([\u0e48-\u0e4c])([\u0e31\u0e34-\u0e3a\u0e47\u0e4d])")
_REPEATED_MARK = re.compile("([\u0e30-\u0e3a\u0e40-\u0e4e])\\1+")
_REPEATED_LETTER = re.compile("([ก-ฮ])\\1{2,}")
_REPEATED_LATIN = re.compile(r"([^\W\d_ก-๛])\1{2,}")
_LATIN_KEYS = re.compile(r"[a-zA-Z;'\[\]]")
_THAI = re.compile("[ก-๛]")
LAYOUT_SHARE = 0.7
LONG_WORD = 5  # letters; shorter words of one's own are taken as they are
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[\w\u0e00-\u0e7f]")


def clean(text: str) -> str:
    """The text without control, zero-width, bidi and tag characters, and with no half surrogate pairs."""
    text = _CONTROL.sub(" ", _INVISIBLE.sub("", text))
    return _LONE_SURROGATE.sub("\ufffd", text)


def normalise(text: str) -> str:
    """One spelling for matching: marks in one order, ำ and แ as one letter, digits Arabic, Latin in lower case.

    Follows domain.md §4 (how people write): doubled marks and drawn-out letters are squeezed, spaces become one.
    """
    text = unicodedata.normalize("NFC", clean(text)).translate(THAI_DIGITS).lower()
    text = text.replace("เเ", "แ")
    text = _REPEATED_MARK.sub(r"\1", text)
    text = _TONE_FIRST.sub(r"\2\1", text)
    text = _AM_TONE.sub("\\1\u0e33", _SARA_AM.sub("\\1\u0e33", text))
    text = _REPEATED_MARK.sub(r"\1", text)
    text = _REPEATED_LETTER.sub(lambda m: "รร" if m[1] == "ร" else m[1], text)
    text = _REPEATED_LATIN.sub(r"\1\1", text)
    return _SPACES.sub(" ", text).strip()


class Words:
    """Cuts Thai text into words by PyThaiNLP's newmm, with the organisation's own words in the dictionary."""

    _building = threading.Lock()

    def __init__(self, own_words: Iterable[str] = ()) -> None:
        from pythainlp.corpus.common import thai_words
        from pythainlp.util import Trie

        own = {normalise(w) for w in own_words if w.strip()}
        with self._building:
            self._plain = Trie(thai_words())
            self._trie = Trie(set(thai_words()) | own) if own else self._plain

    def cut_at(self, normalised: str) -> list[tuple[int, int]]:
        """Where the words of normalised text stand, as (start, end)."""
        from pythainlp.tokenize.newmm import segment

        places, at = [], 0
        for piece in segment(normalised, self._trie):
            start = normalised.find(piece, at)
            if start < 0:
                continue
            at = start + len(piece)
            word = piece.strip()
            if _WORD.search(word):
                lead = piece.find(word)
                places.append((start + lead, start + lead + len(word)))
        return places

    def knows(self, word: str) -> bool:
        """Whether the dictionary has the word."""
        return word in self._trie

    def cut(self, normalised: str) -> list[str]:
        """The words of normalised text, in order; spaces and punctuation are dropped.

        A word of the organisation's own that is made of common words is followed by these, so that somebody who
        leaves one of them out still finds it.
        """
        from pythainlp.tokenize.newmm import segment

        words = [t for t in (w.strip() for w in segment(normalised, self._trie)) if _WORD.search(t)]
        return [part for word in words for part in self._with_parts(word)]

    def _with_parts(self, word: str) -> list[str]:
        from pythainlp.tokenize.newmm import segment

        if len(word) < LONG_WORD or word in self._plain:
            return [word]
        parts = [p for p in (w.strip() for w in segment(word, self._plain)) if _WORD.search(p)]
        return [word, *parts] if len(parts) > 1 else [word]


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


def fold_karaoke(text: str) -> str:
    """One spelling for Thai written in Latin letters, which has no fixed spelling: aa→a, ph→p, kh→k, th→t, ee→i."""
    folded = re.sub(r"[^a-z0-9]", "", text.lower())
    for written, kept in (
        ("ee", "i"),
        ("ph", "p"),
        ("kh", "k"),
        ("th", "t"),
        ("oo", "u"),
        ("or", "o"),
        ("ar", "a"),
    ):
        folded = folded.replace(written, kept)
    return re.sub(r"(.)\1+", r"\1", folded)


@lru_cache(maxsize=1)
def plain_words() -> Words:
    """The cutter with PyThaiNLP's dictionary alone."""
    return Words()


def graphemes(text: str) -> list[str]:
    """The text as a reader sees it: a consonant with its vowel and tone is one piece (LINE counts labels so)."""
    return regex.findall(r"\X", text)


def shorten(text: str, limit: int) -> str:
    """The text in at most `limit` graphemes, never cut inside one; a cut is shown by an ellipsis."""
    pieces = graphemes(text)
    return text if len(pieces) <= limit else "".join(pieces[: limit - 1]).rstrip() + "…"


def shorten_utf16(text: str, limit: int) -> str:
    """The text in at most `limit` UTF-16 units (LINE's unit for texts and altText), cut between graphemes."""
    if utf16_length(text) <= limit:
        return text
    kept, used = [], 1
    for piece in graphemes(text):
        used += utf16_length(piece)
        if used > limit:
            break
        kept.append(piece)
    return "".join(kept).rstrip() + "…"


def utf16_length(text: str) -> int:
    """How long LINE counts the text: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
