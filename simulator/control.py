"""The simulator's own calls, under /_sim/: what tests in other processes and the chat page use."""

import binascii
from collections.abc import Callable
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from simulator.acts import ACTS, Simulated
from simulator.calls import Answer, Call
from simulator.errors import Json, LineError
from simulator.loopback import is_loopback
from simulator.stream import people, stream
from simulator.wire import Handler

_SCRIPTS = (
    "actions",
    "chat",
    "composer",
    "element",
    "entries",
    "flex",
    "measures",
    "messages",
    "people",
    "richmenu",
)
_PAGE = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/page/style.css": ("style.css", "text/css; charset=utf-8"),
    "/page/flex.css": ("flex.css", "text/css; charset=utf-8"),
    **{f"/page/{name}.js": (f"{name}.js", "text/javascript; charset=utf-8") for name in _SCRIPTS},
}
# Pictures of the bot come from this machine too; anything else would leave it.
_PAGE_POLICY = (
    "default-src 'self'; img-src 'self' data: blob: http://127.0.0.1:* http://localhost:*; "
    "media-src 'self' http://127.0.0.1:* http://localhost:*; style-src 'self' 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PAGE_HEADERS = {"Content-Security-Policy": _PAGE_POLICY, "Cache-Control": "no-store"}
# People send any bytes; the browser shall show them and never run them.
_SANDBOX = {"Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff"}

_READS: dict[str, Callable[[Simulated, str | None], Any]] = {
    "/_sim/requests": lambda sim, _: sim.requests,
    "/_sim/sent": lambda sim, person: sim.sent(person),
    "/_sim/people": lambda sim, _: people(sim.platform),
    "/_sim/deliveries": lambda sim, _: sim.deliveries,
    "/_sim/faults": lambda sim, _: sim.faults.as_json(),
    "/_sim/quota": lambda sim, _: {**sim.quota, "consumption": sim.consumption},
    "/_sim/richmenu": lambda sim, person: _richmenu(sim, person or ""),
}


class Control:
    """Answers /_sim/ calls with the simulator's own methods."""

    def __init__(self, simulator: Simulated) -> None:
        self._sim = simulator

    def answer(self, call: Call, handler: Handler) -> Answer | None:
        """Answer one call; None means that the answer is a stream and already written."""
        if not _from_this_machine(call):
            return Answer(403, {"message": "Only pages of this simulator may use it"})
        try:
            if call.path == "/_sim/stream":
                stream(self._sim.platform, call, handler)
                return None
            return self._read(call) if call.method == "GET" else self._change(call)
        except LineError as error:
            return Answer(error.status, error.body())
        except (KeyError, TypeError, ValueError, binascii.Error) as error:
            return Answer(400, {"message": f"{type(error).__name__}: {error}"})

    def _read(self, call: Call) -> Answer:
        if call.path in _PAGE:
            return _page(*_PAGE[call.path])
        if call.path in _READS:
            return Answer(body=_READS[call.path](self._sim, call.query.get("person")))
        folder, _, name = call.path.rpartition("/")
        if folder == "/_sim/content":
            return _bytes(self._sim.platform.media.get(name))
        if folder == "/_sim/richmenu" and name in self._sim.platform.richmenus.images:
            return _bytes(self._sim.platform.richmenus.images[name])
        raise LineError(404, "Not found")

    def _change(self, call: Call) -> Answer:
        if (call.method, call.path) == ("DELETE", "/_sim/faults"):
            self._sim.faults.clear()
            return Answer()
        act = ACTS.get(call.path) if call.method == "POST" else None
        if act is None:
            raise LineError(404, "Not found")
        done = act(self._sim, call.body())
        return Answer(body=_outcome(self._sim, done) if isinstance(done, str) else done)


def _outcome(sim: Simulated, event_id: str) -> Json:
    newest_first = reversed(sim.deliveries)
    status = next((row["status"] for row in newest_first if event_id in row["eventIds"]), None)
    return {"webhookEventId": event_id, "status": status}


def _page(name: str, content_type: str) -> Answer:
    data = files("simulator").joinpath("page", name).read_bytes()
    return Answer(body=data, content_type=content_type, headers=_PAGE_HEADERS)


def _bytes(content: tuple[bytes, str]) -> Answer:
    data, content_type = content
    return Answer(body=data, content_type=content_type, headers=_SANDBOX)


def _richmenu(sim: Simulated, person_id: str) -> Json:
    menus = sim.platform.richmenus
    return {"menu": menus.shown_to(person_id), "aliases": menus.aliases}


def _from_this_machine(call: Call) -> bool:
    """Refuse other websites open in the same browser: a foreign Origin, or a foreign name for 127.0.0.1."""
    host = urlsplit("//" + call.headers.get("host", "")).hostname
    origin = call.headers.get("origin")
    same = origin is None or urlsplit(origin).netloc == call.headers.get("host")
    return same and is_loopback(host)
