"""Builds signed webhook requests before the clock starts, so that the load costs nothing but sending."""

import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from bot.signature import sign
from simulator.ids import ulid

from .questions import QUESTIONS

PEOPLE = 500  # who write in turn: events of one person are handled one after the other, of several at once
DESTINATION = "U" + "d" * 32
HEAD = (
    "POST /callback HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: LineBotWebhook/2.0\r\n"
    "Content-Type: application/json; charset=utf-8\r\nX-Line-Signature: {signature}\r\nContent-Length: {length}\r\n\r\n"
)
_message_ids = count(700_000_000_000_000_001)


@dataclass(frozen=True)
class Webhook:
    """One text message of one person: the whole HTTP request, and what to recognise its answer by."""

    request: bytes
    reply_token: str
    user_id: str
    after: float


def build(number: int, secret: str, after: Callable[[int], float] = lambda _: 0.0) -> list[Webhook]:
    """So many webhooks, each with an id and a reply token of its own; the n-th happens `after(n)` seconds from now."""
    now = time.time()
    return [_webhook(n, secret, after(n), now) for n in range(number)]


def verification(secret: str) -> bytes:
    """What LINE posts when somebody presses "Verify": no events."""
    return _request({"destination": DESTINATION, "events": []}, secret)


def body_of(request: bytes) -> bytes:
    """The body of a request that was built here."""
    return request.partition(b"\r\n\r\n")[2]


def _webhook(n: int, secret: str, after: float, now: float) -> Webhook:
    reply_token = secrets.token_hex(16)
    user_id = f"U{n % PEOPLE:032x}"
    event = {
        "type": "message",
        "message": {
            "type": "text",
            "id": str(next(_message_ids)),
            "quoteToken": secrets.token_urlsafe(48),
            "text": QUESTIONS[n % len(QUESTIONS)],
        },
        "webhookEventId": ulid(now + after),
        "deliveryContext": {"isRedelivery": False},
        "timestamp": int((now + after) * 1000),
        "source": {"type": "user", "userId": user_id},
        "replyToken": reply_token,
        "mode": "active",
    }
    return Webhook(_request({"destination": DESTINATION, "events": [event]}, secret), reply_token, user_id, after)


def _request(body: object, secret: str) -> bytes:
    raw = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return HEAD.format(signature=sign(raw, secret), length=len(raw)).encode() + raw
