"""The letters of a PDF page with their places, as PDFium gives them, and what is wrong with that put right.

Three things go wrong in Thai (seen in files of LibreOffice and Chromium): a mark comes after letters that follow it,
because it is drawn later; a cluster that was drawn as two glyphs comes twice, because both name all of it; and spaces
are guessed where a glyph is wider than it says.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from knowledge.documents.marks import is_mark

SAME_LINE = 0.35  # of the letter size: how far two baselines of one line may be apart
ABOVE, BELOW = 0.3, 0.1  # of the letter size, from the baseline: where the ink of marks begins, and ends
WITHIN = 0.05  # of the letter size: how far a drawing must reach into its letter to be a part of it
BESIDE = 0.5  # of the letter size: how far behind its letter a mark may be that names its whole cluster
EDGE = 0.12  # of the letter size: how far beside its letter a mark may be drawn
LOOK_BACK = 200  # letters; a mark that was drawn late belongs to the same line
Ink = tuple[float, float, float, float]  # left, bottom, right, top
Drawn = tuple[float, float, Ink]  # the origin, and the ink


@dataclass
class Glyph:
    """A letter with its marks, in points from the lower left corner; `order` is its place in the file.

    `floats`: its ink is all above or below the letters, where only marks are.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    order: int = 0
    floats: bool = False
    awaits_aa: bool = False

    def beside(self, other: "Glyph") -> bool:
        """Whether the two stand on one line."""
        return abs(self.baseline - other.baseline) <= SAME_LINE * max(self.size, other.size)

    @property
    def middle(self) -> float:
        """The middle, from the left."""
        return (self.left + self.right) / 2


def glyphs(page: pdfium.PdfTextPage) -> list[Glyph]:
    """The letters of a page in the order of the file, each with its marks; spaces that were guessed are left out."""
    found: list[Glyph] = []
    for glyph in _whole(_drawn(page)):
        if is_mark(glyph.text) and (base := _under(found, glyph)) is not None:
            if glyph.text not in base.text:
                base.text += glyph.text
        elif (named := _named_before(found, glyph)) is not None:
            # The า of ำ is drawn last, on the line like a letter.
            named.awaits_aa = glyph.floats and glyph.text.endswith("ำ")
            named.right = max(named.right, glyph.right)
        else:
            found.append(glyph)
    return found


def _drawn(page: pdfium.PdfTextPage) -> Iterator[tuple[Glyph, Drawn]]:
    for index in range(page.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(page, index)
        if code in (0, 0xFFFE, 0xFFFF) or pdfium_c.FPDFText_IsGenerated(page, index) == 1:
            continue
        ink = page.get_charbox(index)
        # A mark is where its ink is; a letter takes the room that the font gives it.
        left, _, right, _ = ink if is_mark(chr(code)) else page.get_charbox(index, loose=True)
        _, bottom, _, top = ink
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium_c.FPDFText_GetCharOrigin(page, index, x, y)
        size = pdfium_c.FPDFText_GetFontSize(page, index) or (top - bottom) or 1.0
        floats = bottom > y.value + ABOVE * size or top < y.value + BELOW * size
        yield Glyph(chr(code), left, right, y.value, size, index, floats), (x.value, y.value, ink)


def _whole(drawn: Iterator[tuple[Glyph, Drawn]]) -> Iterator[Glyph]:
    """Characters that came of one glyph, as one: they have its origin, and its box, whole or in slices."""
    last: tuple[Glyph, Drawn] | None = None
    for glyph, place in drawn:
        if last is not None and _one_glyph(last[1], place):
            last[0].text += glyph.text if glyph.text not in last[0].text else ""
            last[0].right = max(last[0].right, glyph.right)
            last = last[0], place
            continue
        if last is not None:
            yield last[0]
        last = glyph, place
    if last is not None:
        yield last[0]


def _one_glyph(last: Drawn, this: Drawn) -> bool:
    (x, y, (left, bottom, right, top)), (x2, y2, (left2, bottom2, right2, top2)) = last, this
    if (x, y, bottom, top) != (x2, y2, bottom2, top2):
        return False
    return abs(left2 - right) < 0.01 or (left2, right2) == (left, right)


def _under(found: list[Glyph], mark: Glyph) -> Glyph | None:
    """The letter that a mark belongs to: the last one if it stands over it, else the one of its line that does."""
    line = [g for g in found[-LOOK_BACK:] if g.beside(mark) and not g.text.isspace()]
    if not line:
        return found[-1] if found else None
    last = line[-1]
    if last.left - EDGE * last.size <= mark.middle <= last.right + EDGE * last.size:
        return last
    return min(line, key=lambda g: max(g.left - mark.middle, mark.middle - g.right, 0.0))


def _named_before(found: list[Glyph], glyph: Glyph) -> Glyph | None:
    """The cluster that this glyph is only the mark of: the same text, drawn over or right behind it."""
    if len(glyph.text) < 2:
        return None
    return next((g for g in found[-8:] if g.text == glyph.text and g.beside(glyph) and _overlap(g, glyph)), None)


def _overlap(one: Glyph, other: Glyph) -> bool:
    """Ink among the marks may stand a little apart from its letter; what reaches down to the letters may not."""
    apart = BESIDE if other.floats or one.awaits_aa else -WITHIN
    return other.left < one.right + apart * one.size and other.right > one.left - EDGE * one.size
