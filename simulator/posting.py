"""One signed POST to the bot. Source: LINE docs, "Verify webhook signature" and "Receive messages"."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException
from typing import NamedTuple
from urllib.parse import urlsplit

from simulator.errors import Json
from simulator.loopback import require_loopback

# LINE counts a bot that needs longer as failed (LINE docs, "Check webhook error statistics").
PATIENCE = 2.0


class Posted(NamedTuple):
    """How the bot answered: a status, or the reason why there is none."""

    status: int | None
    error: str | None
    seconds: float

    @property
    def ok(self) -> bool:
        """Tell whether LINE would be content."""
        return self.status is not None and 200 <= self.status < 300


def signature(secret: str, body: bytes) -> str:
    """Sign the raw bytes: HMAC-SHA256 with the channel secret, in base64."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def webhook_body(destination: str, events: Sequence[Json]) -> bytes:
    """Write the body of a webhook; an empty list of events is LINE's test of the address."""
    body = {"destination": destination, "events": list(events)}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def post(url: str, secret: str, body: bytes, patience: float = PATIENCE) -> Posted:
    """Post a signed body and wait for the answer as long as LINE does."""
    return post_raw(url, body, signature(secret, body), patience)


def post_raw(url: str, body: bytes, signed: str | None, patience: float = PATIENCE) -> Posted:
    """Post any bytes with any signature, or none; a redirect is not followed, it could leave the machine."""
    if not url:
        return Posted(None, "no_bot_url", 0.0)
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "LineBotWebhook/2.0"}
    if signed is not None:
        headers["x-line-signature"] = signed
    started = time.monotonic()
    try:
        status, error = _exchange(url, body, headers, patience), None
    except TimeoutError:
        status, error = None, "request_timeout"
    except (OSError, HTTPException) as problem:
        status, error = None, f"could_not_connect ({type(problem).__name__})"
    return Posted(status, error, time.monotonic() - started)


def _exchange(url: str, body: bytes, headers: dict[str, str], patience: float) -> int:
    parts = urlsplit(require_loopback(url))
    connection = HTTPConnection(parts.hostname or "", parts.port or 80, timeout=patience)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()
