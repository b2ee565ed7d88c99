"""The record of the bot's API calls: for tests to read and for the chat page to warn."""

from simulator.calls import Answer, Call
from simulator.errors import Json
from simulator.platform import Platform

DETAILS_SHOWN = 5


def record(platform: Platform, call: Call, answer: Answer | None) -> None:
    """Keep one call; `answer` is None when the bot got none. A refusal is shown on the chat page."""
    row: Json = {
        "method": call.method,
        "path": call.path,
        "query": call.query,
        "headers": call.headers,
        "body": call.readable(),
        "status": answer.status if answer else None,
        "response": answer.body if answer and not isinstance(answer.body, bytes) else None,
        "at": platform.clock(),
    }
    with platform.changed:
        platform.requests.append(row)
        if answer and _is_mistake(call.method, answer.status):
            platform.problem(_refusal(row), platform.chat_named_in(row["body"]))
        platform.changed.notify_all()


def _is_mistake(method: str, status: int) -> bool:
    """409 is a retry that had already worked, and 404 the answer to "is there one?": nothing to worry about."""
    return status >= 400 and status != 409 and (method, status) != ("GET", 404)


def _refusal(row: Json) -> str:
    response = row["response"] or {}
    details = [f"{found['property']}: {found['message']}" for found in response.get("details", [])]
    first = f"{row['method']} {row['path']} → {row['status']} {response.get('message', '')}"
    return "\n".join([first, *details[:DETAILS_SHOWN]])


def situation(platform: Platform) -> str:
    """Say where things stand, for the message of a test that waited in vain."""
    refused = [_refusal(row) for row in platform.requests if (row["status"] or 0) >= 400]
    return (
        f"Arrived: {len(platform.sent)} messages. Refused calls: {refused[-3:]}. "
        f"Last webhook: {platform.deliveries[-1:]}"
    )
