"""Which bytes of a file a request asks for (RFC 9110, 14)."""

from dataclasses import dataclass

from werkzeug.datastructures import Range


@dataclass(frozen=True)
class Span:
    """`length` bytes from `start` on; `partial` when the answer is a 206."""

    start: int
    length: int
    partial: bool

    def header(self, size: int) -> str:
        """Content-Range."""
        return f"bytes {self.start}-{self.start + self.length - 1}/{size}"


def span(asked: Range | None, if_range: str | None, etag: str, size: int) -> Span | None:
    """The bytes to send; None when the range lies outside of the file (416).

    Several ranges, another unit, or an If-Range that is not exactly this version's (a date never is: files have a hash
    and no date): the whole file, which the RFC allows.
    """
    whole = Span(0, size, False)
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1 or if_range not in (None, f'"{etag}"'):
        return whole
    found = asked.range_for_length(size)
    return Span(found[0], found[1] - found[0], True) if found else None
