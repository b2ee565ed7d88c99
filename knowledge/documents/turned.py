"""Pages whose text was drawn sideways or upside down, as scanners and landscape leaflets have it under /Rotate."""

import math
from collections import Counter

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

# By quarter turns to the left that put the text upright: (x, y) becomes (a x + c y, b x + d y).
_TURNS = {1: (0, 1, -1, 0, 0, 0), 2: (-1, 0, 0, -1, 0, 0), 3: (0, -1, 1, 0, 0, 0)}


def upright(page: pdfium.PdfPage) -> pdfium.PdfTextPage:
    """The letters of a page, with most of them running from left to right; what is on the page is turned for that."""
    page.set_rotation(0)  # PDFium puts letters into the order in which the page is shown
    letters = page.get_textpage()
    turns = _quarter_turns(letters)
    if turns == 0:
        return letters
    for thing in page.get_objects(max_depth=1):
        thing.transform(pdfium.PdfMatrix(*_TURNS[turns]))
    return page.get_textpage()


def _quarter_turns(letters: pdfium.PdfTextPage) -> int:
    """How the text of most letters is turned; spaces that PDFium guessed have no angle of their own."""
    angles = (
        pdfium_c.FPDFText_GetCharAngle(letters, index)
        for index in range(letters.count_chars())
        if pdfium_c.FPDFText_IsGenerated(letters, index) != 1
    )
    found = Counter(round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    return found.most_common(1)[0][0] if found else 0
