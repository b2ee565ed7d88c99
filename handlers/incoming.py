"""A webhook event as handlers see it: tolerant, so that a field LINE adds or leaves out never loses a message."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from knowledge.text import clean

TEXT_LIMIT = 5000  # LINE's own limit of a text message


@dataclass(frozen=True)
class Incoming:
    """One event: its `kind` is LINE's type, for messages the message type (text, image, sticker, …)."""

    kind: str
    event_type: str
    conversation: str
    source_type: str = ""
    user_id: str = ""
    text: str = ""
    data: str = ""
    message_id: str = ""
    mentions_bot: bool = False
    unblocked: bool = False
    reply_token: str = ""
    token_from: datetime | None = None
    raw: dict[str, Any] = field(default_factory=dict)

    @property
    def in_group(self) -> bool:
        """Whether it happened in a group or room rather than in a private chat."""
        return self.source_type in ("group", "room")

    @property
    def wants_answer(self) -> bool:
        """Whether a person in a private chat waits for something (so that the loading dots make sense)."""
        asks = self.event_type in ("message", "postback") and not self.changed_tab
        return self.source_type == "user" and bool(self.reply_token) and asks

    @property
    def changed_tab(self) -> bool:
        """Whether the phone only tells that it shows another rich menu now (LINE doc, "Rich menu switch action")."""
        return "newRichMenuAliasId" in _part(_part(self.raw, "postback"), "params")

    @property
    def tab_status(self) -> str:
        """SUCCESS, or why the phone could not show the other menu; empty when no tab was tapped."""
        return _words(_part(_part(self.raw, "postback"), "params").get("status"))


def read(event: dict[str, Any], received_at: datetime) -> Incoming:
    """The event from its JSON. `received_at` is when it reached us: a redelivered token lives from then (LINE doc)."""
    source, message = _part(event, "source"), _part(event, "message")
    event_type = _words(event.get("type"))
    is_message = event_type == "message"
    return Incoming(
        kind=_words(message.get("type")) if is_message else event_type,
        event_type=event_type,
        conversation=conversation_of(event),
        source_type=_words(source.get("type")),
        user_id=_words(source.get("userId")),
        text=clean(_without_mention_of_us(message))[:TEXT_LIMIT] if is_message else "",
        data=_words(_part(event, "postback").get("data"))[:300],
        message_id=_words(message.get("id") or _part(event, "unsend").get("messageId")),
        mentions_bot=any(m.get("isSelf") is True for m in _list(_part(message, "mention").get("mentionees"))),
        unblocked=_part(event, "follow").get("isUnblocked") is True,
        reply_token=_words(event.get("replyToken")) if event.get("mode", "active") != "standby" else "",
        token_from=_token_from(event, received_at),
        raw=event,
    )


def conversation_of(event: dict[str, Any]) -> str:
    """The key that orders events of one chat: user:U…, group:C…, room:R…, or the event's own id."""
    source = _part(event, "source")
    for kind, name in (("group", "groupId"), ("room", "roomId"), ("user", "userId")):
        if _words(source.get(name)):
            return f"{kind}:{_words(source.get(name))[:80]}"
    return f"event:{_words(event.get('webhookEventId'))[:80]}"


def _without_mention_of_us(message: dict[str, Any]) -> str:
    """The text without the "@name" that called us; index and length count UTF-16 units (LINE doc)."""
    units = _words(message.get("text")).encode("utf-16-le", "surrogatepass")
    for one in reversed(_list(_part(message, "mention").get("mentionees"))):
        index, length = one.get("index"), one.get("length")
        if one.get("isSelf") is True and isinstance(index, int) and isinstance(length, int) and index >= 0 < length:
            units = units[: 2 * index] + units[2 * (index + length) :]
    return units.decode("utf-16-le", "surrogatepass")


def _token_from(event: dict[str, Any], received_at: datetime) -> datetime:
    """When the reply token's minute began: at the event, or for a redelivered one when it came."""
    stamp = event.get("timestamp")
    redelivered = _part(event, "deliveryContext").get("isRedelivery") is True
    if redelivered or not isinstance(stamp, int) or isinstance(stamp, bool) or not 0 < stamp < 4_102_444_800_000:
        return received_at
    happened = datetime.fromtimestamp(stamp / 1000, UTC)
    # A clock that runs ahead of LINE's, or an event that was long under way, must not shorten or stretch the minute.
    return min(received_at, max(happened, received_at - timedelta(minutes=1)))


def _part(value: dict[str, Any], name: str) -> dict[str, Any]:
    part = value.get(name)
    return part if isinstance(part, dict) else {}


def _list(value: Any) -> list[dict[str, Any]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def _words(value: Any) -> str:
    return value if isinstance(value, str) else ""
