"""Actions of buttons and chips as LINE writes them."""

from typing import Any

from bot.render import limits
from handlers.reply import Action, Open, Press, Say
from knowledge.text import shorten


def action(wanted: Action, label_limit: int) -> dict[str, Any]:
    """LINE's action object; labels are counted in grapheme clusters, as LINE counts them."""
    label = shorten(wanted.label, label_limit)
    match wanted:
        case Say(text=words):
            return {"type": "message", "label": label, "text": shorten(words, limits.DISPLAY_TEXT)}
        case Press(data=data, shown=shown):
            return _postback(label, data, shown)
        case Open(uri=uri):
            return {"type": "uri", "label": label, "uri": _checked(uri, limits.URI)}


def _postback(label: str, data: str, shown: str) -> dict[str, Any]:
    made = {"type": "postback", "label": label, "data": _checked(data, limits.DATA)}
    return made | ({"displayText": shorten(shown, limits.DISPLAY_TEXT)} if shown else {})


def _checked(value: str, limit: int) -> str:
    """Data and links cannot be shortened: too long is a mistake of the handler."""
    if len(value) > limit:
        raise ValueError(f"action data of {len(value)} characters; LINE takes {limit}")
    return value
