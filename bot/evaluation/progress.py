"""Says on stderr how far a long run has come."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO, TypeVar

QUIET = 2.0  # seconds before the first word
EVERY = {True: 0.2, False: 5.0}  # seconds between two words: on a terminal, and into a file or a log
ERASE = "\r\x1b[K"

T = TypeVar("T")


def watched(
    items: Iterable[T], name: str, total: int, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
) -> Iterator[T]:
    """The items as they are; "name: 120 of 449" goes to the stream (stderr) when they take longer than two seconds."""
    stream = stream or sys.stderr
    terminal = stream.isatty()
    due, spoke = clock() + QUIET, False
    for count, item in enumerate(items, 1):
        yield item
        if count < total and clock() >= due:
            spoke, due = True, clock() + EVERY[terminal]
            stream.write(f"{ERASE}{name}: {count} of {total}" if terminal else f"{name}: {count} of {total}\n")
            stream.flush()
    if spoke and terminal:
        stream.write(ERASE)
        stream.flush()
