"""Takes a webhook body apart into events, tolerantly: one odd event never loses its neighbours."""

import hashlib
import json
from typing import Any

from handlers.incoming import conversation_of
from knowledge.inbox import Arrival


class NotAWebhook(ValueError):
    """The body is not a JSON object; LINE never sends that."""


def read_body(body: bytes) -> list[Arrival]:
    """The events of a webhook body; an empty list for LINE's URL verification. Errors: NotAWebhook."""
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotAWebhook("the body is not JSON") from error
    if not isinstance(parsed, dict):
        raise NotAWebhook("the body is not a JSON object")
    events = parsed.get("events")
    return [_arrival(e) for e in events if isinstance(e, dict)] if isinstance(events, list) else []


def _arrival(event: dict[str, Any]) -> Arrival:
    # ASCII escapes keep what no database can hold (NUL characters, half surrogate pairs) out of the column.
    payload = json.dumps(event, ensure_ascii=True, separators=(",", ":"))
    return Arrival(
        webhook_event_id=_event_id(event, payload),
        conversation=_storable(conversation_of(event)),
        type=_storable(str(event.get("type", "")))[:60],
        payload=payload,
    )


def _event_id(event: dict[str, Any], payload: str) -> str:
    """LINE's id, or a fingerprint of the event where it has none, so that a repeat is still recognised."""
    given = event.get("webhookEventId")
    if isinstance(given, str) and 0 < len(given) <= 100:
        return _storable(given)
    return "sha256:" + hashlib.sha256(payload.encode()).hexdigest()


def _storable(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "backslashreplace").decode()
