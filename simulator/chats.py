"""What everybody has said and received, and who is watching it: the chat page's side of the platform."""

from collections import deque
from dataclasses import dataclass, field
from queue import SimpleQueue

from simulator.errors import Json

REMEMBERED = 500

Watcher = SimpleQueue[Json | None]


@dataclass
class Chats:
    """The history of each chat and the open streams of chat pages. Guarded by the platform's lock."""

    history: dict[str, deque[Json]] = field(default_factory=dict)
    watchers: list[tuple[Watcher, str | None]] = field(default_factory=list)

    def watch(self, only: str | None) -> Watcher:
        """Open a stream of everything that happens, or of one person's chat."""
        watcher: Watcher = SimpleQueue()
        self.watchers.append((watcher, only))
        return watcher

    def unwatch(self, watcher: Watcher) -> None:
        """Close a stream."""
        self.watchers = [row for row in self.watchers if row[0] is not watcher]

    def add(self, chat_id: str, entry: Json) -> None:
        """Add an entry to a chat and show it on every open page."""
        self.history.setdefault(chat_id, deque(maxlen=REMEMBERED)).append(entry)
        if self.watchers:
            self.show({"event": "entry", "chat": chat_id, "entry": entry})

    def show(self, event: Json) -> None:
        """Tell open pages something; an event without a chat concerns everybody."""
        for watcher, only in self.watchers:
            if only is None or event.get("chat") in (None, only):
                watcher.put(event)

    def unsend(self, chat_id: str, message_id: str) -> None:
        """Take a message back in the history too, so that a reload does not show it again."""
        for entry in self.history.get(chat_id, ()):
            if entry.get("id") == message_id:
                entry["unsent"] = True
        self.show({"event": "unsent", "chat": chat_id, "id": message_id})

    def snapshot(self, only: str | None = None) -> Json:
        """Return the histories, all or one person's."""
        chosen = self.history if only is None else {only: self.history.get(only, deque())}
        return {chat_id: list(entries) for chat_id, entries in chosen.items()}

    def close(self) -> None:
        """End every open stream."""
        for watcher, _ in self.watchers:
            watcher.put(None)
