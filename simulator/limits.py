"""Which messages LINE takes. Source: Messaging API reference, "Message objects"."""

import re
from collections.abc import Iterator
from typing import Any

from simulator import flex, templates
from simulator.actions import QUICK_REPLY_LABEL, action
from simulator.counting import graphemes
from simulator.errors import Detail, LineError, body_errors
from simulator.shapes import Check, Place, anything, by_type, fields, listed, number, picture, text, whole

MESSAGES_PER_CALL = 5
QUICK_REPLIES = 13
ALT_TEXT = 1500
TEXT = 5000

_quick_reply = fields(
    {
        "items": listed(
            fields(
                {
                    "imageUrl": picture,
                    "action": action(QUICK_REPLY_LABEL, label_required=True, only_quick_reply=True),
                },
                ("action",),
            ),
            1,
            QUICK_REPLIES,
        )
    },
    ("items",),
)
_sender = fields({"name": text(20, count=graphemes), "iconUrl": picture})
_common: dict[str, Check] = {"quickReply": _quick_reply, "sender": _sender}
_place_id = text(100)

_TEXT_FIELDS: dict[str, Check] = {**_common, "text": text(TEXT), "quoteToken": text(1000)}


def _text_v2(value: Any, place: Place) -> Iterator[Detail]:
    yield from fields({**_TEXT_FIELDS, "substitution": fields({})}, ("text",))(value, place)
    written = value.get("text") if isinstance(value.get("text"), str) else ""
    for name in set(re.findall(r"(?<!\{)\{(\w{1,20})\}(?!\})", written)):
        if name not in (value.get("substitution") or {}):
            yield place.field("substitution").says(f"`{name}` must be specified")


def _alt_text_message(content: dict[str, Check]) -> Check:
    return fields({**_common, "altText": text(ALT_TEXT), **content}, ("altText", *content))


MESSAGES: dict[str, Check] = {
    "text": fields({**_TEXT_FIELDS, "emojis": listed(fields({}), 0, 20)}, ("text",)),
    "textV2": _text_v2,
    "sticker": fields({**_common, "packageId": _place_id, "stickerId": _place_id}, ("packageId", "stickerId")),
    "image": fields(
        {**_common, "originalContentUrl": picture, "previewImageUrl": picture},
        ("originalContentUrl", "previewImageUrl"),
    ),
    "video": fields(
        {**_common, "originalContentUrl": picture, "previewImageUrl": picture, "trackingId": text(100)},
        ("originalContentUrl", "previewImageUrl"),
    ),
    "audio": fields(
        {**_common, "originalContentUrl": picture, "duration": whole(1)}, ("originalContentUrl", "duration")
    ),
    "location": fields(
        {
            **_common,
            "title": text(100),
            "address": text(100),
            "latitude": number(-90, 90),
            "longitude": number(-180, 180),
        },
        ("title", "address", "latitude", "longitude"),
    ),
    "imagemap": _alt_text_message({"baseUrl": picture, "baseSize": fields({}), "actions": anything}),
    "template": _alt_text_message({"template": fields({})}),
    "flex": _alt_text_message({"contents": fields({})}),
}

# The inside of these two is judged after the body as a whole, and reported per message.
_INSIDE: dict[str, tuple[str, Check, Place]] = {
    "flex": ("contents", flex.container, Place("", slashed=True)),
    "template": ("template", templates.template, Place("template", slashed=True)),
}

_message = by_type(MESSAGES)


def check_messages(messages: Any) -> None:
    """Reject the whole call if any message is wrong; nothing is ever delivered in part."""
    findings = list(listed(_message, 1, MESSAGES_PER_CALL)(messages, Place("messages")))
    if findings:
        raise body_errors(findings)
    for index, message in enumerate(messages):
        if message["type"] in _INSIDE:
            _check_inside(index, message)


def _check_inside(index: int, message: dict[str, Any]) -> None:
    name, check, place = _INSIDE[message["type"]]
    findings = list(check(message[name], place))
    if findings:
        # LINE writes "/" for the container itself.
        shown = [Detail(found.message, found.property or "/") for found in findings]
        raise LineError(400, f"A message (messages[{index}]) in the request body is invalid", shown)
