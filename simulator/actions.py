"""What a button does. Source: Messaging API reference, "Action objects"."""

from collections.abc import Iterator
from typing import Any

from simulator.counting import graphemes
from simulator.errors import Detail
from simulator.shapes import Check, Place, by_type, fields, matching, one_of, text, uri

LINK_SCHEMES = ("http", "https", "line", "tel", "mailto")
QUICK_REPLY_LABEL = TEMPLATE_LABEL = RICH_MENU_LABEL = 20
IMAGE_CAROUSEL_LABEL = 12
FLEX_LABEL = 40

_shown = text(300, count=graphemes)
_data = text(300, low=0)
_moment = matching(r"\d{4}-\d\d-\d\d([Tt]\d\d:\d\d)?|\d\d:\d\d")


def action(label_limit: int, label_required: bool, only_quick_reply: bool = False) -> Check:
    """Build the check of an action; camera and location buttons exist in quick replies only."""
    label = {"label": text(label_limit, low=int(label_required), count=graphemes)}
    needed = ("label",) if label_required else ()
    table = {
        "message": fields({**label, "text": _shown}, ("text", *needed)),
        "postback": _postback(label, needed),
        "uri": fields({**label, "uri": uri(1000, LINK_SCHEMES), "altUri": _alternative}, ("uri", *needed)),
        "datetimepicker": _datetimepicker(label, needed),
        "clipboard": fields({**label, "clipboardText": text(1000)}, ("clipboardText", *needed)),
        "richmenuswitch": fields({**label, "richMenuAliasId": text(32), "data": _data}, ("richMenuAliasId", "data")),
    }
    if only_quick_reply:
        table |= {kind: fields(label, ("label",)) for kind in ("camera", "cameraRoll", "location")}
    return by_type(table)


_alternative = fields({"desktop": uri(1000, LINK_SCHEMES)})


def _postback(label: dict[str, Check], needed: tuple[str, ...]) -> Check:
    shape = fields(
        {
            **label,
            "data": _data,
            "displayText": _shown,
            "text": _shown,
            "inputOption": one_of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"),
            "fillInText": _shown,
        },
        ("data", *needed),
    )

    def check(value: Any, place: Place) -> Iterator[Detail]:
        yield from shape(value, place)
        if value.get("displayText") and value.get("text"):
            yield place.says("`displayText` and `text` cannot be used together")
        if value.get("fillInText") and value.get("inputOption") != "openKeyboard":
            yield place.says("`fillInText` can only be used with the `openKeyboard` input option")

    return check


def _datetimepicker(label: dict[str, Check], needed: tuple[str, ...]) -> Check:
    moments = dict.fromkeys(("initial", "max", "min"), _moment)
    table = {**label, "data": _data, "mode": one_of("date", "time", "datetime"), **moments}
    return fields(table, ("data", "mode", *needed))
