"""The chat page's live stream: server-sent events, first everything so far, then what happens."""

import json
from queue import Empty

from simulator.calls import Call
from simulator.chats import Watcher
from simulator.errors import Json
from simulator.platform import Platform
from simulator.wire import Handler

HEARTBEAT = 10.0
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"


def people(platform: Platform) -> Json:
    """Return the account's name and everybody who may talk."""
    rows = [person.as_json() for person in list(platform.people.by_id.values())]
    return {"account": platform.name, "people": rows}


def stream(platform: Platform, call: Call, handler: Handler) -> None:
    """Write events until the page or the simulator goes away."""
    only = call.query.get("person")
    handler.close_connection = True
    with platform.changed:
        watcher = platform.chats.watch(only)
        first = {"event": "snapshot", **people(platform), "chats": platform.chats.snapshot(only)}
    try:
        handler.wfile.write(_HEAD + _frame(first))
        handler.wfile.flush()
        while not handler.server.stopping.is_set() and _write_next(handler, watcher):
            pass
    finally:
        with platform.changed:
            platform.chats.unwatch(watcher)


def _write_next(handler: Handler, watcher: Watcher) -> bool:
    try:
        event = watcher.get(timeout=HEARTBEAT)
        frame = _frame(event) if event is not None else b""
    except Empty:
        # A comment; writing is the only way to notice that a page was closed.
        frame = b": still here\n\n"
    handler.wfile.write(frame)
    handler.wfile.flush()
    return bool(frame)


def _frame(event: Json) -> bytes:
    return f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode()
