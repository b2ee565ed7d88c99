"""(v) and (vi): acknowledgements while many people download a leaflet, fast or by slow phones, beside none at all."""

import os
from pathlib import Path

from . import downloads, leaflet, servers
from .downloads import Taken
from .line import Line
from .measures import Answering, answering, percentile
from .report import Row, say, spread

SIZE = 5_000_000  # bytes of the leaflet
PHONE = 50_000  # bytes a second that a slow phone takes
TARGET = 0.1  # seconds, p99 of the acknowledgement
WARM_UP = 20  # questions


def beside_readers(folder: Path, database: str, rate: int, readers: int, seconds: int) -> list[Row]:
    """The whole bot at so many questions a second, without readers and with. Errors: NotAccepted, Lost, Cut."""
    media = folder / "media"
    path = leaflet.add(database, media, os.urandom(SIZE))
    with servers.line("simulator") as line, servers.km_serve(folder, database, line.url, MEDIA_URL=str(media)) as port:
        answering(port, database, line, rate / 2, WARM_UP)
        say(f"(v) {rate} questions a second for {seconds} s: without readers, beside {readers} downloads, and ...")
        alone = answering(port, database, line, rate, rate * seconds)
        say(f"    without readers: acknowledged {spread(alone.acknowledged.seconds)}")
        fast = _beside(port, path, database, line, rate, seconds, readers, 0)
        say(f"(vi) ... beside {readers} phones that read {PHONE // 1000} KB a second ...")
        slow = _beside(port, path, database, line, rate, seconds, readers, PHONE)
    return [
        _row(f"(v) acknowledgement beside {readers} downloads of {SIZE // 1_000_000} MB", fast),
        _row(f"(vi) acknowledgement beside {readers} slow phones", slow),
    ]


def _beside(port: int, path: str, database: str, line: Line, rate: int, seconds: int, readers: int,
            pace: int) -> Answering:  # fmt: skip
    with downloads.under_way(port, path, SIZE, readers, pace) as taken:
        found = answering(port, database, line, rate, rate * seconds)
    _report(found, taken)
    return found


def _report(found: Answering, taken: Taken) -> None:
    say(f"    acknowledged {spread(found.acknowledged.seconds)}; replied to {spread(found.replied)}")
    each = taken.bytes / taken.seconds
    say(f"    {each / SIZE:.1f} downloads a second ({each / 1e6:.0f} MB/s), {taken.files} ended; "
        f"first byte {spread(taken.first)}")  # fmt: skip


def _row(what: str, found: Answering) -> Row:
    seconds = found.acknowledged.seconds
    return Row(what, f"p99 < {TARGET * 1000:.0f} ms", spread(seconds), percentile(seconds, 99) < TARGET)
