"""POST calls under /_sim/, one line each: a JSON body in, an act of the simulator out.

An act of a person takes `{"person": id, ...}` and answers `{"webhookEventId", "status"}`, where status
is the bot's answer to the webhook (null: none). Bytes travel as base64 in `data`.
"""

import base64
from collections.abc import Callable, Sequence
from typing import Protocol

from simulator.errors import Json
from simulator.faults import Faults
from simulator.platform import Platform


class Simulated(Protocol):
    """What the calls under /_sim/ need of the simulator."""

    faults: Faults
    quota: Json
    consumption: int

    @property
    def platform(self) -> Platform: ...
    @property
    def requests(self) -> list[Json]: ...
    @property
    def deliveries(self) -> list[Json]: ...
    def sent(self, chat_id: str | None = None) -> list[Json]: ...
    def say(self, person_id: str, text: str, group: str | None = None) -> str: ...
    def sticker(self, person_id: str, package_id: str = ..., sticker_id: str = ...) -> str: ...
    def image(self, person_id: str, data: bytes = ..., content_type: str = ...) -> str: ...
    def video(self, person_id: str, data: bytes = ..., duration: int = ...) -> str: ...
    def audio(self, person_id: str, data: bytes = ..., duration: int = ...) -> str: ...
    def file(self, person_id: str, name: str, data: bytes = ..., content_type: str = ...) -> str: ...
    def location(
        self,
        person_id: str,
        latitude: float = ...,
        longitude: float = ...,
        title: str | None = ...,
        address: str | None = ...,
    ) -> str: ...
    def postback(self, person_id: str, data: str, params: Json | None = ..., display_text: str | None = ...) -> str: ...
    def switch_richmenu(self, person_id: str, alias: str, data: str) -> str: ...
    def follow(self, person_id: str, is_unblocked: bool = ...) -> str: ...
    def unfollow(self, person_id: str) -> str: ...
    def unsend(self, person_id: str, unsent_id: str) -> str: ...
    def join(self, group_id: str, members: tuple[str, ...] = ...) -> str: ...
    def event(self, person_id: str, partial: Json) -> str: ...
    def post_events(self, events: Sequence[Json]) -> int | None: ...
    def redeliver(self, event_id: str) -> int | None: ...
    def block(self, person_id: str) -> None: ...
    def unblock(self, person_id: str) -> None: ...


# An act returns the webhookEventId it caused, or a body of its own.
Act = Callable[[Simulated, Json], str | Json]


def _postback(sim: Simulated, body: Json) -> str:
    return sim.postback(body["person"], body["data"], body.get("params"), body.get("displayText"))


def _image(sim: Simulated, body: Json) -> str:
    if "data" not in body:
        return sim.image(body["person"])
    data = base64.b64decode(body["data"], validate=True)
    return sim.image(body["person"], data, body.get("contentType", "image/png"))


def _file(sim: Simulated, body: Json) -> str:
    data = base64.b64decode(body.get("data", ""), validate=True)
    return sim.file(body["person"], body["name"], data, body.get("contentType", "application/octet-stream"))


def _location(sim: Simulated, body: Json) -> str:
    given = {name: body[name] for name in ("latitude", "longitude", "title", "address") if name in body}
    return sim.location(body["person"], **given)


def _events(sim: Simulated, body: Json) -> Json:
    return {"status": sim.post_events(body["events"])}


def _faults(sim: Simulated, body: Json) -> Json:
    sim.faults.add(**body)
    return {"faults": sim.faults.as_json()}


def _quota(sim: Simulated, body: Json) -> Json:
    if "consumption" in body:
        sim.consumption = int(body["consumption"])
    if "type" in body:
        sim.quota = {name: body[name] for name in ("type", "value") if name in body}
    return {**sim.quota, "consumption": sim.consumption}


def _block(sim: Simulated, body: Json) -> Json:
    sim.block(body["person"])
    return {}


def _unblock(sim: Simulated, body: Json) -> Json:
    sim.unblock(body["person"])
    return {}


ACTS: dict[str, Act] = {
    "/_sim/say": lambda sim, body: sim.say(body["person"], body["text"], body.get("group")),
    "/_sim/event": lambda sim, body: sim.event(body["person"], body["event"]),
    "/_sim/events": _events,
    "/_sim/postback": _postback,
    "/_sim/richmenuswitch": lambda sim, body: sim.switch_richmenu(body["person"], body["alias"], body["data"]),
    "/_sim/sticker": lambda sim, body: sim.sticker(body["person"]),
    "/_sim/image": _image,
    "/_sim/video": lambda sim, body: sim.video(body["person"]),
    "/_sim/audio": lambda sim, body: sim.audio(body["person"]),
    "/_sim/file": _file,
    "/_sim/location": _location,
    "/_sim/follow": lambda sim, body: sim.follow(body["person"], bool(body.get("isUnblocked"))),
    "/_sim/unfollow": lambda sim, body: sim.unfollow(body["person"]),
    "/_sim/unsend": lambda sim, body: sim.unsend(body["person"], body["messageId"]),
    "/_sim/join": lambda sim, body: sim.join(body["group"], tuple(body.get("members", ()))),
    "/_sim/redeliver": lambda sim, body: {"status": sim.redeliver(body["webhookEventId"])},
    "/_sim/faults": _faults,
    "/_sim/block": _block,
    "/_sim/unblock": _unblock,
    "/_sim/quota": _quota,
}
