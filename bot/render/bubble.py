"""Draws a card as a Flex bubble: the lead first, then the source, then the buttons."""

from typing import Any

from bot.render import limits
from bot.render.actions import action
from handlers.reply import Action, Card, Open, Picture
from knowledge.text import graphemes

ACCENT = "#0B6E4F"
INK, SOFT, WARN_INK, WARN_BACK = "#1F2933", "#52606D", "#7A3E00", "#FFF3DC"  # all at least 4.5:1 on their ground
PAPER = "#EEF2F5"
FROM = "จาก: {title}"
TALLEST = 3  # times the width; LINE shows nothing taller
SEE = "เปิดดู"


def bubble(card: Card) -> dict[str, Any]:
    """The bubble of a card, within LINE's 30 KB: an overlong lead is shortened between graphemes."""
    drawn = _draw(card, card.lead)
    length = len(graphemes(card.lead))
    while limits.size(drawn) > limits.BUBBLE_BYTES and length > 1:
        length = length * 3 // 4
        drawn = _draw(card, "".join(graphemes(card.lead)[:length]).rstrip() + "…")
    return drawn


def _draw(card: Card, lead: str) -> dict[str, Any]:
    drawn: dict[str, Any] = {
        "type": "bubble",
        "size": "giga" if card.picture and card.picture.large else "mega",
        "body": {"type": "box", "layout": "vertical", "spacing": "md", "contents": _body(card, lead)},
    }
    if card.picture:
        drawn["hero"] = _picture(card.picture)
    buttons = _buttons(card)
    if buttons:
        drawn["footer"] = {"type": "box", "layout": "vertical", "spacing": "sm", "contents": buttons}
    return drawn


def _body(card: Card, lead: str) -> list[dict[str, Any]]:
    above = [_text(card.kicker, size="xs", color=ACCENT, weight="bold")] if card.kicker else []
    above += [_warning(card.warning)] if card.warning else []
    below = [_text(FROM.format(title=card.title), size="sm", color=INK, weight="bold")] if card.title else []
    below += [_text(note, size="xs", color=SOFT) for note in card.notes if note]
    middle = [_text(card.heading, size="md", color=INK, weight="bold")] if card.heading else []
    middle += [_text(lead or "…", size="md", color=INK, lineSpacing="6px")]
    return [*above, *middle, *([{"type": "separator", "margin": "lg"}, *below] if below else [])]


def _picture(picture: Picture) -> dict[str, Any]:
    """The whole picture: in a square, so that a page of any shape leaves room for the words below, or as it is."""
    shape = f"{picture.width}:{min(picture.height, TALLEST * picture.width)}" if picture.large else "1:1"
    tap = {"action": action(Open(SEE, picture.opens), limits.BUTTON_LABEL)} if picture.opens else {}
    return {
        "type": "image",
        "url": limits.checked(picture.url, limits.IMAGE_URL),
        "size": "full",
        "aspectRatio": shape,
        "aspectMode": "fit",
        "backgroundColor": PAPER,
        **tap,
    }


def _buttons(card: Card) -> list[dict[str, Any]]:
    styles = ["primary"] + ["secondary"] * max(len(card.actions) - 1, 0)
    buttons = [_button(a, style) for a, style in zip(card.actions, styles, strict=False)]
    return buttons + [_button(a, "link") for a in card.links]


def _button(wanted: Action, style: str) -> dict[str, Any]:
    colour = {"color": ACCENT} if style != "secondary" else {}
    made = {"type": "button", "style": style, "height": "sm", "scaling": True, "adjustMode": "shrink-to-fit"}
    return {**made, **colour, "action": action(wanted, limits.BUTTON_LABEL)}


def _warning(words: str) -> dict[str, Any]:
    return {
        "type": "box",
        "layout": "vertical",
        "backgroundColor": WARN_BACK,
        "cornerRadius": "md",
        "paddingAll": "sm",
        "contents": [_text(words, size="sm", color=WARN_INK, weight="bold")],
    }


def _text(words: str, **style: Any) -> dict[str, Any]:
    return {"type": "text", "text": words, "wrap": True, "scaling": True, **style}
