"""LINE for the benchmarks: the project's simulator, or a server that knows nothing but takes its time.

`python -m tests.bench.line simulator|slow` runs one in a process of its own, steered by JSON lines on stdin.
"""

import asyncio
import json
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from typing import Any, Protocol

from bot import demo
from simulator.server import Simulator

from .webhooks import Webhook

REPLY = "/v2/bot/message/reply"
SLOWNESS = 0.1  # seconds a call to the slow LINE takes
Replies = dict[str, list[float]]  # reply token: when (monotonic) LINE took a reply by it


class Line(Protocol):
    """What a benchmark needs of LINE."""

    url: str

    def expect(self, webhooks: Sequence[Webhook]) -> None:
        """Hand out the reply tokens of webhooks that are about to be posted."""

    def replies(self) -> Replies:
        """The replies that were taken. Errors: AssertionError when anything was refused or pushed."""

    def close(self) -> None:
        """Stop."""


class SimulatedLine:
    """The simulator: checks tokens and message limits as LINE does."""

    def __init__(self) -> None:
        self._sim = Simulator(secret=demo.CHANNEL_SECRET, token=demo.ACCESS_TOKEN, clock=time.monotonic).start()
        self.url = self._sim.url

    def expect(self, webhooks: Sequence[Webhook]) -> None:
        platform, now = self._sim.platform, time.monotonic()
        with platform.changed:
            for webhook in webhooks:
                platform.people.meet(webhook.user_id)
                platform.tokens.hand_out(webhook.reply_token, webhook.user_id, now + webhook.after)

    def replies(self) -> Replies:
        found: Replies = {}
        for call in self._sim.requests:
            assert call["status"] in (200, 202), f"LINE answered {call['status']} to {call['path']}"
            assert "/message/" not in call["path"] or call["path"] == REPLY, f"not a reply: {call['path']}"
            if call["path"] == REPLY:
                found.setdefault(call["body"]["replyToken"], []).append(call["at"])
        return found

    def close(self) -> None:
        self._sim.stop()


class SlowLine:
    """Answers every call after a pause, any number at the same time; notes the reply tokens."""

    def __init__(self, seconds: float = SLOWNESS) -> None:
        self._seconds, self._replies = seconds, Replies()
        self._loop = asyncio.new_event_loop()
        serving = self._loop.create_server(self._connection, "127.0.0.1", 0, backlog=256)
        self._server = self._loop.run_until_complete(serving)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def expect(self, webhooks: Sequence[Webhook]) -> None:
        """It takes any token."""

    def replies(self) -> Replies:
        return dict(self._replies)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._server.close()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    def _connection(self) -> asyncio.Protocol:
        return _SlowConnection(self._loop, self._seconds, self._replies)


class _SlowConnection(asyncio.Protocol):
    ANSWER = b'{"sentMessages":[{"id":"1","quoteToken":"q"}]}'
    HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"

    def __init__(self, loop: asyncio.AbstractEventLoop, seconds: float, replies: Replies) -> None:
        self._loop, self._seconds, self._replies = loop, seconds, replies
        self._buffer = b""

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, end, body = self._buffer.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        if not end or len(body) < length:
            return
        self._buffer = b""
        token = json.loads(body).get("replyToken")
        if token:
            self._replies.setdefault(token, []).append(time.monotonic())
        self._loop.call_later(self._seconds, self._answer)

    def _answer(self) -> None:
        if not self._transport.is_closing():
            self._transport.write(self.HEAD % len(self.ANSWER) + self.ANSWER)


class LineProcess:
    """One of them in a process of its own."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.url = self._read()

    def expect(self, webhooks: Sequence[Webhook]) -> None:
        rows = [[w.reply_token, w.user_id, w.after] for w in webhooks]
        self._order({"expect": rows})

    def replies(self) -> Replies:
        found = self._order({"replies": True})
        assert isinstance(found, dict), found
        return found

    def close(self) -> None:
        self._process.communicate("", timeout=10)

    def _order(self, order: object) -> Any:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return self._read()

    def _read(self) -> Any:
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())


def main(kind: str) -> None:
    """Carry out the orders on stdin until it ends."""
    line: Line = SimulatedLine() if kind == "simulator" else SlowLine()
    print(json.dumps(line.url), flush=True)
    for order in sys.stdin:
        print(json.dumps(_carry_out(line, json.loads(order))), flush=True)
    line.close()


def _carry_out(line: Line, order: dict[str, Any]) -> object:
    if "expect" in order:
        line.expect([Webhook(b"", *row) for row in order["expect"]])
        return True
    try:
        return line.replies()
    except AssertionError as error:
        return str(error)


if __name__ == "__main__":
    main(sys.argv[1])
