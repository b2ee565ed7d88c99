"""What the fonts can draw: text without characters that would be empty boxes on paper."""

import re

import regex

from knowledge.text import clean

# Sarabun has no emoji; on paper they would be boxes. Private-use letters mean nothing outside one old font.
_NOT_DRAWN = regex.compile(
    r"[\p{Extended_Pictographic}--[©®™↔]]|\p{Emoji_Modifier}|\p{Regional_Indicator}|\p{Co}|\u20e3", flags=regex.V1
)
_SPACES = re.compile(r"[^\S\n]+")


def drawable(text: str) -> str:
    """The text without invisible characters and emoji, its spaces single; line ends stay."""
    return _SPACES.sub(" ", _NOT_DRAWN.sub("", clean(text.replace("\u2028", "\n")))).strip()
