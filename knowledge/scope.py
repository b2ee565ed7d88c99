"""Whether a question is ours: other agencies' tasks, amusement, and other places are recognised by tables (data)."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.models import Article, Organisation
from knowledge.text import normalise
from knowledge.text_words import provinces

DATA = Path(__file__).parent / "data"
LONGEST_STORY = 80  # characters; in a longer message a place may be part of somebody's story
SHORTEST_NAME = 4  # letters; a province called ตาก or เลย is also a common word


@dataclass(frozen=True)
class Agency:
    """Somebody else's task: the agency (empty when it is nobody's), the words that show it, the words that excuse."""

    name: str
    words: tuple[str, ...]
    excuses: tuple[str, ...]


def agency_for(normalised: str) -> Agency | None:
    """The agency whose task a message names, or None."""
    return next((a for a in _agencies() if _any(a.words, normalised) and not _any(a.excuses, normalised)), None)


def names_elsewhere(normalised: str, here: Organisation) -> bool:
    """Whether a message is about another place: a likely mistaken name, or a province that is not ours."""
    places = _places()
    if _any(places.excuses, normalised):
        return False
    own = normalise(f"{here.name} {here.short_name} {here.district} {here.province}")
    alike = [n for n in places.alike if n not in own]
    if _any(alike, normalised):
        return True
    named = (name for name, official in places.names if official not in own)
    return len(normalised) <= LONGEST_STORY and any(name in normalised for name in named)


def is_beside(normalised: str, article: Article, names: str) -> bool:
    """Whether a message names a matter that the article does not: then the article is about something else.

    `names` are the normalised titles and keywords of all articles: what one of them is about is left to the search.
    """
    named = [word for words in _topics() for word in words if word in normalised and word not in names]
    if not named:
        return False
    held = normalise(" ".join((article.title, *article.keywords, *article.phrasings, article.body)))
    return not any(word in held for word in named)


@dataclass(frozen=True)
class _Places:
    alike: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    excuses: tuple[str, ...]


def _any(words: tuple[str, ...] | list[str], text: str) -> bool:
    return any(word in text for word in words)


@lru_cache(maxsize=1)
def _agencies() -> tuple[Agency, ...]:
    rows: list[dict[str, Any]] = yaml.safe_load((DATA / "agencies.yaml").read_text(encoding="utf-8"))
    return tuple(Agency(r["agency"], _normal(r["words"]), _normal(r.get("unless", []))) for r in rows)


@lru_cache(maxsize=1)
def _topics() -> tuple[tuple[str, ...], ...]:
    rows: list[list[str]] = yaml.safe_load((DATA / "topics.yaml").read_text(encoding="utf-8"))
    return tuple(_normal(row) for row in rows)


@lru_cache(maxsize=1)
def _places() -> _Places:
    table: dict[str, Any] = yaml.safe_load((DATA / "elsewhere.yaml").read_text(encoding="utf-8"))
    known = [(name, name) for name in (*table["names"], *provinces()) if len(name) >= SHORTEST_NAME]
    names = [(normalise(a), normalise(b)) for a, b in (*known, *table["nicknames"].items())]
    return _Places(_normal(table["alike"]), tuple(names), _normal(table["unless"]))


def _normal(words: list[str]) -> tuple[str, ...]:
    return tuple(normalise(w) for w in words)
