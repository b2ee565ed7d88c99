"""The calls that send messages. Source: Messaging API reference, "Message"."""

from typing import Any

from simulator.calls import Answer, Call
from simulator.errors import Json, LineError, body_errors, invalid_property
from simulator.ids import USER_ID
from simulator.limits import check_messages
from simulator.people import is_chat_id
from simulator.platform import Platform
from simulator.retry_keys import HEADER
from simulator.shapes import Place

MULTICAST = 500


def reply(platform: Platform, call: Call) -> Answer:
    """Answer an event with its token: free, once, within a minute."""
    body = call.body()
    messages = _messages(body)
    with platform.changed:
        chat_id = platform.tokens.chat_of(body.get("replyToken"), platform.clock())
        platform.tokens.use(body["replyToken"])
        return Answer(body={"sentMessages": platform.deliver(chat_id, messages, "reply")})


def push(platform: Platform, call: Call) -> Answer:
    """Send to one person or group at any time; counted against the month."""
    body = call.body()
    chat_id = body.get("to")
    if not isinstance(chat_id, str) or not is_chat_id(chat_id):
        raise invalid_property("to")
    messages = _messages(body)
    with platform.changed:
        platform.retry_keys.check(call.headers.get(HEADER), platform.clock())
        platform.spend(platform.people.recipients(chat_id))
        answer: Json = {"sentMessages": platform.deliver(chat_id, messages, "push")}
        _accept(platform, call, answer)
    return Answer(body=answer)


def multicast(platform: Platform, call: Call) -> Answer:
    """Send the same to up to 500 people, never to groups."""
    body = call.body()
    people = _people(body.get("to"))
    messages = _messages(body)
    with platform.changed:
        platform.retry_keys.check(call.headers.get(HEADER), platform.clock())
        _deliver_to_all(platform, people, messages, "multicast")
        _accept(platform, call, {})
    return Answer()


def broadcast(platform: Platform, call: Call) -> Answer:
    """Send to every friend."""
    messages = _messages(call.body())
    with platform.changed:
        platform.retry_keys.check(call.headers.get(HEADER), platform.clock())
        _deliver_to_all(platform, list(platform.people.by_id), messages, "broadcast")
        _accept(platform, call, {})
    return Answer()


def narrowcast(platform: Platform, call: Call) -> Answer:
    """Send to every friend; filters are not simulated, and LINE answers 202 before it delivers."""
    return Answer(202, broadcast(platform, call).body)


def narrowcast_progress(_platform: Platform, call: Call) -> Answer:
    """Tell that a narrowcast is done: here it always is."""
    if not call.query.get("requestId"):
        raise LineError(400, "The value for the 'requestId' parameter is invalid")
    return Answer(body={"phase": "succeeded", "successCount": 0, "failureCount": 0, "targetCount": 0})


def validate(_platform: Platform, call: Call, _kind: str) -> Answer:
    """Check messages without sending them."""
    _messages(call.body())
    return Answer()


def _messages(body: Json) -> list[Json]:
    messages = body.get("messages")
    if messages is None:
        raise body_errors([Place("messages").says("May not be empty")])
    check_messages(messages)
    return list(messages)


def _people(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(row, str) and USER_ID.fullmatch(row) for row in value):
        raise invalid_property("to")
    if not 1 <= len(value) <= MULTICAST:
        raise body_errors([Place("to").says(f"Size must be between 1 and {MULTICAST}")])
    return list(dict.fromkeys(value))


def _is_user_id(value: Any) -> bool:
    return isinstance(value, str) and USER_ID.fullmatch(value) is not None


def _deliver_to_all(platform: Platform, people: list[str], messages: list[Json], via: str) -> None:
    platform.spend(sum(map(platform.people.recipients, people)))
    for person_id in people:
        platform.deliver(person_id, messages, via)


def _accept(platform: Platform, call: Call, answer: Json) -> None:
    key = call.headers.get(HEADER)
    platform.retry_keys.accept(key, call.request_id, answer, platform.clock())
