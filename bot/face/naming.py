"""The names of our menus at LINE: by them we know our own, and whether they still are what would be made today."""

import re
from hashlib import sha256
from json import dumps
from pathlib import Path

from bot.face import drawing, icons, layout, lettering
from bot.face.menus import Menu
from bot.face.payload import payload

_OURS = re.compile(r"km [a-z-]+ [0-9a-f]{6}")  # also of versions that had other menus


def name_of(menu: Menu, title: str, colour: str) -> str:
    """Such as "km citizen 3f2a9c": the end changes with the areas, the title, the colour and the way it is drawn."""
    told = dumps([payload(menu, ""), menu.dotted, menu.open, title, colour], sort_keys=True).encode()
    return f"km {menu.key} {sha256(told + _way_of_drawing()).hexdigest()[:6]}"


def is_ours(name: str) -> bool:
    """Whether a menu's name is one that `name_of` makes; any other menu belongs to somebody else."""
    return _OURS.fullmatch(name) is not None


def _way_of_drawing() -> bytes:
    """The program's own text: whoever changes an icon need not remember to raise a number."""
    return b"".join(Path(module.__file__ or "").read_bytes() for module in (drawing, icons, layout, lettering))
