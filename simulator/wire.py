"""HTTP on 127.0.0.1: reads calls, strikes faults, writes answers. Nothing here knows a rule of LINE."""

import socket
import struct
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Event
from time import monotonic
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

from simulator.calls import Answer, Call
from simulator.faults import Fault

API_BODY = 2 * 1024 * 1024
SIM_BODY = 20 * 1024 * 1024
STOP_PATIENCE = 3.0

# A route answers a call, or takes over the connection and returns None (the chat page's stream).
Route = Callable[[Call, "Handler"], Answer | None]
Strike = Callable[[Call], Fault | None]
Record = Callable[[Call, Answer | None], None]


class Server(ThreadingHTTPServer):
    """A threading server that can hang up on everybody when it stops."""

    daemon_threads = True
    # The default queue of 5 makes bursts of connections wait a second for TCP's retry.
    request_queue_size = 256

    def __init__(self, port: int, route: Route, strike: Strike, record: Record) -> None:
        self.route, self.strike, self.record = route, strike, record
        self.stopping = Event()
        self._open: set[socket.socket] = set()
        self._changed = Condition()
        super().__init__(("127.0.0.1", port), Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection, then serve it in its own thread."""
        with self._changed:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection and forget it."""
        super().shutdown_request(request)
        with self._changed:
            self._open.discard(request)
            self._changed.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing about callers that hang up in the middle; a bot under test does that on purpose."""

    def stop(self) -> None:
        """Stop listening, hang up on every open connection and wait until their threads are gone."""
        self.stopping.set()
        self.shutdown()
        self.server_close()
        with self._changed:
            for connection in self._open:
                hang_up(connection)
            deadline = monotonic() + STOP_PATIENCE
            while self._open and self._changed.wait(deadline - monotonic()):
                pass


def hang_up(connection: socket.socket) -> None:
    """End a connection that another thread may be reading."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        # Already gone, which is what we wanted.
        return


class Handler(BaseHTTPRequestHandler):
    """One connection. Keep-alive; header and body leave in one write, or Nagle costs 40 ms a call."""

    protocol_version = "HTTP/1.1"
    wbufsize = 64 * 1024
    disable_nagle_algorithm = True
    server: Server

    def serve(self) -> None:
        """Serve one request."""
        call = self._read()
        if call is None:
            return
        fault = self.server.strike(call)
        if fault and fault.kind in ("hang", "reset_before"):
            self.server.record(call, None)
            self._break_off(fault)
            return
        if fault and fault.kind == "delay":
            self.server.stopping.wait(fault.seconds)
        self._act(call, fault)

    do_GET = do_POST = do_PUT = do_DELETE = serve

    def _act(self, call: Call, fault: Fault | None) -> None:
        failed = Answer(fault.status, fault.body()) if fault and fault.kind.startswith("status") else None
        answer = failed if fault and fault.kind == "status" else self.server.route(call, self)
        if fault and fault.kind == "reset_after":
            self.server.record(call, None)
            self._break_off(fault)
            return
        answer = failed or answer
        if answer is not None:
            self.server.record(call, answer)
            self.write(call, answer)

    def _read(self) -> Call | None:
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        call = Call(self.command, parts.path, dict(parse_qsl(parts.query)), headers, b"", str(uuid4()))
        length = headers.get("content-length", "0")
        if "transfer-encoding" in headers or not length.isdigit():
            self._refuse(call, Answer(411, {"message": "Length required"}))
            return None
        if int(length) > (SIM_BODY if parts.path.startswith("/_sim/") else API_BODY):
            # A caller that is still sending would see a broken pipe instead of the answer.
            self._discard(min(int(length), SIM_BODY))
            self._refuse(call, Answer(413, {"message": "Request entity too large"}))
            return None
        call.raw = self.rfile.read(int(length))
        return call

    def _discard(self, length: int) -> None:
        while length > 0 and (piece := self.rfile.read(min(length, 65536))):
            length -= len(piece)

    def _refuse(self, call: Call, answer: Answer) -> None:
        self.close_connection = True
        self.server.record(call, answer)
        self.write(call, answer)

    def write(self, call: Call, answer: Answer) -> None:
        """Write an answer in one piece."""
        payload = answer.encoded()
        lines = [
            f"HTTP/1.1 {answer.status} {self.responses.get(answer.status, ('',))[0]}",
            f"Content-Type: {answer.content_type}",
            f"Content-Length: {len(payload)}",
            f"x-line-request-id: {call.request_id}",
            *(f"{name}: {value}" for name, value in answer.headers.items()),
        ]
        if self.close_connection:
            lines.append("Connection: close")
        self.wfile.write("\r\n".join([*lines, "\r\n"]).encode() + payload)

    def _break_off(self, fault: Fault) -> None:
        self.close_connection = True
        if fault.kind == "hang":
            self.server.stopping.wait()
            return
        # Linger 0 turns the close into a reset: what a dying router does.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def log_message(self, format: str, *args: Any) -> None:
        """Stay quiet; the record of requests is richer than an access log."""
