"""What a message says by its form: an age, a short year, an abbreviation that its neighbours make clear."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.numerals import digits
from knowledge.text import normalise

TABLE = Path(__file__).parent / "data" / "patterns.yaml"


def said_by_form(normalised: str) -> list[tuple[str, str]]:
    """(what was written, what it says) for normalised text, in the order of the table."""
    text = digits(normalised)
    found = [(row, row.pattern.search(text)) for row in _rows()]
    said = [(m[0], row.adds.format(m[0], *(g or "" for g in m.groups()))) for row, m in found if m]
    numbers = [n for n in re.findall(r"\d+", text) if n not in normalised]
    return [(n, n) for n in numbers] + said


@dataclass(frozen=True)
class _Row:
    pattern: re.Pattern[str]
    adds: str


@lru_cache(maxsize=1)
def _rows() -> tuple[_Row, ...]:
    rows: list[dict[str, str]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return tuple(_Row(re.compile(r["pattern"]), normalise(r["adds"])) for r in rows)
