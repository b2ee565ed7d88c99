"""Rich menus: the tappable picture under a chat. Source: reference, "Rich menu"."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from simulator.actions import RICH_MENU_LABEL, action
from simulator.counting import graphemes
from simulator.errors import NOT_FOUND, Detail, Json, LineError, body_errors
from simulator.ids import token
from simulator.media import Content
from simulator.shapes import Place, boolean, fields, listed, text, whole

MENUS = 1000
AREAS = 20
IMAGE_BYTES = 1024 * 1024
ALIAS = re.compile(r"[a-z0-9_-]{1,32}")

_bounds = fields({"x": whole(0), "y": whole(0), "width": whole(1), "height": whole(1)}, ("x", "y", "width", "height"))
_area = fields({"bounds": _bounds, "action": action(RICH_MENU_LABEL, label_required=False)}, ("bounds", "action"))
_menu = fields(
    {
        "size": fields({"width": whole(800, 2500), "height": whole(250)}, ("width", "height")),
        "selected": boolean,
        "name": text(300, count=graphemes),
        "chatBarText": text(14, count=graphemes),
        "areas": listed(_area, 0, AREAS),
    },
    ("size", "selected", "name", "chatBarText", "areas"),
)


@dataclass
class RichMenus:
    """Menus by id, their pictures, aliases, the default and what is linked to whom."""

    rows: dict[str, Json] = field(default_factory=dict)
    images: dict[str, Content] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    linked: dict[str, str] = field(default_factory=dict)
    default: str | None = None

    def create(self, menu: Any) -> str:
        """Keep a new menu and return its id."""
        check_menu(menu)
        if len(self.rows) >= MENUS:
            raise LineError(400, "The maximum number of rich menus has been reached")
        menu_id = f"richmenu-{token()}"
        self.rows[menu_id] = {"richMenuId": menu_id, **menu}
        return menu_id

    def get(self, menu_id: str) -> Json:
        """Return a menu, or 404."""
        if menu_id not in self.rows:
            raise LineError(404, NOT_FOUND)
        return self.rows[menu_id]

    def delete(self, menu_id: str) -> None:
        """Forget a menu and every link to it."""
        self.get(menu_id)
        del self.rows[menu_id]
        self.images.pop(menu_id, None)
        self.linked = {user: linked for user, linked in self.linked.items() if linked != menu_id}
        self.default = None if self.default == menu_id else self.default

    def put_image(self, menu_id: str, content: Content) -> None:
        """Keep a menu's picture; it cannot be replaced."""
        menu = self.get(menu_id)
        if menu_id in self.images:
            raise LineError(400, "An image has already been uploaded to the richmenu")
        check_image(content, menu["size"])
        self.images[menu_id] = content

    def require_image(self, menu_id: str) -> None:
        """Reject a link to a menu that has no picture yet."""
        self.get(menu_id)
        if menu_id not in self.images:
            raise LineError(400, "must upload richmenu image before applying it to user")

    def shown_to(self, user_id: str) -> Json | None:
        """Return the menu a person sees: their own before everybody's."""
        menu_id = self.linked.get(user_id) or self.default
        return self.rows.get(menu_id) if menu_id else None


def check_menu(menu: Any) -> None:
    """Reject a menu beyond LINE's limits."""
    findings = list(_findings(menu))
    if findings:
        raise body_errors(findings)


def _findings(menu: Any) -> Iterator[Detail]:
    yield from _menu(menu, Place("richMenu"))
    size = menu.get("size") if isinstance(menu, dict) else None
    if isinstance(size, dict) and size.get("height") and size.get("width", 0) / size["height"] < 1.45:
        yield Detail("width / height must be at least 1.45", "size")


def check_image(content: Content, size: Json) -> None:
    """Reject a picture that LINE would: type, weight or measure."""
    if content.content_type not in ("image/png", "image/jpeg"):
        raise LineError(415, f"The content type, {content.content_type}, is not supported")
    if len(content.data) > IMAGE_BYTES:
        raise LineError(413, "The image size exceeds the limit of 1 MB")
    measured = measure(content.data)
    if measured is not None and measured != (size["width"], size["height"]):
        raise LineError(400, "The image size does not match the rich menu size")


def measure(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG or JPEG, as far as its head tells."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    return _measure_jpeg(data) if data[:2] == b"\xff\xd8" else None


def _measure_jpeg(data: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 < len(data) and data[position] == 0xFF:
        marker, length = data[position + 1], int.from_bytes(data[position + 2 : position + 4], "big")
        # The start-of-frame markers carry the measure; C4, C8 and CC share their range but are tables.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            return width, height
        position += 2 + length
    return None
