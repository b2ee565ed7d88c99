"""File names that are safe in a header and on a disk, with their Thai kept."""

import unicodedata
from urllib.parse import quote

import regex

from knowledge.text import graphemes

LONGEST = 80  # grapheme clusters without the ending; a disk takes 255 bytes, and a Thai letter has three
BYTES = 200
ENDINGS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
NAMELESS = "leaflet"
# Letters, marks, numbers, space and a little more; no quote, slash, control sign, emoji or direction mark.
_ODD = regex.compile(r"[^\p{L}\p{M}\p{N} ._()\-–]+")
_VARIATION = regex.compile(r"[\p{Me}\uFE00-\uFE0F\U000E0100-\U000E01EF]")  # marks that only dress an emoji


def safe_name(name: str, content_type: str) -> str:
    """A file name from any text: one line, no folder, no emoji, and the one ending that its type has.

    A type that is not in ENDINGS gets .bin, so that no device takes it for something to show or run.
    """
    last = _VARIATION.sub("", unicodedata.normalize("NFC", name)).replace("\\", "/").rsplit("/", 1)[-1]
    stem = _without_ending(regex.sub(r"\s+", " ", _ODD.sub(" ", last)).strip())
    return _cut(stem.strip(" .-_")) + ENDINGS.get(content_type, ".bin")


def disposition(how: str, name: str) -> str:
    """The Content-Disposition header for a safe name: plain letters for old programs, Thai by RFC 6266 and RFC 8187."""
    plain = regex.sub(r"\s+", " ", name.encode("ascii", "ignore").decode()).strip()
    if regex.match(r"[^A-Za-z0-9]*\.\w+$", plain):
        plain = NAMELESS + plain[plain.rindex(".") :]
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _without_ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return stem if dot and regex.fullmatch(r"[A-Za-z][A-Za-z0-9]{1,4}", ending) else name


def _cut(stem: str) -> str:
    """At most so many grapheme clusters and bytes; never half a cluster."""
    clusters = graphemes(stem)[:LONGEST]
    while len("".join(clusters).encode()) > BYTES:
        clusters.pop()
    return "".join(clusters).rstrip(" .-_") or NAMELESS
