"""Many readers of one file at once, in a process of their own: fast ones, or phones that read so many bytes a second.

`python -m tests.bench.downloads PORT PATH SIZE READERS BYTES_A_SECOND` reads until its stdin ends, each reader
beginning anew when it has all, then prints what was read as JSON. 0 bytes a second: as fast as it goes.
"""

import heapq
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from select import EPOLLHUP, EPOLLIN, epoll

from bot.runtime import die_with_parent

SIP = 16 * 1024  # bytes that a slow reader takes at a time
GULP = 256 * 1024
WINDOW = 64 * 1024  # bytes of a slow reader's receive buffer: the rest waits at the server, as it does for a phone


class Cut(Exception):
    """A download was refused or ended early."""


@dataclass
class Taken:
    """What all readers got: whole files, bytes, and over how many seconds."""

    files: int = 0
    bytes: int = 0
    seconds: float = 0.0
    first: list[float] = field(default_factory=list)  # seconds to the first byte of each download


class Reader:
    """One client that downloads the file again and again."""

    def __init__(self, port: int, path: str, size: int, rate: int) -> None:
        self._port, self._size, self._rate = port, size, rate
        self._request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()
        self.begin()

    def begin(self) -> None:
        """Connect and ask."""
        self.socket = socket.socket()
        if self._rate:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, WINDOW)
        self.socket.connect(("127.0.0.1", self._port))
        self.socket.sendall(self._request)
        self.began, self._head, self._got, self.due = time.monotonic(), b"", 0, 0.0

    def close(self) -> None:
        """Hang up."""
        self.socket.close()

    def read(self, taken: Taken) -> None:
        """Take what is there; after the last byte begin anew. Errors: Cut."""
        piece = self.socket.recv(SIP if self._rate else GULP)
        now = time.monotonic()
        self.due = max(self.due, now) + len(piece) / self._rate if self._rate else 0.0
        if not piece:
            raise Cut(f"{self._got} of {self._size} bytes; {self._head[:300]!r}")
        if not self._head:
            piece = self._body_of(piece)
            taken.first.append(now - self.began)
        self._got += len(piece)
        taken.bytes += len(piece)
        if self._got == self._size:
            taken.files += 1
            self.socket.close()
            self.begin()

    def _body_of(self, piece: bytes) -> bytes:
        self._head, end, body = piece.partition(b"\r\n\r\n")
        if not end or b" 200 " not in self._head[:16]:
            raise Cut(repr(piece[:300]))
        return body


def read_until(readers: list[Reader], stop: int | None = None, enough: int = sys.maxsize) -> Taken:
    """Let all of them read until this descriptor has something or an end, or enough files are read. Errors: Cut."""
    taken, began = Taken(), time.monotonic()
    with ExitStack() as stack:
        for reader in readers:
            stack.callback(reader.close)
        watch = stack.enter_context(closing(_Watch(readers, stop)))
        while not watch.stopped and taken.files < enough:
            for reader in watch.ready():
                reader.read(taken)
                watch.rest(reader)
                if taken.files == enough:
                    break
    taken.seconds = time.monotonic() - began
    return taken


class _Watch:
    """Which readers may read now: there is something for them, and their pace allows it."""

    def __init__(self, readers: list[Reader], stop: int | None) -> None:
        self._poll, self._stop, self.stopped = epoll(), stop, False
        self._resting: list[tuple[float, int, Reader]] = []
        self._watched: dict[int, Reader] = {}
        if stop is not None:
            self._poll.register(stop, EPOLLIN | EPOLLHUP)
        for reader in readers:
            self._watch(reader)

    def close(self) -> None:
        self._poll.close()

    def rest(self, reader: Reader) -> None:
        """Not before its next sip is due."""
        heapq.heappush(self._resting, (reader.due, id(reader), reader))

    def ready(self) -> Iterator[Reader]:
        while self._resting and self._resting[0][0] <= time.monotonic():
            self._watch(heapq.heappop(self._resting)[2])
        for number, _ in self._poll.poll(0.01 if self._resting else 1.0):
            if number == self._stop:
                self.stopped = True
                return
            self._poll.unregister(number)
            yield self._watched.pop(number)

    def _watch(self, reader: Reader) -> None:
        number = reader.socket.fileno()
        self._watched[number] = reader
        self._poll.register(number, EPOLLIN)


@contextmanager
def under_way(port: int, path: str, size: int, number: int, rate: int) -> Iterator[Taken]:
    """Downloads while the block runs; what they got is filled in at its end. Errors: Cut."""
    command = (sys.executable, "-m", "tests.bench.downloads", *map(str, (port, path, size, number, rate)))
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, preexec_fn=die_with_parent
    )
    assert process.stdout
    if process.stdout.readline().strip() != "reading":
        raise Cut("the readers did not start")
    taken = Taken()
    yield taken
    out, _ = process.communicate("", timeout=30)
    if process.returncode:
        raise Cut("a download was refused or cut; its traceback is above")
    vars(taken).update(json.loads(out))


def main(port: str, path: str, size: str, number: str, rate: str) -> None:
    """Read until stdin ends."""
    readers = [Reader(int(port), path, int(size), int(rate)) for _ in range(int(number))]
    print("reading", flush=True)
    print(json.dumps(vars(read_until(readers, sys.stdin.fileno()))), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
