"""One call to an OpenAI-compatible endpoint, with an end: whatever the other side does, the caller goes on in time."""

import http.client
import json
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, Queue
from urllib.parse import urlsplit

TIMEOUT = 3.0  # seconds for everything: name, connection, answer
LARGEST = 64 * 1024  # bytes of an answer
PATH = "/chat/completions"


class NoWording(Exception):
    """The endpoint gave nothing usable; the text says why."""


@dataclass(frozen=True)
class Endpoint:
    """Where the model is: `url` up to and including /v1."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = TIMEOUT

    def complete(self, instruction: str, text: str) -> str:
        """What the model writes. Errors: NoWording, after `timeout` seconds at the latest.

        The call runs in a thread of its own: a server that sends a byte now and then would outlast every timeout of
        the socket, and a name that does not resolve has none.
        """
        outcome: Queue[str | Exception] = Queue(1)
        line = _Line()
        body = self._body(instruction, text)
        threading.Thread(target=self._call, args=(line, body, outcome), name="rephrase", daemon=True).start()
        try:
            got = outcome.get(timeout=self.timeout)
        except Empty:
            line.cut()
            raise NoWording(f"no answer within {self.timeout:g} s") from None
        if isinstance(got, Exception):
            raise NoWording(f"{type(got).__name__}: {got}") from got
        return got

    def _body(self, instruction: str, text: str) -> bytes:
        messages = [{"role": "system", "content": instruction}, {"role": "user", "content": text}]
        return json.dumps({"model": self.model, "messages": messages, "temperature": 0, "stream": False}).encode()

    def _call(self, line: "_Line", body: bytes, outcome: "Queue[str | Exception]") -> None:
        try:
            outcome.put(self._post(line, body))
        except Exception as error:  # the network, the protocol, the other side's JSON
            outcome.put(error)
        finally:
            line.hang_up()

    def _post(self, line: "_Line", body: bytes) -> str:
        parts = urlsplit(self.url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = line.open(kind(parts.hostname or "", parts.port, timeout=self.timeout))
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self.key}"} if self.key else {})
        path = parts.path.rstrip("/").removesuffix(PATH) + PATH
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()  # a redirect is no answer: the key goes nowhere else
        if answer.status != http.client.OK:
            raise NoWording(f"status {answer.status}")
        return _content(answer.read(LARGEST))


@dataclass
class _Line:
    """A connection that another thread may cut."""

    connection: http.client.HTTPConnection | None = None
    wire: socket.socket | None = None
    was_cut: bool = False

    def open(self, connection: http.client.HTTPConnection) -> http.client.HTTPConnection:
        self.connection = connection
        connection.connect()
        self.wire = connection.sock
        if self.was_cut:
            raise NoWording("too late")
        return connection

    def cut(self) -> None:
        """End what is waiting on the socket; closing it alone would not wake a reader."""
        self.was_cut = True
        if self.wire is not None:
            with suppress(OSError, ValueError):
                self.wire.shutdown(socket.SHUT_RDWR)

    def hang_up(self) -> None:
        for part in (self.connection, self.wire):
            if part is not None:
                part.close()


def _content(answer: bytes) -> str:
    """The text of the first choice. Errors: NoWording for any other shape."""
    try:
        content = json.loads(answer)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError):
        raise NoWording("an answer of another shape") from None
    if not isinstance(content, str):
        raise NoWording("an answer without text")
    return content
