"""How far a text that was read agrees with the one that was written, word by word."""

import re
from difflib import SequenceMatcher

from knowledge.text import normalise
from knowledge.text_words import plain_words


def agreement(written: str, read: str) -> float:
    """2 · words in common, in order / (words of one + words of the other): 1.0 when nothing is lost, added or moved."""
    one, other = _words(written), _words(read)
    same = sum(m.size for m in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
    return 2 * same / (len(one) + len(other)) if one or other else 1.0


def _words(text: str) -> list[str]:
    return plain_words().cut(normalise(re.sub(r"[•|]", " ", text)))
