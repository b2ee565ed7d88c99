"""Pictures, sounds and files that people sent, as the bot may fetch them."""

from dataclasses import dataclass, field
from typing import NamedTuple

from simulator.errors import NOT_FOUND, LineError


class Content(NamedTuple):
    """The bytes of one message and their type."""

    data: bytes
    content_type: str


@dataclass
class Media:
    """Contents by message id. Source: reference, "Get content": 404 unknown, 410 when unsent."""

    rows: dict[str, Content] = field(default_factory=dict)
    unsent: set[str] = field(default_factory=set)

    def keep(self, message_id: str, data: bytes, content_type: str) -> None:
        """Keep what a person sent."""
        self.rows[message_id] = Content(data, content_type)

    def unsend(self, message_id: str) -> None:
        """Forget what a person took back."""
        self.rows.pop(message_id, None)
        self.unsent.add(message_id)

    def get(self, message_id: str) -> Content:
        """Return the content of a message, or LINE's reason why there is none."""
        if message_id in self.unsent:
            raise LineError(410, "Gone")
        if message_id not in self.rows:
            raise LineError(404, NOT_FOUND)
        return self.rows[message_id]
