"""The people who talk to the bot, and the groups they meet in."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from simulator.errors import Json
from simulator.ids import CHAT_ID, USER_ID


@dataclass
class Person:
    """One person with LINE on their phone. A blocked account is never told so by LINE's send calls."""

    id: str
    name: str
    role: str = ""
    picture: str | None = None
    blocked: bool = False

    def as_json(self) -> Json:
        """Return the person for the chat page."""
        return asdict(self)


@dataclass
class People:
    """Everybody the platform knows, by id."""

    by_id: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, dict[str, None]] = field(default_factory=dict)

    def add_all(self, rows: Iterable[Json]) -> None:
        """Add people given as dictionaries with id and name, and perhaps role and picture."""
        for row in rows:
            person = Person(row["id"], row["name"], row.get("role") or "", row.get("picture"))
            if not USER_ID.fullmatch(person.id):
                raise ValueError(f"A person's id is U and 32 hexadecimal digits, not {person.id!r}.")
            self.by_id[person.id] = person

    def meet(self, person_id: str) -> Person:
        """Return the person, who may be new: anybody can write to an account."""
        if person_id not in self.by_id:
            self.by_id[person_id] = Person(person_id, person_id[-6:])
        return self.by_id[person_id]

    def reachable(self, person_id: str) -> bool:
        """Tell whether a message would arrive: LINE drops the others silently."""
        person = self.by_id.get(person_id)
        return person is not None and not person.blocked

    def recipients(self, chat_id: str) -> int:
        """Count who would receive a push: the unit of LINE's bill (reference, "Messaging API pricing")."""
        if chat_id in self.groups:
            return len(self.groups[chat_id])
        return int(self.reachable(chat_id))


def read_people(text: str) -> list[Json]:
    """Parse the command line's list of people, in words a newcomer can act on."""
    rows: Any = json.loads(text)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("People are a JSON list of objects with id, name and role.")
    for row in rows:
        if not isinstance(row.get("id"), str) or not isinstance(row.get("name"), str):
            raise ValueError("Every person needs an id and a name.")
    return rows


def is_chat_id(value: object) -> bool:
    """Tell whether a value has the form of a user, group or room id."""
    return isinstance(value, str) and CHAT_ID.fullmatch(value) is not None
