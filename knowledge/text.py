"""Thai text as people type it: one spelling for matching, and pieces as a reader sees them."""

import re
import unicodedata

import regex

PASSES = 6  # what one pass moves may stand twice again; people never need more than two
SPACED_OUT, SPACED_SHARE = 6, 0.8  # so many pieces, so many of them single letters
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
_MARKS = re.compile("[\u0e47-\u0e4e]")
_ALIKE = str.maketrans("ใศษซณฬฎฏฐฑธฒภผญฃฅฆรฌีืูๅ", "ไสสสนลดตถทททพพยขคคลชิึุา")
_SPACES = re.compile(r"\s+")
# In this order: what one spelling of a sound becomes is not touched again.
_KARAOKE = (
    *(("ng", "N"), ("ee", "i"), ("oo", "u"), ("ou", "u"), ("ue", "u"), ("eu", "u"), ("ae", "e"), ("oe", "e")),
    *(("er", "e"), ("or", "o"), ("ar", "a"), ("ay", "ai"), ("ow", "ao"), ("ea", "ia"), ("ph", "p"), ("kh", "k")),
    *(("th", "t"), ("ch", "j"), ("sr", "s"), ("g", "k"), ("v", "w")),
)


def clean(text: str) -> str:
    """The text without control, zero-width, bidi and tag characters, and with no half surrogate pairs."""
    text = _CONTROL.sub(" ", _INVISIBLE.sub("", text))
    return _LONE_SURROGATE.sub("\ufffd", text)


def normalise(text: str) -> str:
    """One spelling for matching: marks in one order, ำ and แ as one letter, digits Arabic, Latin in lower case.

    Follows domain.md §4 (how people write): doubled marks and drawn-out letters are squeezed, spaces become one.
    """
    for _ in range(PASSES):
        before, text = text, _one_pass(text)
        if text == before:
            break
    return text


def _one_pass(text: str) -> str:
    text = in_order(unicodedata.normalize("NFC", clean(text)).translate(THAI_DIGITS).lower())
    text = _REPEATED_LETTER.sub(lambda m: "รร" if m[1] == "ร" else m[1], text)
    text = _REPEATED_LATIN.sub(r"\1\1", text)
    return _SPACES.sub(" ", text).strip()


def in_order(text: str) -> str:
    """Thai vowels and tone marks in one order, each once, with ำ and แ as one letter; nothing else is changed."""
    text = _REPEATED_MARK.sub(r"\1", text.replace("เเ", "แ"))
    text = _TONE_FIRST.sub(r"\2\1", text)
    text = _AM_TONE.sub("\\1\u0e33", _SARA_AM.sub("\\1\u0e33", text))
    return _REPEATED_MARK.sub(r"\1", text)


def close_up(normalised: str) -> str:
    """Text that was typed with a space after every letter, closed up; other text as it is."""
    pieces = normalised.split(" ")
    single = sum(len(graphemes(p)) <= 1 for p in pieces)
    return "".join(pieces) if len(pieces) >= SPACED_OUT and single >= SPACED_SHARE * len(pieces) else normalised


def fold(normalised: str) -> str:
    """Letters that sound or look alike as one, without tone marks: ภาษี, ภาสี and พาษี become the same."""
    return _MARKS.sub("", normalised.translate(_ALIKE))


def fold_karaoke(text: str) -> str:
    """One spelling for Thai written in Latin letters, which has no fixed spelling: aa→a, ph→p, kh→k, th→t, ee→i."""
    folded = re.sub(r"[^a-z0-9]", "", text.lower())
    for written, kept in _KARAOKE:
        folded = folded.replace(written, kept)
    return re.sub(r"(.)\1+", r"\1", folded)


def graphemes(text: str) -> list[str]:
    """The text as a reader sees it: a consonant with its vowel and tone is one piece (LINE counts labels so)."""
    return regex.findall(r"\X", text)


def pieces_of(text: str, limit: int) -> list[str]:
    """The text in pieces of at most `limit` characters, cut between graphemes only."""
    pieces = [""]
    for grapheme in graphemes(text):
        if pieces[-1] and len(pieces[-1]) + len(grapheme) > limit:
            pieces.append("")
        pieces[-1] += grapheme
    return pieces


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
