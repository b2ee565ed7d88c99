"""Reply tokens: each answers one event, once and soon.

Source: LINE docs, "Send reply message" and "Redelivered webhooks". A token works once and for one
minute after the webhook; after a redelivery for one minute more, unless used or the event is older
than 20 minutes.
"""

from dataclasses import dataclass, field

from simulator.errors import INVALID_REPLY_TOKEN, LineError

LIFETIME = 60.0
EVENT_AGE = 20 * 60.0


@dataclass
class ReplyToken:
    """A token in use: whose chat it answers, and since when."""

    chat_id: str
    event_at: float
    handed_out_at: float
    used: bool = False

    def works(self, now: float) -> bool:
        """Tell whether a reply with this token would be taken now."""
        return not self.used and now - self.handed_out_at <= LIFETIME and now - self.event_at <= EVENT_AGE


@dataclass
class ReplyTokens:
    """All tokens handed out; very old ones are forgotten, which answers the same as expired."""

    rows: dict[str, ReplyToken] = field(default_factory=dict)

    def hand_out(self, token: str, chat_id: str, now: float) -> None:
        """Start the minute of a token, again if its event is redelivered."""
        known = self.rows.get(token)
        if known:
            known.handed_out_at = now
            return
        self.rows[token] = ReplyToken(chat_id, now, now)
        self._forget(now)

    def chat_of(self, token: object, now: float) -> str:
        """Return the chat that a token answers, or reject it; the token stays unused."""
        row = self.rows.get(token) if isinstance(token, str) else None
        if row is None or not row.works(now):
            raise LineError(400, INVALID_REPLY_TOKEN)
        return row.chat_id

    def use(self, token: str) -> None:
        """Spend a token."""
        self.rows[token].used = True

    def _forget(self, now: float) -> None:
        while self.rows:
            oldest = next(iter(self.rows))
            if now - self.rows[oldest].event_at <= EVENT_AGE:
                return
            del self.rows[oldest]
