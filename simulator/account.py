"""The calls about the account, its people and their chats. Source: Messaging API reference."""

import re
from datetime import UTC, datetime

from simulator.calls import Answer, Call
from simulator.errors import NOT_FOUND, Json, LineError, invalid_property
from simulator.ids import USER_ID, token
from simulator.loopback import NotLoopback, require_loopback
from simulator.platform import Platform
from simulator.posting import post, webhook_body

LOADING_SECONDS = range(5, 61, 5)


def info(platform: Platform, _call: Call) -> Answer:
    """Describe the account ("Get bot info")."""
    return Answer(
        body={
            "userId": platform.destination,
            "basicId": "@simulator",
            "displayName": platform.name,
            "chatMode": "bot",
            "markAsReadMode": "auto",
        }
    )


def profile(platform: Platform, _call: Call, user_id: str) -> Answer:
    """Describe a person; someone who blocked the account is not found ("Get profile")."""
    person = platform.people.by_id.get(user_id)
    if person is None or person.blocked:
        raise LineError(404, NOT_FOUND)
    body: Json = {"userId": person.id, "displayName": person.name, "language": "th"}
    if person.picture:
        body["pictureUrl"] = person.picture
    return Answer(body=body)


def quota(platform: Platform, _call: Call) -> Answer:
    """Tell the month's limit ("Get the target limit for sending messages this month")."""
    return Answer(body=dict(platform.quota))


def consumption(platform: Platform, _call: Call) -> Answer:
    """Tell how much of the month is used ("Get number of messages sent this month")."""
    return Answer(body={"totalUsage": platform.consumption})


def delivered(_platform: Platform, call: Call, _kind: str) -> Answer:
    """Tell a day's count; always 0, as LINE hides numbers under 20."""
    if not re.fullmatch(r"\d{8}", call.query.get("date", "")):
        raise LineError(400, "The value for the 'date' parameter is invalid")
    return Answer(body={"status": "ready", "success": 0})


def start_loading(platform: Platform, call: Call) -> Answer:
    """Show the loading animation, in one-to-one chats only ("Display a loading indicator")."""
    body = call.body()
    chat_id, seconds = body.get("chatId"), body.get("loadingSeconds", 20)
    if not isinstance(chat_id, str) or not USER_ID.fullmatch(chat_id):
        raise invalid_property("chatId")
    if isinstance(seconds, bool) or seconds not in LOADING_SECONDS:
        raise invalid_property("loadingSeconds")
    with platform.changed:
        platform.chats.show({"event": "loading", "chat": chat_id, "seconds": seconds})
    return Answer(202)


def mark_as_read(platform: Platform, call: Call) -> Answer:
    """Mark everything up to a message as read ("Mark messages from users as read")."""
    chat_id = platform.read_tokens.get(str(call.body().get("markAsReadToken")))
    if chat_id is None:
        raise invalid_property("markAsReadToken")
    with platform.changed:
        platform.chats.show({"event": "read", "chat": chat_id})
    return Answer()


def link_token(platform: Platform, _call: Call, user_id: str) -> Answer:
    """Issue a token for account linking; the link page itself is not simulated."""
    if not platform.people.reachable(user_id):
        raise LineError(404, NOT_FOUND)
    return Answer(body={"linkToken": token()})


def followers(_platform: Platform, _call: Call) -> Answer:
    """Refuse: only verified accounts may list their friends ("Get a list of users who added…")."""
    raise LineError(403, "Access to this API is not available for your account")


def content(platform: Platform, _call: Call, message_id: str) -> Answer:
    """Return what a person sent ("Get content")."""
    found = platform.media.get(message_id)
    return Answer(body=found.data, content_type=found.content_type)


def transcoding(platform: Platform, _call: Call, message_id: str) -> Answer:
    """Tell that a film or sound is ready: here it always is."""
    platform.media.get(message_id)
    return Answer(body={"status": "succeeded"})


def group_summary(platform: Platform, _call: Call, group_id: str) -> Answer:
    """Describe a group the account is in ("Get group chat summary")."""
    _members(platform, group_id)
    return Answer(body={"groupId": group_id, "groupName": f"Group {group_id[-4:]}"})


def group_count(platform: Platform, _call: Call, group_id: str) -> Answer:
    """Count a group's people ("Get number of users in a group chat")."""
    return Answer(body={"count": len(_members(platform, group_id))})


def group_member(platform: Platform, call: Call, group_id: str, user_id: str) -> Answer:
    """Describe a member of a group, who need not be a friend ("Get group chat member profile")."""
    if user_id not in _members(platform, group_id):
        raise LineError(404, NOT_FOUND)
    person = platform.people.meet(user_id)
    return Answer(body={"userId": person.id, "displayName": person.name})


def group_leave(platform: Platform, _call: Call, group_id: str) -> Answer:
    """Take the account out of a group ("Leave group chat")."""
    _members(platform, group_id)
    del platform.people.groups[group_id]
    return Answer()


def _members(platform: Platform, group_id: str) -> dict[str, None]:
    if group_id not in platform.people.groups:
        raise LineError(404, NOT_FOUND)
    return platform.people.groups[group_id]


def webhook_endpoint(platform: Platform, _call: Call) -> Answer:
    """Tell where webhooks go ("Get webhook endpoint information")."""
    return Answer(body={"endpoint": platform.bot_url, "active": platform.webhook_active})


def set_webhook_endpoint(platform: Platform, call: Call) -> Answer:
    """Move the webhook, to this machine only: LINE wants public https, the simulator loopback http."""
    try:
        platform.bot_url = require_loopback(str(call.body().get("endpoint")))
    except NotLoopback as error:
        raise LineError(400, "Invalid webhook endpoint URL") from error
    return Answer()


def test_webhook_endpoint(platform: Platform, _call: Call) -> Answer:
    """Post an empty webhook, as the console's Verify button does ("Test webhook endpoint")."""
    posted = post(platform.bot_url, platform.channel_secret, webhook_body(platform.destination, []))
    body: Json = {
        "success": posted.ok,
        "timestamp": datetime.fromtimestamp(platform.clock(), UTC).isoformat(),
        "statusCode": posted.status or 0,
        "reason": "OK" if posted.ok else posted.error or "ERROR_STATUS_CODE",
        "detail": str(posted.status or posted.error),
    }
    return Answer(body=body)
