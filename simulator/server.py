"""The simulator as one object: the rules, the API, the chat page and the acts of people."""

import hashlib
import time
from collections.abc import Callable, Iterable, Sequence
from threading import Event, Thread

from simulator import api
from simulator.calls import Answer, Call
from simulator.control import Control
from simulator.errors import Json
from simulator.faults import Fault, Faults
from simulator.loopback import require_loopback
from simulator.phone import Phone
from simulator.platform import Platform
from simulator.record import record, situation
from simulator.webhooks import REDELIVERY_WAITS, Webhooks
from simulator.wire import Handler, Server

DEFAULT_NAME = "KM LINE bot"


class Simulator(Phone):
    """A LINE platform on 127.0.0.1. Start it, point the bot's API host at `url`, and let people talk."""

    def __init__(
        self,
        bot_url: str = "",
        secret: str = "secret",
        token: str = "token",
        people: Iterable[Json] = (),
        port: int = 0,
        clock: Callable[[], float] = time.time,
        name: str = DEFAULT_NAME,
        redeliver: bool = False,
        redelivery_waits: Sequence[float] = REDELIVERY_WAITS,
        patience: float = 2.0,
    ) -> None:
        destination = "U" + hashlib.sha256(secret.encode()).hexdigest()[:32]
        self._stopping = Event()
        self._platform = Platform(token, secret, clock, destination, name)
        self._platform.people.add_all(people)
        self._webhooks = Webhooks(self._platform, redeliver, redelivery_waits, patience, self._stopping.wait)
        self._control = Control(self)
        self.faults = Faults()
        if bot_url:
            self.bot_url = bot_url
        self._server = Server(port, self._route, self._strike, self._record)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def platform(self) -> Platform:
        """The state behind the API."""
        return self._platform

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """The host to give the bot instead of https://api.line.me and https://api-data.line.me."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def bot_url(self) -> str:
        """Where webhooks go; anything but this machine is refused."""
        return self._platform.bot_url

    @bot_url.setter
    def bot_url(self, url: str) -> None:
        self._platform.bot_url = require_loopback(url)

    @property
    def destination(self) -> str:
        """The account's own user id."""
        return self._platform.destination

    @property
    def quota(self) -> Json:
        """The month's limit: `{"type": "none"}` or `{"type": "limited", "value": 300}`."""
        return self._platform.quota

    @quota.setter
    def quota(self, quota: Json) -> None:
        self._platform.quota = quota

    @property
    def consumption(self) -> int:
        """How many recipients the month has cost."""
        return self._platform.consumption

    @consumption.setter
    def consumption(self, used: int) -> None:
        self._platform.consumption = used

    @property
    def requests(self) -> list[Json]:
        """Every API call of the bot: method, path, query, headers, body, status, response, at."""
        return list(self._platform.requests)

    @property
    def deliveries(self) -> list[Json]:
        """Every webhook posted: eventIds, status (None: no answer), error, seconds, isRedelivery, at."""
        return list(self._platform.deliveries)

    def start(self) -> "Simulator":
        """Serve in the background."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Hang up on everybody and free the port."""
        self._stopping.set()
        with self._platform.changed:
            self._platform.chats.close()
        if self._thread.is_alive():
            self._server.stop()
            self._thread.join()
        else:
            self._server.server_close()

    def __enter__(self) -> "Simulator":
        return self.start()

    def __exit__(self, *_exception: object) -> None:
        self.stop()

    def redeliver(self, event_id: str) -> int | None:
        """Post an event again: same webhookEventId and reply token, isRedelivery true."""
        return self._webhooks.redeliver(event_id)

    def post_raw(self, body: bytes, signature: str | None) -> int | None:
        """Post any bytes with any signature and return the bot's status."""
        return self._webhooks.post_raw(body, signature)

    def post_events(self, events: Sequence[Json]) -> int | None:
        """Post several events as one signed webhook; missing common fields are filled in."""
        full = [self._webhooks.complete(event) for event in events]
        for event in full:
            self._show(event)
        return self._webhooks.send(full)

    def sent(self, chat_id: str | None = None) -> list[Json]:
        """Return the messages that arrived, everybody's or one chat's, in order."""
        if chat_id is None:
            return list(self._platform.sent)
        return list(self._platform.sent_to.get(chat_id, ()))

    def wait_for(
        self,
        what: Callable[[list[Json]], bool] | str | None = None,
        count: int = 1,
        timeout: float = 5.0,
    ) -> list[Json]:
        """Wait until `count` messages arrived in a chat (None: anywhere), or a predicate of all is true."""
        with self._platform.changed:
            if not self._platform.changed.wait_for(lambda: self._arrived(what, count), timeout):
                raise TimeoutError(f"Not within {timeout} s. {situation(self._platform)}")
            return self.sent(what if isinstance(what, str) else None)

    def _arrived(self, what: Callable[[list[Json]], bool] | str | None, count: int) -> bool:
        if callable(what):
            return what(self.sent())
        rows = self._platform.sent if what is None else self._platform.sent_to.get(what, [])
        return len(rows) >= count

    def _route(self, call: Call, handler: Handler) -> Answer | None:
        if call.path.startswith("/v2/") or call.path.startswith("/bot/"):
            return api.answer(self._platform, call)
        return self._control.answer(call, handler)

    def _strike(self, call: Call) -> Fault | None:
        return self.faults.take(call.path) if call.path.startswith("/v2/") else None

    def _record(self, call: Call, answer: Answer | None) -> None:
        if call.path.startswith("/v2/"):
            record(self._platform, call, answer)
