"""The state of the LINE platform: people, tokens, quota, chats and every message that arrived."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Condition
from typing import Any

from simulator.chats import Chats
from simulator.errors import MONTHLY_LIMIT, Json, LineError
from simulator.ids import message_id, token
from simulator.media import Media
from simulator.people import People
from simulator.retry_keys import RetryKeys
from simulator.richmenus import RichMenus
from simulator.tokens import ReplyTokens

REQUESTS_REMEMBERED = 50_000


@dataclass
class Platform:
    """Everything behind the API. One lock guards it; `changed` wakes those who wait for messages."""

    channel_token: str
    channel_secret: str
    clock: Callable[[], float]
    destination: str
    name: str
    bot_url: str = ""
    webhook_active: bool = True
    quota: Json = field(default_factory=lambda: {"type": "none"})
    consumption: int = 0
    people: People = field(default_factory=People)
    tokens: ReplyTokens = field(default_factory=ReplyTokens)
    retry_keys: RetryKeys = field(default_factory=RetryKeys)
    chats: Chats = field(default_factory=Chats)
    media: Media = field(default_factory=Media)
    richmenus: RichMenus = field(default_factory=RichMenus)
    read_tokens: dict[str, str] = field(default_factory=dict)
    sent: list[Json] = field(default_factory=list)
    sent_to: dict[str, list[Json]] = field(default_factory=dict)
    requests: deque[Json] = field(default_factory=lambda: deque(maxlen=REQUESTS_REMEMBERED))
    deliveries: list[Json] = field(default_factory=list)
    changed: Condition = field(default_factory=Condition)

    def spend(self, recipients: int) -> None:
        """Count recipients against the month, or reject the call (LINE docs, "Messaging API pricing")."""
        if self.quota.get("type") == "limited" and self.consumption + recipients > self.quota["value"]:
            raise LineError(429, MONTHLY_LIMIT)
        self.consumption += recipients

    def deliver(self, chat_id: str, messages: Sequence[Json], via: str) -> list[Json]:
        """Put messages into a chat and return LINE's sentMessages.

        A blocked or unknown person gets nothing and the bot is not told (LINE docs, "Send messages").
        """
        receipts = [{"id": message_id(), "quoteToken": token()} for _ in messages]
        if self._arrives(chat_id):
            for receipt, message in zip(receipts, messages, strict=True):
                self._arrive(chat_id, receipt["id"], message, via)
            self.changed.notify_all()
        return receipts

    def _arrives(self, chat_id: str) -> bool:
        return chat_id in self.people.groups or self.people.reachable(chat_id)

    def _arrive(self, chat_id: str, new_id: str, message: Json, via: str) -> None:
        now = self.clock()
        row = {"to": chat_id, "via": via, "message": message, "at": now, "id": new_id}
        self.sent.append(row)
        self.sent_to.setdefault(chat_id, []).append(row)
        self.chats.add(chat_id, {"id": new_id, "from": "bot", "via": via, "at": now, "message": message})

    def say(self, chat_id: str, entry: Json) -> None:
        """Show what a person did in their own chat."""
        self.chats.add(chat_id, {"from": "person", "at": self.clock(), **entry})

    def problem(self, text: str, chat_id: str | None = None) -> None:
        """Show a mistake on the chat page, for the developer's eyes."""
        self.chats.show({"event": "problem", "chat": chat_id, "text": text, "at": self.clock()})

    def chat_named_in(self, body: Any) -> str | None:
        """Return the chat that a rejected request was meant for, if it names one."""
        if not isinstance(body, dict):
            return None
        row = self.tokens.rows.get(str(body.get("replyToken")))
        target = row.chat_id if row else body.get("to") or body.get("chatId")
        return target if isinstance(target, str) else None
