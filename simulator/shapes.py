"""Building blocks for "what may stand in this field", used by the tables of messages, actions and Flex."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from simulator.counting import utf16_units
from simulator.errors import Detail


class Place(NamedTuple):
    """Where in the body we are; LINE writes `messages[0].text` in general and `/body/contents/0` in Flex."""

    path: str
    slashed: bool = False

    def field(self, name: str) -> "Place":
        """Return the place of a named field."""
        return Place(f"{self.path}/{name}" if self.slashed else f"{self.path}.{name}", self.slashed)

    def item(self, index: int) -> "Place":
        """Return the place of an item of a list."""
        return Place(f"{self.path}/{index}" if self.slashed else f"{self.path}[{index}]", self.slashed)

    def says(self, message: str) -> Detail:
        """Return a finding at this place."""
        return Detail(message, self.path)


Check = Callable[[Any, Place], Iterator[Detail]]

# Loopback pictures are a liberty of the simulator, so that a desk needs no certificate. LINE wants https.
LOOPBACK_PREFIXES = ("http://127.0.0.1", "http://localhost")


def fields(table: Mapping[str, Check], required: Iterable[str] = (), closed: bool = False) -> Check:
    """Check an object field by field; a closed one rejects fields that are not in the table."""
    needed = tuple(required)

    def check(value: Any, place: Place) -> Iterator[Detail]:
        if not isinstance(value, dict):
            yield place.says("invalid property" if place.slashed else "Must be an object")
            return
        yield from _missing(value, needed, place)
        for name, content in value.items():
            if name in table:
                if content is not None:
                    yield from table[name](content, place.field(name))
            elif closed:
                yield place.field(name).says("unknown field")

    return check


def _missing(value: dict[str, Any], needed: tuple[str, ...], place: Place) -> Iterator[Detail]:
    for name in needed:
        if value.get(name) is None:
            yield (
                place.says(f"`{name}` must be specified")
                if place.slashed
                else place.field(name).says("May not be null")
            )


def text(high: int, low: int = 1, count: Callable[[str], int] = utf16_units) -> Check:
    """Check a string's length with the given way of counting."""

    def check(value: Any, place: Place) -> Iterator[Detail]:
        if not isinstance(value, str):
            yield place.says("invalid property" if place.slashed else "Must be a string")
        elif low and not (value if place.slashed else value.strip()):
            # Flex takes a lone space (people use it as a spacer), a text message does not.
            yield place.says("must be non-empty text" if place.slashed else "May not be empty")
        # UTF-16 units are never fewer than graphemes and at most twice the code points.
        elif len(value) > high // 2 and count(value) > high:
            noun = "size" if place.slashed else "Length"
            yield place.says(f"{noun} must be between 0 and {high}")

    return check


def one_of(*values: str) -> Check:
    """Check a keyword."""

    def check(value: Any, place: Place) -> Iterator[Detail]:
        if value not in values:
            listed = f"Must be one of the following values: [{', '.join(values)}]"
            yield place.says("invalid property" if place.slashed else listed)

    return check


def matching(pattern: str) -> Check:
    """Check a string against a whole pattern, such as a colour or a size in pixels."""
    compiled = re.compile(pattern)

    def check(value: Any, place: Place) -> Iterator[Detail]:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            yield place.says("invalid property")

    return check


def whole(low: int, high: int = 2**31 - 1) -> Check:
    """Check a whole number."""

    def check(value: Any, place: Place) -> Iterator[Detail]:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            wrong = f"Must be between {low} and {high}"
            yield place.says("invalid property" if place.slashed else wrong)

    return check


def number(low: float, high: float) -> Check:
    """Check a number such as a latitude."""

    def check(value: Any, place: Place) -> Iterator[Detail]:
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            yield place.says(f"Must be between {low:g} and {high:g}")

    return check


def boolean(value: Any, place: Place) -> Iterator[Detail]:
    """Check true or false."""
    if not isinstance(value, bool):
        yield place.says("invalid property")


def anything(_value: Any, _place: Place) -> Iterator[Detail]:
    """Accept whatever stands there: a field whose rules this simulator leaves out."""
    return iter(())


def listed(item: Check, low: int, high: int) -> Check:
    """Check a list and each of its items."""

    def check(value: Any, place: Place) -> Iterator[Detail]:
        if not isinstance(value, list):
            yield place.says("invalid property" if place.slashed else "Must be a list")
            return
        if not low <= len(value) <= high:
            yield place.says(f"{'size' if place.slashed else 'Size'} must be between {low} and {high}")
        for index, content in enumerate(value):
            yield from item(content, place.item(index))

    return check


def by_type(table: Mapping[str, Check]) -> Check:
    """Check an object by the table entry of its `type`."""

    def check(value: Any, place: Place) -> Iterator[Detail]:
        kind = value.get("type") if isinstance(value, dict) else None
        if isinstance(kind, str) and kind in table:
            yield from table[kind](value, place)
        elif place.slashed:
            yield place.says("invalid property")
        else:
            yield from one_of(*table)(kind, place.field("type"))

    return check


def uri(high: int, schemes: tuple[str, ...]) -> Check:
    """Check an address: its length and its scheme."""
    long_enough = text(high)

    def check(value: Any, place: Place) -> Iterator[Detail]:
        yield from long_enough(value, place)
        if isinstance(value, str) and value.strip() and not _has_scheme(value, schemes):
            yield place.says("invalid uri scheme")
        elif isinstance(value, str) and not value.isascii():
            # LINE wants percent-encoded UTF-8; a raw Thai file name is the usual mistake.
            yield place.says("invalid uri")

    return check


def _has_scheme(value: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    if parts.scheme in ("http", "https") and not parts.hostname:
        return False
    return parts.scheme in schemes


def _picture(value: Any, place: Place) -> Iterator[Detail]:
    loopback = isinstance(value, str) and value.startswith(LOOPBACK_PREFIXES)
    yield from uri(2000, ("http", "https") if loopback else ("https",))(value, place)


picture: Check = _picture
