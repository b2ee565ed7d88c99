"""Actions of buttons and chips as LINE writes them."""

from typing import Any

from bot.render import limits
from handlers.reply import Action, Open, Press, Say
from knowledge.text import shorten, shorten_utf16

LABEL_UNITS = 160  # UTF-16; four for a letter with its vowel and tone, so that a label stays a small part of a bubble


def action(wanted: Action, label_limit: int) -> dict[str, Any]:
    """LINE's action object; labels are counted in grapheme clusters, as LINE counts them."""
    label = shorten_utf16(shorten(wanted.label, label_limit), LABEL_UNITS)
    match wanted:
        case Say(text=words):
            return {"type": "message", "label": label, "text": _shown(words)}
        case Press(data=data, shown=shown):
            return _postback(label, data, shown)
        case Open(uri=uri):
            return {"type": "uri", "label": label, "uri": limits.checked(uri, limits.URI)}


def _postback(label: str, data: str, shown: str) -> dict[str, Any]:
    made = {"type": "postback", "label": label, "data": limits.checked(data, limits.DATA)}
    return made | ({"displayText": _shown(shown)} if shown.strip() else {})


def _shown(words: str) -> str:
    """What appears in the chat as the person's. A picture letter may be eight characters: units are bounded too."""
    return shorten_utf16(shorten(words, limits.DISPLAY_TEXT), limits.DISPLAY_TEXT)
