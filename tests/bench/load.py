"""Posts prepared requests over keep-alive connections from one thread, and times each answer.

Closed: every connection sends its next request when it has its answer. Open: requests leave at fixed moments whatever
the server does, and an answer's time counts from the moment it should have left, so that waiting for a free connection
is part of it.
"""

import gc
import select
import socket
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field

CONNECTIONS = 16
PATIENCE = 10.0  # seconds without any answer until the run is given up
LEAD = 0.2  # seconds between the call and the first moment of an open run


class NotAccepted(Exception):
    """The server answered something else than 200, or nothing."""


@dataclass
class Volley:
    """One run: `due` is when each request should have left (monotonic), `seconds` how long each answer took."""

    due: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    duration: float = 0.0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.duration


def closed(port: int, requests: Sequence[bytes], seconds: float, connections: int = CONNECTIONS) -> Volley:
    """As fast as the connections go, until the time or the requests run out. Errors: NotAccepted."""
    with _connections(port, connections) as idle:
        return _Run(requests, idle).as_fast_as_it_goes(seconds)


def open_loop(port: int, requests: Sequence[bytes], rate: float, connections: int = CONNECTIONS) -> Volley:
    """All requests, `rate` of them a second. Errors: NotAccepted."""
    with _connections(port, connections) as idle:
        return _Run(requests, idle).at(rate)


class _Run:
    """One run while it goes on: which connections are idle, which wait for an answer."""

    def __init__(self, requests: Sequence[bytes], idle: deque["_Connection"]) -> None:
        self._requests, self._idle = requests, idle
        self._busy: dict[int, _Connection] = {}
        self._volley = Volley()

    def as_fast_as_it_goes(self, seconds: float) -> Volley:
        began = time.monotonic()
        for request in self._requests:
            while not self._idle:
                self._take_answers(None)
            if time.monotonic() - began >= seconds:
                break
            self._send(request, time.monotonic())
        return self._end(began)

    def at(self, rate: float) -> Volley:
        began = time.monotonic() + LEAD
        for n, request in enumerate(self._requests):
            moment = began + n / rate
            while not self._idle or time.monotonic() < moment:
                self._take_answers(moment if self._idle else None)
            self._send(request, moment)
        return self._end(began)

    def _end(self, began: float) -> Volley:
        while self._busy:
            self._take_answers(None)
        self._volley.duration = time.monotonic() - began
        return self._volley

    def _send(self, request: bytes, moment: float) -> None:
        connection = self._idle.popleft()
        connection.send(request, moment)
        self._busy[connection.number] = connection
        self._volley.due.append(moment)

    def _take_answers(self, until: float | None) -> None:
        """Wait for answers until the next request is due; None: until there is one. Errors: NotAccepted."""
        wait = PATIENCE if until is None else max(0.0, until - time.monotonic())
        # select() counts in microseconds; epoll would round the wait up to a millisecond and send late.
        ready = select.select(self._busy, (), (), wait)[0]
        if not ready and until is None:
            raise NotAccepted(f"no answer within {PATIENCE} seconds to {len(self._busy)} requests")
        for number in ready:
            if (began := self._busy[number].receive()) is not None:
                self._volley.seconds.append(time.monotonic() - began)
                self._idle.append(self._busy.pop(number))


class _Connection:
    """One keep-alive connection with at most one request under way."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._began, self._buffer = 0.0, b""
        self._connect()

    def _connect(self) -> None:
        self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=PATIENCE)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.number = self._socket.fileno()

    def send(self, request: bytes, began: float) -> None:
        """Send a request whose time counts from `began`."""
        self._began, self._buffer = began, b""
        self._socket.sendall(request)

    def receive(self) -> float | None:
        """The moment the request began when its answer is complete, None before. Errors: NotAccepted."""
        piece = self._socket.recv(65536)
        self._buffer += piece
        if not piece:
            raise NotAccepted(f"the server hung up after {self._buffer[:200]!r}")
        head, end, body = self._buffer.lower().partition(b"\r\n\r\n")
        if not end or len(body) < _length(head):
            return None
        if head[8:13] != b" 200 ":
            raise NotAccepted(f"the server answered {self._buffer[:200]!r}")
        if b"\r\nconnection: close" in head:  # what development servers do
            self.close()
            self._connect()
        return self._began

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


def _length(head: bytes) -> int:
    found = head.partition(b"\r\ncontent-length:")[2]
    return int(found.partition(b"\r\n")[0] or 0)


@contextmanager
def _connections(port: int, number: int) -> Iterator[deque[_Connection]]:
    """Open connections, and no garbage collection: over the prepared requests it would look like the server's time."""
    with ExitStack() as stack:
        opened = [stack.enter_context(closing(_Connection(port))) for _ in range(number)]
        stack.callback(gc.enable)
        gc.collect()
        gc.disable()
        yield deque(opened)
