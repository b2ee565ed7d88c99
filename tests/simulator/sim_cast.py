"""The cast of these tests: three people, a tiny bot, an API caller and a clock that is moved by hand."""

import json
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Event, Thread
from typing import Any

from simulator.server import Simulator

NOK = "U" + "a" * 32
SOMCHAI = "U" + "b" * 32
MALI = "U" + "c" * 32
STRANGER = "U" + "d" * 32
GROUP = "C" + "e" * 32

PEOPLE = [
    {"id": NOK, "name": "นก", "role": "ประชาชน", "picture": None},
    {"id": SOMCHAI, "name": "สมชาย", "role": "เจ้าหน้าที่", "picture": None},
    {"id": MALI, "name": "มาลี", "role": "นักทรัพยากรบุคคล", "picture": None},
]


class Clock:
    """Time in seconds; `clock()` reads it, `move` turns the hands."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += seconds


class Bot:
    """Records webhooks and answers with the next of `statuses` (200 when there is none left)."""

    def __init__(self) -> None:
        self.received: list[tuple[dict[str, str], bytes]] = []
        self.statuses: list[int] = []
        self.silent = Event()
        self.changed = Condition()
        bot = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                status = bot.take({name.lower(): value for name, value in self.headers.items()}, body)
                if not bot.silent.is_set():
                    self.send_response(status)
                    self.send_header("content-length", "0")
                    self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/callback"

    def take(self, headers: dict[str, str], body: bytes) -> int:
        with self.changed:
            self.received.append((headers, body))
            self.changed.notify_all()
            return self.statuses.pop(0) if self.statuses else 200

    def wait_for(self, count: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.received) >= count, 5), self.received

    @property
    def events(self) -> list[dict[str, Any]]:
        return [event for _, body in self.received for event in json.loads(body)["events"]]

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Api:
    """Calls the simulator as a bot does, over real HTTP."""

    def __init__(self, sim: Simulator) -> None:
        self.sim = sim
        self.headers: dict[str, str] = {}

    def call(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> tuple[int, Any]:
        raw = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        connection = HTTPConnection("127.0.0.1", self.sim.port, timeout=5)
        sent = {"Authorization": "Bearer token", "Content-Type": "application/json"} | (headers or {})
        try:
            connection.request(method, path, raw, sent)
            answer = connection.getresponse()
            self.headers = {name.lower(): value for name, value in answer.getheaders()}
            data = answer.read()
        finally:
            connection.close()
        return answer.status, json.loads(data) if "json" in self.headers.get("content-type", "") else data

    def post(self, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        return self.call("POST", path, body, {name.replace("_", "-"): value for name, value in headers.items()})

    def get(self, path: str) -> tuple[int, Any]:
        return self.call("GET", path)

    def reply(self, token: str, *messages: Any, **headers: str) -> tuple[int, Any]:
        body = {"replyToken": token, "messages": list(messages) or [text("ค่ะ")]}
        return self.post("/v2/bot/message/reply", body, **headers)

    def push(self, to: str, *messages: Any, **headers: str) -> tuple[int, Any]:
        return self.post("/v2/bot/message/push", {"to": to, "messages": list(messages) or [text("ค่ะ")]}, **headers)


def text(words: str, **more: Any) -> dict[str, Any]:
    return {"type": "text", "text": words, **more}
