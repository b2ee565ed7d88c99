"""How much of a text reads like Thai: what fonts without a proper encoding, or poor scans, make of it does not."""

import re
from collections.abc import Iterable

from knowledge.text import normalise
from knowledge.text_words import plain_words

LOOKS_BROKEN = 0.95  # below it a person has a look before anybody is shown the text
ENOUGH = 100  # letters by which a page can be judged alone; of fewer, one name is a large share
PAGE_IS_BROKEN = 0.85  # a good page of abbreviations and figures can have 0.92, one in another font's codes 0.4 at most
_THAI = re.compile("[ก-๛]")
_ALONE = re.compile(r"(?<![ก-ฮะ-ๆ็-๎])[ัิ-ฺ็-๎]|[ัิ-ฺ็-๎]{4,}|[\ufffd\ue000-\uf8ff]|[\x80-\x9f]|[À-ÿ]{2,}")


def quality(text: str) -> float:
    """The share of the letters that stand in known words, 0…1, less ten times the share of stray marks and codes.

    A text without Thai is judged by the stray codes alone. An empty text has quality 0.
    """
    letters = sum(not c.isspace() for c in text)
    if not letters:
        return 0.0
    stray = sum(len(m[0]) for m in _ALONE.finditer(text)) / letters
    return max(0.0, _known_share(text) - 10 * stray)


def worst(pages: Iterable[str]) -> float:
    """The quality of the text, or of a page that is plainly broken: one among ten good ones would be lost in it."""
    texts = list(pages)
    alone = [quality(text) for text in texts if sum(not c.isspace() for c in text) >= ENOUGH]
    return min([quality("\n\n".join(texts)), *(share for share in alone if share < PAGE_IS_BROKEN)])


def _known_share(text: str) -> float:
    words = plain_words()
    thai = [w for w in words.cut(normalise(text)) if _THAI.match(w)]
    total = sum(map(len, thai))
    if not total:
        return 1.0
    known = sum(len(w) for w in thai if len(w) > 1 and words.knows(w))
    return known / total
