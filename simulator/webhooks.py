"""Webhook events: completed, signed, posted to the bot, and posted again when the bot fails.

Source: Messaging API reference, "Webhook Event Objects"; LINE docs, "Redeliver webhooks that failed".
"""

import time
from collections.abc import Callable, Sequence
from threading import Thread

from simulator.errors import Json
from simulator.ids import token, ulid
from simulator.platform import Platform
from simulator.posting import PATIENCE, Posted, post, post_raw, webhook_body

# Events that may be answered; unsend, unfollow, leave and memberLeft may not.
ANSWERABLE = {
    "message",
    "messageEdited",
    "follow",
    "join",
    "memberJoined",
    "postback",
    "beacon",
    "accountLink",
    "videoPlayComplete",
    "membership",
}
# LINE does not publish its count and pauses; these keep a desk lively.
REDELIVERY_WAITS = (1.0, 5.0, 15.0)
EVENTS_REMEMBERED = 20_000


class Webhooks:
    """The way from the platform to the bot."""

    def __init__(
        self,
        platform: Platform,
        redeliver: bool = False,
        waits: Sequence[float] = REDELIVERY_WAITS,
        patience: float = PATIENCE,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        self._platform = platform
        self._redeliver = redeliver
        self._waits = tuple(waits)
        self._patience = patience
        self._wait = wait
        self._events: dict[str, Json] = {}

    def complete(self, event: Json) -> Json:
        """Fill in what every event has; fields that are given stay, `None` takes a field out."""
        now = self._platform.clock()
        common: Json = {
            "webhookEventId": ulid(now),
            "deliveryContext": {"isRedelivery": False},
            "timestamp": int(now * 1000),
            "mode": "active",
        }
        full = {**common, **event}
        if full["type"] in ANSWERABLE and full["mode"] == "active":
            full.setdefault("replyToken", token())
        return {name: value for name, value in full.items() if value is not None}

    def send(self, events: Sequence[Json]) -> int | None:
        """Post complete events as one webhook and return the bot's status, None if it gave none."""
        for event in events:
            self._hand_out_token(event)
            self._remember(event)
        posted = self._post(events)
        if self._redeliver and not posted.ok:
            Thread(target=self._again, args=(list(events),), daemon=True).start()
        return posted.status

    def redeliver(self, event_id: str) -> int | None:
        """Post a known event again: same id, same token, marked as a redelivery."""
        return self._post_again([self._events[event_id]]).status

    def post_raw(self, body: bytes, signed: str | None) -> int | None:
        """Post any bytes with any signature."""
        posted = post_raw(self._platform.bot_url, body, signed, self._patience)
        self._record(posted, [])
        return posted.status

    def _again(self, events: list[Json]) -> None:
        for pause in self._waits:
            # A wait that says true was ended by the simulator's stop.
            if self._wait(pause) or self._post_again(events).ok:
                return

    def _post_again(self, events: list[Json]) -> Posted:
        repeated = [{**event, "deliveryContext": {"isRedelivery": True}} for event in events]
        for event in repeated:
            self._hand_out_token(event)
        return self._post(repeated)

    def _post(self, events: Sequence[Json]) -> Posted:
        body = webhook_body(self._platform.destination, events)
        posted = post(self._platform.bot_url, self._platform.channel_secret, body, self._patience)
        self._record(posted, events)
        return posted

    def _hand_out_token(self, event: Json) -> None:
        if "replyToken" in event:
            with self._platform.changed:
                self._platform.tokens.hand_out(event["replyToken"], chat_id(event), self._platform.clock())

    def _remember(self, event: Json) -> None:
        with self._platform.changed:
            self._events[event["webhookEventId"]] = event
            if len(self._events) > EVENTS_REMEMBERED:
                del self._events[next(iter(self._events))]

    def _record(self, posted: Posted, events: Sequence[Json]) -> None:
        row: Json = {
            "at": self._platform.clock(),
            "eventIds": [event["webhookEventId"] for event in events],
            "isRedelivery": any(event["deliveryContext"]["isRedelivery"] for event in events),
            **posted._asdict(),
        }
        with self._platform.changed:
            self._platform.deliveries.append(row)
            if not posted.ok:
                chat = chat_id(events[0]) if events else None
                self._platform.problem(f"webhook → {posted.status or posted.error}", chat)
            self._platform.changed.notify_all()


def chat_id(event: Json) -> str:
    """Return the chat an event belongs to: the group's or room's before the person's."""
    source = event.get("source") or {}
    return str(source.get("groupId") or source.get("roomId") or source.get("userId"))
