"""A whole reply as LINE messages: at most five, the chips under the last."""

from typing import Any

from bot.render import limits
from bot.render.actions import action
from bot.render.bubble import bubble
from handlers.reply import Action, Card, Cards, Part, Reply, Text
from knowledge.text import shorten_utf16


def messages(reply: Reply) -> list[dict[str, Any]]:
    """The messages of a reply, ready for the API; an empty list for silence."""
    parts = [part for part in reply.parts if not (isinstance(part, Text) and not part.text.strip())]
    made = [message for part in parts for message in _messages(part)][: limits.MESSAGES]
    if made and reply.chips:
        made[-1]["quickReply"] = {"items": [_chip(a) for a in reply.chips[: limits.CHIPS]]}
    return made


def words_of(reply: Reply) -> str:
    """Everything that a reply says, for evaluations: texts, cards, labels."""
    return "\n".join(_words(part) for part in reply.parts)


def _messages(part: Part) -> list[dict[str, Any]]:
    match part:
        case Text(text=words):
            return [{"type": "text", "text": shorten_utf16(words, limits.TEXT)}]
        case Card():
            return [_flex(bubble(part), _summary(part))]
        case Cards(cards=cards, summary=summary):
            return [_flex(carousel, summary) for carousel in _carousels([bubble(c) for c in cards])]


def _flex(contents: dict[str, Any], summary: str) -> dict[str, Any]:
    return {
        "type": "flex",
        "altText": shorten_utf16(summary.strip(), limits.ALT_TEXT_SHOWN) or "…",
        "contents": contents,
    }


def _carousels(bubbles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """As few carousels as hold all the bubbles, in their order."""
    made: list[dict[str, Any]] = []
    for drawn in bubbles:
        longer = _carousel([*made[-1]["contents"], drawn]) if made else _carousel([drawn])
        if made and len(longer["contents"]) <= limits.BUBBLES and limits.size(longer) <= limits.CAROUSEL_BYTES:
            made[-1] = longer
        else:
            made.append(_carousel([drawn]))
    return made


def _carousel(bubbles: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "carousel", "contents": bubbles}


def _summary(card: Card) -> str:
    """The start of the answer: it is what the notification and the chat list show."""
    return " ".join(f"{card.warning} {card.heading} {card.lead}".split())


def _chip(wanted: Action) -> dict[str, Any]:
    return {"type": "action", "action": action(wanted, limits.CHIP_LABEL)}


def _words(part: Part) -> str:
    match part:
        case Text(text=words):
            return words
        case Cards(cards=cards):
            return "\n".join(_words(c) for c in cards)
        case Card():
            labels = [a.label for a in (*part.actions, *part.links)]
            return "\n".join(
                w for w in (part.kicker, part.warning, part.heading, part.lead, part.title, *part.notes, *labels) if w
            )
