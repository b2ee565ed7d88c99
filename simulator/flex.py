"""What a Flex Message may contain. Source: Messaging API reference, "Flex Message".

LINE names places in Flex from the container on (`/body/contents/0/text`), rejects fields it does not
know ("unknown field") and values it does not know ("invalid property"): answers recorded by users.
"""

import json
from collections.abc import Iterator
from typing import Any

from simulator.actions import FLEX_LABEL, LINK_SCHEMES
from simulator.errors import Detail
from simulator.flex_components import box, color, image, ratio, tap
from simulator.shapes import (
    Check,
    Place,
    anything,
    boolean,
    by_type,
    fields,
    listed,
    one_of,
    picture,
    text,
    uri,
)

BUBBLE_BYTES = 30 * 1024
CAROUSEL_BYTES = 50 * 1024
CAROUSEL_BUBBLES = 12

_video = fields(
    {
        "type": anything,
        "url": picture,
        "previewUrl": picture,
        "altContent": by_type({"box": box, "image": image}),
        "aspectRatio": ratio,
        "action": fields({"type": one_of("uri"), "label": text(FLEX_LABEL), "uri": uri(1000, LINK_SCHEMES)}),
    },
    ("url", "previewUrl", "altContent"),
    closed=True,
)

_block_style = fields({"backgroundColor": color, "separator": boolean, "separatorColor": color}, closed=True)

_bubble_frame = fields(
    {
        "type": anything,
        "size": one_of("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
        "direction": one_of("ltr", "rtl"),
        "header": by_type({"box": box}),
        "hero": by_type({"box": box, "image": image, "video": _video}),
        "body": by_type({"box": box}),
        "footer": by_type({"box": box}),
        "styles": fields(dict.fromkeys(("header", "hero", "body", "footer"), _block_style), closed=True),
        "action": tap,
    },
    closed=True,
)


def _bubble(value: Any, place: Place) -> Iterator[Detail]:
    yield from _bubble_frame(value, place)
    if not any(value.get(block) for block in ("header", "hero", "body", "footer")):
        yield place.says("at least one block must be specified")
    yield from _not_larger(value, BUBBLE_BYTES, place)


def _carousel(value: Any, place: Place) -> Iterator[Detail]:
    yield from _carousel_frame(value, place)
    yield from _not_larger(value, CAROUSEL_BYTES, place)


_carousel_frame = fields(
    {"type": anything, "contents": listed(by_type({"bubble": _bubble}), 1, CAROUSEL_BUBBLES)},
    ("contents",),
    closed=True,
)


def _not_larger(value: Any, limit: int, place: Place) -> Iterator[Detail]:
    # LINE does not say whether Thai is measured escaped (6 bytes a letter) or as UTF-8 (3): the stricter.
    size = len(json.dumps(value, separators=(",", ":")))
    if size > limit:
        yield place.says(f"size must be less than or equal to {limit} bytes (was {size})")


container: Check = by_type({"bubble": _bubble, "carousel": _carousel})
