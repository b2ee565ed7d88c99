"""Holds a shortened wording against the excerpt it came from: whoever wrote it, nothing in it may be new.

It is a check of letters, not of sense: it accepts too little rather than too much, and what it refuses costs nothing,
because then the excerpt itself is shown.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.search.analysis import trigrams
from knowledge.text import normalise

TRIGRAM_SHARE = 0.85  # of the wording's trigrams that the excerpt has; joining two phrases costs two or three
FEWEST_LETTERS = 12
UNIT_LETTERS = 3  # after a number: บาท, วัน, ปี…
LAW_LETTERS = 12  # after the word that begins a law's name
_DATA = Path(__file__).parent / "data" / "rephrasing.yaml"
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_UNIT = re.compile(r"\D{0,12}")
_LATIN = re.compile(r"[a-z]+")
_FOREIGN = re.compile(r"[^\u0e00-\u0e7fa-z0-9\s•…“”‘’–—!-/:-@\[-`{-~]")
_ADDRESS = re.compile(r"https?:|www\.|://|@|\b[a-z0-9-]+\.(?:com|net|org|info|th|me|io|ly|app|co)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[^\w\u0e00-\u0e7f]+")


def objection(wording: str, excerpt: str) -> str:
    """Why the wording may not stand for the excerpt, in a few words for the log; empty when it may."""
    if len(wording) > len(excerpt):
        return "longer than the excerpt"
    if sum(c.isalpha() for c in wording) < FEWEST_LETTERS:
        return "hardly a word"
    if _ADDRESS.search(wording):
        return "an address"
    said, held = _plain(wording), _plain(excerpt)
    return next((reason for reason, wrong in _looks(said, held) if wrong), "")


def _looks(said: str, held: str) -> Iterator[tuple[str, bool]]:
    yield "a number that is not there", any(not _number_stands(n, held) for n in _numbers_with_units(said))
    yield "numbers of different lines side by side", not _lines_stand(said, held)
    yield "a number in words that is not there", bool(_runs(said) - _runs(held))
    yield "a date that is not there", any(w in said and w not in held for w in _words("calendar"))
    yield "a law that is not there", any(name not in _solid(held) for name in _laws(said))
    yield "a Latin word that is not there", bool(set(_LATIN.findall(said)) - set(_LATIN.findall(held)))
    yield "a letter of another script", bool(set(_FOREIGN.findall(said)) - set(held))
    yield "a condition left out or added", any(said.count(w) != held.count(w) for w in _words("turning"))
    yield "other words than the excerpt's", _shared(said, held) < TRIGRAM_SHARE


def _plain(text: str) -> str:
    """Line by line in the form that is compared: Arabic digits, small letters, no commas inside numbers."""
    lines = (normalise(line) for line in text.splitlines())
    return "\n".join(re.sub(r"(?<=\d),(?=\d)", "", line) for line in lines if line)


def _numbers_with_units(text: str) -> list[tuple[str, str]]:
    """Each number with the letters that follow it in its line, up to the next number (60–69 is two)."""
    return [
        (m[0], _solid(_UNIT.match(line, m.end())[0])[:UNIT_LETTERS])  # type: ignore[index]
        for line in text.splitlines()
        for m in _NUMBER.finditer(line)
    ]


def _number_stands(number: tuple[str, str], held: str) -> bool:
    """Whether the same number with the same letters after it stands in the excerpt."""
    digits, unit = number
    return any(digits == other and letters.startswith(unit) for other, letters in _numbers_with_units(held))


def _lines_stand(said: str, held: str) -> bool:
    """Whether the numbers of each line stand in one line of the excerpt, in their order."""
    lines = [_NUMBER.findall(line) for line in held.splitlines()]
    return all(any(_in_order(_NUMBER.findall(line), other) for other in lines) for line in said.splitlines())


def _in_order(few: list[str], many: list[str]) -> bool:
    rest = iter(many)
    return all(number in rest for number in few)


def _runs(text: str) -> set[str]:
    return set(re.findall(f"(?:{'|'.join(map(re.escape, _words('numbers')))})+", _solid(text)))


def _laws(said: str) -> list[str]:
    """Each law's name: the word that begins it and the letters after it, to the end of its phrase."""
    found = []
    for word in _words("laws"):
        for match in re.finditer(re.escape(word), said):
            phrase = re.split(r"\s", said[match.end() :].lstrip(), maxsplit=1)[0]
            found.append(_solid(word + phrase[:LAW_LETTERS]))
    return found


def _shared(said: str, held: str) -> float:
    mine, theirs = trigrams(said), trigrams(held)
    return sum(n for t, n in mine.items() if t in theirs) / max(sum(mine.values()), 1)


def _solid(text: str) -> str:
    return _BETWEEN.sub("", text)


@lru_cache(maxsize=8)
def _words(kind: str) -> tuple[str, ...]:
    read = yaml.safe_load(_DATA.read_text(encoding="utf-8"))[kind]
    return tuple(sorted((normalise(w) for w in read), key=len, reverse=True))
