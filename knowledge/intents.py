"""Messages that are not questions to the knowledge, recognised by a table of what people write."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.search import QueryMaker
from knowledge.text import normalise

TABLE = Path(__file__).parent / "data" / "intents.yaml"


@dataclass(frozen=True)
class Intent:
    """One row of the table: `whole` messages, and words found `anywhere` unless an excusing word is there too."""

    name: str
    whole: frozenset[str]
    anywhere: tuple[str, ...]
    excuses: tuple[str, ...]


def whole_message(text: str, queries: QueryMaker) -> str | None:
    """The intent that the whole message states, politeness left aside, or None."""
    said, bare = _solid(normalise(text)), _solid(queries.strip_particles(normalise(text)))
    for intent in _intents():
        if said in intent.whole or bare in intent.whole:
            return intent.name
    return None


def mentions(text: str, name: str) -> bool:
    """Whether a message has one of the intent's words anywhere, excusing words or not."""
    said = normalise(text)
    return any(word in said or word in _solid(said) for word in _intent(name).anywhere)


def excused(text: str, name: str) -> bool:
    """Whether the message holds a word that makes it a question rather than this intent."""
    said = normalise(text)
    return any(word in said for word in _intent(name).excuses)


def _solid(text: str) -> str:
    return text.replace(" ", "").rstrip("?!.…~ๆ")


def _intent(name: str) -> Intent:
    return next(i for i in _intents() if i.name == name)


@lru_cache(maxsize=1)
def _intents() -> tuple[Intent, ...]:
    rows: dict[str, dict[str, Any]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return tuple(
        Intent(
            name=name,
            whole=frozenset(_solid(normalise(w)) for w in row.get("is", [])),
            anywhere=tuple(normalise(w) for w in row.get("has", [])),
            excuses=tuple(normalise(w) for w in row.get("unless", [])),
        )
        for name, row in rows.items()
    )
