"""What a question asks of a matter (how much, when, where, which papers), whatever the matter is."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.text import normalise

TABLE = Path(__file__).parent / "data" / "cues.yaml"


def looks_of_answers(normalised: str) -> list[re.Pattern[str]]:
    """What the sentences look like that answer a question: with an amount, a day, a place."""
    return [pattern for words, pattern in _cues() if any(w in normalised for w in words)]


def is_asking(word: str) -> bool:
    """Whether a word is one that asks, a part of one, or has one in it: it names no matter."""
    return any(word in asking or asking in word for words, _ in _cues() for asking in words)


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    rows: list[dict[str, Any]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return tuple((tuple(normalise(w) for w in r["asks"]), re.compile(r["looks_like"])) for r in rows)
