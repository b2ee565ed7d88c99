"""LINE's limits on messages (Messaging API reference, read 2026-08). Sizes are of the JSON as it is sent."""

import json
from typing import Any

MESSAGES = 5
TEXT = 5000  # UTF-16 units
ALT_TEXT = 1500  # UTF-16 units
ALT_TEXT_SHOWN = 400  # what notification lists make use of
BUBBLE_BYTES = 30_000
CAROUSEL_BYTES = 50_000
BUBBLES = 12
CHIPS = 13
CHIP_LABEL = 20  # grapheme clusters
BUTTON_LABEL = 40  # grapheme clusters
DATA = 300
DISPLAY_TEXT = 300
URI = 1000
IMAGE_URL = 2000


def size(value: dict[str, Any]) -> int:
    """Bytes of the value as the client sends it: ASCII-escaped, six bytes for a Thai letter."""
    return len(json.dumps(value))


def checked(value: str, limit: int) -> str:
    """Data and links cannot be shortened: too long is a mistake of the handler. Errors: ValueError."""
    if len(value) > limit:
        raise ValueError(f"a link or data of {len(value)} characters; LINE takes {limit}")
    return value
