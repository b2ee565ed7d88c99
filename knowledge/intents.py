"""Messages that are not questions to the knowledge, recognised by a table of what people write."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.search import QueryMaker
from knowledge.text import fold, normalise
from knowledge.text_words import thai_from_english_keys

_NOT_SAID = re.compile(r"[^\w\u0e00-\u0e7f]+|ๆ|_")
SHORT = 30  # letters; a longer message says more than hello
PLEASANTRIES = ("thanks", "greeting", "who_are_you", "goodbye")
LONG = 5  # letters; words of danger that are this long are recognised with look-alike letters and lost tone marks
LONGEST = 60  # letters; longer messages are no greetings
TABLE = Path(__file__).parent / "data" / "intents.yaml"


@dataclass(frozen=True)
class Intent:
    """One row of the table: `whole` messages (folded), words found `anywhere`, and lines of words of which a message

    `says` one each; the last two unless an excusing word is there.
    """

    name: str
    whole: frozenset[str]
    anywhere: tuple[str, ...]
    excuses: tuple[str, ...]
    says: tuple[tuple[str, ...], ...] = ()


def whole_message(text: str, queries: QueryMaker) -> str | None:
    """The intent that the whole message states, politeness left aside, or None.

    The message may string several phrases together ("ดีค่ะ มีใครอยู่ไหม"); then the last one counts. Spelling slips that
    folding forgives are forgiven.
    """
    said = _solid(thai_from_english_keys(text, queries.words) or normalise(text))
    if not 0 < len(said) <= LONGEST:
        return None
    particles = _folded(queries.synonyms.particles) | _folded(queries.synonyms.edge_particles)
    return _read_through(fold(said), _phrases(), particles)


def pleasantry(text: str) -> str | None:
    """The greeting or thanks that a short message begins or ends with, whatever stands beside it, or None.

    For messages to which the knowledge has no answer: "สวัสดีครับทุกท่าน" is a greeting all the same.
    """
    said = fold(_solid(normalise(text)))
    if len(said) > SHORT:
        return None
    for name in PLEASANTRIES:
        if any(len(w) > 2 and (said.startswith(w) or said.endswith(w)) for w in _intent(name).whole):
            return name
    return None


def _read_through(said: str, phrases: dict[str, str], particles: frozenset[str]) -> str | None:
    """The last intent of the reading of the whole text that needs the fewest pieces, or None when there is none."""
    best: list[tuple[int, str] | None] = [(0, "")] + [None] * len(said)
    for end in range(1, len(said) + 1):
        for start in range(end):
            before, piece = best[start], said[start:end]
            if before is None or not (piece in phrases or piece in particles):
                continue
            found = (before[0] + 1, phrases.get(piece, before[1]))
            if best[end] is None or found[0] < best[end][0]:  # type: ignore[index]
                best[end] = found
    last = best[-1]
    return (last[1] or None) if last else None


def spoken(text: str, queries: QueryMaker) -> list[str]:
    """The intents that a message states in words of its own: it has a word of every line, and no excusing one."""
    said = thai_from_english_keys(text, queries.words) or normalise(text)
    return [i.name for i in _intents() if i.says and _has_each(said, i.says) and not _has_any(said, i.excuses)]


def _has_each(said: str, lines: Iterable[tuple[str, ...]]) -> bool:
    return all(_has_any(said, line) for line in lines)


def _has_any(said: str, words: Iterable[str]) -> bool:
    return any(word in said for word in words)


def mentions(text: str, name: str) -> bool:
    """Whether a message has one of the intent's words anywhere, excusing words or not."""
    said, folded = normalise(text), fold(_solid(normalise(text)))
    return any(word in said or (len(word) >= LONG and fold(word) in folded) for word in _intent(name).anywhere)


def without(normalised: str, *names: str) -> str:
    """Normalised text without the words of these intents."""
    words = sorted((w for name in names for w in _intent(name).anywhere), key=len, reverse=True)
    for word in words:
        normalised = normalised.replace(word, " ")
    return " ".join(normalised.split())


def excused(text: str, name: str) -> bool:
    """Whether the message holds a word that makes it a question rather than this intent."""
    said = normalise(text)
    return _has_any(said, _intent(name).excuses)


def _solid(text: str) -> str:
    """The letters and digits alone: spaces, marks, pictures and the repetition sign say nothing here."""
    return _NOT_SAID.sub("", text)


def _intent(name: str) -> Intent:
    return next(i for i in _intents() if i.name == name)


@lru_cache(maxsize=1)
def _phrases() -> dict[str, str]:
    return {folded: intent.name for intent in reversed(_intents()) for folded in intent.whole}


@lru_cache(maxsize=8)
def _folded(words: frozenset[str]) -> frozenset[str]:
    return frozenset(fold(_solid(w)) for w in words)


@lru_cache(maxsize=1)
def _intents() -> tuple[Intent, ...]:
    rows: dict[str, dict[str, Any]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return tuple(
        Intent(
            name=name,
            whole=frozenset(fold(_solid(normalise(w))) for w in row.get("is", [])),
            anywhere=tuple(normalise(w) for w in row.get("has", [])),
            excuses=tuple(normalise(w) for w in row.get("unless", [])),
            says=tuple(tuple(normalise(w) for w in line) for line in row.get("says", [])),
        )
        for name, row in rows.items()
    )
