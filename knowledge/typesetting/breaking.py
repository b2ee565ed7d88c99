"""Where a line may end: text in pieces, of which some are set whole.

Typst ends lines by ICU's dictionary, which splits compounds that ours keeps together, and now and then a word
(มก|ราคม). A whole piece is set as a box: lines end beside it, never within. No character is added to the text.
"""

import re
from collections.abc import Iterable, Iterator

from knowledge.text import graphemes, pieces_of
from knowledge.text_words import Words
from knowledge.typesetting.characters import drawable

Piece = tuple[str, int]  # text, and what it is: the sum of BOLD and WHOLE
BOLD, WHOLE = 1, 2
SHORTEST_WHOLE = 4  # graphemes; shorter words are one syllable, which ICU keeps
LONGEST_WHOLE = 14  # graphemes; a longer compound may be broken, or the edge gets too ragged
LONGEST_SOLID = 24  # graphemes without a place to end a line; a column of the largest letters holds about these
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_THAI = re.compile("[ก-๎]")
_SPACED = re.compile(r" +|[^ ]+")
_UNITS = "ล้านบาท|บาท|วัน|เดือน|ปี|คน|ครั้ง|งวด|ชุด|หลัง|ชั้น|เมตร|นาที|ชั่วโมง"
_TOGETHER = re.compile(
    rf"พ\.ศ\. ?\d+|มาตรา \d+|(?<![\d.,])\d[\d.,]{{0,12}} (?:{_UNITS})"  # a figure stays with what it counts
    r"|(?<![ก-๎])[ก-ฮ]{1,3}\.(?:[ก-ฮ]{1,2}\.){0,3}\d{0,4}(?![ก-๎])"  # abbreviations
    r"|องค์การบริหาร(?=ส่วนตำบล)|ส่วนตำบล"
)
_MARK_SPACE = re.compile("[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e] $")
_REPEAT = re.compile(" ?[ๆฯ]")


def pieces(text: str, words: Words) -> list[Piece]:
    """The text in pieces; joined they are the text as it can be drawn, without its ** marks."""
    strong = _STRONG.split(drawable(text))
    return [
        (run, (BOLD if n % 2 else 0) + (WHOLE if whole else 0))
        for n, part in enumerate(strong)
        for run, whole in _joined(_opened(_runs(part.replace("**", ""), words)))
    ]


def _runs(text: str, words: Words) -> Iterator[tuple[str, bool]]:
    at = 0
    for kept in _TOGETHER.finditer(text):
        yield from _by_words(text[at : kept.start()], words)
        yield kept[0], True
        at = kept.end()
    yield from _by_words(text[at:], words)


def _by_words(text: str, words: Words) -> Iterator[tuple[str, bool]]:
    """Thai words of several letters are whole; ๆ and ฯ stay with the word before them."""
    at = 0
    for start, end in words.cut_at(text):
        if start < at:
            continue
        yield from ((gap, False) for gap in _SPACED.findall(text[at:start]))
        repeat = _REPEAT.match(text, end)
        at = repeat.end() if repeat else end
        word = text[start:at]
        yield word, bool(_THAI.search(word)) and SHORTEST_WHOLE <= len(graphemes(word)) <= LONGEST_WHOLE
    yield from ((gap, False) for gap in _SPACED.findall(text[at:]))


def _opened(runs: Iterable[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """What is too long for a line and offers no end for it is cut into whole pieces, between graphemes."""
    solid = 0
    for text, whole in runs:
        solid = 0 if whole or text.isspace() else solid + len(graphemes(text))
        if solid <= LONGEST_SOLID:
            yield text, whole
        else:
            yield from ((piece, True) for piece in pieces_of(text, LONGEST_WHOLE))
            solid = 0


def _joined(runs: Iterable[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Neighbours that are not whole as one.

    No box follows a mark and a space: pdfium, and so Chrome, would lose the space in the text that it copies.
    """
    made: list[tuple[str, bool]] = []
    for text, whole in runs:
        whole = whole and not _MARK_SPACE.search("".join(t[-2:] for t, _ in made[-2:]))
        if made and not whole and not made[-1][1]:
            made[-1] = (made[-1][0] + text, False)
        else:
            made.append((text, whole))
    return made
