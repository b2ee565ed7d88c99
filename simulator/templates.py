"""What a template message may contain. Source: Messaging API reference, "Template messages"."""

from collections.abc import Iterator
from typing import Any

from simulator.actions import IMAGE_CAROUSEL_LABEL, TEMPLATE_LABEL, action
from simulator.counting import graphemes
from simulator.errors import Detail
from simulator.shapes import Check, Place, by_type, fields, listed, matching, one_of, picture, text

CAROUSEL_COLUMNS = 10

_button = action(TEMPLATE_LABEL, label_required=True)
_tap = action(TEMPLATE_LABEL, label_required=False)
_picture_area: dict[str, Check] = {
    "thumbnailImageUrl": picture,
    "imageAspectRatio": one_of("rectangle", "square"),
    "imageSize": one_of("cover", "contain"),
    "imageBackgroundColor": matching(r"#[0-9a-fA-F]{6}"),
    "title": text(40, count=graphemes),
    "defaultAction": _tap,
}


def _worded(plain: int, decorated: int, most_actions: int) -> Check:
    """Build a check whose text may be shorter beside a title or a picture."""
    roomy = fields(
        {**_picture_area, "text": text(plain, count=graphemes), "actions": listed(_button, 1, most_actions)},
        ("text", "actions"),
    )
    tight = text(decorated, count=graphemes)

    def check(value: Any, place: Place) -> Iterator[Detail]:
        yield from roomy(value, place)
        if isinstance(value, dict) and (value.get("title") or value.get("thumbnailImageUrl")):
            yield from tight(value.get("text"), place.field("text"))

    return check


_confirm = fields({"text": text(240, count=graphemes), "actions": listed(_button, 2, 2)}, ("text", "actions"))
_carousel = fields({"columns": listed(_worded(120, 60, 3), 1, CAROUSEL_COLUMNS)}, ("columns",))
_image_column = fields(
    {"imageUrl": picture, "action": action(IMAGE_CAROUSEL_LABEL, label_required=False)},
    ("imageUrl", "action"),
)
_image_carousel = fields({"columns": listed(_image_column, 1, CAROUSEL_COLUMNS)}, ("columns",))


def _even_carousel(value: Any, place: Place) -> Iterator[Detail]:
    yield from _carousel(value, place)
    columns = value.get("columns")
    if isinstance(columns, list) and len({_action_count(column) for column in columns}) > 1:
        yield place.field("columns").says("the number of actions must be the same for all columns")


def _action_count(column: Any) -> int:
    actions = column.get("actions") if isinstance(column, dict) else None
    return len(actions) if isinstance(actions, list) else 0


template: Check = by_type(
    {
        "buttons": _worded(160, 60, 4),
        "confirm": _confirm,
        "carousel": _even_carousel,
        "image_carousel": _image_carousel,
    }
)
