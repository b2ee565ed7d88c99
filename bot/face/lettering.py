"""Thai words on a picture, in the typeface that leaflets have too (Sarabun, SIL Open Font License)."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from PIL import ImageDraw, ImageFont, features

import knowledge
from bot.face.layout import Box
from knowledge.errors import KnowledgeError

FONTS = Path(knowledge.__file__).parent / "typesetting" / "fonts"
SMALLEST = 92  # pixels at 2500 wide: about 14 on a phone that is 375 wide
# Without raqm Pillow sets each mark by itself: tone marks lie on vowels and cannot be read.
NEEDS_RAQM = (
    "Thai letters cannot be placed on a picture here: install FriBidi (Debian, Ubuntu: apt install libfribidi0)."
)


def write(draw: ImageDraw.ImageDraw, words: str, box: Box, size: int, ink: str) -> None:
    """Write words in one line in the middle of the box. Errors: KnowledgeError where Thai cannot be shaped."""
    # "mm" centres on the font's whole height, in which Thai letters sit low because of the marks above them.
    draw.text(box.middle, words, ink, _font(size), anchor="mm", language="th")


def fitting(words: Iterable[str], width: int, size: int) -> int:
    """The largest size of letters, up to `size`, at which each of the words is at most so wide.

    Errors: ValueError for words that would have to be too small to be read on a phone.
    """
    longest = max(words, key=lambda one: _font(size).getlength(one, language="th"))
    while _font(size).getlength(longest, language="th") > width:
        size -= 4
        if size < SMALLEST:
            raise ValueError(f"{longest!r} does not fit into {width} pixels at a legible size")
    return size


@lru_cache(maxsize=64)
def _font(size: int) -> ImageFont.FreeTypeFont:
    if not features.check("raqm"):
        raise KnowledgeError(NEEDS_RAQM)
    return ImageFont.truetype(str(FONTS / "Sarabun-Bold.ttf"), size, layout_engine=ImageFont.Layout.RAQM)
