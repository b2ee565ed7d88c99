"""Retry keys: the same push twice is one push. Source: LINE docs, "Retry failed API requests"."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from simulator.errors import RETRY_KEY_ACCEPTED, Json, LineError

LIFETIME = 24 * 3600.0
HEADER = "x-line-retry-key"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class Accepted(NamedTuple):
    """The first call that was taken under a key."""

    request_id: str
    answer: Json
    at: float


@dataclass
class RetryKeys:
    """The keys of the last 24 hours. Only accepted calls count: a rejected one may be sent again."""

    rows: dict[str, Accepted] = field(default_factory=dict)

    def check(self, key: str | None, now: float) -> None:
        """Reject a key that is no UUID (400) or was accepted before (409)."""
        if key is None:
            return
        if not _UUID.fullmatch(key):
            raise LineError(400, "The header, 'X-Line-Retry-Key', is invalid")
        known = self.rows.get(key.lower())
        if known and now - known.at < LIFETIME:
            accepted = {"x-line-accepted-request-id": known.request_id}
            raise LineError(409, RETRY_KEY_ACCEPTED, headers=accepted, extra=known.answer)

    def accept(self, key: str | None, request_id: str, answer: Json, now: float) -> None:
        """Remember an accepted call; `answer` is what LINE repeats with its 409 (push: sentMessages)."""
        if key is not None:
            self.rows[key.lower()] = Accepted(request_id, answer, now)
