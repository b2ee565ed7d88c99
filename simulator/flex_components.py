"""The pieces of a Flex Message: boxes, texts, buttons, images. Source: reference, "Flex Message"."""

from collections.abc import Iterator
from typing import Any

from simulator.actions import FLEX_LABEL, action
from simulator.errors import Detail
from simulator.shapes import (
    Check,
    Place,
    anything,
    boolean,
    by_type,
    fields,
    listed,
    matching,
    one_of,
    picture,
    text,
    whole,
)

# LINE gives no limit for one text; the bubble's own limit ends it.
_LONGEST = 30 * 1024
_PIXELS = r"-?\d+(\.\d+)?px"
_PERCENT = r"-?\d+(\.\d+)?%"
_GAPS = "none|xs|sm|md|lg|xl|xxl"
_SIZES = "xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl"

color = matching(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
_gap = matching(f"{_GAPS}|{_PIXELS}")
_inset = matching(f"{_GAPS}|{_PIXELS}|{_PERCENT}")
_length = matching(f"{_PIXELS}|{_PERCENT}")
_font_size = matching(f"{_SIZES}|{_PIXELS}")
ratio = matching(r"\d{1,6}(\.\d+)?:\d{1,6}(\.\d+)?")
_gravity = one_of("top", "bottom", "center")
_align = one_of("start", "end", "center")
tap = action(FLEX_LABEL, label_required=False)

_placed: dict[str, Check] = {
    "type": anything,
    "margin": _gap,
    "position": one_of("relative", "absolute"),
    "offsetTop": _inset,
    "offsetBottom": _inset,
    "offsetStart": _inset,
    "offsetEnd": _inset,
}
_lettering: dict[str, Check] = {
    "type": anything,
    "size": _font_size,
    "color": color,
    "weight": one_of("regular", "bold"),
    "style": one_of("normal", "italic"),
    "decoration": one_of("none", "underline", "line-through"),
}

_span = fields({**_lettering, "text": text(_LONGEST)}, closed=True)

_text = fields(
    {
        **_lettering,
        **_placed,
        "text": text(_LONGEST),
        "contents": listed(by_type({"span": _span}), 0, 200),
        "flex": whole(0),
        "align": _align,
        "gravity": _gravity,
        "wrap": boolean,
        "lineSpacing": matching(_PIXELS),
        "maxLines": whole(0),
        "adjustMode": one_of("shrink-to-fit"),
        "scaling": boolean,
        "action": tap,
    },
    closed=True,
)

_button = fields(
    {
        **_placed,
        "action": action(FLEX_LABEL, label_required=True),
        "flex": whole(0),
        "color": color,
        "style": one_of("primary", "secondary", "link"),
        "gravity": _gravity,
        "height": one_of("sm", "md"),
        "adjustMode": one_of("shrink-to-fit"),
        "scaling": boolean,
    },
    ("action",),
    closed=True,
)

image = fields(
    {
        **_placed,
        "url": picture,
        "flex": whole(0),
        "align": _align,
        "gravity": _gravity,
        "size": matching(f"{_SIZES}|full|{_PIXELS}|{_PERCENT}"),
        "aspectRatio": ratio,
        "aspectMode": one_of("fit", "cover"),
        "backgroundColor": color,
        "animated": boolean,
        "action": tap,
    },
    ("url",),
    closed=True,
)

_icon = fields(
    {**_placed, "url": picture, "size": _font_size, "aspectRatio": ratio, "scaling": boolean},
    ("url",),
    closed=True,
)
_separator = fields({"type": anything, "margin": _gap, "color": color}, closed=True)
_filler = fields({"type": anything, "flex": whole(0)}, closed=True)

_gradient = fields(
    {
        "type": one_of("linearGradient"),
        "angle": matching(r"\d+(\.\d+)?deg"),
        "startColor": color,
        "endColor": color,
        "centerColor": color,
        "centerPosition": matching(_PERCENT),
    },
    ("type", "angle", "startColor", "endColor"),
    closed=True,
)

_box_frame = fields(
    {
        **_placed,
        **{f"padding{side}": _inset for side in ("All", "Top", "Bottom", "Start", "End")},
        **dict.fromkeys(("width", "maxWidth", "height", "maxHeight"), _length),
        "layout": one_of("horizontal", "vertical", "baseline"),
        "contents": anything,
        "flex": whole(0),
        "spacing": _gap,
        "backgroundColor": color,
        "borderColor": color,
        "borderWidth": matching(f"none|light|normal|medium|semi-bold|bold|{_PIXELS}"),
        "cornerRadius": _gap,
        "action": tap,
        "justifyContent": one_of("center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"),
        "alignItems": one_of("center", "flex-start", "flex-end"),
        "background": _gradient,
    },
    ("layout", "contents"),
    closed=True,
)


def _text_with_words(value: Any, place: Place) -> Iterator[Detail]:
    # With spans LINE ignores the text, so an empty one does no harm.
    worded = {**value, "text": None} if value.get("contents") else value
    yield from _text(worded, place)
    if value.get("text") is None and not value.get("contents"):
        yield place.says("`text` or `contents` must be specified")


def box(value: Any, place: Place) -> Iterator[Detail]:
    """Check a box and everything inside it."""
    yield from _box_frame(value, place)
    inside = _IN_LINE if value.get("layout") == "baseline" else _IN_BOX
    if value.get("contents") is not None:
        yield from listed(by_type(inside), 0, 1000)(value["contents"], place.field("contents"))


# Icons stand beside text, so LINE takes them in baseline boxes only, where nothing else fits.
_IN_LINE: dict[str, Check] = {
    "icon": _icon,
    "text": _text_with_words,
    "filler": _filler,
    "separator": _separator,
}
_IN_BOX: dict[str, Check] = {
    "box": box,
    "button": _button,
    "image": image,
    "text": _text_with_words,
    "separator": _separator,
    "filler": _filler,
}
